//! Cells for pages.

use arrow::array::AsArray;
use arrow::record_batch::RecordBatch;
use fanal_model::{FieldType, Instant, Value};

use super::cells::{Cells, cells};
use super::geojson::write_geometry;
use super::{ExportColumn, WriteError};

/// Returns the records of a small batch as values, one list a record in the order of the columns.
/// A geometry is GeoJSON text, without the Feature around it.
pub fn values(
    columns: &[ExportColumn],
    batch: &RecordBatch,
) -> Result<Vec<Vec<Value>>, WriteError> {
    let cells = cells(columns, batch)?;
    let mut records = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let record = columns.iter().zip(&cells).map(|(column, cell)| {
            value(column.field_type, cell, row)
                .ok_or_else(|| WriteError::Geometry { column: column.key.clone(), row: row + 1 })
        });
        records.push(record.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(records)
}

fn value(field_type: FieldType, cell: &Cells, row: usize) -> Option<Value> {
    if cell.is_null(row) {
        return Some(Value::Null);
    }
    Some(match cell {
        Cells::Json(texts) if field_type == FieldType::Json => {
            Value::Json(texts.get(row).to_owned())
        }
        Cells::Text(texts) | Cells::Json(texts) => Value::Text(texts.get(row).to_owned()),
        Cells::List(lists) => {
            let items = lists.value(row);
            let items = items.as_string::<i32>().iter().flatten();
            Value::List(items.map(str::to_owned).collect())
        }
        Cells::Int(numbers) => Value::Int(numbers.value(row)),
        Cells::Double(numbers) => Value::Double(numbers.value(row)),
        Cells::Boolean(flags) => Value::Boolean(flags.value(row)),
        Cells::Date(days) => Value::Date(days.value(row)),
        Cells::DateTime(instants) => Value::DateTime(Instant(instants.value(row))),
        Cells::Point(points) => {
            let (lon, lat) = points.get(row);
            Value::GeoPoint { lon, lat }
        }
        Cells::Shape(shapes) => {
            let mut text = Vec::new();
            write_geometry(shapes.value(row), &mut text)?;
            Value::GeoShape(String::from_utf8(text).ok()?)
        }
    })
}
