//! Where names are looked up, and where what is wrong is noted.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::logical_expr::{Expr, SortExpr, ident};
use fanal_model::{Field, FieldType};
use fanal_odsql::{
    Clause, Expr as Tree, ExprKind, OdsqlProblem, ProblemKind, Query, Selection, Span,
};

use super::groups::Groups;
use super::value::{Kind, Value};
use crate::clusters::Clusters;
use crate::{QueryOptions, functions};

/// The fields that a reader may see, and what is wrong so far. A function that gives `None` has
/// noted why.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub(super) fields: &'a [Field],
    pub(super) options: QueryOptions,
    pub(super) clause: Clause,
    pub(crate) problems: Vec<OdsqlProblem>,
    /// Set where groups of records are looked at, and not records one by one.
    pub(super) groups: Option<Groups>,
    /// The clusters of places that keys ask for, by the key's tree.
    pub(crate) clusters: HashMap<String, Arc<Clusters>>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(fields: &'a [Field], options: QueryOptions) -> Self {
        Self {
            fields,
            options,
            clause: Clause::Select,
            problems: Vec::new(),
            groups: None,
            clusters: HashMap::new(),
        }
    }

    /// The same, in another clause.
    pub(crate) fn within(&mut self, clause: Clause) -> &mut Self {
        self.clause = clause;
        self
    }

    /// Notes a problem; gives nothing, for the caller to pass on.
    pub(super) fn wrong<T>(&mut self, span: Span, kind: ProblemKind) -> Option<T> {
        self.problems.push(OdsqlProblem { clause: self.clause, span, kind });
        None
    }

    /// Notes that something is not answered yet.
    pub(super) fn unsupported<T>(&mut self, span: Span, feature: impl Into<String>) -> Option<T> {
        self.wrong(span, ProblemKind::NotSupported { feature: feature.into() })
    }

    /// A field by its name.
    pub(super) fn field(&mut self, name: &str, span: Span) -> Option<&'a Field> {
        let fields: &'a [Field] = self.fields;
        match fields.iter().find(|f| f.name.as_str() == name) {
            Some(field) => Some(field),
            None => {
                let names = fields.iter().map(|f| f.name.as_str());
                let nearest = fanal_odsql::nearest(name, names).map(str::to_owned);
                self.wrong(span, ProblemKind::UnknownField { name: name.to_owned(), nearest })
            }
        }
    }

    /// The order of a query: an expression may be a field, else an alias of `select`.
    pub(crate) fn order(&mut self, query: &Query) -> Vec<SortExpr> {
        let mut order = Vec::new();
        for item in &query.order_by {
            let tree = self.unaliased(query, &item.expr);
            let Some(value) = self.value(tree) else { continue };
            order.extend(self.sorted(value, tree.span, !item.descending).unwrap_or_default());
        }
        order
    }

    /// What an alias stands for; a field of the same name comes first.
    pub(super) fn unaliased<'t>(&self, query: &'t Query, tree: &'t Tree) -> &'t Tree {
        let ExprKind::Field(name) = &tree.kind else { return tree };
        if self.fields.iter().any(|f| f.name.as_str() == name) {
            return tree;
        }
        let aliased = query.select.iter().find_map(|item| match &item.selection {
            Selection::Expression { key, aliased: true, expr } if key == name => Some(expr),
            _ => None,
        });
        aliased.unwrap_or(tree)
    }

    /// Sorts by a value, nulls last either way. Texts sort folded, then as they are.
    pub(super) fn sorted(
        &mut self,
        value: Value,
        span: Span,
        ascending: bool,
    ) -> Option<Vec<SortExpr>> {
        let sort = |expr: Expr| expr.sort(ascending, false);
        if let Some(rank) = value.rank {
            return Some(vec![sort(rank)]);
        }
        match value.kind {
            Kind::One(FieldType::Text | FieldType::File | FieldType::Json) => {
                Some(vec![sort(functions::fold(value.expr.clone())), sort(value.expr)])
            }
            Kind::Many => {
                let joined = functions::joined(value.expr);
                Some(vec![sort(functions::fold(joined.clone())), sort(joined)])
            }
            Kind::One(FieldType::GeoPoint | FieldType::GeoShape) => {
                let expected = "a number, a text, a date or a boolean".to_owned();
                let function = "order_by".to_owned();
                self.wrong(span, ProblemKind::WrongArgument { function, expected })
            }
            _ => Some(vec![sort(value.expr)]),
        }
    }
}

/// A field's column.
pub(super) fn column(field: &Field) -> Expr {
    ident(field.name.as_str())
}
