//! What all plans share: the memory, the store, the optimiser's settings.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use arrow::array::RecordBatch;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::MemoryPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SendableRecordBatchStream, SessionState, SessionStateBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::common::spawn_buffered;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::SessionConfig;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use object_store::ObjectStore;

use crate::{Batches, EngineSettings, QueryError};

/// Batches that an export may be ahead of its reader.
const AHEAD: usize = 4;

/// The name under which plans know the lake's store.
pub(crate) const STORE: &str = "lake://tables/";

/// Plans and runs.
#[derive(Debug)]
pub(crate) struct Session {
    /// One partition: rows stay in their order.
    ordered: SessionState,
    /// As many partitions as threads.
    parallel: SessionState,
    /// The same, but parts are brought together before they are sorted.
    gathered: SessionState,
    time_limit_ms: u64,
}

impl Session {
    pub(crate) fn new(
        store: Arc<dyn ObjectStore>,
        pool: Arc<dyn MemoryPool>,
        settings: &EngineSettings,
    ) -> Result<Self, QueryError> {
        let spill = match &settings.spill_folder {
            Some(folder) => DiskManagerMode::Directories(vec![PathBuf::from(folder)]),
            None => DiskManagerMode::OsTmpDirectory,
        };
        let runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(pool)
            .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(spill))
            .build_arc()?;
        runtime.register_object_store(url()?.as_ref(), store);
        let state = |partitions: usize, gathered: bool| {
            let mut config = SessionConfig::new()
                .with_target_partitions(partitions)
                .with_collect_statistics(false)
                .with_create_default_catalog_and_schema(false);
            // Texts are Utf8 from the file to the answer.
            config.options_mut().execution.parquet.schema_force_view_types = false;
            config.options_mut().optimizer.repartition_sorts = !gathered;
            let execution = &mut config.options_mut().execution;
            // What each sort sets aside for merging.
            execution.sort_spill_reservation_bytes = (settings.memory_bytes / 16).min(10 << 20);
            // A sort whose memory is full sorts it in place and puts it aside: merging its batches
            // first would take as much again, which is not there.
            execution.sort_in_place_threshold_bytes = settings.memory_bytes;
            SessionStateBuilder::new().with_config(config).with_runtime_env(runtime.clone()).build()
        };
        Ok(Self {
            ordered: state(1, false),
            parallel: state(settings.threads.max(1), false),
            gathered: state(settings.threads.max(1), true),
            time_limit_ms: settings.time_limit_ms,
        })
    }

    /// The planner's state: rows in their order, or in any.
    pub(crate) fn state(&self, ordered: bool) -> &SessionState {
        if ordered { &self.ordered } else { &self.parallel }
    }

    /// Makes the physical plan.
    pub(crate) async fn plan(
        &self,
        plan: &LogicalPlan,
        ordered: bool,
    ) -> Result<Arc<dyn ExecutionPlan>, QueryError> {
        Ok(self.state(ordered).create_physical_plan(plan).await?)
    }

    /// Makes the physical plan of groups. They are few, and brought together before they are sorted:
    /// where a filter makes a key constant, the planner would sort each part by less than it merges
    /// them by, and refuse its own plan.
    pub(crate) async fn plan_groups(
        &self,
        plan: &LogicalPlan,
    ) -> Result<Arc<dyn ExecutionPlan>, QueryError> {
        Ok(self.gathered.create_physical_plan(plan).await?)
    }

    /// Runs a plan as one stream within the time limit.
    pub(crate) fn run(&self, plan: Arc<dyn ExecutionPlan>) -> Result<Batches, QueryError> {
        let stream = execute_stream(plan, self.ordered.task_ctx())?;
        Ok(self.limited(stream))
    }

    /// Runs a plan in a task of its own, a few batches ahead of its reader: an export computes
    /// while it writes. The task ends with the stream.
    pub(crate) fn run_ahead(&self, plan: Arc<dyn ExecutionPlan>) -> Result<Batches, QueryError> {
        let stream = execute_stream(plan, self.ordered.task_ctx())?;
        Ok(self.limited(spawn_buffered(stream, AHEAD)))
    }

    /// Plans, runs and gathers: for answers known to be small.
    pub(crate) async fn collect(
        &self,
        plan: &LogicalPlan,
        ordered: bool,
    ) -> Result<Vec<RecordBatch>, QueryError> {
        self.collected(self.plan(plan, ordered)).await
    }

    /// The same for groups.
    pub(crate) async fn collect_groups(
        &self,
        plan: &LogicalPlan,
    ) -> Result<Vec<RecordBatch>, QueryError> {
        self.collected(self.plan_groups(plan)).await
    }

    async fn collected(
        &self,
        planned: impl Future<Output = Result<Arc<dyn ExecutionPlan>, QueryError>>,
    ) -> Result<Vec<RecordBatch>, QueryError> {
        let limit = Duration::from_millis(self.time_limit_ms);
        let plan = tokio::time::timeout(limit, planned).await.map_err(|_| self.too_long())??;
        self.run(plan)?.try_collect().await
    }

    /// Counts the time spent waiting for batches, not the time the reader takes with them.
    fn limited(&self, stream: SendableRecordBatchStream) -> Batches {
        let left = Duration::from_millis(self.time_limit_ms);
        let limit_ms = self.time_limit_ms;
        let steps = stream::try_unfold((stream, left), move |(mut stream, left)| async move {
            let begun = tokio::time::Instant::now();
            match tokio::time::timeout(left, stream.next()).await {
                Err(_) => Err(QueryError::TimeLimit { limit_ms }),
                Ok(None) => Ok(None),
                Ok(Some(Err(error))) => Err(error.into()),
                // A batch that came at once may have taken too long without a pause.
                Ok(Some(Ok(batch))) => match left.checked_sub(begun.elapsed()) {
                    None => Err(QueryError::TimeLimit { limit_ms }),
                    Some(left) => Ok(Some((batch, (stream, left)))),
                },
            }
        });
        steps.boxed()
    }

    /// Does work of several plans within the time limit of one.
    pub(crate) async fn within_limit<T>(
        &self,
        work: impl Future<Output = Result<T, QueryError>>,
    ) -> Result<T, QueryError> {
        let limit = Duration::from_millis(self.time_limit_ms);
        tokio::time::timeout(limit, work).await.map_err(|_| self.too_long())?
    }

    fn too_long(&self) -> QueryError {
        QueryError::TimeLimit { limit_ms: self.time_limit_ms }
    }
}

/// The store's name as a URL.
pub(crate) fn url() -> Result<ObjectStoreUrl, QueryError> {
    Ok(ObjectStoreUrl::parse(STORE)?)
}
