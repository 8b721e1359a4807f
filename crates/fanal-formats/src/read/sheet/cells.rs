//! Cells of workbooks.

use calamine::{Data, DataRef, ExcelDateTime};
use fanal_meaning::{Cell, DateOrder, moment, number};
use fanal_model::Problem;

use super::style::{Display, percent, shown};
use crate::read::Rejected;
use crate::read::column::{Datum, as_text};

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Empty,
    Text(String),
    /// Text whose kind nothing declares.
    Free(String),
    Int(i64),
    Double(f64),
    /// A number of euros.
    Euro(f64),
    Boolean(bool),
    /// Microseconds since 1970 on the clock of the place.
    Moment(i64),
}

impl Value {
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) | Self::Free(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The text of a cell, as the file declares it.
    pub(super) fn of_text(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A number under its format.
    pub(super) fn of_number(value: f64, display: &Display) -> Self {
        match display {
            Display::Percent => Self::Free(percent(value)),
            Display::Euro => Self::Euro(value),
            Display::Code(pieces) => match whole(value).and_then(|v| u64::try_from(v).ok()) {
                Some(code) => Self::Text(shown(pieces, code)),
                None => plain(value),
            },
            Display::Plain => plain(value),
        }
    }

    /// A day or a moment as ISO 8601 writes it.
    pub(super) fn of_iso(text: &str) -> Self {
        match moment(text, DateOrder::YearMonthDay) {
            Some(found) if found.offset_s.is_none() => Self::Moment(found.local_us()),
            _ => Self::Text(text.to_owned()),
        }
    }

    /// A duration as ISO 8601 writes it: `PT08H30M00S` is `08:30:00`.
    pub(super) fn of_iso_duration(text: &str) -> Self {
        Self::Text(clock(text).unwrap_or_else(|| text.to_owned()))
    }

    /// Whether the file keeps more digits than a workbook's number has.
    pub(super) fn has_lost_digits(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Double(_)) && {
            let value = match self {
                #[expect(clippy::cast_precision_loss, reason = "its size alone counts")]
                Self::Int(value) => *value as f64,
                Self::Double(value) => *value,
                _ => 0.0,
            };
            value.fract() == 0.0 && value.abs() >= 1e15
        }
    }

    /// Whether it is a text that writes a number, and whether it can be nothing else: it has
    /// decimals, a unit or groups of digits.
    pub(super) fn number_text(&self) -> Option<bool> {
        let Self::Text(text) = self else { return None };
        let found = number(text.trim())?;
        Some(found.mark.is_some() || found.grouped || found.unit.sign().is_some())
    }
}

pub(super) fn datum(value: &Value) -> Datum<'_> {
    match value {
        Value::Empty => Datum::Empty,
        Value::Text(text) => Datum::Cell(Cell::Text(text)),
        Value::Free(text) => Datum::Cell(Cell::Free(text)),
        Value::Int(value) => Datum::Cell(Cell::Int(*value)),
        Value::Double(value) => Datum::Cell(Cell::Double(*value)),
        Value::Euro(value) => match whole(*value) {
            Some(value) => Datum::Cell(Cell::Int(value)),
            None => Datum::Cell(Cell::Double(*value)),
        },
        Value::Boolean(value) => Datum::Cell(Cell::Boolean(*value)),
        Value::Moment(micros) => Datum::Cell(Cell::Moment { micros: *micros, utc: false }),
    }
}

/// The text of a cell, for titles and for rows that are kept apart.
pub(super) fn text(value: &Value) -> String {
    as_text(datum(value))
}

pub(super) fn too_wide(line: u64, row: &[Value], columns: usize) -> Rejected {
    let cells: Vec<String> = row.iter().map(text).collect();
    let reason =
        Problem::new("row-too-wide").number("cells", cells.len()).number("columns", columns);
    Rejected { line, reason, cells }
}

pub(super) fn value_of(cell: &Data, display: &Display) -> Value {
    match cell {
        Data::Empty => Value::Empty,
        #[expect(clippy::cast_precision_loss, reason = "workbooks keep doubles")]
        Data::Int(value) if *display != Display::Plain => Value::of_number(*value as f64, display),
        Data::Int(value) => Value::Int(*value),
        Data::Float(value) => Value::of_number(*value, display),
        Data::String(text) => Value::of_text(text.clone()),
        Data::Bool(value) => Value::Boolean(*value),
        Data::DateTime(value) => date(value),
        Data::DateTimeIso(text) => Value::of_iso(text),
        Data::DurationIso(text) => Value::of_iso_duration(text),
        Data::Error(error) => Value::Text(error.to_string()),
    }
}

pub(super) fn value_of_ref(cell: &DataRef<'_>, display: &Display) -> Value {
    match cell {
        DataRef::SharedString(text) => Value::of_text((*text).to_owned()),
        other => value_of(&Data::from(other.clone()), display),
    }
}

/// Workbooks keep whole numbers as doubles.
fn plain(value: f64) -> Value {
    whole(value).map_or(Value::Double(value), Value::Int)
}

#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
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
    let seconds = total.abs() as u64;
    Value::Text(clock_text(total < 0.0, seconds))
}

fn clock_text(is_negative: bool, seconds: u64) -> String {
    let sign = if is_negative { "-" } else { "" };
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{sign}{hours:02}:{minutes:02}:{rest:02}")
}

/// Hours, minutes and seconds of `PT08H30M00S`.
fn clock(text: &str) -> Option<String> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0_u64;
    for (letter, weight) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((digits, behind)) = rest.split_once(letter) {
            // Fractions of seconds are not shown.
            let count: u64 = digits.split(['.', ',']).next()?.parse().ok()?;
            seconds = seconds.checked_add(count.checked_mul(weight)?)?;
            rest = behind;
        }
    }
    rest.is_empty().then(|| clock_text(is_negative, seconds))
}
