use std::collections::BTreeSet;

use fanal_model::{Job, JobKind, JobState, Problem, Progress};
use tokio::task::JoinSet;

use super::harness::{Fixture, on_both_databases};
use crate::{JobFilter, JobPhase, NewJob, StoreError, Worker};

on_both_databases![
    a_job_is_enqueued_claimed_and_finished,
    two_workers_never_get_the_same_job,
    jobs_of_other_kinds_and_later_ones_are_left,
    a_dead_workers_job_is_claimed_again,
    a_heartbeat_keeps_the_job_and_tells_of_a_stop,
    a_waiting_job_is_cancelled_at_once,
    a_failed_job_waits_or_ends_with_its_problem,
    a_command_runs_its_own_job,
    jobs_of_one_dataset_are_done_in_the_order_asked_for,
];

fn worker(name: &str) -> Worker {
    Worker { name: name.into(), lease_seconds: 30 }
}

fn import() -> NewJob {
    NewJob {
        kind: JobKind::Import,
        dataset: None,
        user: None,
        payload: "{}".into(),
        not_before: None,
    }
}

async fn enqueued(it: &Fixture, new: NewJob) -> Job {
    let act = it.act().await;
    let job = act.enqueue(new).await.unwrap();
    act.commit().await.unwrap();
    job
}

async fn claimed(it: &Fixture, name: &str) -> Option<Job> {
    it.store.claim(&[JobKind::Import], &worker(name)).await.unwrap()
}

async fn read(it: &Fixture, job: &Job) -> Job {
    it.store.job(job.id).await.unwrap().unwrap()
}

#[track_caller]
fn check_lost<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::LeaseLost)), "{result:?}");
}

async fn a_job_is_enqueued_claimed_and_finished(it: Fixture) {
    let dataset = Some(it.dataset("arbres").await.id);
    let job = enqueued(&it, NewJob { dataset, ..import() }).await;
    assert_eq!(job.state, JobState::Waiting(it.now()));
    let other = enqueued(&it, import()).await;
    let taken = claimed(&it, "a").await.unwrap();
    let state = JobState::Running(it.now());
    assert_eq!(taken, Job { attempts: 1, state, ..job.clone() });
    assert_eq!(read(&it, &job).await, taken);

    let list = async |phase, kind| {
        let jobs = it.store.jobs(&JobFilter { phase, kind, limit: 10 }).await.unwrap();
        jobs.into_iter().map(|job| job.id).collect::<Vec<_>>()
    };
    assert_eq!(list(JobPhase::Waiting, None).await, [other.id]);
    assert_eq!(list(JobPhase::Waiting, Some(JobKind::Vacuum)).await, []);
    assert_eq!(list(JobPhase::Running, None).await, [job.id]);

    check_lost(it.act().await.finish_job(job.id, "b").await);
    let act = it.act().await;
    act.finish_job(job.id, "a").await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(read(&it, &job).await.state, JobState::Done(it.now()));
    assert_eq!(list(JobPhase::Running, None).await, []);
    check_lost(it.act().await.finish_job(job.id, "a").await);
}

async fn two_workers_never_get_the_same_job(it: Fixture) {
    const JOBS: usize = 24;
    for _ in 0..JOBS {
        enqueued(&it, import()).await;
    }
    let other = it.reopened().await.unwrap();
    let mut workers = JoinSet::new();
    for number in 0..8 {
        let store = if number % 2 == 0 { it.store.clone() } else { other.clone() };
        workers.spawn(async move {
            let mut mine = Vec::new();
            let me = worker(&number.to_string());
            // On PostgreSQL a claim may find every waiting row locked by others: it comes again.
            for _ in 0..JOBS {
                mine.extend(store.claim(&[JobKind::Import], &me).await.unwrap());
            }
            mine
        });
    }
    let all: Vec<Job> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(all.len(), JOBS);
    assert_eq!(all.iter().map(|job| job.id).collect::<BTreeSet<_>>().len(), JOBS);
    assert!(all.iter().all(|job| job.attempts == 1));
}

async fn jobs_of_other_kinds_and_later_ones_are_left(it: Fixture) {
    enqueued(&it, NewJob { kind: JobKind::Vacuum, ..import() }).await;
    let later = it.now().plus_seconds(60);
    let job = enqueued(&it, NewJob { not_before: Some(later), ..import() }).await;
    assert_eq!(claimed(&it, "a").await, None);
    assert_eq!(it.store.claim(&[], &worker("a")).await.unwrap(), None);
    it.pass_seconds(60);
    assert_eq!(claimed(&it, "a").await.unwrap().id, job.id);
}

async fn a_dead_workers_job_is_claimed_again(it: Fixture) {
    let job = enqueued(&it, import()).await;
    claimed(&it, "dead").await.unwrap();
    it.pass_seconds(29);
    assert_eq!(claimed(&it, "b").await, None);
    it.pass_seconds(1);
    let again = claimed(&it, "b").await.unwrap();
    assert_eq!((again.id, again.attempts), (job.id, 2));
    check_lost(it.store.heartbeat(job.id, "dead", Progress::default()).await);
    check_lost(it.act().await.finish_job(job.id, "dead").await);
    assert_eq!(claimed(&it, "c").await, None);
}

async fn a_heartbeat_keeps_the_job_and_tells_of_a_stop(it: Fixture) {
    let job = enqueued(&it, import()).await;
    claimed(&it, "a").await.unwrap();
    it.pass_seconds(29);
    let progress = Progress { done: 10, total: Some(40), records: 3 };
    assert!(!it.store.heartbeat(job.id, "a", progress).await.unwrap());
    it.pass_seconds(29);
    assert_eq!(claimed(&it, "b").await, None);
    let seen = read(&it, &job).await;
    assert_eq!((seen.progress, seen.cancel_requested), (progress, false));
    assert_eq!(seen.state, JobState::Running(it.now().plus_seconds(-29)));

    let act = it.act().await;
    let asked = act.cancel_job(job.id).await.unwrap().unwrap();
    act.commit().await.unwrap();
    assert!(asked.cancel_requested && !asked.state.is_over());
    assert!(it.store.heartbeat(job.id, "a", progress).await.unwrap());
    let act = it.act().await;
    act.stop_job(job.id, "a").await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(read(&it, &job).await.state, JobState::Cancelled(it.now()));
    check_lost(it.store.heartbeat(job.id, "a", progress).await);
}

async fn a_waiting_job_is_cancelled_at_once(it: Fixture) {
    let job = enqueued(&it, import()).await;
    let act = it.act().await;
    let cancelled = act.cancel_job(job.id).await.unwrap().unwrap();
    assert_eq!(act.cancel_job(fanal_model::JobId(999)).await.unwrap(), None);
    act.commit().await.unwrap();
    assert_eq!(cancelled.state, JobState::Cancelled(it.now()));
    assert_eq!(claimed(&it, "a").await, None);
    assert_eq!(it.store.claim_one(job.id, &worker("a")).await.unwrap(), None);
    // Once over, it stays as it ended.
    it.pass_seconds(5);
    let act = it.act().await;
    assert_eq!(act.cancel_job(job.id).await.unwrap(), Some(cancelled));
}

async fn a_failed_job_waits_or_ends_with_its_problem(it: Fixture) {
    let problem = Problem::new("file-empty").text("file", "5").number("line", 7);
    let fail = async |job: &Job, retry_at| {
        let act = it.act().await;
        act.fail_job(job.id, "a", &problem, retry_at).await.unwrap();
        act.commit().await.unwrap();
        read(&it, job).await.state
    };
    let job = enqueued(&it, import()).await;
    claimed(&it, "a").await.unwrap();
    let later = it.now().plus_seconds(60);
    assert_eq!(fail(&job, Some(later)).await, JobState::Waiting(later));
    assert_eq!(claimed(&it, "a").await, None);
    it.pass_seconds(60);
    claimed(&it, "a").await.unwrap();
    assert_eq!(fail(&job, None).await, JobState::Failed(it.now(), problem.clone()));

    let stopped = enqueued(&it, import()).await;
    claimed(&it, "a").await.unwrap();
    let act = it.act().await;
    act.cancel_job(stopped.id).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(fail(&stopped, Some(later)).await, JobState::Cancelled(it.now()));
}

async fn a_command_runs_its_own_job(it: Fixture) {
    let job = enqueued(&it, import()).await;
    let taken = it.store.claim_one(job.id, &worker("cli")).await.unwrap().unwrap();
    assert_eq!((taken.attempts, taken.state), (1, JobState::Running(it.now())));
    assert_eq!(claimed(&it, "server").await, None);
    assert_eq!(it.store.claim_one(job.id, &worker("server")).await.unwrap(), None);
    assert!(!it.store.heartbeat(job.id, "cli", Progress::default()).await.unwrap());
    it.pass_seconds(30);
    let taken = it.store.claim_one(job.id, &worker("server")).await.unwrap();
    assert_eq!(taken.unwrap().attempts, 2);

    let waits = enqueued(&it, NewJob { not_before: Some(it.now().plus_seconds(9)), ..import() });
    let waits = waits.await;
    let taken = it.store.claim_one(waits.id, &worker("cli")).await.unwrap();
    assert_eq!(taken.unwrap().id, waits.id);
}

async fn jobs_of_one_dataset_are_done_in_the_order_asked_for(it: Fixture) {
    let dataset = Some(it.dataset("arbres").await.id);
    let first = enqueued(&it, NewJob { dataset, ..import() }).await;
    let second = enqueued(&it, NewJob { dataset, ..import() }).await;
    let other = enqueued(&it, NewJob { dataset: Some(it.dataset("bancs").await.id), ..import() });
    let other = other.await;
    let own = async |job: &Job, name: &str| {
        it.store.claim_one(job.id, &worker(name)).await.unwrap().map(|job| job.id)
    };
    // Whoever wants the second gets the first, which nobody does.
    assert_eq!(own(&second, "dead").await, Some(first.id));
    assert_eq!(own(&second, "a").await, None);
    assert_eq!(claimed(&it, "a").await.unwrap().id, other.id);
    assert_eq!(claimed(&it, "b").await, None);
    // Its worker is dead: it still comes first.
    it.pass_seconds(30);
    assert_eq!(own(&second, "c").await, Some(first.id));
    let act = it.act().await;
    act.finish_job(first.id, "c").await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(own(&second, "c").await, Some(second.id));
}
