//! The functions of the language, by name.

mod catalogue;

pub use catalogue::{Argument, Family};

use crate::nearest;

macro_rules! functions {
    ($($(#[$doc:meta])+ $name:ident = $text:literal),+ $(,)?) => {
        /// A function of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Function {$($(#[$doc])+ $name,)+}

        impl Function {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name in canonical text.
            pub fn name(self) -> &'static str {
                match self {$(Self::$name => $text,)+}
            }
        }
    };
}

functions! {
    /// Number of records, or of values.
    Count = "count",
    /// Sum.
    Sum = "sum",
    /// Mean.
    Avg = "avg",
    /// Least value.
    Min = "min",
    /// Greatest value.
    Max = "max",
    /// Value in the middle.
    Median = "median",
    /// Value at a percentage from 0 to 100.
    Percentile = "percentile",
    /// Standard deviation of all values.
    Stddev = "stddev",
    /// Convex hull of points.
    Envelope = "envelope",
    /// Bounding box.
    Bbox = "bbox",
    /// Number of characters.
    Length = "length",
    /// Small letters.
    Lower = "lower",
    /// Capital letters.
    Upper = "upper",
    /// Year of a date.
    Year = "year",
    /// Month of a date, from 1.
    Month = "month",
    /// Day of the month, from 1.
    Day = "day",
    /// Hour, from 0.
    Hour = "hour",
    /// Minute, from 0.
    Minute = "minute",
    /// Second, from 0.
    Second = "second",
    /// A date written after a pattern.
    DateFormat = "date_format",
    /// The present instant, moved.
    Now = "now",
    /// The first argument, or the second when it is null.
    IfNull = "ifnull",
    /// The first argument that is not null.
    Coalesce = "coalesce",
    /// The second argument when the first holds, else the third.
    If = "if",
    /// A text as JSON.
    JsonFormat = "json_format",
    /// Metres between two points, or the old name of `within_distance`.
    Distance = "distance",
    /// A stable disorder.
    Random = "random",
    /// Groups of equal width or between bounds.
    Range = "range",
    /// Groups of close points.
    GeoCluster = "geo_cluster",
    /// Fuzzy full text.
    Search = "search",
    /// Full text by beginnings of words.
    Suggest = "suggest",
    /// A text that begins so.
    StartsWith = "startswith",
    /// Within a circle.
    WithinDistance = "within_distance",
    /// Within a rectangle.
    InBbox = "in_bbox",
    /// Touches a geometry.
    Intersects = "intersects",
    /// Touches no part of a geometry.
    Disjoint = "disjoint",
    /// Inside a geometry.
    Within = "within",
    /// Old name of the three before.
    Geometry = "geometry",
    /// Old name of `within` for points.
    Polygon = "polygon",
    /// Keeps fields in a selection.
    Include = "include",
    /// Takes fields out of a selection.
    Exclude = "exclude",
}

impl Function {
    /// Finds one by its name, whatever the case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name().eq_ignore_ascii_case(name))
    }

    /// Whether it may stand as a condition. `distance` may, with three arguments.
    pub fn is_condition(self) -> bool {
        self.family() == Family::Condition || self == Self::Distance
    }

    /// Whether it looks at many records at once.
    pub fn is_aggregate(self) -> bool {
        self.family() == Family::Aggregate
    }
}

/// Names of other languages, and ours for the same.
const ELSEWHERE: [(&str, Function); 14] = [
    ("average", Function::Avg),
    ("mean", Function::Avg),
    ("contains", Function::Search),
    ("match", Function::Search),
    ("iif", Function::If),
    ("isnull", Function::IfNull),
    ("nvl", Function::IfNull),
    ("lcase", Function::Lower),
    ("ucase", Function::Upper),
    ("len", Function::Length),
    ("to_char", Function::DateFormat),
    ("strftime", Function::DateFormat),
    ("current_timestamp", Function::Now),
    ("rand", Function::Random),
];

/// The function that was probably meant by a name that is none.
pub(crate) fn function_meant(name: &str) -> Option<Function> {
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    match elsewhere {
        Some((_, function)) => Some(*function),
        None => nearest(name, Function::ALL.iter().map(|f| f.name())).and_then(Function::from_name),
    }
}
