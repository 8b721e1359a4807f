//! The worker: takes jobs from the queue one by one, and says how each ended.

use std::sync::Arc;
use std::time::{Duration, Instant};

use fanal_model::{AuditAct, Job, JobId, JobKind, JobState, Problem, Progress, Subject};
use fanal_store::{Act, Lease, StoreError, Worker as Claimant};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::upkeep::{NOTHING_TO_KNOW, enqueue_upkeep};
use super::{JobError, JobWatch, compact, import, profile, vacuum};
use crate::{Chain, Platform, ServiceError};

/// How long a job or a dataset stays with a worker that is not heard of.
pub(super) const LEASE_SECONDS: i64 = 15;
/// How often a worker is heard of.
const BEAT: Duration = Duration::from_secs(1);
/// How long an idle worker waits before it looks again.
const IDLE: Duration = Duration::from_millis(500);
/// How often a job is begun before it is given up.
const ATTEMPTS: u32 = 4;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEnd {
    /// Done.
    Done,
    /// Put back; a worker will try again.
    Later(Problem),
    /// Given up.
    Failed(Problem),
    /// Stopped on demand.
    Cancelled,
}

/// A worker. Several may work on one queue, in one process or in many.
#[derive(Clone)]
pub struct Worker {
    platform: Platform,
    worker: Claimant,
}

impl Worker {
    /// A worker of that platform with a name of its own.
    pub fn new(platform: Platform) -> Self {
        let name = uuid::Uuid::new_v4().to_string();
        Self { platform, worker: Claimant { name, lease_seconds: LEASE_SECONDS } }
    }

    /// Works until told to stop; the job at hand is ended first, or left to another worker when
    /// the process dies. With a limit it also ends once it has worked and then had nothing to do
    /// for so long: a process that is started anew gives back the memory that its jobs took.
    pub async fn run(&self, stop: CancellationToken, rest_limit: Option<Duration>) {
        let mut rested_since = None;
        while !stop.is_cancelled() {
            let tired = rested_since.is_some_and(|since: Instant| {
                rest_limit.is_some_and(|limit| since.elapsed() >= limit)
            });
            if tired {
                return;
            }
            match self.platform.store.claim(&KINDS, &self.worker).await {
                Ok(Some(job)) => {
                    let (id, kind) = (job.id, job.kind.name());
                    match self.work(job, |_| {}).await {
                        Ok(end) => tracing::info!(job = id.0, kind, ?end, "a job ended"),
                        Err(error) => {
                            tracing::error!(job = id.0, kind, error = %Chain(&error), "a job is lost")
                        }
                    }
                    rested_since = Some(Instant::now());
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(error = %Chain(&error), "the queue can't be read"),
            }
            tokio::select! {
                () = tokio::time::sleep(IDLE) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Does one job here and now, after those of the same dataset that were asked for before it
    /// and that nobody does; when another worker has it, waits for its end. `watch` is told of its
    /// progress about ten times a second.
    pub async fn see_through(
        &self,
        job: JobId,
        watch: impl Fn(Progress),
    ) -> Result<JobEnd, ServiceError> {
        loop {
            match self.platform.store.claim_one(job, &self.worker).await? {
                Some(own) if own.id == job => match self.work(own, &watch).await {
                    Ok(end) => return Ok(end),
                    // This process slept, and another worker took the job: it is waited for.
                    Err(StoreError::LeaseLost) => {}
                    Err(error) => return Err(error.into()),
                },
                Some(before) => {
                    let (id, kind) = (before.id, before.kind.name());
                    let end = match self.work(before, |_| {}).await {
                        Ok(end) => end,
                        Err(StoreError::LeaseLost) => continue,
                        Err(error) => return Err(error.into()),
                    };
                    tracing::info!(job = id.0, kind, ?end, "a job that stood before ended");
                    if matches!(end, JobEnd::Later(_)) {
                        tokio::time::sleep(IDLE).await;
                    }
                    continue;
                }
                None => {}
            }
            let job = self.platform.store.job(job).await?.ok_or(ServiceError::NotFound)?;
            watch(job.progress);
            match job.state {
                JobState::Done(_) => return Ok(JobEnd::Done),
                JobState::Failed(_, problem) => return Ok(JobEnd::Failed(problem)),
                JobState::Cancelled(_) => return Ok(JobEnd::Cancelled),
                JobState::Waiting(_) | JobState::Running(_) => tokio::time::sleep(IDLE).await,
            }
        }
    }

    /// Does a job that this worker took, and says in the catalogue how it ended.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker took it meanwhile: it is that one's to end,
    /// and what it needs is left alone.
    async fn work(&self, job: Job, told: impl Fn(Progress)) -> Result<JobEnd, StoreError> {
        if job.cancel_requested {
            return self.cancelled(&job).await;
        }
        if job.attempts > ATTEMPTS {
            let problem = match job.kind {
                JobKind::Import => Problem::new("job-gave-up"),
                JobKind::Compact | JobKind::Vacuum | JobKind::Profile => {
                    Problem::new("upkeep-gave-up")
                }
            };
            return self.give_up(&job, problem).await;
        }
        let watch = Arc::new(JobWatch::default());
        let heart = AbortOnDropHandle::new(tokio::spawn(beat(
            self.platform.clone(),
            job.id,
            self.worker.name.clone(),
            watch.clone(),
        )));
        let at_work = Work {
            platform: self.platform.clone(),
            job: job.clone(),
            worker: self.worker.name.clone(),
            watch: watch.clone(),
        };
        let mut done = tokio::spawn(at_work.run());
        let outcome = loop {
            tokio::select! {
                outcome = &mut done => break outcome,
                () = tokio::time::sleep(Duration::from_millis(100)) => told(watch.seen()),
            }
        };
        told(watch.seen());
        drop(heart);
        match outcome {
            Ok(Ok(())) => {
                import::clean_up(&self.platform, &job, true).await;
                Ok(JobEnd::Done)
            }
            Ok(Err(JobError::Cancelled)) => self.cancelled(&job).await,
            Ok(Err(JobError::Final(problem))) => self.give_up(&job, problem).await,
            Ok(Err(JobError::Passing { problem, source })) => {
                tracing::warn!(job = job.id.0, error = %Chain(source.as_ref()), "a job did not work");
                self.try_later(&job, problem).await
            }
            Err(_panic) => {
                // What it says may quote a cell of people's data.
                tracing::error!(job = job.id.0, "a job broke off");
                self.try_later(&job, Problem::new("internal")).await
            }
        }
    }

    async fn try_later(&self, job: &Job, problem: Problem) -> Result<JobEnd, StoreError> {
        if job.attempts >= ATTEMPTS {
            return self.give_up(job, problem).await;
        }
        // 2, 8, 32 seconds.
        let pause = 2_i64 << (2 * job.attempts.saturating_sub(1).min(8));
        let retry_at = self.platform.clock.now().plus_seconds(pause);
        let act = self.platform.store.write().await?;
        act.fail_job(job.id, &self.worker.name, &problem, Some(retry_at)).await?;
        act.commit().await?;
        Ok(JobEnd::Later(problem))
    }

    async fn give_up(&self, job: &Job, problem: Problem) -> Result<JobEnd, StoreError> {
        let mut act = self.platform.store.write().await?;
        act.fail_job(job.id, &self.worker.name, &problem, None).await?;
        act.audit(job.user, AuditAct::JobFailed, Subject::Job(job.id, job.dataset));
        tidy_up(&mut act, job).await?;
        act.commit().await?;
        // The file stays for a day: whoever gave it may change how it is read.
        import::clean_up(&self.platform, job, false).await;
        Ok(JobEnd::Failed(problem))
    }

    async fn cancelled(&self, job: &Job) -> Result<JobEnd, StoreError> {
        let mut act = self.platform.store.write().await?;
        act.stop_job(job.id, &self.worker.name).await?;
        // Who asked for it stands in the log already.
        act.audit(None, AuditAct::JobCancelled, Subject::Job(job.id, job.dataset));
        tidy_up(&mut act, job).await?;
        import::forget_upload(&act, job).await?;
        act.commit().await?;
        import::clean_up(&self.platform, job, true).await;
        Ok(JobEnd::Cancelled)
    }
}

/// Has the files deleted that a load wrote before it broke off: the disk may be full of them.
pub(super) async fn tidy_up(act: &mut Act, job: &Job) -> Result<(), StoreError> {
    match (job.kind, job.dataset) {
        (JobKind::Import, Some(dataset)) => {
            enqueue_upkeep(act, dataset, JobKind::Vacuum, NOTHING_TO_KNOW).await
        }
        _ => Ok(()),
    }
}

/// Kinds of jobs that every worker does.
const KINDS: [JobKind; 4] = [JobKind::Import, JobKind::Compact, JobKind::Vacuum, JobKind::Profile];

/// Lets the catalogue know that the worker lives, and hears whether the job is to stop.
async fn beat(platform: Platform, job: JobId, worker: String, watch: Arc<JobWatch>) {
    loop {
        match platform.store.heartbeat(job, &worker, watch.seen()).await {
            Ok(true) => watch.cancel(),
            // Somebody else has the job: what is done here would be refused in the end.
            Err(StoreError::LeaseLost) => return watch.cancel(),
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(job = job.0, error = %Chain(&error), "a heartbeat is lost")
            }
        }
        tokio::time::sleep(BEAT).await;
    }
}

/// One job at work.
pub(super) struct Work {
    pub(super) platform: Platform,
    pub(super) job: Job,
    pub(super) worker: String,
    pub(super) watch: Arc<JobWatch>,
}

impl Work {
    async fn run(self) -> Result<(), JobError> {
        match self.job.kind {
            JobKind::Import => import::run(&self).await,
            JobKind::Compact => compact::run(&self).await,
            JobKind::Vacuum => vacuum::run(&self).await,
            JobKind::Profile => profile::run(&self).await,
        }
    }

    /// Waits until the dataset is this job's alone, and keeps it so.
    pub(super) async fn lease(&self) -> Result<Held, JobError> {
        use fanal_ingest::Watch;
        let Some(dataset) = self.job.dataset else {
            return Err(JobError::Final(Problem::new("dataset-deleted")));
        };
        let store = &self.platform.store;
        loop {
            if let Some(lease) = store.acquire_lease(dataset, &self.worker, LEASE_SECONDS).await? {
                return Ok(Held::keep(self.platform.clone(), lease));
            }
            if self.watch.cancelled() {
                return Err(JobError::Cancelled);
            }
            tokio::time::sleep(IDLE).await;
        }
    }
}

/// A lease that is renewed as long as this value lives.
pub(super) struct Held {
    pub(super) lease: Lease,
    platform: Platform,
    _renewal: AbortOnDropHandle<()>,
}

impl Held {
    fn keep(platform: Platform, lease: Lease) -> Self {
        let renewal = tokio::spawn({
            let platform = platform.clone();
            async move {
                loop {
                    tokio::time::sleep(BEAT).await;
                    if let Err(error) = platform.store.renew_lease(&lease, LEASE_SECONDS).await {
                        // The fencing token stops the commit: nothing more is to be done here.
                        tracing::warn!(error = %Chain(&error), "a lease is lost");
                    }
                }
            }
        });
        Self { lease, platform, _renewal: AbortOnDropHandle::new(renewal) }
    }

    /// Makes sure that no other worker took the dataset over, and keeps it for as long as a silent
    /// worker does: what is written next is written by its only writer.
    pub(super) async fn check(&self) -> Result<(), JobError> {
        Ok(self.platform.store.renew_lease(&self.lease, LEASE_SECONDS).await?)
    }

    /// Gives the dataset free.
    pub(super) async fn release(self) {
        if let Err(error) = self.platform.store.release_lease(&self.lease).await {
            tracing::debug!(error = %Chain(&error), "a lease ends by itself");
        }
    }
}
