//! Profiles: what the values of a field look like over a whole version.

use crate::{FieldName, Value};

/// What the values of one field look like over all records of a version.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldProfile {
    /// The field.
    pub field: FieldName,
    /// Records of the version.
    pub records: u64,
    /// Records without a value.
    pub empty: u64,
    /// Values: one a record, or as many as the lists hold.
    pub values: u64,
    /// How many values differ.
    pub distinct: Distinct,
    /// The most frequent values, the most frequent first, with exact counts. When there are too
    /// many different values to count each, those that are sure.
    pub top: Vec<Frequent>,
    /// Numbers, days and moments.
    pub spread: Option<Spread>,
    /// Texts.
    pub lengths: Option<Lengths>,
    /// Points.
    pub extent: Option<Extent>,
}

/// A number of different values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distinct {
    /// Counted.
    Exactly(u64),
    /// Estimated, to about one percent.
    About(u64),
}

impl Distinct {
    /// The number, counted or estimated.
    pub fn number(self) -> u64 {
        match self {
            Self::Exactly(number) | Self::About(number) => number,
        }
    }
}

/// A value and how often it stands there.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequent {
    /// The value; a long text is cut and ends with `…`.
    pub value: Value,
    /// How often.
    pub count: u64,
}

/// Where numbers, days or moments lie. Values that are no finite numbers are in none of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The smallest.
    pub min: Value,
    /// The greatest.
    pub max: Value,
    /// Their mean, in the field's own unit; a number for integers too.
    pub mean: Value,
    /// Values that are infinite or no number.
    pub not_finite: u64,
    /// How they are spread; none when all are equal.
    pub histogram: Option<Histogram>,
}

/// Exact counts between round limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// Limits of the bars, one more than there are bars. A bar goes from its limit, included, to
    /// the next one, left out.
    pub limits: Vec<Value>,
    /// Values in each bar, at most thirty.
    pub counts: Vec<u64>,
    /// Few values far below the first limit.
    pub below: u64,
    /// Few values far above the last limit.
    pub above: u64,
}

/// Lengths of texts, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// Of the shortest.
    pub shortest: u64,
    /// Of the longest.
    pub longest: u64,
}

/// The box around points, in degrees, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}
