//! Values within values of Parquet and Arrow: those of a structure are columns of their own with a
//! point in their title, as objects of JSON are; lists of other things than texts and whole numbers,
//! and maps, are JSON.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringArray, make_array};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{DataType, Field, FieldRef, Float32Type, Float64Type, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::record_batch::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Value};

/// The key under which Arrow keeps what a column is beyond its type, and what it says of JSON.
const EXTENSION: &str = "ARROW:extension:name";
const JSON: &str = "arrow.json";

/// Whether a column is text that is JSON.
pub(super) fn is_json(field: &Field) -> bool {
    field.metadata().get(EXTENSION).is_some_and(|name| name == JSON)
}

/// Whether a list has texts, which a column may hold several of in one cell, or whole numbers, which
/// are written as texts there, as in JSON.
pub(super) fn is_list_of_values(data_type: &DataType) -> bool {
    matches!(data_type, DataType::List(item) | DataType::LargeList(item)
        if matches!(item.data_type(), DataType::Utf8 | DataType::LargeUtf8)
            || item.data_type().is_integer())
}

/// The columns that those of a file become.
pub(super) fn schema(of: &Schema) -> SchemaRef {
    let mut fields = Vec::new();
    for field in of.fields() {
        add_field("", field, &mut fields);
    }
    Arc::new(Schema::new(fields))
}

fn add_field(prefix: &str, field: &FieldRef, fields: &mut Vec<Field>) {
    let title = format!("{prefix}{}", field.name());
    match field.data_type() {
        DataType::Struct(inner) if !inner.is_empty() => {
            let prefix = format!("{title}.");
            inner.iter().for_each(|field| add_field(&prefix, field, fields));
        }
        data_type if is_structure(data_type) => {
            let metadata = HashMap::from([(EXTENSION.to_owned(), JSON.to_owned())]);
            fields.push(Field::new(title, DataType::Utf8, true).with_metadata(metadata));
        }
        data_type => {
            let field =
                Field::new(title, data_type.clone(), true).with_metadata(field.metadata().clone());
            fields.push(field);
        }
    }
}

/// A batch with these columns.
pub(super) fn flat(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let mut arrays = Vec::with_capacity(schema.fields().len());
    for array in batch.columns() {
        add_array(array, None, &mut arrays)?;
    }
    RecordBatch::try_new(Arc::clone(schema), arrays)
}

/// Adds the columns that an array becomes; where the structure around it is none, it is none.
fn add_array(
    array: &ArrayRef,
    around: Option<&NullBuffer>,
    arrays: &mut Vec<ArrayRef>,
) -> Result<(), ArrowError> {
    let nulls = NullBuffer::union(around, array.nulls());
    match array.data_type() {
        DataType::Struct(inner) if !inner.is_empty() => {
            for column in array.as_struct().columns() {
                add_array(column, nulls.as_ref(), arrays)?;
            }
        }
        data_type if is_structure(data_type) => {
            let is_there = |row: &usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*row));
            let texts: StringArray = (0..array.len())
                .map(|row| Some(row).filter(is_there).map(|row| json(array, row).to_string()))
                .collect();
            arrays.push(Arc::new(texts));
        }
        // A column that is nothing but missing values has no list of them.
        DataType::Null => arrays.push(Arc::clone(array)),
        _ if around.is_none() => arrays.push(Arc::clone(array)),
        _ => arrays.push(make_array(array.to_data().into_builder().nulls(nulls).build()?)),
    }
    Ok(())
}

fn is_structure(data_type: &DataType) -> bool {
    match data_type {
        DataType::List(_) | DataType::LargeList(_) => !is_list_of_values(data_type),
        DataType::FixedSizeList(..) | DataType::Map(..) | DataType::Struct(_) => true,
        _ => false,
    }
}

/// The value of a row as JSON.
fn json(array: &ArrayRef, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Boolean => Value::from(array.as_boolean().value(row)),
        DataType::Utf8 => Value::from(array.as_string::<i32>().value(row)),
        DataType::Float64 => Value::from(array.as_primitive::<Float64Type>().value(row)),
        // The shortest text of the number as it was written, not of the wider one.
        DataType::Float32 => number(&array.as_primitive::<Float32Type>().value(row).to_string()),
        data_type if data_type.is_integer() => number(&shown(array, row)),
        DataType::List(_) => list(&array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => list(&array.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => list(&array.as_fixed_size_list().value(row)),
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(array.as_struct().columns());
            columns.map(|(field, column)| (field.name().clone(), json(column, row))).collect()
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let (keys, values) = (entries.column(0), entries.column(1));
            let entry = |place| (shown(keys, place), json(values, place));
            Value::Object((0..entries.len()).map(entry).collect::<Map<_, _>>())
        }
        _ => Value::from(shown(array, row)),
    }
}

fn list(items: &ArrayRef) -> Value {
    (0..items.len()).map(|row| json(items, row)).collect()
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// The value of a row as Arrow shows it.
fn shown(array: &ArrayRef, row: usize) -> String {
    let formatter = ArrayFormatter::try_new(array, &FormatOptions::default());
    formatter.map_or_else(|_| String::new(), |formatter| formatter.value(row).to_string())
}
