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
/// places (a longitude and a latitude, as the Explore API writes them) and geometries; lists of
/// texts and whole numbers stay lists; other lists stay JSON. Of a text in several languages French is kept, and a
/// record in the wrapping of Opendatasoft's first APIs is taken out of it.
pub(in crate::read) fn flatten<'a>(
    object: &'a Map<String, Value>,
    titles: &mut Titles,
    cells: &mut Vec<(usize, Datum<'a>)>,
) -> Result<(), ReadError> {
    let record = object.get("record").and_then(Value::as_object).unwrap_or(object);
    let fields = record.get("fields").and_then(Value::as_object);
    let Some(fields) = fields.filter(|_| is_wrapping(object)) else {
        return under("", object, DEPTH, titles, cells);
    };
    under("", fields, DEPTH, titles, cells)?;
    for (key, value) in record.iter().filter(|(key, _)| !fields.contains_key(*key)) {
        if key != "fields" && key != "links" {
            add(key, value, DEPTH, titles, cells)?;
        }
    }
    Ok(())
}

/// Whether an object holds nothing but a record and what Opendatasoft's APIs 1 and 2.0 put around
/// it.
fn is_wrapping(object: &Map<String, Value>) -> bool {
    const AROUND: [&str; 12] = [
        "datasetid",
        "recordid",
        "fields",
        "geometry",
        "record_timestamp",
        "links",
        "record",
        "id",
        "timestamp",
        "size",
        "createdTime",
        "record_id",
    ];
    object.keys().all(|key| AROUND.contains(&key.as_str()))
}

fn under<'a>(
    prefix: &str,
    object: &'a Map<String, Value>,
    depth: usize,
    titles: &mut Titles,
    cells: &mut Vec<(usize, Datum<'a>)>,
) -> Result<(), ReadError> {
    for (key, value) in object {
        if prefix.is_empty() {
            add(key, value, depth, titles, cells)?;
        } else {
            add(&format!("{prefix}.{key}"), value, depth, titles, cells)?;
        }
    }
    Ok(())
}

fn add<'a>(
    title: &str,
    value: &'a Value,
    depth: usize,
    titles: &mut Titles,
    cells: &mut Vec<(usize, Datum<'a>)>,
) -> Result<(), ReadError> {
    match value {
        Value::Object(inner) if is_geometry(inner) => {
            cells.push((titles.place(title)?, Datum::GeoJson(value)));
        }
        Value::Object(inner) if let Some((lon, lat)) = geometry::place(inner) => {
            cells.push((titles.place(title)?, Datum::Position(lon, lat)));
        }
        Value::Object(inner) if depth > 0 && !inner.is_empty() => {
            under(title, inner, depth - 1, titles, cells)?;
        }
        _ => cells.push((titles.place(title)?, datum(value))),
    }
    Ok(())
}

/// Whether an object is a geometry of GeoJSON.
pub(super) fn is_geometry(object: &Map<String, Value>) -> bool {
    let is_array = |key: &str| object.get(key).is_some_and(Value::is_array);
    match object.get("type").and_then(Value::as_str) {
        Some("GeometryCollection") => is_array("geometries"),
        Some(kind) => geometry::GEOMETRIES.contains(&kind) && is_array("coordinates"),
        None => false,
    }
}

/// What a JSON value is as a cell.
pub(in crate::read) fn datum(value: &Value) -> Datum<'_> {
    match value {
        Value::Null => Datum::Empty,
        Value::Bool(value) => Datum::Cell(Cell::Boolean(*value)),
        Value::String(text) => Datum::Cell(Cell::Text(text)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => Datum::Cell(Cell::Int(value)),
            (None, Some(value)) if !number.is_u64() => Datum::Cell(Cell::Double(value)),
            _ => Datum::Json(value),
        },
        Value::Array(items) if items.iter().all(is_of_list) => Datum::List(items),
        Value::Array(items) => match in_french(items) {
            Some(text) => Datum::Cell(Cell::Text(text)),
            None => Datum::Json(value),
        },
        Value::Object(_) => Datum::Json(value),
    }
}

/// Whether a value may be one of several in a cell: the model has several texts there, and nothing
/// else, so that whole numbers are written as such. Numbers with decimals are rather a vector, of
/// which no part means anything alone; they, truth values and lists of lists stay JSON.
fn is_of_list(item: &Value) -> bool {
    item.is_string() || item.is_i64() || item.is_u64()
}

/// Of one text in several languages (GBFS, GTFS-Realtime) the French one, else the first.
fn in_french(items: &[Value]) -> Option<&str> {
    let mut chosen = None;
    for item in items {
        let object = item.as_object().filter(|o| o.len() <= 2)?;
        let text = object.get("text")?.as_str()?;
        let language = match object.get("language") {
            Some(language) => language.as_str()?,
            None if object.len() == 1 => "",
            None => return None,
        };
        if language.to_ascii_lowercase().starts_with("fr") {
            return Some(text);
        }
        chosen.get_or_insert(text);
    }
    chosen
}
