//! The import job: one load, from the spool to one new version, or to nothing.

use std::path::PathBuf;

use fanal_engine::Pinned;
use fanal_ingest::{GivenFile, Load, Manifest, REJECTED_FILE, Recipe, Written};
use fanal_lake::{Commit, Purpose, Table};
use fanal_model::{
    AuditAct, Dataset, Job, JobKind, Lifecycle, LoadId, LoadMode, Problem, Source, Subject,
    Version, failpoint,
};
use fanal_store::{Act, NewVersion, StoreError};

use super::recover::{Start, recover};
use super::upkeep::{NOTHING_TO_KNOW, enqueue_upkeep};
use super::worker::{Held, Work};
use super::{JobError, compact};
use crate::datasets::{says_more, withdraw, write_dataset};
use crate::loads::{ImportPayload, admitted, holds_left_out, original_name, recipe_to_json};
use crate::{Chain, Platform};

/// Does the job. The catalogue's transaction that makes the version also ends the job.
pub(super) async fn run(work: &Work) -> Result<(), JobError> {
    let payload: ImportPayload = serde_json::from_str(&work.job.payload)
        .map_err(|_| JobError::Final(Problem::new("job-unreadable")))?;
    let import = Import::new(work, payload)?;
    let held = work.lease().await?;
    let outcome = import.load(&held).await;
    held.release().await;
    outcome
}

/// Deletes what lies in the spool for a load that is over: its end stands in the catalogue, so
/// that no other worker takes it up again.
pub(super) async fn clean_up(platform: &Platform, job: &Job, with_file: bool) {
    let Some(payload) = payload_of(job) else { return };
    for path in [rejected_path(platform, &payload), manifest_path(platform, &payload)] {
        crate::loads::remove(&path).await;
    }
    // Other loads may read the same file: it goes when nobody knows it any more.
    if with_file && matches!(platform.store.upload(&payload.upload).await, Ok(None)) {
        platform.remove_upload(&payload.upload).await;
    }
}

/// Forgets the upload of a load that was stopped, unless others read it too: its file goes once the
/// act is committed.
pub(super) async fn forget_upload(act: &Act, job: &Job) -> Result<(), StoreError> {
    match payload_of(job) {
        Some(payload) => act.release_upload(&payload.upload).await,
        None => Ok(()),
    }
}

fn payload_of(job: &Job) -> Option<ImportPayload> {
    if job.kind == JobKind::Import { serde_json::from_str(&job.payload).ok() } else { None }
}

/// Files beside the upload: the upload's number first, so that the sweep spares them with it, then
/// the load's name, as one upload may be loaded again after a failure.
fn rejected_path(platform: &Platform, payload: &ImportPayload) -> PathBuf {
    platform.spool_path(&format!("{}-{}-rejected", payload.upload, payload.load))
}

fn manifest_path(platform: &Platform, payload: &ImportPayload) -> PathBuf {
    platform.spool_path(&format!("{}-{}-manifest", payload.upload, payload.load))
}

struct Import<'a> {
    work: &'a Work,
    payload: ImportPayload,
    load: LoadId,
    mode: LoadMode,
}

impl<'a> Import<'a> {
    fn new(work: &'a Work, payload: ImportPayload) -> Result<Self, JobError> {
        let unreadable = || JobError::Final(Problem::new("job-unreadable"));
        let load = payload.load().ok_or_else(unreadable)?;
        let mode = payload.mode().map_err(|_| unreadable())?;
        Ok(Self { work, payload, load, mode })
    }

    async fn load(&self, held: &Held) -> Result<(), JobError> {
        let platform = &self.work.platform;
        let dataset = match self.work.job.dataset {
            Some(id) => platform.store.dataset(id).await?,
            None => None,
        };
        let dataset = dataset.ok_or_else(|| JobError::Final(Problem::new("dataset-deleted")))?;
        self.load_into(&dataset, held).await?;
        platform.known.forget();
        platform.engine.forget(dataset.id);
        Ok(())
    }

    async fn load_into(&self, dataset: &Dataset, held: &Held) -> Result<(), JobError> {
        let lake = &self.work.platform.lake;
        match recover(lake, dataset, &self.load).await? {
            Start::Committed(delta_version, manifest) => {
                self.enter(dataset, held, delta_version, *manifest).await
            }
            Start::Fresh(head) => {
                let table = lake.table(dataset.id);
                let written = self.write(dataset, &table).await?;
                let manifest = Manifest {
                    fields: written.fields.clone(),
                    left_out: written.left_out.clone(),
                    meanings_said: written.meanings_said.clone(),
                    recipe: Some(written.recipe.clone()),
                    records: written.records,
                    rejected: written.rejected,
                    mended: written.mended,
                    size_bytes: written.size_bytes,
                };
                if let Err(error) = self.put_beside(&table, &manifest).await {
                    // Nothing names them, and the disk may be full: the next try needs the room.
                    if let Err(error) = table.discard(&written.add).await {
                        tracing::warn!(error = %Chain(&error), "files of a load that failed stay");
                    }
                    return Err(error);
                }
                failpoint("load.before-commit");
                // The last chance to stop it, and to see that nobody took the job over.
                let (job, seen) = (self.work.job.id, self.work.watch.seen());
                if self.work.platform.store.heartbeat(job, &self.work.worker, seen).await? {
                    return Err(JobError::Cancelled);
                }
                let commit = Commit {
                    load: self.load.clone(),
                    base: head,
                    schema: written.schema,
                    add: written.add,
                    remove: written.remove,
                    purpose: Purpose::Load,
                };
                held.check().await?;
                let delta_version = table.commit(commit).await?;
                failpoint("load.after-commit");
                self.enter(dataset, held, delta_version, manifest).await
            }
        }
    }

    async fn write(&self, dataset: &Dataset, table: &Table) -> Result<Written, JobError> {
        let platform = &self.work.platform;
        let base = match &dataset.current {
            None => None,
            Some(version) => {
                let snapshot = table.snapshot(version.delta_version).await?;
                let pinned = Pinned {
                    dataset: dataset.id,
                    delta_version: version.delta_version,
                    fields: version.fields.clone(),
                };
                Some((pinned, snapshot))
            }
        };
        // What the dataset declares binds a first load and additions; a replacement is judged anew.
        let binds = base.is_none() || self.mode != LoadMode::Replace;
        let (described, payload) = (dataset.clone(), self.payload.clone());
        let load = Load {
            dataset: dataset.id,
            file: GivenFile {
                path: platform.spooled_file(&self.payload.upload).await?,
                name: self.payload.file_name.clone(),
                scratch: platform.scratch(),
            },
            recipe: self.payload.recipe.clone(),
            declared: if binds { dataset.fields.clone() } else { Vec::new() },
            key: dataset.key(),
            source: self.payload.source(),
            load: self.load.clone(),
            mode: self.mode.clone(),
            base,
            table: table.clone(),
            rejected_path: rejected_path(platform, &self.payload),
            columns_seen: self.payload.columns_seen,
            admit: Box::new(move |fields, said| {
                admitted(&described, fields, said, &payload).map(|_| ())
            }),
            threads: std::thread::available_parallelism().map_or(2, usize::from),
        };
        Ok(fanal_ingest::write(load, &platform.engine, self.work.watch.clone()).await?)
    }

    /// Puts beside the version what it carries: the rows that could not be read, the original
    /// unless a part of it is left out, and the manifest last.
    async fn put_beside(&self, table: &Table, manifest: &Manifest) -> Result<(), JobError> {
        if manifest.rejected + manifest.mended > 0 {
            table
                .put_beside(
                    &self.load,
                    REJECTED_FILE,
                    &rejected_path(&self.work.platform, &self.payload),
                )
                .await?;
        }
        // What one dataset of a series leaves out would lie beside the others.
        if !self.payload.one_of_several && !self.payload.recipe.leaves_out() {
            let name = original_name(&self.payload.file_name);
            let file = self.work.platform.spooled_file(&self.payload.upload).await?;
            table.put_beside(&self.load, &name, &file).await?;
        }
        let path = manifest_path(&self.work.platform, &self.payload);
        let json = manifest.to_json()?;
        tokio::fs::write(&path, json)
            .await
            .map_err(|e| JobError::from(fanal_ingest::IngestError::Scratch(e)))?;
        Ok(table.put_beside(&self.load, Manifest::FILE, &path).await.map(|_| ())?)
    }

    /// The catalogue's half of the commit, in one transaction.
    async fn enter(
        &self,
        dataset: &Dataset,
        held: &Held,
        delta_version: i64,
        manifest: Manifest,
    ) -> Result<(), JobError> {
        let (platform, job) = (&self.work.platform, &self.work.job);
        // The last word on how far it came: whoever watches sees the whole of it.
        platform.store.heartbeat(job.id, &self.work.worker, self.work.watch.seen()).await?;
        let mut act = platform.store.write().await?;
        // As it is now: people may have described the fields while the file was read.
        let deleted = || JobError::Final(Problem::new("dataset-deleted"));
        let described = act.dataset(dataset.id).await?.ok_or_else(deleted)?;
        let new = NewVersion {
            dataset: dataset.id,
            delta_version,
            load: self.load.clone(),
            mode: self.mode.clone(),
            source: self.payload.source(),
            fields: admitted(&described, &manifest.fields, &manifest.meanings_said, &self.payload)
                .map_err(JobError::Final)?,
            records: manifest.records,
            rejected: manifest.rejected,
            size_bytes: manifest.size_bytes,
        };
        let version = act.commit_version(new, &held.lease).await?;
        self.keep_recipe(&act, manifest.recipe.as_ref()).await?;
        act.finish_job(job.id, &self.work.worker).await?;
        act.release_upload(&self.payload.upload).await?;
        let subject = Subject::Version(dataset.id, version.id);
        act.audit(job.user, AuditAct::VersionCommitted, subject);
        if says_more(&described.fields, &version.fields) {
            act.audit(job.user, AuditAct::PersonsAllowed, Subject::Dataset(dataset.id));
        }
        let loaded = act.dataset(dataset.id).await?.ok_or_else(deleted)?;
        let left_out =
            |version: &Version| holds_left_out(&described, &loaded, &manifest.left_out, version);
        let withdrew = withdraw(&mut act, job.user, &loaded, left_out).await?;
        if self.payload.publish && loaded.lifecycle == Lifecycle::Draft {
            let published = Dataset { lifecycle: Lifecycle::Published, ..loaded.clone() };
            write_dataset(&mut act, job.user, &loaded, published).await?;
            act.audit(job.user, AuditAct::DatasetPublished, Subject::Dataset(dataset.id));
        }
        self.follow_up(&mut act, dataset, version.number, withdrew).await?;
        act.commit().await?;
        failpoint("load.after-catalogue");
        Ok(())
    }

    /// Keeps how the file was read for the next one of its source, unless somebody decided
    /// otherwise since.
    async fn keep_recipe(&self, act: &Act, read_by: Option<&Recipe>) -> Result<(), JobError> {
        let source = self.payload.source();
        let dataset = self.work.job.dataset;
        let sources = match dataset {
            Some(dataset) => act.sources(dataset).await?,
            None => Vec::new(),
        };
        let replaced = |s: &Source| s.id == source && self.payload.replaces(s.recipe.as_deref());
        if sources.iter().any(replaced) {
            let recipe = recipe_to_json(read_by.unwrap_or(&self.payload.recipe))?;
            act.save_recipe(source, &recipe).await?;
        }
        Ok(())
    }

    /// Puts in the queue what a load makes necessary: fewer files, fewer versions, the profile of
    /// the new one.
    async fn follow_up(
        &self,
        act: &mut Act,
        dataset: &Dataset,
        versions: i64,
        withdrew: bool,
    ) -> Result<(), JobError> {
        if self.mode == LoadMode::Append && versions % compact::EVERY_VERSIONS == 0 {
            enqueue_upkeep(act, dataset.id, JobKind::Compact, NOTHING_TO_KNOW).await?;
        }
        let kept = i64::from(self.work.platform.settings.kept_versions);
        if withdrew || versions > kept {
            enqueue_upkeep(act, dataset.id, JobKind::Vacuum, NOTHING_TO_KNOW).await?;
        }
        let profile = crate::profiles::payload(versions);
        Ok(enqueue_upkeep(act, dataset.id, JobKind::Profile, profile).await?)
    }
}
