//! Rows of organisations.

use fanal_model::{Organisation, OrganisationId, Slug};
use sea_orm::entity::prelude::*;

use super::entity_parts;
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub sort_name: String,
}

entity_parts!();

impl Model {
    /// The organisation.
    pub(crate) fn into_organisation(self) -> Result<Organisation, StoreError> {
        Ok(Organisation {
            id: OrganisationId(self.id),
            slug: Slug::parse(&self.slug)
                .map_err(|_| StoreError::corrupt("organisation.slug", self.slug))?,
            name: self.name,
        })
    }
}
