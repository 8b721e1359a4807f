//! How the types of fields stand in Arrow.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Fields, TimeUnit};
use fanal_model::FieldType;

/// Name of the column that holds a record's row in its source, from 1.
pub const ROW: &str = "_row";

/// The Arrow type of a field: text is UTF-8, several texts are a list, moments are microseconds in
/// UTC, points are a struct of `lon` and `lat` in degrees, shapes are WKB.
pub fn arrow_type(field_type: FieldType, multivalued: bool) -> DataType {
    match field_type {
        FieldType::Text if multivalued => DataType::List(list_item()),
        FieldType::Text | FieldType::File | FieldType::Json => DataType::Utf8,
        FieldType::Int => DataType::Int64,
        FieldType::Double => DataType::Float64,
        FieldType::Boolean => DataType::Boolean,
        FieldType::Date => DataType::Date32,
        FieldType::DateTime => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        FieldType::GeoPoint => DataType::Struct(point_fields()),
        FieldType::GeoShape => DataType::Binary,
    }
}

/// The field of one text in a list of texts.
pub fn list_item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Utf8, true))
}

/// The two fields of a point.
pub fn point_fields() -> Fields {
    Fields::from(vec![
        Field::new("lon", DataType::Float64, true),
        Field::new("lat", DataType::Float64, true),
    ])
}
