//! Rows of leases. A row stays when its lease ends, so that tokens only ever increase.

use sea_orm::entity::prelude::*;

use super::entity_parts;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lease")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset: i64,
    pub holder: String,
    pub token: i64,
    pub expires: i64,
}

entity_parts!();
