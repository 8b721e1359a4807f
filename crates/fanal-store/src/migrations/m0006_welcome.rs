//! Links that make the first administrator.

use async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

pub(crate) struct Welcome;

impl MigrationName for Welcome {
    fn name(&self) -> &str {
        "m0006_welcome"
    }
}

#[async_trait]
impl MigrationTrait for Welcome {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("welcome")
            .col(text("token_hash").primary_key())
            .col(big_integer("created"))
            .to_owned();
        manager.create_table(table).await
    }
}
