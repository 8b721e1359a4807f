//! Rows of datasets.

use fanal_model::{
    Dataset, DatasetId, Field, Instant, Lifecycle, Metadata, OrganisationId, PortalId, Slug,
    Version, Visibility,
};
use sea_orm::entity::prelude::*;

use super::{entity_parts, json};
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub portal: i64,
    pub slug: String,
    pub organisation: Option<i64>,
    pub title: String,
    /// Folded, for sorting.
    pub sort_title: String,
    pub description: String,
    /// JSON list.
    pub themes: String,
    /// JSON list.
    pub keywords: String,
    pub licence: Option<String>,
    pub language: String,
    pub update_frequency: Option<String>,
    pub fictitious: bool,
    pub series: Option<String>,
    /// Folded, for searching.
    pub search_text: String,
    pub visibility: String,
    pub lifecycle: String,
    /// The version that readers get.
    pub current: Option<i64>,
    /// Number of the first version that everybody may read.
    pub public_from: i64,
    pub metadata_revision: i64,
    pub created: i64,
    pub modified: i64,
    /// Last change of data or of what describes it.
    pub changed: i64,
}

entity_parts!();

impl Model {
    /// The dataset, with its fields and its current version, which stand in other tables.
    pub(crate) fn into_dataset(
        self,
        fields: Vec<Field>,
        current: Option<Version>,
    ) -> Result<Dataset, StoreError> {
        Ok(Dataset {
            id: DatasetId(self.id),
            slug: Slug::parse(&self.slug)
                .map_err(|_| StoreError::corrupt("dataset.slug", self.slug))?,
            portal: PortalId(self.portal),
            organisation: self.organisation.map(OrganisationId),
            metadata: Metadata {
                title: self.title,
                description: self.description,
                themes: json::to_texts("dataset.themes", &self.themes)?,
                keywords: json::to_texts("dataset.keywords", &self.keywords)?,
                licence: self.licence,
                language: self.language,
                update_frequency: self.update_frequency,
                fictitious: self.fictitious,
                series: self.series,
            },
            fields,
            visibility: Visibility::from_name(&self.visibility)
                .ok_or_else(|| StoreError::corrupt("dataset.visibility", self.visibility))?,
            lifecycle: Lifecycle::from_name(&self.lifecycle)
                .ok_or_else(|| StoreError::corrupt("dataset.lifecycle", self.lifecycle))?,
            current,
            public_from: self.public_from,
            metadata_revision: self.metadata_revision,
            created: Instant(self.created),
            modified: Instant(self.modified),
        })
    }
}
