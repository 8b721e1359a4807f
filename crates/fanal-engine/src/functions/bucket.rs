//! `bucket(value)`: the range that a value falls into, as a number that sorts like the ranges, and
//! `bucket_label(number)`: the range as the Explore API writes it (contract § 13.11).

mod period;

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, Int64Array, StringBuilder};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use chrono_tz::Tz;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

pub(crate) use period::Unit;

use super::computed::{Compute, call};

/// The number of a value that lies in no range.
pub(crate) const OUTSIDE: i64 = i64::MIN;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// A number of the query, which is known by its bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Number(u64);

impl Number {
    pub(crate) fn new(value: f64) -> Self {
        Self(value.to_bits())
    }

    fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// Ranges between bounds; the lower one belongs to the range, the upper one does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Bounds<T> {
    /// From the smallest to the greatest.
    pub(crate) bounds: Vec<T>,
    /// Whether there is a range below the first.
    pub(crate) open_below: bool,
    /// Whether there is a range above the last.
    pub(crate) open_above: bool,
}

impl<T: Copy> Bounds<T> {
    /// The number of a value's range, by how many bounds are at most as great.
    fn number(&self, passed: usize) -> i64 {
        let outside =
            passed == 0 && !self.open_below || passed == self.bounds.len() && !self.open_above;
        if outside { OUTSIDE } else { i64::try_from(passed).unwrap_or(OUTSIDE) }
    }

    /// The numbers of all ranges.
    fn numbers(&self) -> impl Iterator<Item = i64> {
        (0..=self.bounds.len()).map(|passed| self.number(passed)).filter(|n| *n != OUTSIDE)
    }

    /// The bounds of a range; none is open.
    fn ends(&self, number: i64) -> (Option<T>, Option<T>) {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let low = at.checked_sub(1).and_then(|below| self.bounds.get(below));
        (low.copied(), self.bounds.get(at).copied())
    }
}

/// How values fall into ranges.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Buckets {
    /// Whole numbers, so many in a range.
    Wholes { width: i64 },
    /// Numbers, ranges so wide; bounds have as many digits behind the point as their width.
    Numbers { width: Number, digits: usize },
    /// Periods of time as clocks of the zone show them.
    Periods { unit: Unit, count: i64, zone: Tz },
    /// Whole numbers between bounds.
    WholeBounds(Bounds<i64>),
    /// Numbers between bounds.
    NumberBounds(Bounds<Number>),
    /// Instants, in microseconds, between bounds.
    InstantBounds(Bounds<i64>),
}

impl Buckets {
    /// Ranges of numbers that are equally wide.
    pub(crate) fn wide(width: f64) -> Self {
        let text = width.to_string();
        let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        Self::Numbers { width: Number::new(width), digits }
    }

    /// The numbers of all ranges, when they are known before any value: even those without a value
    /// are answered.
    pub(crate) fn numbers(&self) -> Option<Vec<i64>> {
        match self {
            Self::WholeBounds(bounds) => {
                // Below the least whole number there is none.
                let none_below = bounds.bounds.first() == Some(&i64::MIN);
                Some(bounds.numbers().filter(|n| !(*n == 0 && none_below)).collect())
            }
            Self::InstantBounds(bounds) => Some(bounds.numbers().collect()),
            Self::NumberBounds(bounds) => Some(bounds.numbers().collect()),
            _ => None,
        }
    }

    fn of_whole(&self, value: i64) -> Option<i64> {
        Some(match self {
            Self::Wholes { width } => value.div_euclid(*width),
            Self::Periods { unit, count, zone } => unit.start(value, *count, *zone),
            Self::WholeBounds(bounds) | Self::InstantBounds(bounds) => {
                bounds.number(bounds.bounds.partition_point(|bound| *bound <= value))
            }
            Self::Numbers { .. } | Self::NumberBounds(_) => return self.of_number(value as f64),
        })
    }

    /// What is no number (NaN) is in no range, as null.
    fn of_number(&self, value: f64) -> Option<i64> {
        let number = match self {
            Self::Numbers { width, digits } => step(value, width.value(), *digits),
            Self::NumberBounds(bounds) => {
                bounds.number(bounds.bounds.partition_point(|bound| bound.value() <= value))
            }
            _ => OUTSIDE,
        };
        (!value.is_nan()).then_some(number)
    }

    /// The range as it is answered.
    fn label(&self, number: i64) -> String {
        match self {
            Self::Wholes { width } => {
                let low = number.saturating_mul(*width);
                format!("[{low}, {}]", low.saturating_add(width - 1))
            }
            Self::Numbers { width, digits } => {
                let bound = |number: i64| lower(number, width.value(), *digits);
                format!("[{}, {}[", bound(number), bound(number + 1))
            }
            Self::Periods { unit, count, zone } => {
                let end = unit.end(number, *count, *zone);
                format!("[{}, {}[", period::text(number, *zone), period::text(end, *zone))
            }
            Self::WholeBounds(bounds) => {
                let (low, high) = bounds.ends(number);
                let low = low.map_or("*".to_owned(), |low| low.to_string());
                let high = high.map_or("*".to_owned(), |high| high.saturating_sub(1).to_string());
                format!("[{low}, {high}]")
            }
            Self::NumberBounds(bounds) => {
                let ends = bounds.ends(number);
                open(
                    ends.0.map(|b| format!("{:?}", b.value())),
                    ends.1.map(|b| format!("{:?}", b.value())),
                )
            }
            Self::InstantBounds(bounds) => {
                let text = |micros: i64| period::text(micros, Tz::UTC);
                let ends = bounds.ends(number);
                open(ends.0.map(text), ends.1.map(text))
            }
        }
    }
}

/// A range whose upper bound does not belong to it.
fn open(low: Option<String>, high: Option<String>) -> String {
    let star = || "*".to_owned();
    format!("[{}, {}[", low.unwrap_or_else(star), high.unwrap_or_else(star))
}

/// The number of the step of this width in which a value lies. The bounds are those that are
/// shown, whatever division makes of them.
fn step(value: f64, width: f64, digits: usize) -> i64 {
    let steps = value / width;
    let near = steps.floor() as i64;
    // Far enough from a bound, division does not err.
    if steps.abs() < 1e6 && (steps - steps.round()).abs() > 1e-9 {
        return near;
    }
    let near = near.clamp(OUTSIDE + 2, i64::MAX - 2);
    if lower(near + 1, width, digits) <= value {
        near + 1
    } else if lower(near, width, digits) > value {
        near - 1
    } else {
        near
    }
}

/// The lower bound of a step.
fn lower(number: i64, width: f64, digits: usize) -> f64 {
    let bound = number as f64 * width;
    format!("{bound:.digits$}").parse().unwrap_or(bound)
}

/// The number of the range of each value.
pub(crate) fn bucket(value: Expr, buckets: Buckets) -> Expr {
    call(Bucket { buckets }, vec![value])
}

/// The range of each number, as a text.
pub(crate) fn bucket_label(number: Expr, buckets: Buckets) -> Expr {
    call(Label { buckets }, vec![number])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Bucket {
    buckets: Buckets,
}

impl Compute for Bucket {
    const NAME: &'static str = "fanal_bucket";

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let values = &arguments[0];
        let whole = |value: Option<i64>| value.and_then(|v| self.buckets.of_whole(v));
        let numbers: Int64Array = match values.data_type() {
            DataType::Float64 => {
                let doubles = values.as_primitive::<Float64Type>().iter();
                doubles.map(|v| v.and_then(|v| self.buckets.of_number(v))).collect()
            }
            DataType::Date32 => {
                let days = values.as_primitive::<Date32Type>().iter();
                days.map(|day| whole(day.map(|day| i64::from(day) * DAY))).collect()
            }
            DataType::Timestamp(..) => {
                values.as_primitive::<TimestampMicrosecondType>().iter().map(whole).collect()
            }
            _ => values.as_primitive::<Int64Type>().iter().map(whole).collect(),
        };
        Ok(Arc::new(numbers))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Label {
    buckets: Buckets,
}

impl Compute for Label {
    const NAME: &'static str = "fanal_bucket_label";

    fn result(&self) -> DataType {
        DataType::Utf8
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let numbers = arguments[0].as_primitive::<Int64Type>();
        let mut out = StringBuilder::with_capacity(numbers.len(), numbers.len() * 16);
        for number in numbers {
            out.append_option(number.map(|number| self.buckets.label(number)));
        }
        Ok(Arc::new(out.finish()))
    }
}

#[cfg(test)]
mod tests;
