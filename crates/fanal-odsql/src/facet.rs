//! The values of `refine`, `exclude` and `facet`, which are no clauses of the language.

use std::fmt::{self, Display, Formatter};

use crate::parse::Parser;
use crate::print::{escaped_name, quoted_text};
use crate::{Clause, OdsqlProblem, ProblemKind, Span};

/// Most values that a query refines by and leaves out, together.
pub const REFINEMENT_LIMIT: usize = 50;

/// A facet and one of its values: `essence:Chêne`, `` `essence`:"Chêne vert" ``, `releve:2024/3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refinement {
    /// Name of the field, without back quotes.
    pub facet: String,
    /// The value, without quotes; a level of a hierarchy is a path.
    pub value: String,
}

impl Refinement {
    /// Reads the value of `refine` or of `exclude`: it is cut at the first colon. A value without
    /// quotes is everything that follows, spaces too.
    pub fn parse(clause: Clause, text: &str) -> Result<Self, Vec<OdsqlProblem>> {
        let mut parser = Parser::new(clause, text);
        match parser.refinement() {
            Ok(refinement) if parser.problems.is_empty() => Ok(refinement),
            Ok(_) => Err(parser.problems),
            Err(problem) => {
                parser.problems.push(*problem);
                Err(parser.problems)
            }
        }
    }

    /// What is wrong with a query that refines by too many values and leaves out too many.
    pub fn too_many(refine: &[Self], exclude: &[Self]) -> Option<OdsqlProblem> {
        let clause = match refine.len() > REFINEMENT_LIMIT {
            true => Clause::Refine,
            false => Clause::Exclude,
        };
        let kind = ProblemKind::TooComplex { limit: REFINEMENT_LIMIT };
        let problem = OdsqlProblem { clause, span: Span::default(), kind };
        (refine.len() + exclude.len() > REFINEMENT_LIMIT).then_some(problem)
    }
}

impl Display for Refinement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", escaped_name(&self.facet), quoted_text(&self.value))
    }
}

/// How the values of a facet are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetOrder {
    /// By the number of records.
    Count,
    /// As texts, or by time.
    Alphabet,
    /// As numbers.
    Number,
}

impl FacetOrder {
    /// The name in `sort`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Alphabet => "alphanum",
            Self::Number => "num",
        }
    }

    /// Finds one by that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Count, Self::Alphabet, Self::Number].into_iter().find(|o| o.name() == name)
    }
}

/// A facet that is listed, and how: `essence`, or
/// `facet(name="essence", disjunctive=true, sort="-count", limit=20)`. What is not said is as the
/// field's annotations say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRequest {
    /// Name of the field.
    pub name: String,
    /// Whether refinements of it add up.
    pub disjunctive: Option<bool>,
    /// Whether its values are paths.
    pub hierarchical: Option<bool>,
    /// What stands between the levels of a path.
    pub separator: Option<String>,
    /// The order of the values, and whether it is from the greatest down.
    pub sort: Option<(FacetOrder, bool)>,
    /// Values at most.
    pub limit: Option<u32>,
}

impl FacetRequest {
    /// A facet as its field's annotations say.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            disjunctive: None,
            hierarchical: None,
            separator: None,
            sort: None,
            limit: None,
        }
    }

    /// Reads one value of `facet`.
    pub fn parse(text: &str) -> Result<Self, Vec<OdsqlProblem>> {
        let mut parser = Parser::new(Clause::Facet, text.trim());
        match parser.facet() {
            Ok(request) if parser.problems.is_empty() => Ok(request),
            Ok(_) => Err(parser.problems),
            Err(problem) => {
                parser.problems.push(*problem);
                Err(parser.problems)
            }
        }
    }
}

impl Display for FacetRequest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "facet(name={}", quoted_text(&self.name))?;
        if let Some(disjunctive) = self.disjunctive {
            write!(f, ", disjunctive={disjunctive}")?;
        }
        if let Some(hierarchical) = self.hierarchical {
            write!(f, ", hierarchical={hierarchical}")?;
        }
        if let Some(separator) = &self.separator {
            write!(f, ", separator={}", quoted_text(separator))?;
        }
        if let Some((order, descending)) = self.sort {
            write!(f, ", sort=\"{}{}\"", if descending { "-" } else { "" }, order.name())?;
        }
        if let Some(limit) = self.limit {
            write!(f, ", limit={limit}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;

    #[track_caller]
    fn refined(text: &str, facet: &str, value: &str) {
        let expected = Refinement { facet: facet.into(), value: value.into() };
        assert_eq!(Refinement::parse(Clause::Refine, text), Ok(expected));
    }

    #[test]
    fn a_refinement_is_cut_at_its_first_colon() {
        refined("essence:Chêne", "essence", "Chêne");
        refined("`essence`:\"Chêne vert\"", "essence", "Chêne vert");
        refined("releve:2024/3", "releve", "2024/3");
        refined("url:https://example.org/a b", "url", "https://example.org/a b");
        refined("`2024` :7", "2024", "7");
        refined(" 2024 :7", "2024", "7");
        refined("2024_pop:3", "2024_pop", "3");
        refined("1er_tour:\"Un nom\"", "1er_tour", "Un nom");
        refined("code-postal:01000", "code-postal", "01000");
        refined("default.publisher:Ville", "default.publisher", "Ville");
        refined("nom:le \"vieux\"", "nom", "le \"vieux\"");
        refined("nom:l'Abbaye", "nom", "l'Abbaye");
        refined("nom:'Abbaye'", "nom", "'Abbaye'");
    }

    #[test]
    fn spaces_of_a_value_are_its_own() {
        refined("nom: Le Port ", "nom", " Le Port ");
        refined("nom: ", "nom", " ");
        refined("nom: \" Le Port\" ", "nom", " Le Port");
        let refine = vec![" nom :Le Port ".to_owned()];
        let read = crate::QueryText { refine, ..crate::QueryText::default() }.parse().query.refine;
        assert_eq!(read, [Refinement { facet: "nom".into(), value: "Le Port ".into() }]);
    }

    #[test]
    fn refinements_and_exclusions_are_limited_together() {
        let some = |n| vec![Refinement { facet: "nom".into(), value: "a".into() }; n];
        assert_eq!(Refinement::too_many(&some(20), &some(30)), None);
        for (refine, exclude, clause) in [(20, 31, Clause::Exclude), (51, 0, Clause::Refine)] {
            let problem = Refinement::too_many(&some(refine), &some(exclude)).expect("too many");
            assert_eq!(problem.clause, clause);
            assert_eq!(problem.kind, ProblemKind::TooComplex { limit: 50 });
        }
    }

    #[test]
    fn a_refinement_is_printed_so_that_it_is_read_again() {
        for text in ["essence:Chêne", "`a b`:\"x\\\"y\"", "2024:7", "`a\\`b`:le \"vieux\" \\"] {
            let read = Refinement::parse(Clause::Refine, text).expect("a refinement");
            refined(&read.to_string(), &read.facet, &read.value);
        }
    }

    #[test]
    fn a_refinement_without_name_or_value_is_refused() {
        for text in ["", "essence", ":Chêne", "essence:", "essence=Chêne"] {
            assert!(Refinement::parse(Clause::Exclude, text).is_err(), "{text}");
        }
        let problems = Refinement::parse(Clause::Refine, "essence").expect_err("no value");
        assert_eq!(
            message(&problems),
            "ODSQL syntax exception: unexpected end of line at position 7 in essence. \
             Clause(s) containing the error(s): refine."
        );
    }

    #[test]
    fn a_facet_says_what_differs_from_its_field() {
        assert_eq!(FacetRequest::parse("essence"), Ok(FacetRequest::plain("essence")));
        assert_eq!(FacetRequest::parse(" `2024` "), Ok(FacetRequest::plain("2024")));
        assert_eq!(FacetRequest::parse("1er_tour"), Ok(FacetRequest::plain("1er_tour")));
        let all = "facet(name=\"quartier\", disjunctive=true, hierarchical=False, separator='/', \
                   sort=\"-count\", limit=20)";
        let expected = FacetRequest {
            disjunctive: Some(true),
            hierarchical: Some(false),
            separator: Some("/".into()),
            sort: Some((FacetOrder::Count, true)),
            limit: Some(20),
            ..FacetRequest::plain("quartier")
        };
        assert_eq!(FacetRequest::parse(all), Ok(expected.clone()));
        assert_eq!(FacetRequest::parse(&expected.to_string()), Ok(expected));
    }

    #[test]
    fn a_facet_with_what_it_does_not_know_is_refused() {
        for text in [
            "",
            "facet()",
            "facet(limit=3)",
            "facet(name=\"a\", limit=-3)",
            "facet(name=\"a\", sort=\"size\")",
            "facet(name=\"a\", colour=true)",
            "facet(name=\"a\"",
            "a b",
        ] {
            assert!(FacetRequest::parse(text).is_err(), "{text}");
        }
    }
}
