//! Rows of sessions.

use sea_orm::entity::prelude::*;

use super::entity_parts;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub user: i64,
    pub csrf: String,
    pub created: i64,
    pub expires: i64,
}

entity_parts!();
