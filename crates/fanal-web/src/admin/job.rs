//! Watching a job, and stopping it.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{JobId, JobState, Lifecycle};
use fanal_service::{SeenJob, ServiceError};
use fanal_views::DatasetLink;
use fanal_views::admin::{JobOutcome, JobPage};
use serde::Serialize;

use crate::extract::{CheckedForm, One, Visitor};
use crate::{App, Html, Page, PageError};

/// How far a job has come and how it ended.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, One(id): One) -> Page<JobPage> {
    let seen = read(&app, &visitor, &id).await.map_err(|e| visitor.refused(e))?;
    let outcome = outcome(&seen);
    Ok(Html(JobPage {
        layout: visitor.layout(app.platform.now()),
        dataset: seen.dataset.as_ref().map(DatasetLink::of),
        file_name: seen.file_name,
        upload: seen.upload,
        outcome,
        job: seen.job,
    }))
}

#[derive(Serialize)]
struct Progress {
    done: u64,
    total: Option<u64>,
    records: u64,
    state: &'static str,
    /// Where to go once it is over: the same page, which then says how it ended.
    redirect: Option<String>,
}

/// The same for a script.
pub(super) async fn progress(State(app): State<App>, visitor: Visitor, One(id): One) -> Response {
    let Ok(seen) = read(&app, &visitor, &id).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let job = seen.job;
    let state = match job.state {
        JobState::Waiting(_) => "waiting",
        JobState::Running(_) => "running",
        JobState::Done(_) => "done",
        JobState::Failed(..) => "failed",
        JobState::Cancelled(_) => "cancelled",
    };
    let progress = Progress {
        done: job.progress.done,
        total: job.progress.total,
        records: job.progress.records,
        state,
        redirect: job.state.is_over().then(|| format!("/admin/jobs/{}", job.id)),
    };
    match serde_json::to_vec(&progress) {
        Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Stops a job.
pub(super) async fn cancel(
    State(app): State<App>,
    One(id): One,
    form: CheckedForm,
) -> Result<Redirect, PageError> {
    let visitor = &form.visitor;
    let job = number(&id).map_err(|e| visitor.refused(e))?;
    let cancelled = app.platform.cancel_job(&visitor.caller, job).await;
    cancelled.map_err(|e| visitor.refused(e))?;
    Ok(Redirect::to(&format!("/admin/jobs/{job}")))
}

async fn read(app: &App, visitor: &Visitor, id: &str) -> Result<SeenJob, ServiceError> {
    app.platform.seen_job(&visitor.caller, number(id)?).await
}

fn number(id: &str) -> Result<JobId, ServiceError> {
    id.parse().map(JobId).map_err(|_| ServiceError::NotFound)
}

/// What the job itself made: later loads have outcomes of their own.
fn outcome(seen: &SeenJob) -> Option<JobOutcome> {
    let done = matches!(seen.job.state, JobState::Done(_));
    let dataset = seen.dataset.as_ref().filter(|_| done)?;
    let version = seen.version.as_ref()?;
    Some(JobOutcome {
        version: version.number,
        records: version.records,
        rejected: version.rejected,
        mended: seen.mended,
        draft: dataset.lifecycle == Lifecycle::Draft,
    })
}
