//! What one version of a table holds, in plain words.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use deltalake_core::DeltaTableError;
use deltalake_core::kernel::{LogicalFileView, Metadata, Snapshot as DeltaSnapshot};
use deltalake_core::logstore::LogStore;
use fanal_model::DatasetId;
use futures::TryStreamExt as _;
use object_store::path::Path;

use crate::writer::Statistics;
use crate::{LakeError, schema};

/// What one version of a table holds. Never changes once read.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The version of the Delta table.
    pub delta_version: i64,
    /// The columns, hidden ones last; every one nullable, list elements named `item`.
    pub schema: SchemaRef,
    /// The data files in the order of their rows: by source, then first row, then path.
    pub files: Vec<SnapshotFile>,
    /// The table's own description in the log.
    pub(crate) metadata: Metadata,
}

/// A data file of a version.
#[derive(Debug, Clone)]
pub struct SnapshotFile {
    /// Path from the lake's root, for [`Lake::object_store`](crate::Lake::object_store).
    pub path: Path,
    /// Path in the table's folder, as [`Commit::remove`](crate::Commit) wants it.
    pub table_path: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Rows in the file.
    pub rows: u64,
    /// The source of all its rows (`_source`), when they share one.
    pub source: Option<i64>,
    /// Its first row number in the source (`_row`).
    pub first_row: Option<i64>,
    /// Its last row number in the source.
    pub last_row: Option<i64>,
    /// The statistics as the log holds them.
    pub(crate) stats: String,
}

impl Snapshot {
    /// Returns the number of rows in all files.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// Returns the size of all files in bytes.
    pub fn size_bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size_bytes).sum()
    }

    /// A fair guess at the memory that it takes.
    fn memory_bytes(&self) -> usize {
        let file = |file: &SnapshotFile| {
            size_of::<SnapshotFile>() + 2 * file.table_path.len() + file.stats.len()
        };
        self.schema.fields().len() * 256 + self.files.iter().map(file).sum::<usize>() + 1024
    }

    /// Replays the log up to a version.
    pub(crate) async fn read(
        log: &dyn LogStore,
        folder: &Path,
        delta_version: i64,
    ) -> Result<Self, LakeError> {
        let wanted =
            u64::try_from(delta_version).map_err(|_| LakeError::NoSuchVersion { delta_version })?;
        let told = |error| log_error(folder, error);
        let delta = DeltaSnapshot::try_new(log, Some(wanted)).await.map_err(told)?;
        refuse_foreign(delta.metadata())?;
        let views: Vec<LogicalFileView> =
            delta.file_views(log, None).try_collect().await.map_err(told)?;
        let mut files =
            views.iter().map(|view| file(folder, view)).collect::<Result<Vec<_>, _>>()?;
        files.sort_by(|a, b| {
            (a.source, a.first_row, &a.table_path).cmp(&(b.source, b.first_row, &b.table_path))
        });
        Ok(Self {
            delta_version,
            schema: schema::from_delta(delta.schema().as_ref())?,
            files,
            metadata: delta.metadata().clone(),
        })
    }
}

/// Refuses what would make our plain scan of the files wrong.
fn refuse_foreign(metadata: &Metadata) -> Result<(), LakeError> {
    let mode = metadata.configuration().get("delta.columnMapping.mode");
    let feature = if mode.is_some_and(|mode| mode != "none") {
        "column mapping"
    } else if !metadata.partition_columns().is_empty() {
        "partitions"
    } else {
        return Ok(());
    };
    Err(LakeError::Unsupported { feature: feature.to_owned() })
}

fn file(folder: &Path, view: &LogicalFileView) -> Result<SnapshotFile, LakeError> {
    let table_path = view.path().into_owned();
    if view.deletion_vector_descriptor().is_some() {
        return Err(LakeError::Unsupported { feature: "deletion vectors".to_owned() });
    }
    if table_path.contains("://") || table_path.starts_with('/') {
        return Err(LakeError::Unsupported { feature: "files of another table".to_owned() });
    }
    let stats = view.stats().unwrap_or_default();
    let known = Statistics::parse(&stats);
    let rows = known.rows.ok_or_else(|| LakeError::Unsupported {
        feature: "files without a count of rows".to_owned(),
    })?;
    let (source, last_source) = known.range("_source");
    Ok(SnapshotFile {
        path: Path::from_iter(folder.parts().chain(Path::from(table_path.as_str()).parts())),
        size_bytes: u64::try_from(view.size()).unwrap_or(0),
        rows,
        source: source.filter(|_| source == last_source),
        first_row: known.range("_row").0,
        last_row: known.range("_row").1,
        table_path,
        stats,
    })
}

/// Tells a failure to read the log: the storage's or the log's own.
pub(crate) fn log_error(folder: &Path, error: DeltaTableError) -> LakeError {
    match error {
        DeltaTableError::ObjectStore { source } => LakeError::storage(folder, source),
        other if comes_from_the_store(&other) => LakeError::storage(folder, other),
        other => LakeError::Damaged(other.into()),
    }
}

/// Tells whether the store failed below, other than by lacking a file that the log names.
fn comes_from_the_store(error: &(dyn Error + 'static)) -> bool {
    let mut link = Some(error);
    while let Some(error) = link {
        if let Some(told) = error.downcast_ref::<object_store::Error>() {
            return !matches!(told, object_store::Error::NotFound { .. });
        }
        link = error.source();
    }
    false
}

/// The snapshots last used, within a bound of memory.
#[derive(Debug, Default)]
pub(crate) struct SnapshotCache {
    kept: HashMap<(DatasetId, i64), Kept>,
    /// Counts the uses, to tell the oldest.
    uses: u64,
    size_bytes: usize,
}

#[derive(Debug)]
struct Kept {
    last_use: u64,
    size_bytes: usize,
    snapshot: Arc<Snapshot>,
}

impl SnapshotCache {
    const MOST_BYTES: usize = 32 * 1024 * 1024;

    pub(crate) fn get(&mut self, dataset: DatasetId, delta_version: i64) -> Option<Arc<Snapshot>> {
        self.uses += 1;
        let kept = self.kept.get_mut(&(dataset, delta_version))?;
        kept.last_use = self.uses;
        Some(kept.snapshot.clone())
    }

    pub(crate) fn put(&mut self, dataset: DatasetId, snapshot: Arc<Snapshot>) {
        self.uses += 1;
        let key = (dataset, snapshot.delta_version);
        let size_bytes = snapshot.memory_bytes();
        self.remove(key);
        self.kept.insert(key, Kept { last_use: self.uses, size_bytes, snapshot });
        self.size_bytes += size_bytes;
        while self.size_bytes > Self::MOST_BYTES {
            let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.last_use);
            let Some(key) = oldest.map(|(key, _)| *key) else { break };
            self.remove(key);
        }
    }

    fn remove(&mut self, key: (DatasetId, i64)) {
        if let Some(kept) = self.kept.remove(&key) {
            self.size_bytes -= kept.size_bytes;
        }
    }

    /// Forgets the versions of a dataset that are not to be kept.
    pub(crate) fn retain(&mut self, dataset: DatasetId, keep: &[i64]) {
        let doomed = self.kept.keys().filter(|(of, at)| *of == dataset && !keep.contains(at));
        for key in doomed.copied().collect::<Vec<_>>() {
            self.remove(key);
        }
    }
}

#[cfg(test)]
mod tests;
