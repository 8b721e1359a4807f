//! Rows of uploads: files that wait in the spool for their load.

use fanal_model::{DatasetId, Instant, UserId};
use sea_orm::entity::prelude::*;

use super::{count, entity_parts};
use crate::Upload;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub user: Option<i64>,
    pub file_name: String,
    pub size_bytes: i64,
    pub recipe: Option<String>,
    pub dataset: Option<i64>,
    pub created: i64,
}

entity_parts!();

impl From<Model> for Upload {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            user: row.user.map(UserId),
            file_name: row.file_name,
            size_bytes: count(row.size_bytes),
            recipe: row.recipe,
            dataset: row.dataset.map(DatasetId),
            created: Instant(row.created),
        }
    }
}
