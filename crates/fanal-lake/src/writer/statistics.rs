//! What the log says of a data file, as Delta's JSON.
//!
//! Counts for every column; least and greatest values for numbers, dates and instants only. Texts
//! and shapes have none: the log is kept longer than the cells, and our reader finds the ranges of
//! texts in the file itself.

use arrow::array::{Array, ArrayRef, AsArray as _, StructArray};
use arrow::buffer::NullBuffer;
use arrow::compute::{max, min};
use arrow::datatypes::{
    DataType, Date32Type, Float64Type, Int64Type, Schema, TimeUnit, TimestampMicrosecondType,
};
use fanal_model::Instant;
use serde_json::{Map, Value, json};

const DAY_MICROS: i64 = 86_400_000_000;

/// Counts and range of one column.
#[derive(Debug)]
pub(super) struct ColumnStatistics {
    data_type: DataType,
    empty: u64,
    /// Empty cells of each part, for a column made of parts.
    parts: Vec<u64>,
    range: Range,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Range {
    /// No value yet.
    None,
    Whole(i64, i64),
    Double(f64, f64),
    /// There are values that no range can hold: not a number, or infinite.
    Unknown,
}

impl Range {
    fn merge(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, range) | (range, Self::None) => range,
            (Self::Whole(a, b), Self::Whole(c, d)) => Self::Whole(a.min(c), b.max(d)),
            (Self::Double(a, b), Self::Double(c, d)) => Self::Double(a.min(c), b.max(d)),
            _ => Self::Unknown,
        }
    }

    fn whole(least: Option<i64>, greatest: Option<i64>) -> Self {
        least.zip(greatest).map_or(Self::None, |(least, greatest)| Self::Whole(least, greatest))
    }
}

impl ColumnStatistics {
    pub(super) fn of(data_type: &DataType) -> Self {
        let parts = match data_type {
            DataType::Struct(fields) => vec![0; fields.len()],
            _ => Vec::new(),
        };
        Self { data_type: data_type.clone(), empty: 0, parts, range: Range::None }
    }

    /// Counts more cells of the column.
    pub(super) fn count(&mut self, array: &ArrayRef) {
        self.empty += array.null_count() as u64;
        if let Some(structure) = array.as_any().downcast_ref::<StructArray>() {
            for (empty, part) in self.parts.iter_mut().zip(structure.columns()) {
                let nulls = NullBuffer::union(structure.nulls(), part.nulls());
                *empty += nulls.map_or(0, |nulls| nulls.null_count()) as u64;
            }
        }
        self.range = self.range.merge(range(array));
    }

    /// Adds what was counted elsewhere of the same column.
    pub(super) fn merge(&mut self, other: Self) {
        self.empty += other.empty;
        for (mine, theirs) in self.parts.iter_mut().zip(other.parts) {
            *mine += theirs;
        }
        self.range = self.range.merge(other.range);
    }

    fn empty_json(&self) -> Value {
        match &self.data_type {
            DataType::Struct(fields) => {
                let counts = fields.iter().zip(&self.parts);
                counts.map(|(field, empty)| (field.name().clone(), json!(empty))).collect()
            }
            _ => json!(self.empty),
        }
    }

    fn range_json(&self) -> Option<(Value, Value)> {
        match self.range {
            Range::Whole(least, greatest) => match self.data_type {
                DataType::Date32 => Some((day(least)?, day(greatest)?)),
                DataType::Timestamp(..) => Some((
                    millisecond(least.div_euclid(1000))?,
                    // Rounded up, so that the range still holds the value.
                    millisecond(greatest.div_euclid(1000) + 1)?,
                )),
                _ => Some((json!(least), json!(greatest))),
            },
            Range::Double(least, greatest) => Some((json!(least), json!(greatest))),
            Range::None | Range::Unknown => None,
        }
    }
}

fn range(array: &ArrayRef) -> Range {
    match array.data_type() {
        DataType::Int64 => {
            let array = array.as_primitive::<Int64Type>();
            Range::whole(min(array), max(array))
        }
        DataType::Date32 => {
            let array = array.as_primitive::<Date32Type>();
            Range::whole(min(array).map(i64::from), max(array).map(i64::from))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let array = array.as_primitive::<TimestampMicrosecondType>();
            Range::whole(min(array), max(array))
        }
        DataType::Float64 => {
            // Arrow orders "not a number" at either end, so that it shows here.
            let array = array.as_primitive::<Float64Type>();
            match min(array).zip(max(array)) {
                Some((least, greatest)) if least.is_finite() && greatest.is_finite() => {
                    Range::Double(least, greatest)
                }
                Some(_) => Range::Unknown,
                None => Range::None,
            }
        }
        _ => Range::None,
    }
}

/// Writes the statistics of a file.
pub(super) fn to_json(rows: u64, schema: &Schema, columns: &[ColumnStatistics]) -> String {
    let (mut least, mut greatest, mut empty) = (Map::new(), Map::new(), Map::new());
    for (field, column) in schema.fields().iter().zip(columns) {
        empty.insert(field.name().clone(), column.empty_json());
        if let Some((from, to)) = column.range_json() {
            least.insert(field.name().clone(), from);
            greatest.insert(field.name().clone(), to);
        }
    }
    json!({ "numRecords": rows, "minValues": least, "maxValues": greatest, "nullCount": empty })
        .to_string()
}

fn day(days: i64) -> Option<Value> {
    let (year, month, day, ..) = Instant(days.checked_mul(DAY_MICROS)?).utc();
    (1..=9999).contains(&year).then(|| json!(format!("{year:04}-{month:02}-{day:02}")))
}

fn millisecond(since_1970: i64) -> Option<Value> {
    let (year, month, day, hour, minute, second) = Instant(since_1970.checked_mul(1000)?).utc();
    let milli = since_1970.rem_euclid(1000);
    (1..=9999).contains(&year).then(|| {
        json!(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"
        ))
    })
}

/// The statistics of a file as read back from the log.
#[derive(Debug, Default)]
pub(crate) struct Statistics {
    /// Rows in the file, when the log says.
    pub(crate) rows: Option<u64>,
    parsed: Value,
}

impl Statistics {
    /// Reads what the log says; nothing when it says nothing.
    pub(crate) fn parse(text: &str) -> Self {
        let parsed: Value = serde_json::from_str(text).unwrap_or_default();
        Self { rows: parsed["numRecords"].as_u64(), parsed }
    }

    /// The least and greatest value of a column of whole numbers.
    pub(crate) fn range(&self, column: &str) -> (Option<i64>, Option<i64>) {
        let bound = |which: &str| self.parsed[which][column].as_i64();
        (bound("minValues"), bound("maxValues"))
    }

    /// Whether the file holds the column, whatever the table's schema says now. A file whose
    /// statistics are not ours may hold any.
    pub(crate) fn has_column(&self, column: &str) -> bool {
        match self.parsed["nullCount"].as_object() {
            Some(counts) => counts.contains_key(column),
            None => true,
        }
    }
}
