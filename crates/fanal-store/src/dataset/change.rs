//! Making and describing datasets.

use fanal_model::{
    Dataset, DatasetId, Field, Lifecycle, Metadata, OrganisationId, PortalId, Slug, Visibility,
    fold,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, NotSet, QueryFilter, Set,
};

use super::{Column, Entity};
use crate::rows::dataset::ActiveModel;
use crate::rows::{dataset_address, field, json, plain};
use crate::{Act, StoreError, Unique, search_text};

/// A dataset to make. It begins as a draft without data.
#[derive(Debug, Clone)]
pub struct NewDataset {
    /// Portal that it belongs to.
    pub portal: PortalId,
    /// Address, unique in the portal, former addresses included.
    pub slug: Slug,
    /// Who produces it.
    pub organisation: Option<OrganisationId>,
    /// What describes it.
    pub metadata: Metadata,
    /// Its columns, if they are known before the first load.
    pub fields: Vec<Field>,
    /// Who may see it once published.
    pub visibility: Visibility,
}

impl Act {
    /// Makes a dataset.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when another dataset of the portal has or had the address.
    pub async fn create_dataset(&self, new: NewDataset) -> Result<Dataset, StoreError> {
        let now = self.now().0;
        let row = ActiveModel {
            id: NotSet,
            portal: Set(new.portal.0),
            organisation: Set(new.organisation.map(|o| o.0)),
            search_text: Set(String::new()),
            lifecycle: Set(Lifecycle::Draft.name().to_owned()),
            current: Set(None),
            public_from: Set(1),
            metadata_revision: Set(1),
            created: Set(now),
            changed: Set(now),
            modified: Set(now),
            ..described(&new.slug, &new.metadata, new.visibility)
        };
        let transaction = self.transaction();
        let id = DatasetId(row.insert(transaction).await?.id);
        take_address(transaction, new.portal, &new.slug, id).await?;
        write_fields(transaction, id, &new.fields).await?;
        search_text::refresh(transaction, id).await?;
        self.dataset(id).await?.ok_or(StoreError::Missing { what: "dataset" })
    }

    /// Writes what describes a dataset: address, producer, metadata, fields, visibility, lifecycle,
    /// first public version. The address before keeps answering. Current version and dates given are not read, and a
    /// dataset stays in its portal. Returns the dataset with its new revision.
    ///
    /// # Errors
    /// [`StoreError::Taken`] for the address; [`StoreError::Changed`] when the dataset's
    /// `metadata_revision` or portal is not the one given; [`StoreError::Missing`].
    pub async fn update_dataset(&self, dataset: &Dataset) -> Result<Dataset, StoreError> {
        let transaction = self.transaction();
        let now = self.now().0;
        let row = ActiveModel {
            organisation: Set(dataset.organisation.map(|o| o.0)),
            lifecycle: Set(dataset.lifecycle.name().to_owned()),
            public_from: Set(dataset.public_from),
            metadata_revision: Set(dataset.metadata_revision + 1),
            modified: Set(now),
            changed: Set(now),
            ..described(&dataset.slug, &dataset.metadata, dataset.visibility)
        };
        let update = Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(dataset.id.0))
            .filter(Column::Portal.eq(dataset.portal.0))
            .filter(Column::MetadataRevision.eq(dataset.metadata_revision));
        if update.exec(transaction).await?.rows_affected == 0 {
            let there = Entity::find_by_id(dataset.id.0).one(transaction).await?.is_some();
            let what = "dataset";
            return Err(if there {
                StoreError::Changed { what }
            } else {
                StoreError::Missing { what }
            });
        }
        take_address(transaction, dataset.portal, &dataset.slug, dataset.id).await?;
        write_fields(transaction, dataset.id, &dataset.fields).await?;
        search_text::refresh(transaction, dataset.id).await?;
        self.dataset(dataset.id).await?.ok_or(StoreError::Missing { what: "dataset" })
    }

    /// Notes that something that goes with a dataset changed: its revision and its date do too.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn touch_dataset(&self, dataset: DatasetId) -> Result<(), StoreError> {
        let now = self.now().0;
        let row = ActiveModel { modified: Set(now), changed: Set(now), ..Default::default() };
        let update = Entity::update_many()
            .set(row)
            .col_expr(Column::MetadataRevision, Expr::col(Column::MetadataRevision).add(1))
            .filter(Column::Id.eq(dataset.0));
        match update.exec(self.transaction()).await?.rows_affected {
            0 => Err(StoreError::Missing { what: "dataset" }),
            _ => Ok(()),
        }
    }
}

/// The columns that both making and changing a dataset write in the same way.
fn described(slug: &Slug, metadata: &Metadata, visibility: Visibility) -> ActiveModel {
    ActiveModel {
        slug: Set(slug.to_string()),
        title: Set(plain(&metadata.title)),
        sort_title: Set(fold(&plain(&metadata.title))),
        description: Set(plain(&metadata.description)),
        themes: Set(json::from_texts(&metadata.themes)),
        keywords: Set(json::from_texts(&metadata.keywords)),
        licence: Set(metadata.licence.as_deref().map(plain)),
        language: Set(plain(&metadata.language)),
        update_frequency: Set(metadata.update_frequency.as_deref().map(plain)),
        fictitious: Set(metadata.fictitious),
        series: Set(metadata.series.as_deref().map(plain)),
        visibility: Set(visibility.name().to_owned()),
        ..Default::default()
    }
}

/// Makes the address lead to the dataset, unless it does already.
async fn take_address(
    transaction: &DatabaseTransaction,
    portal: PortalId,
    slug: &Slug,
    dataset: DatasetId,
) -> Result<(), StoreError> {
    let key = (portal.0, slug.to_string());
    let held = dataset_address::Entity::find_by_id(key).one(transaction).await?;
    if held.is_some_and(|held| held.dataset == dataset.0) {
        return Ok(());
    }
    let row = dataset_address::ActiveModel {
        portal: Set(portal.0),
        slug: Set(slug.to_string()),
        dataset: Set(dataset.0),
    };
    let taken = StoreError::taken(Unique::DatasetSlug, slug.as_str());
    let insert = dataset_address::Entity::insert(row).exec_without_returning(transaction);
    insert.await.map_err(taken)?;
    Ok(())
}

/// Puts these fields in the place of those that the dataset has.
pub(crate) async fn write_fields(
    transaction: &DatabaseTransaction,
    dataset: DatasetId,
    fields: &[Field],
) -> Result<(), StoreError> {
    let old = field::Entity::delete_many().filter(field::Column::Dataset.eq(dataset.0));
    old.exec(transaction).await?;
    let rows = (0..).zip(fields).map(|(position, of)| field::ActiveModel {
        dataset: Set(dataset.0),
        position: Set(position),
        name: Set(of.name.to_string()),
        label: Set(plain(&of.label)),
        field_type: Set(of.field_type.name().to_owned()),
        description: Set(of.description.as_deref().map(plain)),
        annotations: Set(json::from_annotations(&of.annotations)),
    });
    let rows: Vec<_> = rows.collect();
    // SQLite takes 32 766 values in a statement; a row has seven.
    for rows in rows.chunks(1000) {
        let insert = field::Entity::insert_many(rows.iter().cloned());
        insert.exec_without_returning(transaction).await?;
    }
    Ok(())
}
