//! Fields: the columns of a dataset, as people and queries know them.

use crate::{Annotations, FieldName};

/// The type of a field, as the Explore API names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Text; several values when annotated multivalued.
    Text,
    /// A whole number of 64 bits.
    Int,
    /// A number of 64 bits with a fraction.
    Double,
    /// True or false.
    Boolean,
    /// A calendar day, without time or zone.
    Date,
    /// A point in time.
    DateTime,
    /// A point on Earth, WGS 84.
    GeoPoint,
    /// Any geometry on Earth, WGS 84.
    GeoShape,
    /// A file held by a record.
    File,
    /// Any JSON value.
    Json,
}

impl FieldType {
    /// All types, in the order in which menus show them.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Int,
        Self::Double,
        Self::Boolean,
        Self::Date,
        Self::DateTime,
        Self::GeoPoint,
        Self::GeoShape,
        Self::File,
        Self::Json,
    ];

    /// The name in the Explore API, in definitions and in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int => "int",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::GeoPoint => "geo_point_2d",
            Self::GeoShape => "geo_shape",
            Self::File => "file",
            Self::Json => "json_blob",
        }
    }

    /// Finds a type by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Numbers: right-aligned, summed, averaged.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Double)
    }

    /// Days and instants.
    pub fn is_temporal(self) -> bool {
        matches!(self, Self::Date | Self::DateTime)
    }

    /// Points and shapes.
    pub fn is_geographic(self) -> bool {
        matches!(self, Self::GeoPoint | Self::GeoShape)
    }

    /// Whether records can be filtered by its values: of places, files and JSON none comes twice.
    pub fn can_be_facet(self) -> bool {
        !self.is_geographic() && !matches!(self, Self::File | Self::Json)
    }
}

/// A column of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name in queries and files.
    pub name: FieldName,
    /// Name for people, as the source's header wrote it unless somebody changed it.
    pub label: String,
    /// Type of its values.
    pub field_type: FieldType,
    /// What it holds, in a sentence.
    pub description: Option<String>,
    /// How it is to be read and shown.
    pub annotations: Annotations,
}

impl Field {
    /// A field without description or annotations.
    pub fn new(name: FieldName, label: impl Into<String>, field_type: FieldType) -> Self {
        Self {
            name,
            label: label.into(),
            field_type,
            description: None,
            annotations: Annotations::default(),
        }
    }

    /// Whether one record holds several values of it.
    pub fn is_multivalued(&self) -> bool {
        self.annotations.multivalued.is_some()
    }
}
