//! Watching jobs and stopping them.

use fanal_model::{AuditAct, Dataset, Job, JobId, JobKind, Permission, Subject, Version};
use fanal_store::{JobFilter, JobPhase};

use super::import;
use super::recover::read_manifest;
use super::worker::tidy_up;
use crate::loads::ImportPayload;
use crate::{Caller, Platform, ServiceError};

/// Jobs of a list.
const RECENT: u64 = 10;

/// A job with what people know it by.
#[derive(Debug, Clone)]
pub struct SeenJob {
    /// The job.
    pub job: Job,
    /// The dataset that it works on, if it is still there.
    pub dataset: Option<Dataset>,
    /// Name of the file that it loads; empty for other kinds.
    pub file_name: String,
    /// Number of the upload, while its file is kept and if the caller may read it.
    pub upload: Option<String>,
    /// The version that its load made, once there is one.
    pub version: Option<Version>,
    /// Records of that version whose shape was mended; what they were is among the rejected rows.
    pub mended: u64,
}

impl Platform {
    /// One job, for those who prepare datasets.
    pub async fn seen_job(&self, caller: &Caller, id: JobId) -> Result<SeenJob, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let job = self.store.job(id).await?.ok_or(ServiceError::NotFound)?;
        let dataset = match job.dataset {
            Some(id) => self.store.dataset(id).await?,
            None => None,
        };
        let payload = serde_json::from_str::<ImportPayload>(&job.payload).ok();
        let upload = match &payload {
            Some(payload) => match self.upload(caller, &payload.upload).await {
                Ok(upload) => Some(upload.id),
                Err(ServiceError::NotFound) => None,
                Err(error) => return Err(error),
            },
            None => None,
        };
        let version = match payload.as_ref().and_then(ImportPayload::load) {
            Some(load) => self.store.version_by_load(&load).await?,
            None => None,
        };
        let file_name = payload.map(|p| p.file_name).unwrap_or_default();
        let manifest = match (&dataset, &version) {
            (Some(dataset), Some(version)) => {
                let table = self.lake.table(dataset.id);
                let manifest = read_manifest(&table, &version.load).await;
                manifest.map_err(|e| ServiceError::Internal(anyhow::Error::new(e)))?
            }
            _ => None,
        };
        let mended = manifest.map_or(0, |manifest| manifest.mended);
        Ok(SeenJob { job, dataset, file_name, upload, version, mended })
    }

    /// Loads that wait or run, then those that ended lately without their effect.
    pub async fn recent_jobs(
        &self,
        caller: &Caller,
    ) -> Result<Vec<(Job, Option<Dataset>)>, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let mut seen = Vec::new();
        for phase in [JobPhase::Running, JobPhase::Waiting, JobPhase::Failed] {
            let kind = Some(JobKind::Import);
            let filter = JobFilter { phase, kind, limit: RECENT };
            for job in self.store.jobs(&filter).await? {
                let dataset = match job.dataset {
                    Some(id) => self.store.dataset(id).await?,
                    None => None,
                };
                seen.push((job, dataset));
            }
        }
        Ok(seen)
    }

    /// Stops a job: one that waits ends at once, one that runs is asked to. One that is over stays
    /// as it is, and nothing is noted of it.
    pub async fn cancel_job(&self, caller: &Caller, id: JobId) -> Result<(), ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let mut act = self.store.write().await?;
        let before = act.job(id).await?.ok_or(ServiceError::NotFound)?;
        if before.state.is_over() || before.cancel_requested {
            return Ok(());
        }
        let job = act.cancel_job(id).await?.ok_or(ServiceError::NotFound)?;
        let subject = Subject::Job(job.id, job.dataset);
        act.audit(caller.actor.user(), AuditAct::JobCancelled, subject);
        let ended = job.state.is_over();
        if ended {
            import::forget_upload(&act, &job).await?;
            if job.attempts > 0 {
                tidy_up(&mut act, &job).await?;
            }
        }
        act.commit().await?;
        if ended {
            import::clean_up(self, &job, true).await;
        }
        Ok(())
    }
}
