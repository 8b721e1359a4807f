//! What functions take and give: the engine counts arguments by this, and problems show it. What each
//! does is told in `fanal-words`, under [`Function::sentence`].

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

/// An argument of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argument {
    /// How signatures name it.
    pub name: &'static str,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether several may stand there.
    pub repeated: bool,
}

const fn one(name: &'static str) -> Argument {
    Argument { name, optional: false, repeated: false }
}

const fn optional(name: &'static str) -> Argument {
    Argument { optional: true, ..one(name) }
}

const fn many(name: &'static str) -> Argument {
    Argument { repeated: true, ..one(name) }
}

const fn any_number(name: &'static str) -> Argument {
    Argument { optional: true, repeated: true, ..one(name) }
}

const PLACE: Argument = one("place");
const GEOMETRY: Argument = one("geometry");
const DATE: &[Argument] = &[one("date")];
const TEXT: &[Argument] = &[one("text")];
const NUMBER: &[Argument] = &[one("number")];
const MEASURE: &[Argument] = &[one("value")];
const SEARCHED: &[Argument] = &[any_number("field"), one("words")];
const RELATED: &[Argument] = &[PLACE, GEOMETRY];
const CHOICE: &[Argument] = &[one("condition"), one("value"), one("otherwise")];
const RECTANGLE: &[Argument] =
    &[PLACE, one("latitude"), one("longitude"), one("latitude"), one("longitude")];
const PATTERN: &[Argument] = &[one("pattern")];

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
            Self::Count => const { &[optional("value")] },
            Self::Sum | Self::Avg | Self::Median | Self::Stddev => NUMBER,
            Self::Min | Self::Max => MEASURE,
            Self::Percentile => const { &[one("number"), one("percentage")] },
            Self::Envelope | Self::Bbox => const { &[PLACE] },
            Self::Length | Self::Lower | Self::Upper => TEXT,
            Self::Year | Self::Month | Self::Day | Self::Hour | Self::Minute | Self::Second => DATE,
            Self::DateFormat => const { &[one("date"), one("pattern")] },
            Self::Now => const { &[any_number("setting")] },
            Self::IfNull => const { &[one("value"), one("otherwise")] },
            Self::Coalesce => const { &[many("value")] },
            Self::If => CHOICE,
            Self::JsonFormat => const { &[one("text"), optional("otherwise")] },
            Self::Distance => const { &[PLACE, GEOMETRY, optional("radius")] },
            Self::Random => const { &[one("seed")] },
            Self::Range => const { &[one("value"), many("bound")] },
            Self::GeoCluster => const { &[PLACE, one("zoom"), optional("radius")] },
            Self::Search | Self::Suggest | Self::StartsWith => SEARCHED,
            Self::WithinDistance => const { &[PLACE, GEOMETRY, one("radius")] },
            Self::InBbox => RECTANGLE,
            Self::Intersects | Self::Disjoint | Self::Within | Self::Polygon => RELATED,
            Self::Geometry => const { &[PLACE, GEOMETRY, optional("relation")] },
            Self::Include | Self::Exclude => PATTERN,
        }
    }

    /// Whether it takes so many arguments.
    pub fn takes(self, count: usize) -> bool {
        let arguments = self.arguments();
        let least = arguments.iter().filter(|argument| !argument.optional).count();
        let endless = arguments.iter().any(|argument| argument.repeated);
        count >= least && (endless || count <= arguments.len())
    }

    /// Whether the engine answers it. What it does not is left out of lists and manuals.
    pub fn is_answered(self) -> bool {
        self != Self::Envelope
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
