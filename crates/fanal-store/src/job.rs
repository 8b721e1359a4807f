//! Jobs: the queue ([`queue`]), and how workers take, keep and end them ([`work`]).

mod queue;
mod work;

use fanal_model::{DatasetId, Instant, Job, JobId, JobKind, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::rows::bounded;
use crate::rows::job::{CANCELLED, Column, DONE, Entity, FAILED, Model, RUNNING, WAITING};
use crate::{Act, Store, StoreError};

/// A job to put in the queue.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What it does.
    pub kind: JobKind,
    /// The dataset that it works on.
    pub dataset: Option<DatasetId>,
    /// Who asked for it.
    pub user: Option<UserId>,
    /// What it needs to know, opaque here.
    pub payload: String,
    /// Not before that instant; none is at once.
    pub not_before: Option<Instant>,
}

/// Who takes jobs, and how long it may be silent before it counts as dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// A name that no other worker has, not even the same machine's before it started again.
    pub name: String,
    /// Silence allowed, in seconds. Heartbeats should come three times as often.
    pub lease_seconds: i64,
}

/// Which jobs, by how far they have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobPhase {
    /// Those that wait for a worker.
    Waiting,
    /// Those that a worker has.
    Running,
    /// Those that were given up.
    Failed,
}

/// Which jobs, and how many.
#[derive(Debug, Clone)]
pub struct JobFilter {
    /// By how far they have come.
    pub phase: JobPhase,
    /// Only those that do this.
    pub kind: Option<JobKind>,
    /// At most so many.
    pub limit: u64,
}

impl Store {
    /// One job.
    pub async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let row = Entity::find_by_id(id.0).one(self.reader()).await?;
        row.map(Model::into_job).transpose()
    }

    /// Jobs, the last enqueued first.
    pub async fn jobs(&self, filter: &JobFilter) -> Result<Vec<Job>, StoreError> {
        let status = match filter.phase {
            JobPhase::Waiting => WAITING,
            JobPhase::Running => RUNNING,
            JobPhase::Failed => FAILED,
        };
        let mut query = Entity::find().filter(Column::Status.eq(status));
        if let Some(kind) = filter.kind {
            query = query.filter(Column::Kind.eq(kind.name()));
        }
        let rows = query.order_by_desc(Column::Id).limit(bounded(filter.limit));
        let rows = rows.all(self.reader()).await?;
        rows.into_iter().map(Model::into_job).collect()
    }
}

impl Act {
    /// The jobs of that kind that wait for a dataset or work on it, as this act sees them, the
    /// first enqueued first.
    pub async fn jobs_under_way(
        &self,
        dataset: DatasetId,
        kind: JobKind,
    ) -> Result<Vec<Job>, StoreError> {
        let query = Entity::find()
            .filter(Column::Dataset.eq(dataset.0))
            .filter(Column::Kind.eq(kind.name()))
            .filter(Column::Status.is_in([WAITING, RUNNING]));
        let rows = query.order_by_asc(Column::Id).all(self.transaction()).await?;
        rows.into_iter().map(Model::into_job).collect()
    }

    /// One job, as this act sees it.
    pub async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let row = Entity::find_by_id(id.0).one(self.transaction()).await?;
        row.map(Model::into_job).transpose()
    }
}
