//! Sources: where the records of a dataset come from.

use fanal_model::{DatasetId, Source, SourceId, SourceKind};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder,
    Set,
};

use crate::rows::plain;
use crate::rows::source::{ActiveModel, Column, Entity, Model};
use crate::{Act, Store, StoreError};

/// A source to make.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// The dataset that it feeds.
    pub dataset: DatasetId,
    /// What it is.
    pub kind: SourceKind,
    /// Name for people.
    pub name: String,
    /// The saved reading recipe.
    pub recipe: Option<String>,
}

impl Store {
    /// The sources of a dataset, oldest first.
    pub async fn sources(&self, dataset: DatasetId) -> Result<Vec<Source>, StoreError> {
        of(self.reader(), dataset).await
    }

    /// One source.
    pub async fn source(&self, id: SourceId) -> Result<Option<Source>, StoreError> {
        let row = Entity::find_by_id(id.0).one(self.reader()).await?;
        row.map(Model::into_source).transpose()
    }
}

impl Act {
    /// The sources of a dataset, oldest first, as this act sees them. Read the dataset in the act
    /// first: then they stay so until it ends.
    pub async fn sources(&self, dataset: DatasetId) -> Result<Vec<Source>, StoreError> {
        of(self.transaction(), dataset).await
    }

    /// Makes a source.
    pub async fn create_source(&self, new: NewSource) -> Result<Source, StoreError> {
        let row = ActiveModel {
            id: NotSet,
            dataset: Set(new.dataset.0),
            kind: Set(new.kind.name().to_owned()),
            name: Set(plain(&new.name)),
            recipe: Set(new.recipe),
        };
        row.insert(self.transaction()).await?.into_source()
    }

    /// Gives the source another name.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn rename_source(&self, source: SourceId, name: &str) -> Result<(), StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::Name, plain(name).into())
            .filter(Column::Id.eq(source.0));
        match update.exec(self.transaction()).await?.rows_affected {
            0 => Err(StoreError::Missing { what: "source" }),
            _ => Ok(()),
        }
    }

    /// Keeps how the source is read.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn save_recipe(&self, source: SourceId, recipe: &str) -> Result<(), StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::Recipe, recipe.into())
            .filter(Column::Id.eq(source.0));
        if update.exec(self.transaction()).await?.rows_affected == 0 {
            return Err(StoreError::Missing { what: "source" });
        }
        Ok(())
    }
}

async fn of(
    connection: &impl ConnectionTrait,
    dataset: DatasetId,
) -> Result<Vec<Source>, StoreError> {
    let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
    let rows = query.order_by_asc(Column::Id).all(connection).await?;
    rows.into_iter().map(Model::into_source).collect()
}
