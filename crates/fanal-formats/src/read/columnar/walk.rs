//! A table of columns row after row, for whoever reads it together with other tables.

use std::collections::HashMap;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{
    DataType, Date32Type, Field, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType,
};
use arrow::util::display::array_value_to_string;
use fanal_meaning::Cell;
use fanal_model::FieldType;
use serde_json::Value;

use super::{converted, field_type, nested, open};
use crate::columns::arrow_type;
use crate::read::column::Datum;
use crate::read::geo::parquet::binaries;
use crate::read::geometry::{Shape, read_wkb};
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Layout, ReadError};

/// Gives each record to the visitor.
pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut table = open(path, layout.format)?;
    let total = std::fs::metadata(path)?.len();
    let titles = Titles::of(layout.titles.clone());
    let mut records = 0;
    while let Some(batch) = table.next(layout.format) {
        let batch = batch?;
        let read_bytes = table.done_bytes(total, records);
        let schema = batch.schema();
        let columns = schema.fields().iter().zip(batch.columns());
        let columns: Vec<Column> = columns
            .map(|(field, array)| Column::of(field, array, table.geometries.holds(field.name())))
            .collect::<Result<_, _>>()?;
        for row in 0..batch.num_rows() {
            records += 1;
            let cells = columns.iter().enumerate();
            let cells = cells.map(|(place, column)| (place, column.datum(row))).collect();
            visit(titles.list(), Item::Row { line: records, cells }, read_bytes)?;
        }
    }
    Ok(titles)
}

/// One column of a batch.
struct Column {
    values: Values,
    /// By their rows, values that their type does not hold, as they are shown.
    misfits: HashMap<usize, String>,
}

impl Column {
    fn of(field: &Field, array: &ArrayRef, is_geometry: bool) -> Result<Self, ReadError> {
        let values = Values::of(field, array, is_geometry)?;
        let mut misfits = HashMap::new();
        if let Some(held) = values.array()
            && held.logical_null_count() != array.logical_null_count()
        {
            let nulls = array.logical_nulls();
            let is_there = |row: &usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*row));
            for row in (0..array.len()).filter(is_there).filter(|row| held.is_null(*row)) {
                let shown = array_value_to_string(array, row);
                misfits.insert(row, shown.unwrap_or_else(|error| error.to_string()));
            }
        }
        Ok(Self { values, misfits })
    }

    fn datum(&self, row: usize) -> Datum<'_> {
        match self.misfits.get(&row) {
            Some(shown) => Datum::Cell(Cell::Text(shown)),
            None => self.values.datum(row),
        }
    }
}

/// The values of one column of a batch.
enum Values {
    Ints(ArrayRef),
    Doubles(ArrayRef),
    Booleans(ArrayRef),
    Days(ArrayRef),
    Moments {
        micros: ArrayRef,
        utc: bool,
    },
    Texts(ArrayRef),
    Lists(Vec<Option<Vec<Value>>>),
    /// Texts, and what those are that are JSON.
    Json(ArrayRef, Vec<Option<Value>>),
    Shapes(Vec<Option<Option<Shape>>>),
}

impl Values {
    fn of(field: &Field, array: &ArrayRef, is_geometry: bool) -> Result<Self, ReadError> {
        if is_geometry {
            let shapes = binaries(array).into_iter().map(|bytes| bytes.map(read_wkb));
            return Ok(Self::Shapes(shapes.collect()));
        }
        let (kind, local) = field_type(field);
        if kind == FieldType::Json {
            let texts = converted(array, &DataType::Utf8)?;
            let value = |text: Option<&str>| text.and_then(|text| serde_json::from_str(text).ok());
            let values = texts.as_string::<i32>().iter().map(value).collect();
            return Ok(Self::Json(texts, values));
        }
        let list = nested::is_list_of_values(array.data_type());
        let micros = DataType::Timestamp(TimeUnit::Microsecond, None);
        let wanted = if local { micros } else { arrow_type(kind, list) };
        let array = converted(array, &wanted)?;
        Ok(match kind {
            FieldType::Int => Self::Ints(array),
            FieldType::Double => Self::Doubles(array),
            FieldType::Boolean => Self::Booleans(array),
            FieldType::Date => Self::Days(array),
            FieldType::DateTime => Self::Moments { micros: array, utc: !local },
            _ if list => Self::Lists(texts_of(&array)),
            _ => Self::Texts(array),
        })
    }

    /// The array that holds values that were converted.
    fn array(&self) -> Option<&ArrayRef> {
        match self {
            Self::Ints(array) | Self::Doubles(array) | Self::Booleans(array) => Some(array),
            Self::Days(array) | Self::Moments { micros: array, .. } => Some(array),
            Self::Texts(_) | Self::Lists(_) | Self::Json(..) | Self::Shapes(_) => None,
        }
    }

    fn datum(&self, row: usize) -> Datum<'_> {
        let cell = |array: &ArrayRef, cell: Cell<'static>| {
            if array.is_valid(row) { Datum::Cell(cell) } else { Datum::Empty }
        };
        match self {
            Self::Ints(a) => cell(a, Cell::Int(a.as_primitive::<Int64Type>().value(row))),
            Self::Doubles(a) => cell(a, Cell::Double(a.as_primitive::<Float64Type>().value(row))),
            Self::Booleans(a) => cell(a, Cell::Boolean(a.as_boolean().value(row))),
            Self::Days(a) => cell(a, Cell::Date(a.as_primitive::<Date32Type>().value(row))),
            Self::Moments { micros: a, utc } => {
                let micros = a.as_primitive::<TimestampMicrosecondType>().value(row);
                cell(a, Cell::Moment { micros, utc: *utc })
            }
            Self::Texts(a) | Self::Json(a, _) if a.is_null(row) => Datum::Empty,
            Self::Texts(a) => Datum::Cell(Cell::Text(a.as_string::<i32>().value(row))),
            Self::Json(a, values) => match values.get(row) {
                Some(Some(value)) => Datum::Json(value),
                _ => Datum::Cell(Cell::Free(a.as_string::<i32>().value(row))),
            },
            Self::Lists(lists) => match lists.get(row) {
                Some(Some(list)) => Datum::List(list),
                _ => Datum::Empty,
            },
            Self::Shapes(shapes) => match shapes.get(row) {
                Some(Some(Some(shape))) => Datum::Geometry(shape),
                Some(Some(None)) => Datum::Broken,
                _ => Datum::Empty,
            },
        }
    }
}

/// The texts of each list.
fn texts_of(lists: &ArrayRef) -> Vec<Option<Vec<Value>>> {
    let texts = |list: ArrayRef| {
        let texts = list.as_string::<i32>().iter().flatten();
        texts.map(|text| Value::String(text.to_owned())).collect()
    };
    lists.as_list::<i32>().iter().map(|list| list.map(texts)).collect()
}
