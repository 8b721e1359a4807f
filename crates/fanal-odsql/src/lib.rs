//! ODSQL, the query language of the Explore API: text to tree, and tree to canonical text.
//!
//! The crate never fails and never touches data: it gives the tree it could read and the problems
//! it met, each with its clause and its place, so that all of them are told together. It knows no
//! dataset; whether a field exists or two types compare is the engine's matter, which reports in
//! the same [`OdsqlProblem`].
//!
//! ```
//! use fanal_odsql::QueryText;
//!
//! let text = QueryText { filters: vec!["hauteur > 10 and essence: 'Chêne'".into()], ..QueryText::default() };
//! let parsed = text.parse();
//! assert!(parsed.problems.is_empty());
//! let filter = parsed.query.filter.expect("the clause was read");
//! assert_eq!(filter.to_string(), r#"hauteur > 10 and essence = "Chêne""#);
//! ```

mod date;
mod facet;
mod function;
mod nearest;
mod outline;
mod parse;
mod print;
mod problem;
mod query;
mod token;
mod tree;

pub use date::PartialDate;
pub use facet::{FacetOrder, FacetRequest, REFINEMENT_LIMIT, Refinement};
pub use function::{Argument, Family, Function};
pub use nearest::nearest;
pub use problem::{
    Belongs, Clause, Expected, Feature, OdsqlProblem, ProblemKind, Wanted, error_code, message,
};
pub use query::{GroupItem, OrderItem, Parsed, Query, QueryText, SelectItem, Selection};
pub use tree::{BinaryOperator, Expr, ExprKind, Literal, Range, Span, Test};

/// Deepest nesting of a clause, in levels. Deeper texts are refused with a problem.
pub const DEPTH_LIMIT: usize = 100;

/// Problems that are told of one clause, at most.
pub const PROBLEM_LIMIT: usize = 10;

/// Longest clause, in characters. Longer texts are refused with a problem.
pub const LENGTH_LIMIT: usize = 100_000;
