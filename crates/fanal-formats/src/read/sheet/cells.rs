//! Cells of workbooks.

use calamine::{Data, DataRef, ExcelDateTime};
use fanal_meaning::{Cell, DateOrder, moment};
use fanal_model::Problem;

use crate::read::Rejected;
use crate::read::column::{Datum, as_text};

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Empty,
    Text(String),
    Int(i64),
    Double(f64),
    Boolean(bool),
    /// Microseconds since 1970 on the clock of the place.
    Moment(i64),
}

impl Value {
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

pub(super) fn datum(value: &Value) -> Datum<'_> {
    match value {
        Value::Empty => Datum::Empty,
        Value::Text(text) => Datum::Cell(Cell::Text(text)),
        Value::Int(value) => Datum::Cell(Cell::Int(*value)),
        Value::Double(value) => Datum::Cell(Cell::Double(*value)),
        Value::Boolean(value) => Datum::Cell(Cell::Boolean(*value)),
        Value::Moment(micros) => Datum::Cell(Cell::Moment { micros: *micros, utc: false }),
    }
}

pub(super) fn too_wide(line: u64, row: &[Value], columns: usize) -> Rejected {
    let cells: Vec<String> = row.iter().map(|v| as_text(datum(v))).collect();
    let reason =
        Problem::new("row-too-wide").number("cells", cells.len()).number("columns", columns);
    Rejected { line, reason, cells }
}

pub(super) fn value_of(cell: &Data) -> Value {
    match cell {
        Data::Empty => Value::Empty,
        Data::Int(value) => Value::Int(*value),
        Data::Float(value) => number(*value),
        Data::String(text) => Value::Text(text.clone()),
        Data::Bool(value) => Value::Boolean(*value),
        Data::DateTime(value) => date(value),
        Data::DateTimeIso(text) => iso(text),
        Data::DurationIso(text) => Value::Text(text.clone()),
        Data::Error(error) => Value::Text(error.to_string()),
    }
}

pub(super) fn value_of_ref(cell: &DataRef<'_>) -> Value {
    match cell {
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        other => value_of(&Data::from(other.clone())),
    }
}

/// Workbooks keep whole numbers as doubles.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        Value::Int(value as i64)
    } else {
        Value::Double(value)
    }
}

fn date(value: &ExcelDateTime) -> Value {
    // Below one day there is a time and no date.
    if !value.is_duration()
        && value.as_f64() >= 1.0
        && let Some(found) = value.as_datetime()
    {
        return Value::Moment(found.and_utc().timestamp_micros());
    }
    let total = (value.as_f64() * 86400.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a few days")]
    let seconds = total.abs() as i64;
    let sign = if total < 0.0 { "-" } else { "" };
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Value::Text(format!("{sign}{hours:02}:{minutes:02}:{rest:02}"))
}

fn iso(text: &str) -> Value {
    match moment(text, DateOrder::YearMonthDay) {
        Some(found) if found.offset_s.is_none() => Value::Moment(found.local_us()),
        _ => Value::Text(text.to_owned()),
    }
}
