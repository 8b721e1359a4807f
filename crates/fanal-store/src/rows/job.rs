//! Rows of jobs.

use fanal_model::{DatasetId, Instant, Job, JobId, JobKind, JobState, Progress, UserId};
use sea_orm::entity::prelude::*;

use super::{count, entity_parts, json};
use crate::StoreError;

/// A job's status, as the table has it.
pub(crate) const WAITING: &str = "waiting";
/// A job's status, as the table has it.
pub(crate) const RUNNING: &str = "running";
/// A job's status, as the table has it.
pub(crate) const DONE: &str = "done";
/// A job's status, as the table has it.
pub(crate) const FAILED: &str = "failed";
/// A job's status, as the table has it.
pub(crate) const CANCELLED: &str = "cancelled";

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub dataset: Option<i64>,
    pub user: Option<i64>,
    pub payload: String,
    pub attempts: i32,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    pub status: String,
    pub not_before: i64,
    /// Who runs it.
    pub worker: Option<String>,
    /// When the worker was last heard of.
    pub heartbeat: Option<i64>,
    /// How long a worker may be silent.
    pub lease_seconds: i64,
    /// When the worker counts as dead.
    pub lease_until: Option<i64>,
    pub ended: Option<i64>,
    /// JSON.
    pub problem: Option<String>,
    pub done: i64,
    pub total: Option<i64>,
    pub records: i64,
    pub cancel_requested: bool,
    pub created: i64,
    /// The upload that it loads.
    pub upload: Option<String>,
}

entity_parts!();

impl Model {
    /// The job.
    pub(crate) fn into_job(self) -> Result<Job, StoreError> {
        let ended = Instant(self.ended.unwrap_or(self.created));
        let state = match self.status.as_str() {
            WAITING => JobState::Waiting(Instant(self.not_before)),
            RUNNING => JobState::Running(Instant(self.heartbeat.unwrap_or(self.created))),
            DONE => JobState::Done(ended),
            CANCELLED => JobState::Cancelled(ended),
            FAILED => {
                let problem = self.problem.as_deref().unwrap_or_default();
                JobState::Failed(ended, json::to_problem("job.problem", problem)?)
            }
            _ => return Err(StoreError::corrupt("job.status", self.status)),
        };
        Ok(Job {
            id: JobId(self.id),
            kind: JobKind::from_name(&self.kind)
                .ok_or_else(|| StoreError::corrupt("job.kind", self.kind))?,
            dataset: self.dataset.map(DatasetId),
            user: self.user.map(UserId),
            payload: self.payload,
            attempts: u32::try_from(self.attempts).unwrap_or(0),
            state,
            progress: Progress {
                done: count(self.done),
                total: self.total.map(count),
                records: count(self.records),
            },
            cancel_requested: self.cancel_requested,
            created: Instant(self.created),
        })
    }
}
