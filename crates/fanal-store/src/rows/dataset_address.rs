//! Rows of the addresses of datasets: the present one and all former ones.

use sea_orm::entity::prelude::*;

use super::entity_parts;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset_address")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub portal: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    pub dataset: i64,
}

entity_parts!();
