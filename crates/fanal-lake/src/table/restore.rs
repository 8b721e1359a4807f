//! Back to a former version: rolls back what a dead load left.

use std::collections::HashSet;

use fanal_model::LoadId;
use object_store::{Error, ObjectStoreExt as _};

use super::Table;
use super::log_entry::LogEntry;
use crate::{LakeError, schema};

impl Table {
    /// Makes a new commit whose files and columns are those of a former version, and returns its
    /// version; `None` empties the table and leaves its columns. Returns the head when it holds
    /// just that already.
    ///
    /// # Errors
    /// [`LakeError::NoSuchVersion`] when the table or the version isn't there, or when one of its
    /// files was deleted since.
    pub async fn restore(
        &self,
        delta_version: Option<i64>,
        load: &LoadId,
    ) -> Result<i64, LakeError> {
        let head = self.head_version().await?;
        let head = head.ok_or(LakeError::NoSuchVersion { delta_version: 0 })?;
        if delta_version == Some(head) {
            return Ok(head);
        }
        let head = self.snapshot(head).await?;
        let wanted = match delta_version {
            Some(version) => Some(self.snapshot(version).await?),
            None => None,
        };
        let files = wanted.as_ref().map_or(&[][..], |wanted| &wanted.files);
        let has: HashSet<&str> = head.files.iter().map(|file| file.table_path.as_str()).collect();
        let wants: HashSet<&str> = files.iter().map(|file| file.table_path.as_str()).collect();

        let next = head.delta_version + 1;
        let now = self.lake.inner.clock.now();
        let mut entry = LogEntry::new("RESTORE", load, next, now);
        if let Some(wanted) = wanted.as_ref().filter(|wanted| wanted.schema != head.schema) {
            entry.describe(&head.metadata, &schema::to_delta(&wanted.schema)?)?;
        }
        let same_columns = wanted.as_ref().is_none_or(|wanted| wanted.schema == head.schema);
        if same_columns && has == wants {
            return Ok(head.delta_version);
        }
        for file in head.files.iter().filter(|file| !wants.contains(file.table_path.as_str())) {
            entry.remove(file);
        }
        for file in files.iter().filter(|file| !has.contains(file.table_path.as_str())) {
            match self.lake.inner.store.head(&file.path).await {
                Ok(_) => entry.add(&file.table_path, file.size_bytes, &file.stats),
                Err(Error::NotFound { .. }) => {
                    let delta_version = delta_version.unwrap_or_default();
                    return Err(LakeError::NoSuchVersion { delta_version });
                }
                Err(error) => return Err(LakeError::storage(&file.path, error)),
            }
        }
        self.append(next, entry.text()?).await?;
        Ok(next)
    }
}
