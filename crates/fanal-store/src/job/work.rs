//! How workers take jobs, are heard of, and end them.

use fanal_model::{Instant, Job, JobId, JobKind, Problem, Progress};
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, LockBehavior, LockType, Order, Query, SelectStatement,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    UpdateMany,
};

use super::{CANCELLED, Column, DONE, Entity, FAILED, Model, RUNNING, WAITING, Worker};
use crate::rows::{json, stored};
use crate::{Act, Store, StoreError};

impl Store {
    /// Takes the oldest job of these kinds that waits and may begin, or whose worker fell silent.
    /// Two workers never get the same one. Jobs of one dataset are done in the order in which they
    /// were asked for: one that is not over, even if it died, holds up those behind it. Look at its
    /// `cancel_requested` first: the worker before may have died while it was asked to stop.
    pub async fn claim(
        &self,
        kinds: &[JobKind],
        worker: &Worker,
    ) -> Result<Option<Job>, StoreError> {
        let now = self.now();
        let due = Column::Status.eq(WAITING).and(Column::NotBefore.lte(now.0));
        let mut candidates = candidates();
        candidates
            .and_where(Column::Kind.is_in(kinds.iter().map(|kind| kind.name())))
            .cond_where(Condition::any().add(due).add(abandoned(now)));
        self.take(candidates, worker, now).await
    }

    /// Takes this job, or the one of the same dataset that must end before it; either even before
    /// its time. None when it is over or another worker has it.
    pub async fn claim_one(&self, job: JobId, worker: &Worker) -> Result<Option<Job>, StoreError> {
        let now = self.now();
        let waits = Column::Status.eq(WAITING);
        let dataset = Query::select()
            .column(Column::Dataset)
            .from(Entity)
            .and_where(Column::Id.eq(job.0))
            .to_owned();
        let before = Expr::col((Entity, Column::Dataset))
            .eq(Expr::SubQuery(None, Box::new(dataset.into())))
            .and(Column::Id.lt(job.0));
        let mut candidates = candidates();
        candidates
            .cond_where(Condition::any().add(Column::Id.eq(job.0)).add(before))
            .cond_where(Condition::any().add(waits).add(abandoned(now)));
        self.take(candidates, worker, now).await
    }

    /// Says that the worker lives and how far the job is. Returns whether somebody asked to stop it.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when the job is no longer this worker's: it must be given up.
    pub async fn heartbeat(
        &self,
        job: JobId,
        worker: &str,
        progress: Progress,
    ) -> Result<bool, StoreError> {
        let now = self.now().0;
        let second = 1_000_000_i64;
        let until = Expr::col(Column::LeaseSeconds).mul(second).add(now);
        let beat = Query::update()
            .table(Entity)
            .value(Column::Heartbeat, now)
            .value(Column::LeaseUntil, until)
            .value(Column::Done, stored(progress.done))
            .value(Column::Total, progress.total.map(stored))
            .value(Column::Records, stored(progress.records))
            .and_where(Column::Id.eq(job.0))
            .and_where(Column::Status.eq(RUNNING))
            .and_where(Column::Worker.eq(worker))
            .returning_col(Column::CancelRequested)
            .to_owned();
        let transaction = self.begin().await?;
        let row = transaction.query_one(&beat).await?.ok_or(StoreError::LeaseLost)?;
        let cancel = row.try_get("", "cancel_requested")?;
        transaction.commit().await?;
        Ok(cancel)
    }

    /// Takes the first candidate in one statement.
    async fn take(
        &self,
        candidates: SelectStatement,
        worker: &Worker,
        now: Instant,
    ) -> Result<Option<Job>, StoreError> {
        let take = Query::update()
            .table(Entity)
            .value(Column::Status, RUNNING)
            .value(Column::Worker, worker.name.as_str())
            .value(Column::Heartbeat, now.0)
            .value(Column::LeaseSeconds, worker.lease_seconds)
            .value(Column::LeaseUntil, now.plus_seconds(worker.lease_seconds).0)
            .value(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .and_where(Expr::col(Column::Id).eq(Expr::SubQuery(None, Box::new(candidates.into()))))
            .returning_all()
            .to_owned();
        let transaction = self.begin().await?;
        let row = transaction.query_one(&take).await?;
        let row = row.map(|row| Model::from_query_result(&row, "")).transpose()?;
        transaction.commit().await?;
        row.map(Model::into_job).transpose()
    }
}

impl Act {
    /// Ends a job with its effect: in the same act, so that both are there or neither.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when the job is no longer this worker's.
    pub async fn finish_job(&self, id: JobId, worker: &str) -> Result<(), StoreError> {
        self.end(id, worker, self.ended(DONE)).await
    }

    /// Ends a job without its effect, or puts it back in the queue until `retry_at`. A job that
    /// somebody asked to stop is not tried again: it ends as cancelled.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when the job is no longer this worker's.
    pub async fn fail_job(
        &self,
        id: JobId,
        worker: &str,
        problem: &Problem,
        retry_at: Option<Instant>,
    ) -> Result<(), StoreError> {
        let Some(retry_at) = retry_at else {
            let problem = json::from_problem(problem);
            let failed = self.ended(FAILED).col_expr(Column::Problem, problem.into());
            return self.end(id, worker, failed).await;
        };
        // Locked, so that nobody asks to stop it between this look and the end of the act.
        let job = Entity::find_by_id(id.0).lock_exclusive().one(self.transaction()).await?;
        if job.is_some_and(|job| job.cancel_requested) {
            return self.stop_job(id, worker).await;
        }
        let again = Entity::update_many()
            .col_expr(Column::Status, WAITING.into())
            .col_expr(Column::NotBefore, retry_at.0.into())
            .col_expr(Column::Worker, Expr::null())
            .col_expr(Column::LeaseUntil, Expr::null())
            .col_expr(Column::Problem, json::from_problem(problem).into());
        self.end(id, worker, again).await
    }

    /// Ends a job that its worker stopped because somebody asked for it.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when the job is no longer this worker's.
    pub async fn stop_job(&self, id: JobId, worker: &str) -> Result<(), StoreError> {
        self.end(id, worker, self.ended(CANCELLED)).await
    }

    fn ended(&self, status: &'static str) -> UpdateMany<Entity> {
        Entity::update_many()
            .col_expr(Column::Status, status.into())
            .col_expr(Column::Ended, self.now().0.into())
            .col_expr(Column::LeaseUntil, Expr::null())
    }

    async fn end(
        &self,
        id: JobId,
        worker: &str,
        update: UpdateMany<Entity>,
    ) -> Result<(), StoreError> {
        let update = update
            .filter(Column::Id.eq(id.0))
            .filter(Column::Status.eq(RUNNING))
            .filter(Column::Worker.eq(worker));
        match update.exec(self.transaction()).await?.rows_affected {
            0 => Err(StoreError::LeaseLost),
            _ => Ok(()),
        }
    }
}

/// The oldest job that nobody else is taking at this moment and that is the first of its dataset.
fn candidates() -> SelectStatement {
    let earlier = Alias::new("earlier");
    let of = |column: Column| Expr::col((earlier.clone(), column));
    let ahead = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, earlier.clone())
        .and_where(of(Column::Dataset).eq(Expr::col((Entity, Column::Dataset))))
        .and_where(of(Column::Id).lt(Expr::col((Entity, Column::Id))))
        .and_where(of(Column::Status).is_in([WAITING, RUNNING]))
        .to_owned();
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::not_exists(ahead))
        .order_by(Column::Id, Order::Asc)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned()
}

/// Its worker fell silent for longer than it may.
fn abandoned(now: Instant) -> Expr {
    Column::Status.eq(RUNNING).and(Column::LeaseUntil.lte(now.0))
}
