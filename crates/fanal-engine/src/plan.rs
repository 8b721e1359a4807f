//! From the tree of a query to expressions and logical plans.

mod cluster;
mod compare;
mod facet;
mod function;
mod groups;
mod output;
mod place;
mod range;
mod refine;
mod scope;
mod search;
mod statistic;
mod time;
mod value;

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::datatypes::{Field as ArrowField, Fields};
use datafusion::catalog::default_table_source::provider_as_source;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, SortExpr, ident};
use fanal_odsql::Clause;

pub(crate) use facet::{Choice, Faceted};
pub(crate) use groups::{Key, Meaning, key_column, statistic_column};
pub(crate) use output::Output;
pub(crate) use place::axis;
pub(crate) use scope::Scope;

use crate::QueryError;
use crate::scan::PinnedTable;
use crate::schema::{AT, FILE};

/// A query, resolved against the fields that its reader may see.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) filter: Option<Expr>,
    pub(crate) order: Vec<SortExpr>,
    pub(crate) outputs: Vec<Output>,
}

impl Planned {
    /// Resolves every clause; all that is wrong is told together.
    pub(crate) fn new(
        query: &fanal_odsql::Query,
        mut scope: Scope<'_>,
    ) -> Result<Self, QueryError> {
        let outputs = scope.outputs(query);
        let filter = scope.filter(query);
        let order = scope.within(Clause::OrderBy).order(query);
        match scope.problems {
            problems if problems.is_empty() => Ok(Self { filter, order, outputs }),
            problems => Err(QueryError::Invalid(problems)),
        }
    }

    /// Names of the stored columns that the filter and the order read.
    pub(crate) fn searched(&self) -> BTreeSet<String> {
        columns_of(self.filter.iter().chain(self.order.iter().map(|o| &o.expr)))
    }

    /// Names of the stored columns that the answer shows.
    pub(crate) fn shown(&self) -> BTreeSet<String> {
        columns_of(self.outputs.iter().map(|o| &o.expr))
    }
}

/// A query about groups, resolved in the same way.
#[derive(Debug)]
pub(crate) struct Grouped {
    pub(crate) filter: Option<Expr>,
    pub(crate) keys: Vec<Key>,
    pub(crate) statistics: Vec<Expr>,
    pub(crate) having: Option<Expr>,
    pub(crate) order: Vec<SortExpr>,
    pub(crate) outputs: Vec<Output>,
}

impl Grouped {
    /// Resolves every clause; all that is wrong is told together.
    pub(crate) fn new(
        query: &fanal_odsql::Query,
        mut scope: Scope<'_>,
    ) -> Result<Self, QueryError> {
        let filter = scope.filter(query);
        scope.group(query);
        let outputs = scope.group_outputs(query);
        let having = query.having.as_ref();
        let having = having.and_then(|h| scope.within(Clause::Having).condition(h));
        let order = scope.group_order(query);
        let Scope { problems, groups, .. } = scope;
        match groups {
            Some(groups) if problems.is_empty() => {
                let (keys, statistics) = (groups.keys, groups.statistics);
                Ok(Self { filter, keys, statistics, having, order, outputs })
            }
            _ => Err(QueryError::Invalid(problems)),
        }
    }

    /// Names of the stored columns that are read.
    pub(crate) fn read(&self) -> BTreeSet<String> {
        let keys = self.keys.iter().map(|key| &key.stored);
        columns_of(self.filter.iter().chain(keys).chain(&self.statistics))
    }
}

/// Names of the columns in expressions.
pub(crate) fn columns_of<'a>(exprs: impl Iterator<Item = &'a Expr>) -> BTreeSet<String> {
    exprs.flat_map(Expr::column_refs).map(|c| c.name.clone()).collect()
}

/// The scan of a table, of these columns.
pub(crate) fn scan_plan(table: PinnedTable, columns: &Fields) -> Result<LogicalPlan, QueryError> {
    Ok(scan(table, columns.iter())?.build()?)
}

/// The scan of a table, of these columns, to build upon.
pub(crate) fn scan<'a>(
    table: PinnedTable,
    columns: impl Iterator<Item = &'a Arc<ArrowField>>,
) -> Result<LogicalPlanBuilder, QueryError> {
    use datafusion::catalog::TableProvider as _;
    let schema = table.schema();
    let indices = columns.map(|c| schema.index_of(c.name())).collect::<Result<Vec<_>, _>>()?;
    let source = provider_as_source(Arc::new(table));
    Ok(LogicalPlanBuilder::scan("t", source, Some(indices))?)
}

/// The order of insertion, which also breaks every tie.
pub(crate) fn insertion_order() -> [SortExpr; 2] {
    [FILE, AT].map(|name| ident(name).sort(true, false))
}
