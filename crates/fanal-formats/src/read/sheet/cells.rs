//! Cells of workbooks.

use fanal_meaning::{Cell, DateOrder, moment};
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

    /// Bytes of its text.
    pub(super) fn size_bytes(&self) -> u64 {
        match self {
            Self::Text(text) | Self::Free(text) => text.len() as u64,
            _ => 0,
        }
    }

    /// Bytes that it takes in memory.
    pub(super) fn kept_bytes(&self) -> usize {
        size_of::<Self>()
            + match self {
                Self::Text(text) | Self::Free(text) => text.len(),
                _ => 0,
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
            Display::Moment { since_1904 } => of_days(value, *since_1904),
            Display::Duration => clock_of_days(value),
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

/// Workbooks keep whole numbers as doubles.
fn plain(value: f64) -> Value {
    whole(value).map_or(Value::Double(value), Value::Int)
}

#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
}

/// A day and its time, counted in days; a number that stands for none stays one.
fn of_days(days: f64, since_1904: bool) -> Value {
    const DAY_MS: f64 = 86_400_000.0;
    /// The first day of the year 10000.
    const END: f64 = 2_958_466.0;
    const FROM_1900_TO_1904: f64 = 1_462.0;
    const FROM_1900_TO_1970: f64 = 25_569.0;
    let shift = if since_1904 {
        FROM_1900_TO_1904
    } else if days < 60.0 {
        // Excel counts the 29th of February 1900, which there was not.
        1.0
    } else {
        0.0
    };
    if !(0.0..END - shift).contains(&days) {
        return plain(days);
    }
    // Below one day there is a time and no date.
    if days < 1.0 {
        return clock_of_days(days);
    }
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of four-digit years")]
    let millis = ((days + shift - FROM_1900_TO_1970) * DAY_MS).round() as i64;
    Value::Moment(millis * 1_000)
}

/// Hours, minutes and seconds, counted in days.
fn clock_of_days(days: f64) -> Value {
    let seconds = (days * 86_400.0).round();
    if seconds.abs() >= 9e15 {
        return plain(days);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let text = clock_text(seconds < 0.0, seconds.abs() as u64);
    Value::Text(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_in_both_epochs() {
        // As Excel shows them: 45351 is the 29th of February 2024.
        for (days, since_1904, shown) in [
            (45_351.0, false, "2024-02-29"),
            (43_889.0, true, "2024-02-29"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (1.0, true, "1904-01-02"),
            (2_958_465.0, false, "9999-12-31"),
            (2_957_003.0, true, "9999-12-31"),
        ] {
            let value = Value::of_number(days, &Display::Moment { since_1904 });
            assert_eq!(value, Value::of_iso(shown), "{days}");
        }
        let moment = Display::Moment { since_1904: false };
        assert_eq!(Value::of_number(2_958_466.0, &moment), Value::Int(2_958_466));
        assert_eq!(Value::of_number(-2.0, &moment), Value::Int(-2));
        assert_eq!(
            Value::of_number(0.354_166_666_666_667, &moment),
            Value::Text("08:30:00".into())
        );
        let noon = Value::of_number(45_351.5, &moment);
        assert_eq!(noon, Value::of_iso("2024-02-29T12:00:00"));
        let hours = Value::of_number(1.5, &Display::Duration);
        assert_eq!(hours, Value::Text("36:00:00".into()));
    }
}
