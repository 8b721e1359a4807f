//! Versions: what a dataset held at one moment, as a row that names a version of its Delta table.

use fanal_model::{DatasetId, Field, Instant, LoadId, LoadMode, SourceId, Version, VersionId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::rows::version::{ActiveModel, Column, Entity, Model};
use crate::rows::{bounded, dataset, json, plain, stored};
use crate::{Act, Lease, Store, StoreError, lease, search_text};

/// A load that ended, to become a version.
#[derive(Debug, Clone)]
pub struct NewVersion {
    /// The dataset.
    pub dataset: DatasetId,
    /// Version of the Delta table.
    pub delta_version: i64,
    /// The load: committing it again changes nothing.
    pub load: LoadId,
    /// How the load was combined with what was there.
    pub mode: LoadMode,
    /// The source that was loaded.
    pub source: SourceId,
    /// The columns; they become those of the dataset.
    pub fields: Vec<Field>,
    /// Records in the whole dataset.
    pub records: u64,
    /// Rows of the source that could not be read.
    pub rejected: u64,
    /// Size of the data files, in bytes.
    pub size_bytes: u64,
}

impl Store {
    /// The versions of a dataset, the last first.
    pub async fn versions(
        &self,
        dataset: DatasetId,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<Version>, StoreError> {
        let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
        let page =
            query.order_by_desc(Column::Number).limit(bounded(limit)).offset(bounded(offset));
        let rows = page.all(self.reader()).await?;
        rows.into_iter().map(Model::into_version).collect()
    }

    /// One version, as people and `?version=` number it.
    pub async fn version_by_number(
        &self,
        dataset: DatasetId,
        number: i64,
    ) -> Result<Option<Version>, StoreError> {
        let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
        let row = query.filter(Column::Number.eq(number)).one(self.reader()).await?;
        row.map(Model::into_version).transpose()
    }

    /// The version that readers got at that instant; none before the first.
    pub async fn version_as_of(
        &self,
        dataset: DatasetId,
        instant: Instant,
    ) -> Result<Option<Version>, StoreError> {
        let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
        let query = query.filter(Column::Created.lte(instant.0));
        let row = query.order_by_desc(Column::Number).one(self.reader()).await?;
        row.map(Model::into_version).transpose()
    }

    /// The version that a load made, if it was committed.
    pub async fn version_by_load(&self, load: &LoadId) -> Result<Option<Version>, StoreError> {
        by_load(self.reader(), load).await
    }
}

impl Act {
    /// The versions of a dataset that can be read, the last first, as this act sees them.
    pub async fn available_versions(&self, dataset: DatasetId) -> Result<Vec<Version>, StoreError> {
        let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
        let query = query.filter(Column::Gone.is_null()).order_by_desc(Column::Number);
        let rows = query.all(self.transaction()).await?;
        rows.into_iter().map(Model::into_version).collect()
    }

    /// Makes the load a version and the version the one that readers get. The fields given take
    /// the place of the dataset's; when that changes something, so does `metadata_revision`. A load
    /// that was committed already gives the version that it made then.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when the lease is another dataset's or somebody else took it.
    pub async fn commit_version(
        &self,
        mut new: NewVersion,
        lease: &Lease,
    ) -> Result<Version, StoreError> {
        let transaction = self.transaction();
        for field in &mut new.fields {
            field.label = plain(&field.label);
        }
        if let Some(version) = by_load(transaction, &new.load).await? {
            return Ok(version);
        }
        if lease.dataset != new.dataset {
            return Err(StoreError::LeaseLost);
        }
        lease::hold(transaction, lease).await?;
        let number = self.next_number(new.dataset).await?;
        let version = self.insert_version(&new, number).await?;
        let missing = StoreError::Missing { what: "dataset" };
        let before = self.dataset(new.dataset).await?.ok_or(missing)?;
        let now = self.now().0;
        let mut update = dataset::Entity::update_many()
            .col_expr(dataset::Column::Current, version.id.0.into())
            .col_expr(dataset::Column::Changed, now.into())
            .filter(dataset::Column::Id.eq(new.dataset.0));
        let other_fields = before.fields != new.fields;
        if other_fields {
            let revision = Expr::col(dataset::Column::MetadataRevision).add(1_i64);
            update = update
                .col_expr(dataset::Column::MetadataRevision, revision)
                .col_expr(dataset::Column::Modified, now.into());
        }
        update.exec(transaction).await?;
        if other_fields {
            crate::dataset::write_fields(transaction, new.dataset, &new.fields).await?;
            search_text::refresh(transaction, new.dataset).await?;
        }
        Ok(version)
    }

    /// Follows a compaction: the same version lies in another version of the Delta table.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`], [`StoreError::Missing`].
    pub async fn move_version(
        &self,
        version: VersionId,
        delta_version: i64,
        size_bytes: u64,
        lease: &Lease,
    ) -> Result<(), StoreError> {
        let transaction = self.transaction();
        lease::hold(transaction, lease).await?;
        let update = Entity::update_many()
            .col_expr(Column::DeltaVersion, delta_version.into())
            .col_expr(Column::SizeBytes, stored(size_bytes).into())
            .filter(Column::Id.eq(version.0))
            .filter(Column::Dataset.eq(lease.dataset.0));
        match update.exec(transaction).await?.rows_affected {
            0 => Err(StoreError::Missing { what: "version" }),
            _ => Ok(()),
        }
    }

    /// Says that a version can no longer be read. The first time counts.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn expire_version(&self, version: VersionId) -> Result<(), StoreError> {
        let transaction = self.transaction();
        let update = Entity::update_many()
            .col_expr(Column::Gone, self.now().0.into())
            .filter(Column::Id.eq(version.0))
            .filter(Column::Gone.is_null());
        if update.exec(transaction).await?.rows_affected == 0
            && Entity::find_by_id(version.0).one(transaction).await?.is_none()
        {
            return Err(StoreError::Missing { what: "version" });
        }
        Ok(())
    }

    /// Nobody else numbers a version of the dataset meanwhile: the lease's row is locked.
    async fn next_number(&self, dataset: DatasetId) -> Result<i64, StoreError> {
        let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
        let last = query.order_by_desc(Column::Number).one(self.transaction()).await?;
        Ok(last.map_or(1, |last| last.number + 1))
    }

    async fn insert_version(&self, new: &NewVersion, number: i64) -> Result<Version, StoreError> {
        let mode_key = match &new.mode {
            LoadMode::Update { key } => Some(json::from_names(key)),
            LoadMode::Replace | LoadMode::Append => None,
        };
        let row = ActiveModel {
            id: NotSet,
            dataset: Set(new.dataset.0),
            number: Set(number),
            delta_version: Set(new.delta_version),
            load: Set(new.load.to_string()),
            mode: Set(new.mode.name().to_owned()),
            mode_key: Set(mode_key),
            source: Set(new.source.0),
            fields: Set(json::from_fields(&new.fields)),
            records: Set(stored(new.records)),
            rejected: Set(stored(new.rejected)),
            size_bytes: Set(stored(new.size_bytes)),
            created: Set(self.now().0),
            gone: Set(None),
        };
        row.insert(self.transaction()).await?.into_version()
    }
}

async fn by_load(
    connection: &impl ConnectionTrait,
    load: &LoadId,
) -> Result<Option<Version>, StoreError> {
    let row = Entity::find().filter(Column::Load.eq(load.as_str())).one(connection).await?;
    row.map(Model::into_version).transpose()
}
