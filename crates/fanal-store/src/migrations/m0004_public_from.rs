//! The first version of a dataset that everybody may read.

use async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer;

pub(crate) struct PublicFrom;

impl MigrationName for PublicFrom {
    fn name(&self) -> &str {
        "m0004_public_from"
    }
}

#[async_trait]
impl MigrationTrait for PublicFrom {
    /// What could be read before can still be read.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer("public_from").default(1).to_owned();
        let table = Table::alter().table("dataset").add_column(column).to_owned();
        manager.alter_table(table).await
    }
}
