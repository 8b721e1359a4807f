//! The table of one dataset.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard};

use arrow::datatypes::SchemaRef;
use deltalake_core::logstore::{LogStore, StorageConfig, default_logstore};
use fanal_model::{DatasetId, LoadId};
use futures::TryStreamExt as _;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectStoreExt as _};
use url::Url;

use crate::snapshot::SnapshotCache;
use crate::{DataWriter, Lake, LakeError, Snapshot, WriterSettings};

mod beside;
mod clean;
mod commit;
mod history;
mod log_entry;
mod restore;
#[cfg(test)]
mod tests;

pub use clean::Cleaned;
pub use commit::{Commit, Purpose};

/// The table of one dataset and what its versions carry. Cheap to clone.
///
/// It trusts its caller to hold the dataset's lease while it writes; a second writer is refused
/// by the log itself.
#[derive(Debug, Clone)]
pub struct Table {
    lake: Lake,
    dataset: DatasetId,
}

/// The last commit of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The version of the Delta table.
    pub delta_version: i64,
    /// The load that the commit names; `None` when another program wrote it.
    pub load: Option<LoadId>,
}

impl Table {
    pub(crate) fn new(lake: Lake, dataset: DatasetId) -> Self {
        Self { lake, dataset }
    }

    /// Returns the last commit, or `None` when nothing was ever committed.
    ///
    /// # Errors
    /// [`LakeError::Storage`] when the log can't be read.
    pub async fn head(&self) -> Result<Option<Head>, LakeError> {
        let Some(delta_version) = self.head_version().await? else { return Ok(None) };
        let entry = self.log_path(&format!("{delta_version:020}.json"));
        let text = match self.lake.inner.store.get(&entry).await {
            Ok(found) => found.bytes().await.map_err(|error| LakeError::storage(&entry, error))?,
            // Its entry may have been folded into a checkpoint by another program.
            Err(Error::NotFound { .. }) => return Ok(Some(Head { delta_version, load: None })),
            Err(error) => return Err(LakeError::storage(&entry, error)),
        };
        Ok(Some(Head { delta_version, load: log_entry::load_of(&text) }))
    }

    /// Returns what a version holds.
    ///
    /// # Errors
    /// [`LakeError::NoSuchVersion`] when the log doesn't hold it (any more),
    /// [`LakeError::Unsupported`] when another program used a part of Delta that a plain scan of
    /// the files would read wrongly.
    pub async fn snapshot(&self, delta_version: i64) -> Result<Arc<Snapshot>, LakeError> {
        if let Some(known) = self.snapshots().get(self.dataset, delta_version) {
            return Ok(known);
        }
        let entry = self.log_path(&format!("{delta_version:020}.json"));
        match self.lake.inner.store.head(&entry).await {
            Ok(_) => {}
            Err(Error::NotFound { .. }) => return Err(LakeError::NoSuchVersion { delta_version }),
            Err(error) => return Err(LakeError::storage(&entry, error)),
        }
        let log = self.log_store()?;
        let folder = self.folder();
        let read = || Snapshot::read(log.as_ref(), &folder, delta_version);
        let snapshot = match read().await {
            Ok(snapshot) => snapshot,
            // The log may just have been shortened: the version then stands on its own.
            Err(_) => read().await?,
        };
        let snapshot = Arc::new(snapshot);
        self.snapshots().put(self.dataset, snapshot.clone());
        Ok(snapshot)
    }

    /// Whether every data file of a version is there in its size: one listing of the folder.
    ///
    /// # Errors
    /// [`LakeError::Storage`] when the folder can't be listed.
    pub async fn is_whole(&self, snapshot: &Snapshot) -> Result<bool, LakeError> {
        let folder = self.folder();
        let listing = self.lake.inner.store.list(Some(&folder));
        let there: HashMap<Path, u64> = listing
            .map_ok(|meta| (meta.location, meta.size))
            .try_collect()
            .await
            .map_err(|error| LakeError::storage(&folder, error))?;
        Ok(snapshot.files.iter().all(|file| there.get(&file.path) == Some(&file.size_bytes)))
    }

    /// Opens a writer of data files for a load. They belong to no version until a commit adds
    /// them. Blocks for the making of a folder; must be called where a Tokio runtime is entered
    /// (`spawn_blocking` is fine) when the lake is a bucket.
    ///
    /// # Errors
    /// [`LakeError::Unsupported`] when a column's type can't be stored, [`LakeError::Storage`]
    /// when the load's folder can't be made.
    pub fn writer(
        &self,
        load: &LoadId,
        schema: SchemaRef,
        settings: WriterSettings,
    ) -> Result<DataWriter, LakeError> {
        DataWriter::open(&self.lake, self.folder(), load, &schema, settings)
    }

    /// Finds the last version in the log.
    async fn head_version(&self) -> Result<Option<i64>, LakeError> {
        let entries = self.log_entries().await?;
        Ok(entries.iter().map(|entry| entry.version).max())
    }

    /// Lists the commits and checkpoints in the log.
    async fn log_entries(&self) -> Result<Vec<LogFile>, LakeError> {
        let log = self.log_folder();
        let listing = self.lake.inner.store.list(Some(&log));
        listing
            .try_filter_map(|meta| async move {
                let version = meta.location.filename().and_then(version_of);
                Ok(version.map(|version| LogFile { version, path: meta.location }))
            })
            .try_collect()
            .await
            .map_err(|error| LakeError::storage(&log, error))
    }

    /// Everything of the dataset.
    fn root(&self) -> Path {
        Path::from_iter(["datasets".to_owned(), self.dataset.to_string()])
    }

    /// The Delta table's folder.
    fn folder(&self) -> Path {
        self.root().join("table")
    }

    fn log_folder(&self) -> Path {
        self.folder().join("_delta_log")
    }

    fn log_path(&self, name: &str) -> Path {
        self.log_folder().join(name)
    }

    fn log_store(&self) -> Result<Arc<dyn LogStore>, LakeError> {
        // The scheme is ours and means nothing: the library only joins paths to it.
        let location = Url::parse(&format!("lake:///{}/", self.folder()))
            .map_err(|error| LakeError::Damaged(error.into()))?;
        let root = self.lake.inner.store.clone();
        let prefixed = Arc::new(PrefixStore::new(root.clone(), self.folder()));
        Ok(default_logstore(prefixed, root, &location, &StorageConfig::default()))
    }

    fn snapshots(&self) -> MutexGuard<'_, SnapshotCache> {
        self.lake.inner.snapshots.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// A file of the log.
struct LogFile {
    version: i64,
    path: Path,
}

/// Reads the version in the name of a commit or a checkpoint; other files have none.
fn version_of(name: &str) -> Option<i64> {
    let (digits, rest) = name.split_at_checked(20)?;
    let known = rest == ".json" || (rest.starts_with(".checkpoint") && rest.ends_with(".parquet"));
    (known && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}
