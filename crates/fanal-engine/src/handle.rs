//! One version as one reader sees it, and what may be asked of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{Field as ArrowField, Fields, Int64Type, Schema, SchemaRef};
use chrono_tz::Tz;
use datafusion::common::DFSchema;
use datafusion::logical_expr::{Expr, ident, lit};
use fanal_lake::Snapshot;
use fanal_model::{Access, Facet, Field, Instant, Language};
use fanal_odsql::Query;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::engine::Shared;
use crate::fetch::{Place, fetch};
use crate::page::{Search, places_of};
use crate::plan::{Grouped, Output, Planned, Scope, columns_of};
use crate::scan::{PinnedTable, Reading};
use crate::schema::{self, AT, FILE, HASH};
use crate::{Answer, Pinned, QueryError, RecordId, facets, groups};

/// Most rows that are answered as a page; more are a stream.
const PAGE: u64 = 20_000;

/// What shapes an answer beside the query.
#[derive(Debug, Clone, Copy)]
pub struct QueryOptions {
    /// Zone in which dates without offset are read and instants are cut into years, hours…
    pub timezone: Tz,
    /// Language of the names of months and days.
    pub language: Language,
    /// The present instant.
    pub now: Instant,
}

impl Default for QueryOptions {
    fn default() -> Self {
        Self { timezone: Tz::UTC, language: Language::French, now: Instant(0) }
    }
}

/// One version of a dataset as one reader sees it.
#[derive(Debug, Clone)]
pub struct Handle {
    shared: Arc<Shared>,
    /// The fields that exist for the reader.
    fields: Arc<[Field]>,
    snapshot: Arc<Snapshot>,
    table: PinnedTable,
}

impl Handle {
    pub(crate) fn new(
        shared: Arc<Shared>,
        pinned: &Pinned,
        access: &Access,
        snapshot: Arc<Snapshot>,
    ) -> Self {
        // A hidden field is left out here: no plan made from this handle can name it.
        let fields: Arc<[Field]> =
            pinned.fields.iter().filter(|f| access.shows(&f.name)).cloned().collect();
        let data = snapshot.files.iter().map(|f| (f.path.clone(), f.size_bytes)).collect();
        let table = PinnedTable {
            files: shared.files.clone(),
            dataset: pinned.dataset,
            stored: schema::stored(&fields),
            data: Arc::new(data),
            reading: Reading { ordered: true, fill: true },
        };
        Self { shared, fields, snapshot, table }
    }

    /// The fields that exist for the reader, in order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The records that a query asks for. Fails before the first batch when the query is wrong.
    pub async fn query(&self, query: &Query, options: &QueryOptions) -> Result<Answer, QueryError> {
        if query.is_aggregated() {
            return self.groups(query, options).await;
        }
        let planned = self.planned(query, options)?;
        let columns = planned.outputs.iter().map(|o| o.column.clone()).collect();
        let batches = if query.limit.is_some_and(|limit| limit <= PAGE) {
            let places = self.places(query, &planned).await?;
            let batch = self.show(&planned.outputs, &places).await?;
            stream::iter((batch.num_rows() > 0).then_some(Ok(batch))).boxed()
        } else {
            self.stream(query, planned).await?
        };
        Ok(Answer { columns, batches })
    }

    /// How many records match the query's filter, whatever its limit and its groups.
    pub async fn count(&self, query: &Query, options: &QueryOptions) -> Result<u64, QueryError> {
        let filter = match query.is_aggregated() {
            true => Grouped::new(query, Scope::new(&self.fields, *options))?.filter,
            false => self.planned(query, options)?.filter,
        };
        if filter.is_none() {
            return Ok(self.snapshot.rows());
        }
        let columns = columns_of(filter.iter());
        let search = Search { filter, columns, ..Search::default() };
        search.count(&self.shared.session, &self.table).await
    }

    /// The facets that a query asks for, else those that the fields' annotations declare, with how
    /// many of the records that match have each value.
    pub async fn facets(
        &self,
        query: &Query,
        options: &QueryOptions,
    ) -> Result<Vec<Facet>, QueryError> {
        let scope = Scope::new(&self.fields, *options);
        facets::facets(query, scope, options, &self.table, &self.shared.session).await
    }

    /// How many rows the answer to a query has, records or groups; they are counted as far as
    /// `most`.
    pub async fn rows(
        &self,
        query: &Query,
        options: &QueryOptions,
        most: u64,
    ) -> Result<u64, QueryError> {
        let most = query.limit.map_or(most, |limit| limit.min(most));
        if !query.is_aggregated() {
            let matching = self.count(query, options).await?;
            return Ok(matching.saturating_sub(query.offset).min(most));
        }
        let counted = Query { limit: Some(most), order_by: Vec::new(), ..query.clone() };
        let groups = self.groups(&counted, options).await?;
        let rows = |sum, batch: RecordBatch| async move { Ok(sum + batch.num_rows() as u64) };
        groups.batches.try_fold(0, rows).await
    }

    /// One record with every visible field; none when there is no such record.
    pub async fn record(&self, id: &RecordId) -> Result<Option<Answer>, QueryError> {
        let search = Search {
            filter: Some(ident(HASH).eq(lit(id.hash()))),
            offset: usize::try_from(id.occurrence()).unwrap_or(usize::MAX),
            limit: Some(1),
            columns: [HASH.to_owned()].into(),
            ..Search::default()
        };
        let places = search.places(&self.shared.session, &self.table).await?;
        if places.is_empty() {
            return Ok(None);
        }
        let planned = self.planned(&Query::default(), &QueryOptions::default())?;
        let batch = self.show(&planned.outputs, &places).await?;
        let columns = planned.outputs.into_iter().map(|o| o.column).collect();
        Ok(Some(Answer { columns, batches: stream::iter([Ok(batch)]).boxed() }))
    }

    /// The addresses of the records of a page (at most 20 000), in the order of
    /// [`query`](Self::query).
    pub async fn record_ids(
        &self,
        query: &Query,
        options: &QueryOptions,
    ) -> Result<Vec<RecordId>, QueryError> {
        let limit = Some(query.limit.unwrap_or(PAGE).min(PAGE));
        let page = Query { limit, ..query.clone() };
        let planned = self.planned(&page, options)?;
        let places = self.places(&page, &planned).await?;
        let hash = self.table.stored.field_with_name(HASH)?.clone();
        let batch = fetch(&self.table, &places, &[Arc::new(hash)]).await?;
        let hashes = batch.column(0).as_primitive::<Int64Type>().values().to_vec();
        let same = self.same_hash(&hashes).await?;
        let occurrence = |hash: &i64, place: &Place| {
            let before = same.get(hash).map_or(0, |all| all.partition_point(|p| p < place));
            u64::try_from(before).unwrap_or(u64::MAX)
        };
        let ids = hashes.iter().zip(&places).map(|(h, p)| RecordId::new(*h, occurrence(h, p)));
        Ok(ids.collect())
    }

    /// Resolves a query against the visible fields.
    fn planned(&self, query: &Query, options: &QueryOptions) -> Result<Planned, QueryError> {
        Planned::new(query, Scope::new(&self.fields, *options))
    }

    /// The places of all records that have one of these hashes, in the order of insertion.
    async fn same_hash(&self, hashes: &[i64]) -> Result<HashMap<i64, Vec<Place>>, QueryError> {
        let mut wanted: Vec<i64> = hashes.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let list: Vec<Expr> = wanted.into_iter().map(lit).collect();
        if list.is_empty() {
            return Ok(HashMap::new());
        }
        let search = Search {
            filter: Some(ident(HASH).in_list(list, false)),
            columns: [HASH.to_owned()].into(),
            ..Search::default()
        };
        let reading = Reading { ordered: true, fill: true };
        let plan = search.scan(&self.table, &BTreeSet::new(), reading)?;
        let plan = plan.project([ident(FILE), ident(AT), ident(HASH)])?.build()?;
        let mut same: HashMap<i64, Vec<Place>> = HashMap::new();
        for batch in self.shared.session.collect(&plan, true).await? {
            let hashes = batch.column(2).as_primitive::<Int64Type>().values();
            for (hash, place) in hashes.iter().zip(places_of(&batch)) {
                same.entry(*hash).or_default().push(place);
            }
        }
        Ok(same)
    }

    /// Where the rows of a page are. Without filter and order that is known without looking.
    async fn places(&self, query: &Query, planned: &Planned) -> Result<Vec<Place>, QueryError> {
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let (offset, limit) = (size(query.offset), query.limit.map(size));
        if planned.filter.is_none() && planned.order.is_empty() {
            let mut out = Vec::new();
            let mut skip = offset;
            for (file, data) in self.snapshot.files.iter().enumerate() {
                let rows = size(data.rows);
                let left = limit.unwrap_or(usize::MAX) - out.len();
                let end = rows.min(skip.saturating_add(left));
                out.extend((skip.min(end)..end).map(|at| Place { file, at }));
                skip = skip.saturating_sub(rows);
            }
            return Ok(out);
        }
        if limit == Some(0) {
            return Ok(Vec::new());
        }
        let search = Search {
            filter: planned.filter.clone(),
            order: planned.order.clone(),
            offset,
            limit,
            columns: planned.searched(),
        };
        search.places(&self.shared.session, &self.table).await
    }

    /// Fetches rows and computes the answer's columns from them.
    async fn show(&self, outputs: &[Output], places: &[Place]) -> Result<RecordBatch, QueryError> {
        let needed: BTreeSet<String> =
            outputs.iter().flat_map(|o| o.expr.column_refs()).map(|c| c.name.clone()).collect();
        let stored = self.table.stored.fields().iter();
        let columns: Vec<Arc<ArrowField>> =
            stored.filter(|f| needed.contains(f.name())).cloned().collect();
        let batch = fetch(&self.table, places, &columns).await?;
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(outputs.len());
        let mut known: BTreeMap<&str, ArrayRef> = BTreeMap::new();
        for (field, array) in columns.iter().zip(batch.columns()) {
            known.insert(field.name(), array.clone());
        }
        let df_schema = DFSchema::try_from(batch.schema().as_ref().clone())?;
        for output in outputs {
            if let Expr::Column(column) = &output.expr
                && let Some(array) = known.get(column.name.as_str())
            {
                arrays.push(array.clone());
                continue;
            }
            let state = self.shared.session.state(true);
            let expr = state.create_physical_expr(output.expr.clone(), &df_schema)?;
            arrays.push(expr.evaluate(&batch)?.into_array(places.len())?);
        }
        shaped(&answer_schema(outputs), &arrays, places.len())
    }

    /// Groups of records, or one row for all of them.
    async fn groups(&self, query: &Query, options: &QueryOptions) -> Result<Answer, QueryError> {
        let session = &self.shared.session;
        let grouped = Grouped::new(query, Scope::new(&self.fields, *options))?;
        groups::find_clusters(&grouped, &self.table, session).await?;
        let plan = groups::plan(&grouped, &self.table, query)?;
        let batches = session.run_ahead(session.plan_groups(&plan).await?)?;
        let schema = answer_schema(&grouped.outputs);
        let shaped = move |batch: RecordBatch| {
            futures::future::ready(shaped(&schema, batch.columns(), batch.num_rows()))
        };
        let columns = grouped.outputs.into_iter().map(|o| o.column).collect();
        Ok(Answer { columns, batches: batches.and_then(shaped).boxed() })
    }

    /// One plan from scan to projection, its batches as they come.
    async fn stream(&self, query: &Query, planned: Planned) -> Result<crate::Batches, QueryError> {
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        // One partition, sorted or not: several sorts at once would take each other's memory when
        // they put data aside and merge it.
        let reading = Reading { ordered: true, fill: false };
        let shown = planned.shown();
        let search = Search {
            columns: planned.searched(),
            filter: planned.filter,
            order: planned.order,
            offset: size(query.offset),
            limit: query.limit.map(size),
        };
        let plan = search.scan(&self.table, &shown, reading)?;
        let exprs: Vec<Expr> =
            planned.outputs.iter().map(|o| o.expr.clone().alias(&o.column.key)).collect();
        let plan = search.cut(plan)?.project(exprs)?.build()?;
        let session = &self.shared.session;
        let plan = session.plan(&plan, reading.ordered).await?;
        let schema = answer_schema(&planned.outputs);
        let batches = session.run_ahead(plan)?;
        Ok(batches
            .and_then(move |batch| {
                let batch = shaped(&schema, batch.columns(), batch.num_rows());
                futures::future::ready(batch)
            })
            .boxed())
    }
}

/// The columns of an answer.
fn answer_schema(outputs: &[Output]) -> SchemaRef {
    Arc::new(Schema::new(outputs.iter().map(Output::arrow).collect::<Fields>()))
}

/// Arrays as a batch of exactly this schema, whatever way they were computed.
fn shaped(schema: &SchemaRef, arrays: &[ArrayRef], rows: usize) -> Result<RecordBatch, QueryError> {
    let columns = schema
        .fields()
        .iter()
        .zip(arrays)
        .map(|(field, array)| match array.data_type() == field.data_type() {
            true => Ok(array.clone()),
            false => cast(array, field.data_type()),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(schema.clone(), columns, &options)?)
}
