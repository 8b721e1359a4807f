//! An upload lies where its number says, on whichever machine: its row names no path.

use async_trait::async_trait;
use sea_orm_migration::prelude::*;

pub(crate) struct UploadPlace;

impl MigrationName for UploadPlace {
    fn name(&self) -> &str {
        "m0005_upload_place"
    }
}

#[async_trait]
impl MigrationTrait for UploadPlace {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table("upload").drop_column("path").to_owned();
        manager.alter_table(table).await
    }
}
