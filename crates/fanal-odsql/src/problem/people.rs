//! Problems for people: a code and its values.

use fanal_model::Problem;

use super::{OdsqlProblem, ProblemKind};

impl OdsqlProblem {
    /// For people, as a code with the clause and the place (`position` counts from 1). A code in
    /// `-near` names what was probably meant.
    pub fn problem(&self) -> Problem {
        let start = |code: &str| Problem::new(code).text("clause", self.clause.name());
        let position = self.span.start.saturating_add(1);
        match &self.kind {
            ProblemKind::Unexpected { found: Some(found), nearest: Some(nearest), .. } => {
                start("query-unexpected-near")
                    .text("found", found)
                    .number("position", position)
                    .text("nearest", *nearest)
            }
            ProblemKind::Unexpected { found: Some(found), expected, .. } => {
                start("query-unexpected")
                    .text("found", found)
                    .number("position", position)
                    .text("expected", expected.name())
            }
            ProblemKind::Unexpected { found: None, expected, .. } => {
                start("query-unfinished").text("expected", expected.name())
            }
            ProblemKind::UnclosedQuote { quote, .. } => start("query-unclosed-quote")
                .text("quote", quote.to_string())
                .number("position", position),
            ProblemKind::UnknownFunction { name, nearest: None, .. } => {
                start("query-unknown-function").text("name", shortened(name))
            }
            ProblemKind::UnknownFunction { name, nearest: Some(nearest), .. } => {
                start("query-unknown-function-near")
                    .text("name", shortened(name))
                    .text("nearest", *nearest)
            }
            ProblemKind::InvalidNumber { text } => {
                start("query-invalid-number").text("text", shortened(text))
            }
            ProblemKind::TooComplex { limit } => start("query-too-complex").number("limit", *limit),
            ProblemKind::InvalidDate { text } => {
                start("query-invalid-date").text("text", shortened(text))
            }
            ProblemKind::InvalidGeometry { text } => {
                start("query-invalid-geometry").text("text", shortened(text))
            }
            ProblemKind::UnknownField { name, nearest: None } => {
                start("query-unknown-field").text("name", shortened(name))
            }
            ProblemKind::UnknownField { name, nearest: Some(nearest) } => {
                start("query-unknown-field-near")
                    .text("name", shortened(name))
                    .text("nearest", nearest)
            }
            ProblemKind::NotSupported { feature } => start("query-not-supported")
                .text("feature", feature.name())
                .text("function", feature.function().name()),
            _ => self.misuse(),
        }
    }

    /// What is written well and can't be meant.
    fn misuse(&self) -> Problem {
        let start = |code: &str| Problem::new(code).text("clause", self.clause.name());
        match &self.kind {
            ProblemKind::RepeatedAlias { alias } => {
                start("query-repeated-alias").text("alias", shortened(alias))
            }
            ProblemKind::IncompatibleTypes { left, left_type, operator, right_type } => {
                start("query-incompatible-types")
                    .text("left", shortened(left))
                    .text("left_type", left_type)
                    .text("operator", operator)
                    .text("right_type", right_type)
            }
            ProblemKind::WrongArgument { function, wanted } => start("query-wrong-argument")
                .text("function", function)
                .text("wanted", wanted.name())
                .text("signature", wanted.to_string()),
            ProblemKind::NotACondition { text } => {
                start("query-not-a-condition").text("text", shortened(text))
            }
            ProblemKind::Misplaced { text, belongs } => start("query-misplaced")
                .text("text", shortened(text))
                .text("belongs", belongs.name()),
            ProblemKind::NoStatistic { function } => {
                start("query-no-statistic").text("function", function)
            }
            ProblemKind::MisplacedAggregate { function } => {
                start("query-misplaced-aggregate").text("function", shortened(function))
            }
            ProblemKind::NotGrouped { name } => {
                start("query-not-grouped").text("name", shortened(name))
            }
            ProblemKind::GroupedPlace { name } => {
                start("query-grouped-place").text("name", shortened(name))
            }
            ProblemKind::AggregateAfterKey { function } => {
                start("query-aggregate-after-key").text("function", shortened(function))
            }
            _ => Problem::new("query-failed"),
        }
    }
}

/// A text as a sentence can hold it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
