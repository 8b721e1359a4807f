//! The log's own upkeep: checkpoints, and forgetting.

use deltalake_core::{DeltaTable, checkpoints::create_checkpoint};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use object_store::{Error, ObjectStoreExt as _};

use super::Table;
use crate::LakeError;
use crate::snapshot::log_error;

impl Table {
    /// Writes the state of the head into one file, so that readers need not replay all commits.
    /// Does nothing when there is no table or the head has one already.
    ///
    /// # Errors
    /// [`LakeError::Storage`] or [`LakeError::Damaged`]; the table is unharmed.
    pub async fn checkpoint(&self) -> Result<(), LakeError> {
        match self.head_version().await? {
            Some(head) => self.checkpoint_at(head).await,
            None => Ok(()),
        }
    }

    /// Forgets the versions that are not to be kept: each kept one and the head become readable on
    /// their own, and the other log entries are deleted, with the least and greatest values of the
    /// cells that they hold. The data files stay until [`Table::clean`]. Returns the number of log
    /// files deleted.
    ///
    /// # Errors
    /// [`LakeError::NoSuchVersion`] when a version to keep isn't in the log; then nothing is
    /// deleted. After another failure it can be called again.
    pub async fn forget(&self, keep: &[i64]) -> Result<u64, LakeError> {
        let entries = self.log_entries().await?;
        let Some(head) = entries.iter().map(|entry| entry.version).max() else { return Ok(0) };
        let mut keep = keep.to_vec();
        keep.push(head);
        keep.sort_unstable();
        keep.dedup();
        let doomed =
            entries.into_iter().filter(|entry| keep.binary_search(&entry.version).is_err());
        let doomed: Vec<_> = doomed.map(|entry| Ok(entry.path)).collect();
        if doomed.is_empty() {
            return Ok(0);
        }
        for version in &keep {
            self.checkpoint_at(*version).await?;
        }
        // The readers' short cut may name a checkpoint that goes; without it they list the log.
        let short_cut = self.log_path("_last_checkpoint");
        match self.lake.inner.store.delete(&short_cut).await {
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(LakeError::storage(&short_cut, error)),
        }
        let deleted = self.lake.inner.store.delete_stream(stream::iter(doomed).boxed());
        let deleted: Vec<_> = deleted
            .try_collect()
            .await
            .map_err(|error| LakeError::storage(self.log_folder(), error))?;
        self.snapshots().retain(self.dataset, &keep);
        Ok(deleted.len() as u64)
    }

    async fn checkpoint_at(&self, delta_version: i64) -> Result<(), LakeError> {
        let place = self.log_path(&format!("{delta_version:020}.checkpoint.parquet"));
        match self.lake.inner.store.head(&place).await {
            Ok(_) => return Ok(()),
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(LakeError::storage(&place, error)),
        }
        // Reads the version first, which tells a missing one from a damaged log.
        self.snapshot(delta_version).await?;
        let mut table = DeltaTable::new(self.log_store()?);
        let version = u64::try_from(delta_version).unwrap_or_default();
        let told = |error| log_error(&place, error);
        table.load_version(version).await.map_err(told)?;
        create_checkpoint(&table, None).await.map_err(told)
    }
}
