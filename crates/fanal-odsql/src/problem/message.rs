//! Problems for clients of the Explore API: its codes, and its messages to the letter (contract
//! § 5.1).

use std::fmt;

use super::{Clause, OdsqlProblem, ProblemKind};

/// Most characters of a clause that a message repeats.
const SHOWN: usize = 1_000;

impl fmt::Display for OdsqlProblem {
    /// The Explore API's English, without the list of clauses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.span.start;
        match &self.kind {
            ProblemKind::Unexpected { found: Some(found), text, .. } => {
                write!(f, "unexpected {found} at position {at} in {}", shown(text))
            }
            ProblemKind::Unexpected { found: None, text, .. } => {
                write!(f, "unexpected end of line at position {at} in {}", shown(text))
            }
            ProblemKind::UnclosedQuote { quote, text } => {
                write!(f, "unexpected {quote} at position {at} in {}", shown(text))
            }
            ProblemKind::UnknownFunction { parenthesis, text, .. } => {
                write!(f, "unexpected ( at position {parenthesis} in {}", shown(text))
            }
            ProblemKind::InvalidNumber { text } => {
                write!(f, "invalid number at position {at}: {}", shown(text))
            }
            ProblemKind::TooComplex { limit } => write!(f, "clause beyond the limit of {limit}"),
            ProblemKind::InvalidDate { text } => {
                write!(f, "Invalid date to parse '{}'", shown(text))
            }
            ProblemKind::InvalidGeometry { text } => {
                write!(f, "Invalid geometry to parse '{}'", shown(text))
            }
            ProblemKind::UnknownField { name, .. } => {
                write!(f, "Unknown field: {}", shown(name))
            }
            ProblemKind::NotSupported { feature } => write!(f, "{feature} is not supported"),
            _ => self.misuse_message(f),
        }
    }
}

impl OdsqlProblem {
    /// What is written well and can't be meant.
    fn misuse_message(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ProblemKind::RepeatedAlias { alias } => {
                write!(f, "Alias '{}' is declared several times", shown(alias))
            }
            ProblemKind::IncompatibleTypes { left, left_type, operator, right_type } => write!(
                f,
                "IncompatibleTypesInComparisonFilter: {} of type {left_type} can't be \
                 compared by {operator} with a value of type {right_type}",
                shown(left)
            ),
            ProblemKind::WrongArgument { function, wanted } => {
                write!(f, "{function} expects {wanted}")
            }
            ProblemKind::NotACondition { text } => {
                write!(f, "{} is not a condition", shown(text))
            }
            ProblemKind::Misplaced { text, belongs } => {
                write!(f, "{} expects {belongs}", shown(text))
            }
            ProblemKind::NoStatistic { .. } => {
                f.write_str("StatAggregation only supports numeric or date expression")
            }
            ProblemKind::MisplacedAggregate { function } => {
                write!(f, "aggregation {} is not allowed here", shown(function))
            }
            ProblemKind::NotGrouped { name } => {
                write!(f, "{} is neither a group nor an aggregation", shown(name))
            }
            ProblemKind::GroupedPlace { name } => {
                let name = shown(name);
                write!(f, "{name} can't be grouped by as it is: use geo_cluster({name}, precision)")
            }
            ProblemKind::AggregateAfterKey { function } => {
                let function = shown(function);
                write!(f, "aggregation {function} must come before fields in order_by")
            }
            _ => f.write_str("invalid query"),
        }
    }
}

/// A text, cut where nobody reads on.
fn shown(text: &str) -> &str {
    text.char_indices().nth(SHOWN).map_or(text, |(end, _)| &text[..end])
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
