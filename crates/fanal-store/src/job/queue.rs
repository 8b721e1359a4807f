//! Putting jobs in the queue and stopping them.

use fanal_model::{Job, JobId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};

use super::{CANCELLED, Column, Entity, NewJob, RUNNING, WAITING};
use crate::rows::job::ActiveModel;
use crate::{Act, StoreError};

impl Act {
    /// Puts a job in the queue: workers see it when the act is committed.
    pub async fn enqueue(&self, new: NewJob) -> Result<Job, StoreError> {
        let now = self.now();
        let row = ActiveModel {
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
            upload: Set(None),
        };
        row.insert(self.transaction()).await?.into_job()
    }

    /// Stops a job: one that waits ends at once, one that runs is asked to. One that is over stays
    /// as it is. Returns the job as it stands then; none when there is no such job.
    pub async fn cancel_job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let waits = || Column::Status.eq(WAITING);
        let status = Expr::case(waits(), CANCELLED).finally(Expr::col(Column::Status));
        let ended = Expr::case(waits(), self.now().0).finally(Expr::col(Column::Ended));
        // One statement judges and changes the row, so that no claim and no retry comes between.
        Entity::update_many()
            .col_expr(Column::CancelRequested, true.into())
            .col_expr(Column::Status, status.into())
            .col_expr(Column::Ended, ended.into())
            .filter(Column::Id.eq(id.0))
            .filter(Column::Status.is_in([WAITING, RUNNING]))
            .exec(self.transaction())
            .await?;
        self.job(id).await
    }
}
