//! Rows of the fields of datasets.

use fanal_model::{Field, FieldType};
use sea_orm::entity::prelude::*;

use super::{entity_parts, json};
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "field")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub name: String,
    pub label: String,
    pub field_type: String,
    pub description: Option<String>,
    /// JSON.
    pub annotations: String,
}

entity_parts!();

impl Model {
    /// The field.
    pub(crate) fn into_field(self) -> Result<Field, StoreError> {
        Ok(Field {
            name: json::to_name("field.name", &self.name)?,
            label: self.label,
            field_type: FieldType::from_name(&self.field_type)
                .ok_or_else(|| StoreError::corrupt("field.field_type", self.field_type))?,
            description: self.description,
            annotations: json::to_annotations("field.annotations", &self.annotations)?,
        })
    }
}
