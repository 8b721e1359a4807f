//! One commit: files come, files go, and the log says so.

use std::collections::HashSet;
use std::sync::Arc;

use arrow::datatypes::{Schema, SchemaRef};
use bytes::Bytes;
use fanal_model::{LoadId, failpoint};
use object_store::path::Path;
use object_store::{Error, ObjectStore as _, ObjectStoreExt as _, PutMode};
use uuid::Uuid;

use super::Table;
use super::log_entry::LogEntry;
use crate::writer::{DataFile, Statistics};
use crate::{LakeError, Snapshot, schema};

/// A checkpoint every so many commits keeps the reading of the log short.
const CHECKPOINT_EVERY: i64 = 20;

/// A change of a table.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The load that makes it; the log will name it.
    pub load: LoadId,
    /// The version that it builds on: the head of the log, `None` for the first commit.
    pub base: Option<i64>,
    /// The columns from now on, hidden ones last.
    pub schema: SchemaRef,
    /// Files to add, as a [`DataWriter`](crate::DataWriter) gave them.
    pub add: Vec<DataFile>,
    /// Files of the base to take out, by [`SnapshotFile::table_path`](crate::SnapshotFile).
    pub remove: Vec<String>,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a commit is for; histories in other programs show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Records came.
    Load,
    /// The same records in fewer files.
    Compaction,
}

impl Purpose {
    /// The name by which Delta's own tools know such a commit.
    fn operation(self) -> &'static str {
        match self {
            Self::Load => "WRITE",
            Self::Compaction => "OPTIMIZE",
        }
    }
}

impl Table {
    /// Commits a change and returns its version. Everything is on the disk when it returns; a
    /// failure leaves the table as it was, unless the storage failed at the last step: then the
    /// head tells.
    ///
    /// The first commit makes the table.
    ///
    /// # Errors
    /// [`LakeError::Moved`] when the head is not the base, [`LakeError::FileMismatch`] when a file
    /// to take out isn't in the base or one to add is, [`LakeError::ColumnClash`] when a file that
    /// stays holds a column of the new schema with another meaning.
    pub async fn commit(&self, commit: Commit) -> Result<i64, LakeError> {
        let head = self.head_version().await?;
        if head != commit.base {
            return Err(LakeError::Moved { base: commit.base, head });
        }
        let delta_version = commit.base.map_or(0, |base| base + 1);
        let now = self.lake.inner.clock.now();
        let columns = schema::to_delta(&commit.schema)?;
        let mut entry = LogEntry::new(commit.purpose.operation(), &commit.load, delta_version, now);
        entry.data_change = commit.purpose != Purpose::Compaction;
        match commit.base {
            None => {
                if let Some(path) = commit.remove.first() {
                    return Err(LakeError::FileMismatch { path: path.clone() });
                }
                entry.create(&Uuid::new_v4().to_string(), &columns)?;
            }
            Some(base) => {
                let base = self.snapshot(base).await?;
                let kept = KeptFiles::new(&base, &commit)?;
                kept.refuse_clash(&base.schema, &commit.schema)?;
                if schema::loosened(&commit.schema) != base.schema {
                    entry.describe(&base.metadata, &columns)?;
                }
                for file in base.files.iter().filter(|file| kept.removed(&file.table_path)) {
                    entry.remove(file);
                }
            }
        }
        for file in &commit.add {
            entry.add(&file.path, file.size_bytes, &file.stats);
        }
        self.append(delta_version, entry.text()?).await?;
        Ok(delta_version)
    }

    /// Writes the next entry of the log.
    pub(super) async fn append(&self, delta_version: i64, text: Bytes) -> Result<(), LakeError> {
        let path = self.log_path(&format!("{delta_version:020}.json"));
        failpoint("lake.before-commit");
        self.create_entry(&path, delta_version, text).await?;
        failpoint("lake.after-commit");
        if delta_version > 0 && delta_version % CHECKPOINT_EVERY == 0 {
            // Only a shortcut for readers: the commit stands without it.
            if let Err(error) = self.checkpoint().await {
                tracing::warn!(dataset = %self.dataset, %error, "no checkpoint");
            }
        }
        Ok(())
    }

    async fn create_entry(
        &self,
        path: &Path,
        delta_version: i64,
        text: Bytes,
    ) -> Result<(), LakeError> {
        let store = &self.lake.inner.store;
        match store.put_opts(path, text.clone().into(), PutMode::Create.into()).await {
            Ok(_) => Ok(()),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {
                // An object store may try again after an answer got lost, and meet our own entry.
                let there = async { store.get(path).await?.bytes().await }.await;
                if there.is_ok_and(|there| there == text) {
                    return Ok(());
                }
                let base = (delta_version > 0).then(|| delta_version - 1);
                Err(LakeError::Moved { base, head: self.head_version().await? })
            }
            Err(error) => Err(LakeError::storage(path, error)),
        }
    }
}

/// The files of the base that a commit leaves in place.
struct KeptFiles<'a> {
    base: &'a Arc<Snapshot>,
    remove: HashSet<&'a str>,
}

impl<'a> KeptFiles<'a> {
    fn new(base: &'a Arc<Snapshot>, commit: &'a Commit) -> Result<Self, LakeError> {
        let remove: HashSet<&str> = commit.remove.iter().map(String::as_str).collect();
        let there: HashSet<&str> = base.files.iter().map(|file| file.table_path.as_str()).collect();
        let added = || commit.add.iter().map(|file| file.path.as_str());
        let absent = remove.iter().copied().find(|path| !there.contains(path));
        match absent.or_else(|| added().find(|path| there.contains(path))) {
            Some(path) => Err(LakeError::FileMismatch { path: path.to_owned() }),
            None => Ok(Self { base, remove }),
        }
    }

    fn removed(&self, path: &str) -> bool {
        self.remove.contains(path)
    }

    /// Refuses a column that a kept file holds in another type, or holds from before it was left
    /// out: a plain scan would bring the former values back.
    fn refuse_clash(&self, was: &Schema, becomes: &Schema) -> Result<(), LakeError> {
        let becomes = schema::loosened(becomes);
        let changed = becomes.fields().iter().filter(|field| {
            let was = was.field_with_name(field.name()).ok();
            was.is_none_or(|was| was.data_type() != field.data_type())
        });
        let changed: Vec<&str> = changed.map(|field| field.name().as_str()).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let kept = self.base.files.iter().filter(|file| !self.removed(&file.table_path));
        for file in kept {
            let known = Statistics::parse(&file.stats);
            if let Some(column) = changed.iter().find(|column| known.has_column(column)) {
                return Err(LakeError::ColumnClash { column: (*column).to_owned() });
            }
        }
        Ok(())
    }
}
