//! Datasets: reading one, listing many ([`list`]), changing them ([`change`]).

mod change;
mod counts;
mod list;
mod outline;

use std::collections::HashMap;

use fanal_model::{Dataset, DatasetId, Field, Lifecycle, PortalId, Slug, Version, Visibility};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

use crate::rows::dataset::{Column, Entity, Model};
use crate::rows::{askable, dataset_address, field, version};
use crate::{Act, Store, StoreError};

pub use change::NewDataset;
pub(crate) use change::write_fields;
pub use counts::DatasetCounts;
pub use list::{DatasetFilter, DatasetList, DatasetOrder};
pub use outline::DatasetOutline;

/// Numbers named in one statement: SQLite takes 32 766, PostgreSQL 65 535.
pub(crate) const AT_ONCE: usize = 10_000;

impl Store {
    /// One dataset.
    pub async fn dataset(&self, id: DatasetId) -> Result<Option<Dataset>, StoreError> {
        let snapshot = self.snapshot().await?;
        let row = Entity::find_by_id(id.0).one(&snapshot).await?;
        let dataset = whole(&snapshot, row.into_iter().collect()).await?.pop();
        snapshot.commit().await?;
        Ok(dataset)
    }

    /// The dataset of that portal that has, or had, that address. Compare its `slug` to learn
    /// whether to redirect.
    pub async fn dataset_by_slug(
        &self,
        portal: PortalId,
        slug: &str,
    ) -> Result<Option<Dataset>, StoreError> {
        self.dataset_among(portal, slug, None, &Visibility::ALL).await
    }

    /// The same among those in that state, with one of these visibilities. One that is not among
    /// them takes as long as one that is not there.
    pub async fn dataset_among(
        &self,
        portal: PortalId,
        slug: &str,
        lifecycle: Option<Lifecycle>,
        visibilities: &[Visibility],
    ) -> Result<Option<Dataset>, StoreError> {
        if !askable(slug) {
            return Ok(None);
        }
        let holder = dataset_address::Entity::find()
            .select_only()
            .column(dataset_address::Column::Dataset)
            .filter(dataset_address::Column::Portal.eq(portal.0))
            .filter(dataset_address::Column::Slug.eq(slug))
            .into_query();
        let query = Entity::find().filter(Column::Id.in_subquery(holder));
        let query = among(query, lifecycle, visibilities.iter().copied());
        let snapshot = self.snapshot().await?;
        let row = query.one(&snapshot).await?;
        let dataset = whole(&snapshot, row.into_iter().collect()).await?.pop();
        snapshot.commit().await?;
        Ok(dataset)
    }
}

impl Act {
    /// One dataset, as this act sees it. Nobody else changes it, or ends a load of it, before the
    /// act ends.
    pub async fn dataset(&self, id: DatasetId) -> Result<Option<Dataset>, StoreError> {
        let query = Entity::find_by_id(id.0).lock(LockType::NoKeyUpdate);
        let row = query.one(self.transaction()).await?;
        Ok(whole(self.transaction(), row.into_iter().collect()).await?.pop())
    }

    /// The dataset of that portal that has, or had, that address, in the same way.
    pub async fn dataset_by_slug(
        &self,
        portal: PortalId,
        slug: &Slug,
    ) -> Result<Option<Dataset>, StoreError> {
        let key = (portal.0, slug.to_string());
        let holder = dataset_address::Entity::find_by_id(key).one(self.transaction()).await?;
        match holder {
            Some(holder) => self.dataset(DatasetId(holder.dataset)).await,
            None => Ok(None),
        }
    }
}

/// Only those in that state, if one is said, with one of these visibilities.
fn among(
    query: Select<Entity>,
    lifecycle: Option<Lifecycle>,
    visibilities: impl Iterator<Item = Visibility>,
) -> Select<Entity> {
    let query = query.filter(Column::Visibility.is_in(visibilities.map(Visibility::name)));
    match lifecycle {
        Some(lifecycle) => query.filter(Column::Lifecycle.eq(lifecycle.name())),
        None => query,
    }
}

/// Adds fields and current versions to rows of datasets, with one query for each kind, in the order of
/// the rows.
async fn whole(
    connection: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<Dataset>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut fields = fields(connection, rows.iter().map(|row| row.id)).await?;
    let mut versions = versions(connection, rows.iter().filter_map(|row| row.current)).await?;
    let mut datasets = Vec::with_capacity(rows.len());
    for row in rows {
        let fields = fields.remove(&row.id).unwrap_or_default();
        let current = row.current.and_then(|id| versions.remove(&id));
        datasets.push(row.into_dataset(fields, current)?);
    }
    Ok(datasets)
}

async fn fields(
    connection: &impl ConnectionTrait,
    datasets: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Vec<Field>>, StoreError> {
    let datasets: Vec<i64> = datasets.collect();
    let mut fields: HashMap<i64, Vec<Field>> = HashMap::new();
    for datasets in datasets.chunks(AT_ONCE) {
        let query = field::Entity::find()
            .filter(field::Column::Dataset.is_in(datasets.iter().copied()))
            .order_by_asc(field::Column::Dataset)
            .order_by_asc(field::Column::Position);
        for row in query.all(connection).await? {
            fields.entry(row.dataset).or_default().push(row.into_field()?);
        }
    }
    Ok(fields)
}

async fn versions(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Version>, StoreError> {
    let ids: Vec<i64> = ids.collect();
    let mut versions = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let ids = ids.iter().copied();
        let query = version::Entity::find().filter(version::Column::Id.is_in(ids));
        for row in query.all(connection).await? {
            versions.insert(row.id, row.into_version()?);
        }
    }
    Ok(versions)
}
