//! Putting jobs in the queue and stopping them.

use fanal_model::{Instant, Job, JobId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, NotSet, QueryFilter, Set,
};

use super::{CANCELLED, Column, Entity, NewJob, RUNNING, WAITING, Worker};
use crate::rows::job::ActiveModel;
use crate::{Act, StoreError};

impl Act {
    /// Puts a job in the queue: workers see it when the act is committed.
    pub async fn enqueue(&self, new: NewJob) -> Result<Job, StoreError> {
        self.waiting(new).insert(self.transaction()).await?.into_job()
    }

    /// Makes a job that this worker has from the start: nobody else can take it unless the worker
    /// falls silent. A command beside a running server runs its own job so.
    pub async fn enqueue_running(&self, new: NewJob, worker: &Worker) -> Result<Job, StoreError> {
        let now = self.now();
        let row = ActiveModel {
            status: Set(RUNNING.to_owned()),
            attempts: Set(1),
            worker: Set(Some(worker.name.clone())),
            heartbeat: Set(Some(now.0)),
            lease_seconds: Set(worker.lease_seconds),
            lease_until: Set(Some(now.plus_seconds(worker.lease_seconds).0)),
            ..self.waiting(new)
        };
        row.insert(self.transaction()).await?.into_job()
    }

    fn waiting(&self, new: NewJob) -> ActiveModel {
        let now = self.now();
        ActiveModel {
            id: NotSet,
            kind: Set(new.kind.name().to_owned()),
            dataset: Set(new.dataset.map(|d| d.0)),
            user: Set(new.user.map(|u| u.0)),
            payload: Set(new.payload),
            attempts: Set(0),
            status: Set(WAITING.to_owned()),
            not_before: Set(new.not_before.unwrap_or(now).0),
            worker: Set(None),
            heartbeat: Set(None),
            lease_seconds: Set(0),
            lease_until: Set(None),
            ended: Set(None),
            problem: Set(None),
            done: Set(0),
            total: Set(None),
            records: Set(0),
            cancel_requested: Set(false),
            created: Set(now.0),
        }
    }

    /// Stops a job: one that waits ends at once, one that runs is asked to. One that is over stays
    /// as it is. Returns the job as it stands then; none when there is no such job.
    pub async fn cancel_job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        cancel(self.transaction(), self.now(), Column::Id.eq(id.0)).await?;
        self.job(id).await
    }
}

/// Stops the jobs that are meant. One statement judges and changes each row, so that no claim and
/// no retry comes between the two.
pub(crate) async fn cancel(
    transaction: &DatabaseTransaction,
    now: Instant,
    meant: Expr,
) -> Result<(), StoreError> {
    let waits = || Column::Status.eq(WAITING);
    let status = Expr::case(waits(), CANCELLED).finally(Expr::col(Column::Status));
    let ended = Expr::case(waits(), now.0).finally(Expr::col(Column::Ended));
    Entity::update_many()
        .col_expr(Column::CancelRequested, true.into())
        .col_expr(Column::Status, status.into())
        .col_expr(Column::Ended, ended.into())
        .filter(meant)
        .filter(Column::Status.is_in([WAITING, RUNNING]))
        .exec(transaction)
        .await?;
    Ok(())
}
