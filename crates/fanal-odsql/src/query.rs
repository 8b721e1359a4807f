//! A whole query: its clauses, from the texts of the parameters.

use crate::parse::Parser;
use crate::print;
use crate::{
    Clause, Expr, ExprKind, FacetRequest, Function, OdsqlProblem, PROBLEM_LIMIT, Refinement, Span,
};

/// The parameters of a query, as they were written. Empty texts count as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryText {
    /// `select`; several are joined with a comma.
    pub select: Vec<String>,
    /// `where`; all of them must hold.
    pub filters: Vec<String>,
    /// `refine`; a value of a facet each.
    pub refine: Vec<String>,
    /// `exclude`; a value of a facet each.
    pub exclude: Vec<String>,
    /// `facet`; a facet each.
    pub facets: Vec<String>,
    /// `group_by`; several are joined with a comma.
    pub group_by: Vec<String>,
    /// `having`; all of them must hold.
    pub having: Vec<String>,
    /// `order_by`; several are joined with a comma.
    pub order_by: Vec<String>,
    /// Records at most; none is no limit.
    pub limit: Option<u64>,
    /// Records passed over.
    pub offset: u64,
}

/// A query as a tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What is answered; empty is every field.
    pub select: Vec<SelectItem>,
    /// Which records.
    pub filter: Option<Expr>,
    /// Of those, only what has these values.
    pub refine: Vec<Refinement>,
    /// Of those, nothing that has one of these values.
    pub exclude: Vec<Refinement>,
    /// Which facets are listed, and what differs from their fields' annotations.
    pub facets: Vec<FacetRequest>,
    /// In which groups; empty is none.
    pub group_by: Vec<GroupItem>,
    /// Which groups.
    pub having: Option<Expr>,
    /// In which order, before the order of insertion.
    pub order_by: Vec<OrderItem>,
    /// Records at most; none is no limit.
    pub limit: Option<u64>,
    /// Records passed over.
    pub offset: u64,
}

/// One item of `select`.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectItem {
    /// Where it stands.
    pub span: Span,
    /// What it asks for.
    pub selection: Selection,
}

/// What an item of `select` asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// `*`: every field.
    All,
    /// `include(pre*)`: the fields of that name, or that begin so.
    Include {
        /// The name without the star.
        name: String,
        /// Whether a star follows.
        prefix: bool,
    },
    /// `exclude(pre*)`: every field but those.
    Exclude {
        /// The name without the star.
        name: String,
        /// Whether a star follows.
        prefix: bool,
    },
    /// An expression and the key of its column.
    Expression {
        /// The alias, else the field's name, else the text as typed.
        key: String,
        /// Whether the key is an alias.
        aliased: bool,
        /// What is computed.
        expr: Expr,
    },
}

/// One item of `group_by`.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupItem {
    /// The alias, else the field's name, else the text as typed.
    pub key: String,
    /// Whether the key is an alias.
    pub aliased: bool,
    /// What is grouped by.
    pub expr: Expr,
}

/// One item of `order_by`.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderItem {
    /// What is sorted by.
    pub expr: Expr,
    /// From the greatest to the least. Nulls come last either way.
    pub descending: bool,
}

/// What was read of a query, with all that is wrong in it. A clause with a syntax problem is
/// missing from the query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The clauses that were read.
    pub query: Query,
    /// What is wrong; the query must not be answered when there is any.
    pub problems: Vec<OdsqlProblem>,
}

impl QueryText {
    /// Reads every clause.
    pub fn parse(&self) -> Parsed {
        let mut problems = Vec::new();
        let select = clause(&self.select, Clause::Select, &mut problems, Parser::select_clause);
        let filter = conditions(&self.filters, Clause::Where, &mut problems);
        let refine = each(&self.refine, &mut problems, |t| Refinement::parse(Clause::Refine, t));
        let exclude = each(&self.exclude, &mut problems, |t| Refinement::parse(Clause::Exclude, t));
        let facets = each(&self.facets, &mut problems, FacetRequest::parse);
        let group_by = clause(&self.group_by, Clause::GroupBy, &mut problems, Parser::group_clause);
        let having = conditions(&self.having, Clause::Having, &mut problems);
        let order_by = clause(&self.order_by, Clause::OrderBy, &mut problems, Parser::order_clause);
        let query = Query {
            select: select.unwrap_or_default(),
            filter,
            refine,
            exclude,
            facets,
            group_by: group_by.unwrap_or_default(),
            having,
            order_by: order_by.unwrap_or_default(),
            limit: self.limit,
            offset: self.offset,
        };
        Parsed { query, problems }
    }
}

impl Query {
    /// Writes the query in canonical text: the same tree gives the same text, whatever was typed.
    pub fn to_text(&self) -> QueryText {
        QueryText {
            select: self.select.iter().map(print::select_item).collect(),
            filters: self.filter.iter().map(ToString::to_string).collect(),
            refine: self.refine.iter().map(ToString::to_string).collect(),
            exclude: self.exclude.iter().map(ToString::to_string).collect(),
            facets: self.facets.iter().map(ToString::to_string).collect(),
            group_by: self.group_by.iter().map(print::group_item).collect(),
            having: self.having.iter().map(ToString::to_string).collect(),
            order_by: self.order_by.iter().map(print::order_item).collect(),
            limit: self.limit,
            offset: self.offset,
        }
    }

    /// All its expressions, clause by clause.
    fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let selected = self.select.iter().filter_map(|item| match &item.selection {
            Selection::Expression { expr, .. } => Some(expr),
            _ => None,
        });
        selected
            .chain(&self.filter)
            .chain(self.group_by.iter().map(|item| &item.expr))
            .chain(&self.having)
            .chain(self.order_by.iter().map(|item| &item.expr))
    }

    /// Whether the answer is about groups of records: it has groups, or statistics.
    pub fn is_aggregated(&self) -> bool {
        !self.group_by.is_empty()
            || self.having.is_some()
            || self.expressions().any(|expr| expr.calls(Function::is_aggregate))
    }

    /// Whether the same query on the same version may answer otherwise later.
    pub fn changes_with_time(&self) -> bool {
        self.expressions().any(|expr| expr.calls(|function| function == Function::Now))
    }

    /// Adds a condition that must hold as well.
    #[must_use]
    pub fn and(mut self, condition: Expr) -> Self {
        let before = self.filter.take().into_iter().chain([condition]).collect();
        self.filter = all_of(before);
        self
    }
}

/// Reads values that stand each in a text of its own. Empty texts count as absent.
fn each<T>(
    texts: &[String],
    problems: &mut Vec<OdsqlProblem>,
    read: impl Fn(&str) -> Result<T, Vec<OdsqlProblem>>,
) -> Vec<T> {
    let mut out = Vec::new();
    let mut told = 0;
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        // Spaces at the end may be those of a value.
        match read(text.trim_start()) {
            Ok(value) => out.push(value),
            Err(found) => {
                let more = found.into_iter().take(PROBLEM_LIMIT.saturating_sub(told));
                let before = problems.len();
                problems.extend(more);
                told += problems.len() - before;
            }
        }
    }
    out
}

/// Conditions that must all hold, as one; nested conjunctions are flattened.
fn all_of(conditions: Vec<Expr>) -> Option<Expr> {
    let mut flat = Vec::with_capacity(conditions.len());
    for condition in conditions {
        match condition.kind {
            ExprKind::And(parts) => flat.extend(parts),
            _ => flat.push(condition),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(ExprKind::And(flat).at(Span::default())),
    }
}

/// Reads conditions, each from a text of its own, that must all hold.
fn conditions(
    texts: &[String],
    clause_read: Clause,
    problems: &mut Vec<OdsqlProblem>,
) -> Option<Expr> {
    let read = |text: &String| {
        let one = std::slice::from_ref(text);
        clause(one, clause_read, problems, Parser::condition_clause)
    };
    all_of(texts.iter().filter_map(read).collect())
}

/// Reads one clause from its texts, joined. Empty texts count as absent.
fn clause<T>(
    texts: &[String],
    clause: Clause,
    problems: &mut Vec<OdsqlProblem>,
    read: impl FnOnce(&mut Parser) -> Option<T>,
) -> Option<T> {
    let texts: Vec<&str> = texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    if texts.is_empty() {
        return None;
    }
    let mut parser = Parser::new(clause, &texts.join(", "));
    let tree = read(&mut parser);
    // A clause may come in several texts.
    let told = problems.iter().filter(|problem| problem.clause == clause).count();
    problems.extend(parser.problems.into_iter().take(PROBLEM_LIMIT.saturating_sub(told)));
    tree
}
