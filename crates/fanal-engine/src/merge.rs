//! Loading by key: what a dataset holds once a load's records took the places of earlier ones.

use std::sync::Arc;

use datafusion::common::{JoinType, NullEquality};
use datafusion::functions_aggregate::expr_fn::max;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, ident};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::joins::{HashJoinExec, PartitionMode};
use fanal_lake::DataFile;
use fanal_model::{Access, DatasetId, Field, FieldName, SourceId};
use futures::StreamExt as _;
use object_store::path::Path;

use crate::engine::whole;
use crate::plan::scan;
use crate::scan::PinnedTable;
use crate::schema::{ROW, stored};
use crate::{Batches, Engine, Pinned, QueryError};

/// A load by key.
#[derive(Debug, Clone)]
pub struct Merge<'a> {
    /// The dataset.
    pub dataset: DatasetId,
    /// What it holds now, if anything.
    pub base: Option<&'a Pinned>,
    /// The source that is loaded: only its earlier records are looked at.
    pub source: SourceId,
    /// Columns of what comes out. What a file lacks is null.
    pub fields: &'a [Field],
    /// The load's data files, written and not yet committed.
    pub incoming: &'a [DataFile],
    /// Fields that together identify a record; two nulls are the same.
    pub key: &'a [FieldName],
    /// The unrestricted access: the records of `base` come out whole.
    pub access: &'a Access,
}

impl Engine {
    /// Every stored column, hidden ones last: the records of `base` whose key does not come in, in
    /// their order, then of each key that comes in the last record (greatest `_row`), in order.
    pub async fn merge_by_key(&self, merge: Merge<'_>) -> Result<Batches, QueryError> {
        whole(merge.access)?;
        let known = |key: &&FieldName| merge.fields.iter().any(|f| f.name == **key);
        if merge.key.is_empty() || !merge.key.iter().all(|k| known(&k)) {
            return Err(QueryError::internal("the key of a merge is none of its fields"));
        }
        let folder = format!("datasets/{}/table", merge.dataset);
        let files = merge
            .incoming
            .iter()
            .map(|f| Ok((Path::parse(format!("{folder}/{}", f.path))?, f.size_bytes)))
            .collect::<Result<Vec<_>, object_store::path::Error>>()
            .map_err(|error| QueryError::Internal(Box::new(error)))?;
        let incoming = self.shared.stored_table(merge.dataset, merge.fields, files);
        let mut keys: Vec<&str> = merge.key.iter().map(FieldName::as_str).collect();
        let lasts = self.lasts(&incoming, &keys).await?;
        let mut parts: Vec<Batches> = Vec::new();
        if let Some(base) = merge.base {
            let snapshot = self.snapshot(base).await?;
            if snapshot.files.iter().any(|f| f.source.is_none() && f.rows > 0) {
                // Its records of this source would stay beside those that take their place.
                return Err(QueryError::internal("a data file holds several sources"));
            }
            let own = snapshot.files.iter().filter(|f| f.source == Some(merge.source.0));
            let files = own.map(|f| (f.path.clone(), f.size_bytes)).collect();
            let table = self.shared.stored_table(merge.dataset, merge.fields, files);
            let old = self.scan_all(table, merge.fields).await?;
            parts.push(self.join(lasts.clone(), old, &keys, JoinType::RightAnti)?);
        }
        let new = self.scan_all(incoming, merge.fields).await?;
        keys.push(ROW);
        parts.push(self.join(lasts, new, &keys, JoinType::RightSemi)?);
        Ok(futures::stream::iter(parts).flatten().boxed())
    }

    /// Each key that comes in, with its greatest row.
    async fn lasts(
        &self,
        table: &PinnedTable,
        keys: &[&str],
    ) -> Result<Arc<dyn ExecutionPlan>, QueryError> {
        let used = |name: &str| keys.contains(&name) || name == ROW;
        let schema = table.stored.clone();
        let columns = schema.fields().iter().filter(|f| used(f.name()));
        let by: Vec<Expr> = keys.iter().map(|k| ident(*k)).collect();
        let plan: LogicalPlanBuilder = scan(table.clone(), columns)?;
        let plan = plan.aggregate(by, [max(ident(ROW)).alias(ROW)])?.build()?;
        self.shared.session.plan(&plan, true).await
    }

    async fn scan_all(
        &self,
        table: PinnedTable,
        fields: &[Field],
    ) -> Result<Arc<dyn ExecutionPlan>, QueryError> {
        let plan = scan(table, stored(fields).fields().iter())?.build()?;
        self.shared.session.plan(&plan, true).await
    }

    /// The rows on the right that have, or don't have, an equal on the left. The left is gathered
    /// in memory; the right goes by in its order.
    fn join(
        &self,
        left: Arc<dyn ExecutionPlan>,
        right: Arc<dyn ExecutionPlan>,
        keys: &[&str],
        join: JoinType,
    ) -> Result<Batches, QueryError> {
        let column = |plan: &Arc<dyn ExecutionPlan>, name: &str| {
            Column::new_with_schema(name, &plan.schema())
                .map(|c| Arc::new(c) as Arc<dyn PhysicalExpr>)
        };
        let on = keys
            .iter()
            .map(|key| Ok((column(&left, key)?, column(&right, key)?)))
            .collect::<datafusion::error::Result<Vec<_>>>()?;
        let plan = HashJoinExec::try_new(
            left,
            right,
            on,
            None,
            &join,
            None,
            PartitionMode::CollectLeft,
            NullEquality::NullEqualsNull,
            false,
        )?;
        self.shared.session.run(Arc::new(plan))
    }
}
