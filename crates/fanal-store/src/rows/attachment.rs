//! Rows of attachments.

use fanal_model::{Attachment, AttachmentId, DatasetId, Instant};
use sea_orm::entity::prelude::*;

use super::{count, entity_parts};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub dataset: i64,
    pub name: String,
    pub title: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub file: String,
    pub created: i64,
}

entity_parts!();

impl From<Model> for Attachment {
    fn from(row: Model) -> Self {
        Self {
            id: AttachmentId(row.id),
            dataset: DatasetId(row.dataset),
            name: row.name,
            title: row.title,
            file_name: row.file_name,
            media_type: row.media_type,
            size_bytes: count(row.size_bytes),
            file: row.file,
            created: Instant(row.created),
        }
    }
}
