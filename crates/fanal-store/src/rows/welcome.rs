//! Rows of links that make the first administrator.

use sea_orm::entity::prelude::*;

use super::entity_parts;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "welcome")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub created: i64,
}

entity_parts!();
