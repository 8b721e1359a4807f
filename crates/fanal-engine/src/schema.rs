//! Fields as Arrow columns.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field as ArrowField, Fields, Schema, SchemaRef, TimeUnit};
use fanal_model::{Field, FieldType};

/// Hidden column: the source of a record.
pub(crate) const SOURCE: &str = "_source";
/// Hidden column: the row of a record in its source, from 1.
pub(crate) const ROW: &str = "_row";
/// Hidden column: the hash of a record's key or content.
pub(crate) const HASH: &str = "_hash";
/// Computed column: which file of the snapshot holds a record.
pub(crate) const FILE: &str = "_file";
/// Computed column: the row of a record in its file, from 0.
pub(crate) const AT: &str = "_at";

/// The Arrow type of a field's column.
pub fn arrow_type(field: &Field) -> DataType {
    match field.field_type {
        FieldType::Text if field.is_multivalued() => {
            DataType::List(Arc::new(ArrowField::new("item", DataType::Utf8, true)))
        }
        FieldType::Text | FieldType::File | FieldType::Json => DataType::Utf8,
        FieldType::Int => DataType::Int64,
        FieldType::Double => DataType::Float64,
        FieldType::Boolean => DataType::Boolean,
        FieldType::Date => DataType::Date32,
        FieldType::DateTime => instant_type(),
        FieldType::GeoPoint => DataType::Struct(Fields::from(vec![
            ArrowField::new("lon", DataType::Float64, true),
            ArrowField::new("lat", DataType::Float64, true),
        ])),
        FieldType::GeoShape => DataType::Binary,
    }
}

/// Microseconds in UTC.
pub(crate) fn instant_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// The stored columns: those of the fields, then the hidden ones.
pub(crate) fn stored(fields: &[Field]) -> SchemaRef {
    let columns = fields
        .iter()
        .map(|f| ArrowField::new(f.name.as_str(), arrow_type(f), true))
        .chain([SOURCE, ROW, HASH].map(|name| ArrowField::new(name, DataType::Int64, true)));
    Arc::new(Schema::new(columns.collect::<Fields>()))
}
