//! Geometries in Parquet: WKB, described by the file's `geo` key.

use std::fs::File;

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Float64Type};
use arrow::record_batch::RecordBatch;
use fanal_meaning::Cell;
use fanal_model::FieldType;
use serde_json::Value;

use crate::read::column::{Added, Column, Datum, as_text};
use crate::read::crs::Declared;
use crate::read::derive::{Deriver, position};
use crate::read::geometry::{Evidence, Known, Located, read_wkb};
use crate::read::rows::{Fate, misfit};
use crate::read::{PlannedColumn, Source};

/// The columns of geometries, and what was seen of them.
#[derive(Default)]
pub(in crate::read) struct GeometryColumns(Vec<(String, Declared, Evidence)>);

impl GeometryColumns {
    /// As the file's `geo` key describes them.
    pub(in crate::read) fn of(builder: &ParquetRecordBatchReaderBuilder<File>) -> Self {
        let metadata = builder.metadata().file_metadata().key_value_metadata();
        let text = metadata
            .and_then(|list| list.iter().find(|kv| kv.key == "geo"))
            .and_then(|kv| kv.value.as_deref());
        let geo: Option<Value> = text.and_then(|text| serde_json::from_str(text).ok());
        let columns = geo.as_ref().and_then(|g| g.get("columns")).and_then(Value::as_object);
        let wkb = |c: &Value| c.get("encoding").and_then(Value::as_str) == Some("WKB");
        let found = columns.into_iter().flatten().filter(|(_, c)| wkb(c));
        Self(
            found
                .map(|(name, c)| (name.clone(), declared(c.get("crs")), Evidence::default()))
                .collect(),
        )
    }

    pub(in crate::read) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the column of that name holds geometries.
    pub(in crate::read) fn holds(&self, name: &str) -> bool {
        self.0.iter().any(|(other, ..)| other == name)
    }

    /// What the file says of the system of the first of them.
    pub(in crate::read) fn declared(&self) -> Declared {
        self.0.first().map_or(Declared::Nothing, |(_, declared, _)| declared.clone())
    }

    /// Looks at the geometries of a batch, before which that many records came.
    pub(in crate::read) fn see(&mut self, batch: &RecordBatch, before: u64) {
        for (name, _, evidence) in &mut self.0 {
            let Some(array) = batch.column_by_name(name) else { continue };
            for (row, bytes) in (before + 1..).zip(binaries(array)) {
                match bytes.map(read_wkb) {
                    Some(Some(shape)) => evidence.add(row, &shape),
                    Some(None) => evidence.add_broken(row),
                    None => {}
                }
            }
        }
    }

    /// What the column of that name is, when it holds geometries.
    pub(in crate::read) fn conclude(&self, name: &str, known: &Known<'_>) -> Option<Located> {
        let (_, declared, evidence) = self.0.iter().find(|(other, ..)| other == name)?;
        Some(evidence.conclude(declared, known))
    }
}

/// A coordinate system in PROJJSON; none said means longitude and latitude.
fn declared(crs: Option<&Value>) -> Declared {
    let Some(crs) = crs else { return Declared::Degrees };
    if crs.is_null() {
        return Declared::Nothing;
    }
    let id = crs.get("id");
    let authority = id.and_then(|id| id.get("authority")).and_then(Value::as_str);
    let code = id.and_then(|id| id.get("code")).map(|code| match code {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    match (authority, code) {
        (Some(authority), Some(code)) => Declared::System(format!("{authority}:{code}")),
        _ => {
            let name = crs.get("name").and_then(Value::as_str).unwrap_or_default();
            Declared::named(name)
        }
    }
}

/// The cells of a column of bytes; none where there are none.
pub(in crate::read) fn binaries(array: &ArrayRef) -> Vec<Option<&[u8]>> {
    if let Some(small) = array.as_binary_opt::<i32>() {
        small.iter().collect()
    } else if let Some(large) = array.as_binary_opt::<i64>() {
        large.iter().collect()
    } else if let Some(views) = array.as_binary_view_opt() {
        views.iter().collect()
    } else {
        Vec::new()
    }
}

/// Cells of a batch, as far as positions may be made of them.
enum Cells {
    Texts(ArrayRef),
    Numbers(ArrayRef),
    Others,
}

impl Cells {
    fn of(array: &ArrayRef) -> Self {
        let kind = array.data_type();
        let wanted = if kind.is_numeric() {
            DataType::Float64
        } else if matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
            DataType::Utf8
        } else {
            return Self::Others;
        };
        let options = CastOptions { safe: true, ..Default::default() };
        match cast_with_options(array, &wanted, &options) {
            Ok(cast) if wanted == DataType::Utf8 => Self::Texts(cast),
            Ok(cast) => Self::Numbers(cast),
            Err(_) => Self::Others,
        }
    }

    fn datum(&self, row: usize) -> Datum<'_> {
        match self {
            Self::Texts(array) if array.is_valid(row) => {
                Datum::Cell(Cell::Text(array.as_string::<i32>().value(row)))
            }
            Self::Numbers(array) if array.is_valid(row) => {
                Datum::Cell(Cell::Double(array.as_primitive::<Float64Type>().value(row)))
            }
            _ => Datum::Empty,
        }
    }
}

/// Looks for positions in the columns of a batch, before which that many records came.
pub(in crate::read) fn derive(batch: &RecordBatch, deriver: &mut Deriver, before: u64) {
    let columns: Vec<Cells> = batch.columns().iter().map(Cells::of).collect();
    for (row, line) in (0..batch.num_rows()).zip(before + 1..) {
        let cell = |place: usize| columns.get(place).map_or(Datum::Empty, |c| c.datum(row));
        deriver.row(line, cell);
    }
}

/// Whether a column holds WKB that is read as points or shapes.
pub(in crate::read) fn is_located(array: &ArrayRef, planned: &PlannedColumn) -> bool {
    let wanted =
        matches!(planned.field_type, FieldType::GeoPoint | FieldType::GeoShape | FieldType::Json);
    let bytes = matches!(
        array.data_type(),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView
    );
    wanted && bytes
}

/// A column of positions made of WKB or of other columns; what becomes of each row is told.
pub(in crate::read) fn located(
    from: &[&ArrayRef],
    planned: &PlannedColumn,
    fates: &mut [Fate],
) -> ArrayRef {
    let mut column = Column::new(planned);
    let mut add = |row: usize, datum: Datum<'_>| {
        let added = column.add(datum);
        if added.is_err() {
            column.add_null();
        }
        let Some(fate) = fates.get_mut(row) else { return };
        match added {
            Ok(Added::AsItIs) => {}
            Ok(Added::Mended { lost_holes }) => fate.mend(planned, lost_holes),
            Err(_) => fate.reject(|| misfit(planned, &as_text(datum))),
        }
    };
    match (planned.source, from) {
        (Source::Column(_), [array, ..]) => {
            for (row, bytes) in binaries(array).into_iter().enumerate() {
                match bytes.map(read_wkb) {
                    Some(Some(shape)) => add(row, Datum::Geometry(&shape)),
                    Some(None) => add(row, Datum::Broken),
                    None => add(row, Datum::Empty),
                }
            }
        }
        (_, [x, rest @ ..]) => {
            let rows = x.len();
            let x = Cells::of(x);
            let y = rest.first().map(|y| Cells::of(y));
            for row in 0..rows {
                match &y {
                    Some(y) => add(row, position(x.datum(row), y.datum(row))),
                    None => add(row, x.datum(row)),
                }
            }
        }
        (_, []) => {}
    }
    column.finish()
}
