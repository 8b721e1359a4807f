//! Finding rows: which places answer a query, and how many.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array as _, AsArray as _, RecordBatch};
use arrow::datatypes::{Field as ArrowField, Int64Type};
use datafusion::functions_aggregate::count::count_all;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, SortExpr, ident};

use crate::QueryError;
use crate::fetch::Place;
use crate::plan::{insertion_order, scan};
use crate::scan::{PinnedTable, Reading, place_columns};
use crate::session::Session;

/// Which rows are looked for.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub(crate) filter: Option<Expr>,
    pub(crate) order: Vec<SortExpr>,
    pub(crate) offset: usize,
    /// None is no limit.
    pub(crate) limit: Option<usize>,
    /// Names of the stored columns that filter and order read.
    pub(crate) columns: BTreeSet<String>,
}

impl Search {
    /// The scan of the columns that are read, filtered.
    pub(crate) fn scan(
        &self,
        table: &PinnedTable,
        more: &BTreeSet<String>,
        reading: Reading,
    ) -> Result<LogicalPlanBuilder, QueryError> {
        let table = PinnedTable { reading, ..table.clone() };
        let named =
            |c: &&Arc<ArrowField>| self.columns.contains(c.name()) || more.contains(c.name());
        let stored = table.stored.clone();
        let places = place_columns();
        let columns = stored.fields().iter().filter(named).chain(&places);
        let plan = scan(table, columns)?;
        match &self.filter {
            Some(filter) => Ok(plan.filter(filter.clone())?),
            None => Ok(plan),
        }
    }

    /// The sorted rows, then those of the page. Without an order rows must come in theirs.
    pub(crate) fn cut(&self, plan: LogicalPlanBuilder) -> Result<LogicalPlanBuilder, QueryError> {
        let plan = match self.order.is_empty() {
            true => plan,
            false => plan.sort(self.order.iter().cloned().chain(insertion_order()))?,
        };
        match (self.offset, self.limit) {
            (0, None) => Ok(plan),
            (offset, limit) => Ok(plan.limit(offset, limit)?),
        }
    }

    /// The places of the rows, in order.
    pub(crate) async fn places(
        &self,
        session: &Session,
        table: &PinnedTable,
    ) -> Result<Vec<Place>, QueryError> {
        let ordered = self.order.is_empty();
        let plan = self.scan(table, &BTreeSet::new(), Reading { ordered, fill: true })?;
        let [file, at] = place_columns();
        let plan = self.cut(plan)?.project([ident(file.name()), ident(at.name())])?.build()?;
        let batches = session.collect(&plan, ordered).await?;
        Ok(batches.iter().flat_map(places_of).collect())
    }

    /// How many rows there are, whatever the page.
    pub(crate) async fn count(
        &self,
        session: &Session,
        table: &PinnedTable,
    ) -> Result<u64, QueryError> {
        let plan = self
            .scan(table, &BTreeSet::new(), Reading { ordered: false, fill: true })?
            .aggregate(Vec::<Expr>::new(), [count_all()])?
            .build()?;
        let batches = session.collect(&plan, false).await?;
        let count = batches
            .first()
            .and_then(|b| b.column(0).as_primitive_opt::<Int64Type>())
            .filter(|column| !column.is_empty())
            .map(|column| column.value(0));
        count
            .and_then(|n| u64::try_from(n).ok())
            .ok_or_else(|| QueryError::internal("a count gave no number"))
    }
}

/// The places in the first two columns.
pub(crate) fn places_of(batch: &RecordBatch) -> Vec<Place> {
    let file = batch.column(0).as_primitive::<Int64Type>().values();
    let at = batch.column(1).as_primitive::<Int64Type>().values();
    let number = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    file.iter().zip(at).map(|(f, a)| Place { file: number(*f), at: number(*a) }).collect()
}
