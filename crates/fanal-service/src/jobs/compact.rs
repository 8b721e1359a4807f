//! The compaction job: many small files of a source become few; the records stay the same.

use fanal_engine::Pinned;
use fanal_ingest::MergeWriter;
use fanal_lake::{Commit, Purpose, Snapshot, SnapshotFile, WriterSettings};
use fanal_model::{Access, AuditAct, LoadId, Problem, Subject, failpoint};
use futures::TryStreamExt;

use super::JobError;
use super::recover::{Start, recover};
use super::worker::{Held, Work};

/// A dataset to which records are added is looked at after so many loads.
pub(super) const EVERY_VERSIONS: i64 = 16;
/// Files smaller than this are worth rewriting.
const SMALL_BYTES: u64 = 32 << 20;
/// Fewer small files than this are left as they are.
const FEW: usize = 8;

pub(super) async fn run(work: &Work) -> Result<(), JobError> {
    let held = work.lease().await?;
    let outcome = compact(work, &held).await;
    held.release().await;
    outcome
}

async fn compact(work: &Work, held: &Held) -> Result<(), JobError> {
    let platform = &work.platform;
    let dataset = match work.job.dataset {
        Some(id) => platform.store.dataset(id).await?,
        None => None,
    };
    let dataset = dataset.ok_or_else(|| JobError::Final(Problem::new("dataset-deleted")))?;
    let Some(version) = &dataset.current else { return finish(work).await };
    let table = platform.lake.table(dataset.id);
    let snapshot = table.snapshot(version.delta_version).await?;
    let Some(files) = worth_rewriting(&snapshot) else { return finish(work).await };
    let load = LoadId::parse(&uuid::Uuid::now_v7().to_string())
        .expect("the text of a UUID is a load's name");
    let Start::Fresh(head) = recover(&platform.lake, &dataset, &load).await? else {
        return Err(JobError::Final(Problem::new("internal")));
    };
    let pinned = Pinned {
        dataset: dataset.id,
        delta_version: version.delta_version,
        fields: version.fields.clone(),
    };
    let remove: Vec<String> = files.iter().map(|f| f.table_path.clone()).collect();
    let mut stored = platform
        .engine
        .stored(&pinned, &Access::unrestricted(), Some(&remove))
        .await
        .map_err(fanal_ingest::IngestError::Query)?;
    let settings = WriterSettings::default();
    let mut writer = MergeWriter::new(&table, &load, snapshot.schema.clone(), settings)?;
    while let Some(batch) = stored.try_next().await.map_err(fanal_ingest::IngestError::Query)? {
        writer.write(batch).await?;
    }
    let add = writer.finish().await?;
    let removed: u64 = files.iter().map(|f| f.size_bytes).sum();
    let added: u64 = add.iter().map(|f| f.size_bytes).sum();
    let size_bytes = version.size_bytes.saturating_sub(removed) + added;
    failpoint("compact.before-commit");
    let commit = Commit {
        load,
        base: head,
        schema: snapshot.schema.clone(),
        add,
        remove,
        purpose: Purpose::Compaction,
    };
    held.check().await?;
    let delta_version = table.commit(commit).await?;
    failpoint("compact.after-commit");
    let mut act = platform.store.write().await?;
    act.move_version(version.id, delta_version, size_bytes, &held.lease).await?;
    act.finish_job(work.job.id, &work.worker).await?;
    let subject = Subject::Version(dataset.id, version.id);
    act.audit(None, AuditAct::VersionCompacted, subject);
    act.commit().await?;
    platform.known.forget();
    Ok(())
}

async fn finish(work: &Work) -> Result<(), JobError> {
    let act = work.platform.store.write().await?;
    act.finish_job(work.job.id, &work.worker).await?;
    Ok(act.commit().await?)
}

/// The small files of the source that has the most of them, when they are many. Files of one
/// source only: a replacement must be able to take a source's files out whole.
fn worth_rewriting(snapshot: &Snapshot) -> Option<Vec<&SnapshotFile>> {
    let mut of_source = std::collections::BTreeMap::<i64, Vec<&SnapshotFile>>::new();
    for file in snapshot.files.iter().filter(|f| f.size_bytes < SMALL_BYTES) {
        if let Some(source) = file.source {
            of_source.entry(source).or_default().push(file);
        }
    }
    of_source.into_values().max_by_key(Vec::len).filter(|files| files.len() >= FEW)
}
