//! The vacuum job: versions beyond those that are kept expire; files that nothing names go.

use fanal_model::{AuditAct, LoadId, Problem, Subject, Version, VersionState, failpoint};

use super::JobError;
use super::recover::roll_back;
use super::worker::{Held, Work};

/// Versions read at once.
const PAGE: u64 = 1000;

pub(super) async fn run(work: &Work) -> Result<(), JobError> {
    let held = work.lease().await?;
    let outcome = vacuum(work, &held).await;
    held.release().await;
    outcome
}

async fn vacuum(work: &Work, held: &Held) -> Result<(), JobError> {
    let platform = &work.platform;
    let deleted = || JobError::Final(Problem::new("dataset-deleted"));
    let dataset = work.job.dataset.ok_or_else(deleted)?;
    let mut available: Vec<Version> = Vec::new();
    let mut offset = 0;
    loop {
        let page = platform.store.versions(dataset, PAGE, offset).await?;
        offset += page.len() as u64;
        let last = (page.len() as u64) < PAGE;
        available.extend(page.into_iter().filter(|v| v.state == VersionState::Available));
        if last {
            break;
        }
    }
    let kept = usize::try_from(platform.settings.kept_versions.max(1)).unwrap_or(usize::MAX);
    let expired = available.split_off(kept.min(available.len()));
    let mut act = platform.store.write().await?;
    for version in &expired {
        act.expire_version(version.id).await?;
        act.audit(None, AuditAct::VersionExpired, Subject::Version(dataset, version.id));
    }
    act.commit().await?;
    failpoint("vacuum.after-catalogue");
    // The catalogue no longer names them. Should the rest fail, whoever tries again, or the next
    // vacuum, does it: it goes by what is kept, not by what expired just now.
    let table = platform.lake.table(dataset);
    let described = platform.store.dataset(dataset).await?.ok_or_else(deleted)?;
    held.check().await?;
    // Jobs of one dataset are done one after the other: a commit that the catalogue does not know
    // is that of a load that was refused or given up, and nobody adopts it any more.
    let head = roll_back(&table, &described).await?;
    let mut delta_versions: Vec<i64> = available.iter().map(|v| v.delta_version).collect();
    let loads: Vec<LoadId> = available.into_iter().map(|v| v.load).collect();
    delta_versions.extend(head);
    // A worker that slept here would take the files of the loads since for nobody's.
    failpoint("vacuum.before-cleaning");
    held.check().await?;
    table.clean_beside(&loads).await?;
    held.check().await?;
    let cleaned = table.clean(&delta_versions).await?;
    // The log tells the least and greatest cells of each version: what expired leaves it too.
    table.forget(&delta_versions).await?;
    failpoint("vacuum.after-cleaning");
    let act = platform.store.write().await?;
    act.finish_job(work.job.id, &work.worker).await?;
    act.commit().await?;
    tracing::info!(dataset = dataset.0, ?cleaned, "a vacuum ended");
    platform.known.forget();
    Ok(())
}
