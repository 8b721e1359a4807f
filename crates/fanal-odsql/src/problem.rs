//! What is wrong in a query.

mod message;
mod people;
mod wanted;

use std::sync::Arc;

pub use message::{error_code, message};
pub use wanted::{Belongs, Feature, Wanted};

use crate::Span;

/// A part of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// What is answered.
    Select,
    /// Which records.
    Where,
    /// In which groups.
    GroupBy,
    /// Which groups.
    Having,
    /// In which order.
    OrderBy,
    /// Which value of a facet is kept.
    Refine,
    /// Which value of a facet is left out.
    Exclude,
    /// Which facets are listed, and how.
    Facet,
}

impl Clause {
    /// The name of the parameter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Where => "where",
            Self::GroupBy => "group_by",
            Self::Having => "having",
            Self::OrderBy => "order_by",
            Self::Refine => "refine",
            Self::Exclude => "exclude",
            Self::Facet => "facet",
        }
    }
}

/// One thing that is wrong in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OdsqlProblem {
    /// In which clause.
    pub clause: Clause,
    /// Where in the clause, in characters.
    pub span: Span,
    /// What it is.
    pub kind: ProblemKind,
}

/// What should have stood in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A constant, a field or a function.
    Value,
    /// A condition: an operator should have followed.
    Comparison,
    /// A name.
    Name,
    /// `null`, `true` or `false`.
    Test,
    /// `in` or `like`.
    InOrLike,
    /// A list, a range or a field.
    ListOrRange,
    /// `..` or `to`.
    To,
    /// `[` or `]`.
    Bracket,
    /// `and`, `or` or the end.
    Join,
    /// A comma or the end.
    Separator,
    /// A comma or a closing parenthesis.
    ArgumentEnd,
    /// This sign or word.
    Exactly(&'static str),
}

impl Expected {
    /// A stable name, which `fanal-words` has a sentence for; a sign is its own.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Comparison => "comparison",
            Self::Name => "name",
            Self::Test => "test",
            Self::InOrLike => "in-or-like",
            Self::ListOrRange => "list-or-range",
            Self::To => "to",
            Self::Bracket => "bracket",
            Self::Join => "join",
            Self::Separator => "separator",
            Self::ArgumentEnd => "argument-end",
            Self::Exactly(sign) => sign,
        }
    }
}

/// What is wrong. The first ones are found by this crate, those from [`UnknownField`] on by the
/// engine, which knows the fields.
///
/// [`UnknownField`]: ProblemKind::UnknownField
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Something stands where it can't; without `found` the text ends too early.
    Unexpected {
        /// What stands there.
        found: Option<String>,
        /// What should.
        expected: Expected,
        /// The word that was probably meant.
        nearest: Option<&'static str>,
        /// The whole clause.
        text: Arc<str>,
    },
    /// A quote that is never closed.
    UnclosedQuote {
        /// The quote.
        quote: char,
        /// The whole clause.
        text: Arc<str>,
    },
    /// A function that the language does not have.
    UnknownFunction {
        /// As it was written.
        name: String,
        /// The function that was probably meant.
        nearest: Option<&'static str>,
        /// Where its parenthesis opens, in characters.
        parenthesis: usize,
        /// The whole clause.
        text: Arc<str>,
    },
    /// A number that is none of 64 bits.
    InvalidNumber {
        /// Its text.
        text: String,
    },
    /// Nested or long beyond the limit, or more to compute than it looks.
    TooComplex {
        /// Levels, characters or pieces allowed.
        limit: usize,
    },
    /// A date literal that is no date.
    InvalidDate {
        /// Its text.
        text: String,
    },
    /// A geometry literal that is no geometry.
    InvalidGeometry {
        /// Its text.
        text: String,
    },
    /// No such field, or none that this reader may see.
    UnknownField {
        /// As it was written.
        name: String,
        /// The field that was probably meant, among those that the reader may see.
        nearest: Option<String>,
    },
    /// The same name given twice.
    RepeatedAlias {
        /// As it was written.
        alias: String,
    },
    /// Two things that don't compare.
    IncompatibleTypes {
        /// What stands on the left, a field's name mostly.
        left: String,
        /// Its type.
        left_type: String,
        /// The sign between them.
        operator: String,
        /// The type on the right.
        right_type: String,
    },
    /// A function or an operator given what it can't take.
    WrongArgument {
        /// Name of the function or sign of the operator.
        function: String,
        /// What it takes.
        wanted: Wanted,
    },
    /// A value where only a condition can stand.
    NotACondition {
        /// As it is written.
        text: String,
    },
    /// Something that has no meaning where it stands.
    Misplaced {
        /// As it is written.
        text: String,
        /// Where it would have one.
        belongs: Belongs,
    },
    /// A statistic of what is neither a number nor a date.
    NoStatistic {
        /// Name of the function.
        function: String,
    },
    /// A statistic where records are looked at one by one, or within another one.
    MisplacedAggregate {
        /// Name of the function.
        function: String,
    },
    /// A value of single records beside groups of them.
    NotGrouped {
        /// The field, or the expression.
        name: String,
    },
    /// Groups by a place, which only clusters make.
    GroupedPlace {
        /// The field.
        name: String,
    },
    /// In the order, a statistic behind a group's key.
    AggregateAfterKey {
        /// Name of the function.
        function: String,
    },
    /// Part of the language, not answered yet.
    NotSupported {
        /// Which part.
        feature: Feature,
    },
}

impl OdsqlProblem {
    /// Whether the text does not parse.
    pub fn is_syntax(&self) -> bool {
        use ProblemKind::{InvalidNumber, TooComplex, UnclosedQuote, Unexpected, UnknownFunction};
        matches!(
            self.kind,
            Unexpected { .. }
                | UnclosedQuote { .. }
                | UnknownFunction { .. }
                | InvalidNumber { .. }
                | TooComplex { .. }
        )
    }
}
