//! The profile job: one pass over a version, its profile beside it.

use fanal_engine::{Pinned, Profiler, QueryOptions};
use fanal_ingest::{IngestError, Watch};
use fanal_model::{Access, Problem, Version, VersionState};
use fanal_odsql::Query;
use futures::TryStreamExt;

use super::JobError;
use super::worker::{Held, Work};
use crate::profiles;

/// Does the job: the version that its payload names, or the current one.
pub(super) async fn run(work: &Work) -> Result<(), JobError> {
    let held = work.lease().await?;
    let outcome = profile(work, &held).await;
    held.release().await;
    outcome
}

async fn profile(work: &Work, held: &Held) -> Result<(), JobError> {
    let platform = &work.platform;
    let Some(id) = work.job.dataset else {
        return Err(JobError::Final(Problem::new("dataset-deleted")));
    };
    let version = match profiles::version_asked(&work.job.payload) {
        Some(number) => platform.store.version_by_number(id, number).await?,
        None => platform.store.dataset(id).await?.and_then(|dataset| dataset.current),
    };
    if let Some(version) = version.filter(|v| v.state == VersionState::Available) {
        let json = pass(work, &version).await?;
        let path = platform.scratch().join(format!("profile-{}.json", work.job.id.0));
        tokio::fs::write(&path, json).await.map_err(IngestError::Scratch)?;
        // A worker that slept would put it beside a version that was purged meanwhile.
        held.check().await?;
        let table = platform.lake.table(id);
        let put = table.put_beside(&version.load, profiles::FILE, &path).await;
        crate::loads::remove(&path).await;
        put?;
    }
    let act = platform.store.write().await?;
    act.finish_job(work.job.id, &work.worker).await?;
    Ok(act.commit().await?)
}

/// Reads every record of a version, every column, in one pass.
async fn pass(work: &Work, version: &Version) -> Result<Vec<u8>, JobError> {
    let pinned = Pinned {
        dataset: version.dataset,
        delta_version: version.delta_version,
        fields: version.fields.clone(),
    };
    let engine = &work.platform.engine;
    let handle = engine.open(&pinned, Access::unrestricted()).await.map_err(IngestError::Query)?;
    let everything = handle.query(&Query::default(), &QueryOptions::default()).await;
    let mut batches = everything.map_err(IngestError::Query)?.batches;
    let mut profiler = Profiler::new(&pinned.fields);
    while let Some(batch) = batches.try_next().await.map_err(IngestError::Query)? {
        if work.watch.cancelled() {
            return Err(JobError::Cancelled);
        }
        profiler.add(&batch).map_err(IngestError::Query)?;
        let records = profiler.records();
        work.watch.progress(records, Some(version.records), records);
    }
    Ok(profiles::to_json(&profiler.finish())?)
}
