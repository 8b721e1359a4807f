//! What a function or an operator takes, where it was given something else.

use std::fmt::{self, Display, Formatter};

use crate::Function;

macro_rules! wanted {
    ($($(#[$doc:meta])+ $name:ident = $code:literal, $text:literal;)+) => {
        /// What should have been given.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Wanted {
            $($(#[$doc])+ $name,)+
            /// As many values as the function takes.
            Arguments(Function),
        }

        impl Wanted {
            /// All but those of functions.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// A stable name, which `fanal-words` has words for.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                    Self::Arguments(_) => "arguments",
                }
            }
        }

        impl Display for Wanted {
            /// In the Explore API's English.
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name => f.write_str($text),)+
                    Self::Arguments(function) => f.write_str(&function.signature()),
                }
            }
        }
    };
}

wanted! {
    /// A number.
    Number = "number", "a number";
    /// A whole number that stands in the query.
    Whole = "whole", "a whole number";
    /// A text.
    Text = "text", "a text";
    /// A text that stands in the query, behind the fields.
    Words = "words", "a text at the end";
    /// A date or an instant.
    Date = "date", "a date";
    /// True or false.
    Boolean = "boolean", "a boolean";
    /// Values of one type.
    SameType = "same-type", "values of the same type";
    /// A field of points.
    Place = "place", "a field of places";
    /// `geom'…'`.
    Geometry = "geometry", "a geometry: geom'POINT(2.35 48.85)'";
    /// A number and its unit of length.
    Distance = "distance", "a distance, as 500m or 1.5km";
    /// Two corners.
    Corners = "corners", "four numbers";
    /// `INTERSECTS`, `DISJOINT` or `WITHIN`.
    Relation = "relation", "INTERSECTS, DISJOINT or WITHIN";
    /// A pattern of dates.
    Pattern = "pattern", "a pattern, as 'dd/MM/yyyy'";
    /// `name=number`, within the calendar.
    Setting = "setting", "settings within the calendar, as months=-1 or day=1";
    /// From 0 to 100.
    Percentage = "percentage", "a percentage from 0 to 100";
    /// From 0 to 25.
    Zoom = "zoom", "a zoom level from 0 to 25";
    /// From 1 to 10 000.
    Radius = "radius", "a radius from 1 to 10000 pixels";
    /// What ranges are made of.
    Measure = "measure", "a number or a date, then a width or bounds";
    /// A width of ranges.
    Width = "width", "a width above zero";
    /// A number and its unit of time.
    Period = "period", "a period, as 1 day or 6 hours";
    /// What is not counted in several.
    OnePeriod = "one-period", "one week, month, quarter or year at a time";
    /// Bounds of ranges of numbers.
    NumberBounds = "number-bounds", "bounds that are numbers";
    /// Bounds of ranges of dates.
    DateBounds = "date-bounds", "bounds that are dates, as date'2024-01-01'";
    /// Enough bounds for a range.
    TwoBounds = "two-bounds", "two bounds or more, or one and a star";
    /// Bounds in their order.
    RisingBounds = "rising-bounds", "bounds from the smallest to the greatest";
    /// What has an order.
    Sortable = "sortable", "a number, a text, a date or a boolean";
    /// A text that stands in the query, or null.
    Otherwise = "otherwise", "a text or null in the second place";
}

/// Where something belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// In a function on places: a geometry.
    OnPlaces,
    /// In a function, as a distance or a period: a number with a unit.
    WithUnit,
    /// As an item of `group_by`: ranges and clusters.
    AsGroup,
    /// As a whole item, or as what a function looks at: a star.
    Alone,
}

impl Belongs {
    /// A stable name, which `fanal-words` has words for.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnPlaces => "on-places",
            Self::WithUnit => "with-unit",
            Self::AsGroup => "as-group",
            Self::Alone => "alone",
        }
    }
}

impl Display for Belongs {
    /// In the Explore API's English.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnPlaces => "a function on places around it",
            Self::WithUnit => "a function around it, as a distance or a period",
            Self::AsGroup => "to stand alone in group_by",
            Self::Alone => "to stand alone",
        })
    }
}

/// A part of the language that is not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A function.
    Function(Function),
    /// A function on shapes: it is on points.
    OnShapes(Function),
    /// Different lists or places, counted.
    DistinctOfSeveral,
    /// A disorder of groups.
    RandomOnGroups,
    /// A range without bounds, of what is neither a number nor a date.
    OpenRange,
}

impl Feature {
    /// A stable name, which `fanal-words` has words for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Function(_) => "function",
            Self::OnShapes(_) => "on-shapes",
            Self::DistinctOfSeveral => "distinct-of-several",
            Self::RandomOnGroups => "random-on-groups",
            Self::OpenRange => "open-range",
        }
    }

    /// The function that it is about.
    pub fn function(self) -> Function {
        match self {
            Self::Function(function) | Self::OnShapes(function) => function,
            Self::DistinctOfSeveral => Function::Count,
            Self::RandomOnGroups => Function::Random,
            Self::OpenRange => Function::Range,
        }
    }
}

impl Display for Feature {
    /// In the Explore API's English.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Function(function) => write!(f, "{}()", function.name()),
            Self::OnShapes(function) => write!(f, "{}() on shapes", function.name()),
            Self::DistinctOfSeveral => f.write_str("count(distinct …) of several values"),
            Self::RandomOnGroups => f.write_str("random() on groups"),
            Self::OpenRange => f.write_str("[*..*]"),
        }
    }
}
