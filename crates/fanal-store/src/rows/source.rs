//! Rows of sources.

use fanal_model::{DatasetId, Source, SourceId, SourceKind};
use sea_orm::entity::prelude::*;

use super::entity_parts;
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub dataset: i64,
    pub kind: String,
    pub name: String,
    pub recipe: Option<String>,
}

entity_parts!();

impl Model {
    /// The source.
    pub(crate) fn into_source(self) -> Result<Source, StoreError> {
        Ok(Source {
            id: SourceId(self.id),
            dataset: DatasetId(self.dataset),
            kind: SourceKind::from_name(&self.kind)
                .ok_or_else(|| StoreError::corrupt("source.kind", self.kind))?,
            name: self.name,
            recipe: self.recipe,
        })
    }
}
