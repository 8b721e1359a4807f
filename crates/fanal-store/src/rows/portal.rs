//! Rows of portals.

use fanal_model::{Language, Portal, PortalId, Slug};
use sea_orm::entity::prelude::*;

use super::entity_parts;
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub host: Option<String>,
    pub language: String,
    pub demonstration: bool,
}

entity_parts!();

impl Model {
    /// The portal.
    pub(crate) fn into_portal(self) -> Result<Portal, StoreError> {
        Ok(Portal {
            id: PortalId(self.id),
            slug: Slug::parse(&self.slug)
                .map_err(|_| StoreError::corrupt("portal.slug", self.slug))?,
            name: self.name,
            host: self.host,
            language: Language::from_code(&self.language)
                .ok_or_else(|| StoreError::corrupt("portal.language", self.language))?,
            demonstration: self.demonstration,
        })
    }
}
