//! What is wrong in a query: for people as a code, for clients of the Explore API as its message.

use std::fmt;

use fanal_model::Problem;

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
    /// In which order.
    OrderBy,
}

impl Clause {
    /// The name of the parameter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Where => "where",
            Self::GroupBy => "group_by",
            Self::OrderBy => "order_by",
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

/// What is wrong. The first four are found by this crate, the others by the engine, which knows the
/// fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Something stands where it can't; `None` is the end of the text.
    Unexpected {
        /// What stands there.
        found: Option<String>,
        /// The whole clause.
        text: String,
    },
    /// A function that the language does not have.
    UnknownFunction {
        /// As it was written.
        name: String,
        /// Where its parenthesis opens, in characters.
        parenthesis: usize,
        /// The whole clause.
        text: String,
    },
    /// Nested or long beyond the limit.
    TooComplex {
        /// Levels or characters allowed.
        limit: usize,
    },
    /// A date literal that is no date.
    InvalidDate {
        /// Its text.
        text: String,
    },
    /// No such field, or none that this reader may see.
    UnknownField {
        /// As it was written.
        name: String,
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
        expected: String,
    },
    /// Part of the language, not answered yet.
    NotSupported {
        /// As it is written.
        feature: String,
    },
}

impl OdsqlProblem {
    /// Whether the text does not parse.
    pub fn is_syntax(&self) -> bool {
        use ProblemKind::{TooComplex, Unexpected, UnknownFunction};
        matches!(self.kind, Unexpected { .. } | UnknownFunction { .. } | TooComplex { .. })
    }

    /// For people, as a code with the clause and the place (`position` counts from 1).
    pub fn problem(&self) -> Problem {
        let start = |code: &str| Problem::new(code).text("clause", self.clause.name());
        let position = self.span.start.saturating_add(1);
        match &self.kind {
            ProblemKind::Unexpected { found: Some(found), .. } => {
                start("query-unexpected").text("found", found).number("position", position)
            }
            ProblemKind::Unexpected { found: None, .. } => start("query-unfinished"),
            ProblemKind::UnknownFunction { name, .. } => {
                start("query-unknown-function").text("name", name)
            }
            ProblemKind::TooComplex { limit } => start("query-too-complex").number("limit", *limit),
            ProblemKind::InvalidDate { text } => start("query-invalid-date").text("text", text),
            ProblemKind::UnknownField { name } => start("query-unknown-field").text("name", name),
            ProblemKind::RepeatedAlias { alias } => {
                start("query-repeated-alias").text("alias", alias)
            }
            ProblemKind::IncompatibleTypes { left, left_type, operator, right_type } => {
                start("query-incompatible-types")
                    .text("left", left)
                    .text("left_type", left_type)
                    .text("operator", operator)
                    .text("right_type", right_type)
            }
            ProblemKind::WrongArgument { function, expected } => {
                start("query-wrong-argument").text("function", function).text("expected", expected)
            }
            ProblemKind::NotSupported { feature } => {
                start("query-not-supported").text("feature", feature)
            }
        }
    }
}

impl fmt::Display for OdsqlProblem {
    /// The Explore API's English, without the list of clauses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.span.start;
        match &self.kind {
            ProblemKind::Unexpected { found: Some(found), text } => {
                write!(f, "unexpected {found} at position {at} in {text}")
            }
            ProblemKind::Unexpected { found: None, text } => {
                write!(f, "unexpected end of line at position {at} in {text}")
            }
            ProblemKind::UnknownFunction { parenthesis, text, .. } => {
                write!(f, "unexpected ( at position {parenthesis} in {text}")
            }
            ProblemKind::TooComplex { limit } => write!(f, "clause beyond the limit of {limit}"),
            ProblemKind::InvalidDate { text } => write!(f, "Invalid date to parse '{text}'"),
            ProblemKind::UnknownField { name } => write!(f, "Unknown field: {name}"),
            ProblemKind::RepeatedAlias { alias } => {
                write!(f, "Alias '{alias}' is declared several times")
            }
            ProblemKind::IncompatibleTypes { left, left_type, operator, right_type } => write!(
                f,
                "IncompatibleTypesInComparisonFilter: {left} of type {left_type} can't be \
                 compared by {operator} with a value of type {right_type}"
            ),
            ProblemKind::WrongArgument { function, expected } => {
                write!(f, "{function} expects {expected}")
            }
            ProblemKind::NotSupported { feature } => write!(f, "{feature} is not supported"),
        }
    }
}

/// The Explore API's code for problems met together: what does not parse comes first, types that
/// don't compare have their own code only when nothing else is wrong.
pub fn error_code(problems: &[OdsqlProblem]) -> &'static str {
    let types = |p: &OdsqlProblem| matches!(p.kind, ProblemKind::IncompatibleTypes { .. });
    if problems.iter().any(OdsqlProblem::is_syntax) {
        "ODSQLSyntaxError"
    } else if !problems.is_empty() && problems.iter().all(types) {
        "IncompatibleTypesInComparisonFilter"
    } else {
        "ODSQLError"
    }
}

/// The Explore API's message for problems met together, with the clauses that hold them.
pub fn message(problems: &[OdsqlProblem]) -> String {
    let syntax = problems.iter().any(OdsqlProblem::is_syntax);
    let told: Vec<String> =
        problems.iter().filter(|p| p.is_syntax() == syntax).map(ToString::to_string).collect();
    let mut clauses: Vec<Clause> = problems.iter().map(|p| p.clause).collect();
    clauses.sort_unstable();
    clauses.dedup();
    let clauses: Vec<&str> = clauses.into_iter().map(Clause::name).collect();
    let head = if syntax { "ODSQL syntax exception" } else { "ODSQL query is malformed" };
    format!(
        "{head}: {}. Clause(s) containing the error(s): {}.",
        told.join(". "),
        clauses.join(", ")
    )
}
