//! Files that go with datasets.

use async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, text, text_uniq};

use super::m0001_catalogue::reference;

pub(crate) struct Attachment;

impl MigrationName for Attachment {
    fn name(&self) -> &str {
        "m0007_attachment"
    }
}

#[async_trait]
impl MigrationTrait for Attachment {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("attachment")
            .col(big_pk_auto("id"))
            .col(big_integer("dataset"))
            .col(text("name"))
            .col(text("title"))
            .col(text("file_name"))
            .col(text("media_type"))
            .col(big_integer("size_bytes"))
            .col(text_uniq("file"))
            .col(big_integer("created"))
            .index(
                Index::create().unique().name("attachment_dataset_name").col("dataset").col("name"),
            )
            .foreign_key(&mut reference(
                "attachment",
                "dataset",
                "dataset",
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(table).await
    }
}
