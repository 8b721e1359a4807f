//! Groups of records: from a query, resolved, to its plan.

use std::collections::BTreeSet;

use arrow::array::AsArray as _;
use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::{Column, JoinType, NullHandling, UnnestOptions};
use datafusion::functions::core::expr_fn::coalesce;
use datafusion::functions_aggregate::count::count_all;
use datafusion::functions_aggregate::expr_fn::avg;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, ident, lit};
use fanal_odsql::Query;

use crate::QueryError;
use crate::clusters::{Cell, Grid};
use crate::functions::{OUTSIDE, cell};
use crate::page::Search;
use crate::plan::{Grouped, Meaning, axis, columns_of, key_column, statistic_column};
use crate::scan::{PinnedTable, Reading};
use crate::session::Session;

/// The column of the ranges that are known beforehand.
const RANGE: &str = "_range";

/// Cells of a grid that are put together at once.
const MOST_CELLS: usize = 500_000;

/// Finds the clusters that keys ask for: cells in which records lie are put together.
pub(crate) async fn find_clusters(
    grouped: &Grouped,
    table: &PinnedTable,
    session: &Session,
) -> Result<(), QueryError> {
    for key in &grouped.keys {
        if let Meaning::Clusters { points, clustering } = &key.meaning {
            let cells = cells(points, clustering.grid, &grouped.filter, table, session).await?;
            clustering.find(cells);
        }
    }
    Ok(())
}

/// The cells of a grid in which points of records lie.
async fn cells(
    points: &Expr,
    grid: Grid,
    filter: &Option<Expr>,
    table: &PinnedTable,
    session: &Session,
) -> Result<Vec<Cell>, QueryError> {
    let columns = columns_of(filter.iter().chain([points]));
    let search = Search { filter: filter.clone(), columns, ..Search::default() };
    let reading = Reading { ordered: false, fill: true };
    let mean = |name: &str| avg(axis(points.clone(), name));
    let found = cell(points.clone(), grid).alias(RANGE);
    let means =
        [count_all().alias("_points"), mean("lon").alias("_lon"), mean("lat").alias("_lat")];
    let plan = search
        .scan(table, &BTreeSet::new(), reading)?
        .aggregate([found], means)?
        .filter(ident(RANGE).is_not_null())?
        .limit(0, Some(MOST_CELLS + 1))?
        .build()?;
    let mut cells = Vec::new();
    for batch in session.collect(&plan, false).await? {
        let whole = |n: usize| batch.column(n).as_primitive::<Int64Type>().values();
        let number = |n: usize| batch.column(n).as_primitive::<Float64Type>().values();
        cells.extend((0..batch.num_rows()).map(|row| Cell {
            number: whole(0)[row],
            points: whole(1)[row],
            middle: [number(2)[row], number(3)[row]],
        }));
    }
    match cells.len() > MOST_CELLS {
        true => Err(QueryError::MemoryLimit),
        false => Ok(cells),
    }
}

/// Filter, keys, statistics, choice, order and page, one upon the other.
pub(crate) fn plan(
    grouped: &Grouped,
    table: &PinnedTable,
    query: &Query,
) -> Result<LogicalPlan, QueryError> {
    let reading = Reading { ordered: false, fill: true };
    let (filter, columns) = (grouped.filter.clone(), grouped.read());
    let search = Search { filter, columns, ..Search::default() };
    let plan = search.scan(table, &BTreeSet::new(), reading)?;
    let plan = keyed(grouped, plan)?;
    let keys = (0..grouped.keys.len()).map(|n| ident(key_column(n)));
    let statistics = grouped.statistics.iter().enumerate();
    let statistics = statistics.map(|(n, expr)| expr.clone().alias(statistic_column(n)));
    let plan = plan.aggregate(keys, statistics)?;
    let mut plan = with_empty_ranges(grouped, plan)?;
    if let Some(having) = &grouped.having {
        plan = plan.filter(having.clone())?;
    }
    if !grouped.order.is_empty() {
        plan = plan.sort(grouped.order.clone())?;
    }
    if query.offset > 0 || query.limit.is_some() {
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        plan = plan.limit(size(query.offset), query.limit.map(size))?;
    }
    let outputs = grouped.outputs.iter().map(|o| o.expr.clone().alias(&o.column.key));
    Ok(plan.project(outputs)?.build()?)
}

/// Records with their keys; one with a list is repeated for each of its values.
fn keyed(grouped: &Grouped, plan: LogicalPlanBuilder) -> Result<LogicalPlanBuilder, QueryError> {
    if grouped.keys.is_empty() {
        return Ok(plan);
    }
    let kept = columns_of(grouped.statistics.iter()).into_iter().map(ident);
    let keys = grouped.keys.iter().enumerate();
    let keys = keys.map(|(n, key)| key.stored.clone().alias(key_column(n)));
    let mut plan = plan.project(kept.chain(keys).collect::<Vec<Expr>>())?;
    for (n, key) in grouped.keys.iter().enumerate() {
        if key.is_list {
            let options = UnnestOptions {
                null_handling: NullHandling::PreserveAndExpandEmpty,
                recursions: Vec::new(),
            };
            let column = Column::from_name(key_column(n));
            plan = plan.unnest_columns_with_options(vec![column], options)?;
        }
        if let Meaning::Ranges(_) = key.meaning {
            let column = ident(key_column(n));
            plan = plan.filter(column.clone().is_null().or(column.not_eq(lit(OUTSIDE))))?;
        }
    }
    Ok(plan)
}

/// Ranges between bounds are answered even where no record falls into them, when nothing else is
/// grouped by.
fn with_empty_ranges(
    grouped: &Grouped,
    plan: LogicalPlanBuilder,
) -> Result<LogicalPlanBuilder, QueryError> {
    let [key] = grouped.keys.as_slice() else { return Ok(plan) };
    let Meaning::Ranges(buckets) = &key.meaning else { return Ok(plan) };
    let Some(numbers) = buckets.numbers() else { return Ok(plan) };
    let ranges = numbers.into_iter().map(|n| vec![lit(n)]).collect();
    let ranges =
        LogicalPlanBuilder::values(ranges)?.project([ident("column1").alias(RANGE)])?.build()?;
    let column = key_column(0);
    let on = (vec![Column::from_name(&column)], vec![Column::from_name(RANGE)]);
    let plan = plan.join(ranges, JoinType::Full, on, None)?;
    let known = coalesce(vec![ident(&column), ident(RANGE)]).alias(&column);
    let statistics = grouped.statistics.iter().enumerate().map(|(n, statistic)| {
        let name = statistic_column(n);
        match counts(statistic) {
            true => coalesce(vec![ident(&name), lit(0i64)]).alias(name),
            false => ident(name),
        }
    });
    Ok(plan.project(std::iter::once(known).chain(statistics).collect::<Vec<Expr>>())?)
}

/// Whether a statistic of nothing is 0 and not null.
fn counts(statistic: &Expr) -> bool {
    match statistic {
        Expr::Alias(alias) => counts(&alias.expr),
        Expr::AggregateFunction(call) => call.func.name() == "count",
        _ => false,
    }
}
