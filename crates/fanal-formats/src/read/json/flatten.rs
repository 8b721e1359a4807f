//! One JSON object to the cells of a row.

use fanal_meaning::Cell;
use serde_json::{Map, Value};

use crate::read::ReadError;
use crate::read::column::Datum;
use crate::read::geometry;
use crate::read::rows::Titles;

/// Objects in objects become columns with a point in their title down to that depth.
const DEPTH: usize = 5;

/// The cells of an object: nested objects are columns of their own, `adresse.commune`, but for
/// places (a longitude and a latitude, as the Explore API writes them); lists of texts stay lists; other lists stay JSON.
pub(super) fn flatten<'a>(
    object: &'a Map<String, Value>,
    titles: &mut Titles,
    cells: &mut Vec<(usize, Datum<'a>)>,
) -> Result<(), ReadError> {
    under("", object, DEPTH, titles, cells)
}

fn under<'a>(
    prefix: &str,
    object: &'a Map<String, Value>,
    depth: usize,
    titles: &mut Titles,
    cells: &mut Vec<(usize, Datum<'a>)>,
) -> Result<(), ReadError> {
    for (key, value) in object {
        let joined;
        let title = if prefix.is_empty() {
            key
        } else {
            joined = format!("{prefix}.{key}");
            &joined
        };
        match value {
            Value::Object(inner) if depth > 0 && !inner.is_empty() => {
                if let Some((lon, lat)) = geometry::place(inner) {
                    cells.push((titles.place(title)?, Datum::Position(lon, lat)));
                } else {
                    under(title, inner, depth - 1, titles, cells)?;
                }
            }
            _ => cells.push((titles.place(title)?, datum(value))),
        }
    }
    Ok(())
}

/// What a JSON value is as a cell.
pub(super) fn datum(value: &Value) -> Datum<'_> {
    match value {
        Value::Null => Datum::Empty,
        Value::Bool(value) => Datum::Cell(Cell::Boolean(*value)),
        Value::String(text) => Datum::Cell(Cell::Text(text)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => Datum::Cell(Cell::Int(value)),
            (None, Some(value)) if !number.is_u64() => Datum::Cell(Cell::Double(value)),
            _ => Datum::Json(value),
        },
        Value::Array(items) if items.iter().all(Value::is_string) => Datum::List(items),
        Value::Array(_) | Value::Object(_) => Datum::Json(value),
    }
}
