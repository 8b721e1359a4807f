//! What functions take and give: the manual, the list of the API and the checks are made of this.
//! What each does is told in `fanal-words`, under [`Function::sentence`].

mod examples;

use super::Function;

/// What functions are there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// One value of many records.
    Aggregate,
    /// A value of a record.
    Value,
    /// A value of a date, or a date.
    Date,
    /// A condition.
    Condition,
    /// Groups of values.
    Group,
    /// An order.
    Order,
    /// Which fields are selected.
    Selection,
}

/// What may stand as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// Any value.
    Any,
    /// A number.
    Number,
    /// A whole number that stands in the query.
    Whole,
    /// A number or a date.
    Measure,
    /// A text.
    Text,
    /// A text that stands in the query.
    Words,
    /// A date or an instant.
    Date,
    /// A point or a shape.
    Place,
    /// `geom'…'`.
    Geometry,
    /// A number and its unit of length.
    Distance,
    /// A width or a bound.
    Bound,
    /// A condition.
    Condition,
    /// `name=number`.
    Setting,
    /// `INTERSECTS`, `DISJOINT` or `WITHIN`.
    Relation,
    /// A field's name, or its beginning and a star.
    Pattern,
}

/// An argument of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argument {
    /// How signatures name it.
    pub name: &'static str,
    /// What may stand there.
    pub accepted: Accepted,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether several may stand there.
    pub repeated: bool,
}

const fn one(name: &'static str, accepted: Accepted) -> Argument {
    Argument { name, accepted, optional: false, repeated: false }
}

const fn optional(name: &'static str, accepted: Accepted) -> Argument {
    Argument { optional: true, ..one(name, accepted) }
}

const fn many(name: &'static str, accepted: Accepted) -> Argument {
    Argument { repeated: true, ..one(name, accepted) }
}

const fn any_number(name: &'static str, accepted: Accepted) -> Argument {
    Argument { optional: true, repeated: true, ..one(name, accepted) }
}

const PLACE: Argument = one("place", Accepted::Place);
const GEOMETRY: Argument = one("geometry", Accepted::Geometry);
const DATE: &[Argument] = &[one("date", Accepted::Date)];
const TEXT: &[Argument] = &[one("text", Accepted::Text)];
const NUMBER: &[Argument] = &[one("number", Accepted::Number)];
const MEASURE: &[Argument] = &[one("value", Accepted::Measure)];
const SEARCHED: &[Argument] = &[any_number("field", Accepted::Text), one("words", Accepted::Words)];
const RELATED: &[Argument] = &[PLACE, GEOMETRY];
const CHOICE: &[Argument] = &[
    one("condition", Accepted::Condition),
    one("value", Accepted::Any),
    one("otherwise", Accepted::Any),
];
const RECTANGLE: &[Argument] = &[
    PLACE,
    one("latitude", Accepted::Number),
    one("longitude", Accepted::Number),
    one("latitude", Accepted::Number),
    one("longitude", Accepted::Number),
];
const PATTERN: &[Argument] = &[one("pattern", Accepted::Pattern)];

impl Function {
    /// What it is there for.
    pub fn family(self) -> Family {
        match self {
            Self::Count | Self::Sum | Self::Avg | Self::Min | Self::Max | Self::Median => {
                Family::Aggregate
            }
            Self::Percentile | Self::Stddev | Self::Envelope | Self::Bbox => Family::Aggregate,
            Self::Length | Self::Lower | Self::Upper | Self::JsonFormat => Family::Value,
            Self::IfNull | Self::Coalesce | Self::If | Self::Distance => Family::Value,
            Self::Year | Self::Month | Self::Day | Self::Hour | Self::Minute | Self::Second => {
                Family::Date
            }
            Self::DateFormat | Self::Now => Family::Date,
            Self::Search | Self::Suggest | Self::StartsWith => Family::Condition,
            Self::WithinDistance | Self::InBbox | Self::Intersects => Family::Condition,
            Self::Disjoint | Self::Within | Self::Geometry | Self::Polygon => Family::Condition,
            Self::Range | Self::GeoCluster => Family::Group,
            Self::Random => Family::Order,
            Self::Include | Self::Exclude => Family::Selection,
        }
    }

    /// What it takes, in order.
    pub fn arguments(self) -> &'static [Argument] {
        match self {
            Self::Count => const { &[one("value", Accepted::Any)] },
            Self::Sum | Self::Avg | Self::Median | Self::Stddev => NUMBER,
            Self::Min | Self::Max => MEASURE,
            Self::Percentile => {
                const { &[one("number", Accepted::Number), one("percentage", Accepted::Number)] }
            }
            Self::Envelope | Self::Bbox => const { &[PLACE] },
            Self::Length | Self::Lower | Self::Upper => TEXT,
            Self::Year | Self::Month | Self::Day | Self::Hour | Self::Minute | Self::Second => DATE,
            Self::DateFormat => {
                const { &[one("date", Accepted::Date), one("pattern", Accepted::Words)] }
            }
            Self::Now => const { &[any_number("setting", Accepted::Setting)] },
            Self::IfNull => {
                const { &[one("value", Accepted::Any), one("otherwise", Accepted::Any)] }
            }
            Self::Coalesce => const { &[many("value", Accepted::Any)] },
            Self::If => CHOICE,
            Self::JsonFormat => {
                const { &[one("text", Accepted::Text), optional("otherwise", Accepted::Words)] }
            }
            Self::Distance => const { &[PLACE, GEOMETRY, optional("radius", Accepted::Distance)] },
            Self::Random => const { &[one("seed", Accepted::Whole)] },
            Self::Range => {
                const { &[one("value", Accepted::Measure), many("bound", Accepted::Bound)] }
            }
            Self::GeoCluster => {
                const { &[PLACE, one("zoom", Accepted::Whole), optional("radius", Accepted::Whole)] }
            }
            Self::Search | Self::Suggest | Self::StartsWith => SEARCHED,
            Self::WithinDistance => const { &[PLACE, GEOMETRY, one("radius", Accepted::Distance)] },
            Self::InBbox => RECTANGLE,
            Self::Intersects | Self::Disjoint | Self::Within | Self::Polygon => RELATED,
            Self::Geometry => {
                const { &[PLACE, GEOMETRY, optional("relation", Accepted::Relation)] }
            }
            Self::Include | Self::Exclude => PATTERN,
        }
    }

    /// The name of the type of what it gives; `value` is the type of its argument.
    pub fn result(self) -> &'static str {
        match self {
            Self::Count | Self::Length => "int",
            Self::Year | Self::Month | Self::Day | Self::Hour | Self::Minute | Self::Second => {
                "int"
            }
            Self::Avg | Self::Median | Self::Percentile | Self::Stddev | Self::Distance => "double",
            Self::Sum | Self::Min | Self::Max => "value",
            Self::IfNull | Self::Coalesce | Self::If => "value",
            Self::Envelope | Self::Bbox => "geo_shape",
            Self::Lower | Self::Upper | Self::DateFormat | Self::Range => "text",
            Self::Now => "datetime",
            Self::JsonFormat | Self::GeoCluster => "json_blob",
            Self::Random => "order",
            Self::Include | Self::Exclude => "fields",
            Self::Search
            | Self::Suggest
            | Self::StartsWith
            | Self::WithinDistance
            | Self::InBbox
            | Self::Intersects
            | Self::Disjoint
            | Self::Within
            | Self::Geometry
            | Self::Polygon => "boolean",
        }
    }

    /// How it is written: `percentile(number, percentage)`, optional arguments between brackets.
    pub fn signature(self) -> String {
        let mut out = format!("{}(", self.name());
        for (i, argument) in self.arguments().iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            let more = if argument.repeated { ", …" } else { "" };
            // What comes before the last argument and may be left out takes its comma with it.
            let last = i + 1 == self.arguments().len();
            let piece = match (argument.optional, last) {
                (true, true) => format!("[{comma}{}{more}]", argument.name),
                (true, false) => format!("{comma}[{}{more}, ]", argument.name),
                (false, _) => format!("{comma}{}{more}", argument.name),
            };
            let joined = out.ends_with(", ]") && piece.starts_with(", ");
            out.push_str(if joined { &piece[2..] } else { &piece });
        }
        out.push(')');
        out
    }

    /// The identifier of the sentence that says what it does.
    pub fn sentence(self) -> String {
        format!("function-{}", self.name().replace('_', "-"))
    }
}
