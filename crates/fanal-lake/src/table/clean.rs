//! Deleting what no version names any more.

use std::collections::HashSet;
use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use object_store::ObjectMeta;
use object_store::path::Path;

use super::Table;
use crate::durable::{DurableStore, sync_parent};
use crate::{DataFile, Lake, LakeError};

/// How long a file may be being written before it is taken for a dead program's.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// What a cleaning deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Number of data files.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

impl Lake {
    /// Deletes the half-written files of programs that died: a folder has such, a bucket drops them
    /// by itself. What can't be deleted harms nobody, and stays for the next time.
    ///
    /// # Errors
    /// [`LakeError::Storage`].
    pub async fn sweep_half_written(&self) -> Result<(), LakeError> {
        let Some(local) = self.inner.folder.clone() else { return Ok(()) };
        let now = UNIX_EPOCH + Duration::from_micros(self.inner.clock.now().0.max(0) as u64);
        let swept = tokio::task::spawn_blocking(move || sweep_abandoned(&local, now));
        swept.await.map_err(|error| LakeError::storage("half-written files", error))
    }
}

impl Table {
    /// Deletes the data files that no kept version names, those of a load that is still running
    /// too. A file beside a data file, named after it (`….parquet.text`), goes and stays with it.
    /// The log stays as it is: [`Table::forget`] shortens it.
    ///
    /// # Errors
    /// [`LakeError::NoSuchVersion`] when a version to keep isn't in the log; then nothing is
    /// deleted.
    pub async fn clean(&self, keep: &[i64]) -> Result<Cleaned, LakeError> {
        let mut named = HashSet::new();
        for version in keep {
            let snapshot = self.snapshot(*version).await?;
            named.extend(snapshot.files.iter().map(|file| file.path.clone()));
        }
        let folder = self.folder();
        let failed = |error| LakeError::storage(&folder, error);
        let store = &self.lake.inner.store;
        let all: Vec<ObjectMeta> = store.list(Some(&folder)).try_collect().await.map_err(failed)?;
        let doomed: Vec<ObjectMeta> = all
            .into_iter()
            .filter(|meta| !named.contains(&owner(&meta.location)))
            // The log's folder is the one whose name begins with `_`.
            .filter(|meta| {
                first_folder(&folder, &meta.location).is_none_or(|load| !load.starts_with('_'))
            })
            .collect();
        let cleaned = Cleaned {
            files: doomed.len() as u64,
            bytes: doomed.iter().map(|meta| meta.size).sum(),
        };
        let paths: Vec<_> = doomed.iter().map(|meta| Ok(meta.location.clone())).collect();
        let deleted = store.delete_stream(stream::iter(paths).boxed());
        deleted.try_for_each(|_| async { Ok(()) }).await.map_err(failed)?;
        self.snapshots().retain(self.dataset, keep);
        if let Some(local) = self.lake.inner.folder.clone() {
            let folders: HashSet<Path> = doomed
                .iter()
                .filter_map(|meta| {
                    Some(folder.clone().join(first_folder(&folder, &meta.location)?))
                })
                .collect();
            let tidied = tokio::task::spawn_blocking(move || {
                for folder in folders {
                    remove_when_empty(&local, &folder);
                }
            });
            tidied.await.map_err(|error| LakeError::storage(&folder, error))?;
        }
        self.lake.sweep_half_written().await?;
        Ok(cleaned)
    }

    /// Deletes data files that were written for a commit which is not made.
    ///
    /// # Errors
    /// [`LakeError::Storage`]; the next cleaning deletes what stays.
    pub async fn discard(&self, files: &[DataFile]) -> Result<(), LakeError> {
        let folder = self.folder();
        let path = |file: &DataFile| Ok(Path::from(format!("{folder}/{}", file.path)));
        let paths: Vec<_> = files.iter().map(path).collect();
        let deleted = self.lake.inner.store.delete_stream(stream::iter(paths).boxed());
        let failed = |error| LakeError::storage(&folder, error);
        deleted.try_for_each(|_| async { Ok(()) }).await.map_err(failed)
    }

    /// Deletes everything under a folder, and the folder itself on a disk.
    pub(super) async fn delete_under(&self, folder: &Path) -> Result<(), LakeError> {
        if let Some(local) = &self.lake.inner.folder {
            let place =
                local.file_path(folder).map_err(|error| LakeError::storage(folder, error))?;
            let work = tokio::task::spawn_blocking(move || match fs::remove_dir_all(&place) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                Err(_) => Ok(()),
                Ok(()) => sync_parent(&place),
            });
            let done = work.await.map_err(|error| LakeError::storage(folder, error))?;
            return done.map_err(|error| LakeError::storage(folder, error));
        }
        let store = &self.lake.inner.store;
        let all = store.list(Some(folder)).map_ok(|meta| meta.location).boxed();
        let deleted = store.delete_stream(all);
        deleted
            .try_for_each(|_| async { Ok(()) })
            .await
            .map_err(|error| LakeError::storage(folder, error))
    }
}

/// The name of the folder just below `folder` that a file lies in: its load.
fn first_folder(folder: &Path, file: &Path) -> Option<String> {
    let mut below = file.prefix_match(folder)?;
    let first = below.next()?;
    below.next().map(|_| first.as_ref().to_owned())
}

/// The data file that a file belongs to: itself, or the one whose name its own begins with.
fn owner(file: &Path) -> Path {
    const END: &str = ".parquet";
    match file.as_ref().find(".parquet.") {
        Some(at) => Path::from(&file.as_ref()[..at + END.len()]),
        None => file.clone(),
    }
}

fn remove_when_empty(local: &DurableStore, folder: &Path) {
    if let Ok(place) = local.file_path(folder) {
        // Refused when a file is in it, which is what is wanted.
        let _ = fs::remove_dir(place);
    }
}

fn sweep_abandoned(local: &DurableStore, now: std::time::SystemTime) {
    let Ok(entries) = fs::read_dir(local.temporary()) else { return };
    for entry in entries.flatten() {
        let written = entry.metadata().and_then(|metadata| metadata.modified());
        let age = written.ok().and_then(|written| now.duration_since(written).ok());
        if age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
