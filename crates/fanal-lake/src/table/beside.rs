//! What a version carries beside its records: the original file, the rejected rows, the profile.

use std::path::Path as FilePath;

use fanal_model::LoadId;
use object_store::path::Path;

use super::Table;
use crate::LakeError;
use crate::transfer::{self, Contents};

impl Table {
    /// Stores a file of this machine beside the records of a load, under a name without `/`;
    /// replaces the one of that name. Returns its size in bytes.
    ///
    /// # Errors
    /// [`LakeError::Storage`] when the file can't be read or stored.
    pub async fn put_beside(
        &self,
        load: &LoadId,
        name: &str,
        file: &FilePath,
    ) -> Result<u64, LakeError> {
        transfer::put(&self.lake.inner.store, &self.beside(load, name)?, file).await
    }

    /// Opens a file stored beside a load: its size in bytes and its contents, or `None` when
    /// there is none of that name.
    ///
    /// # Errors
    /// [`LakeError::Storage`], also in the stream.
    pub async fn open_beside(
        &self,
        load: &LoadId,
        name: &str,
    ) -> Result<Option<Contents>, LakeError> {
        transfer::open(&self.lake.inner.store, self.beside(load, name)?).await
    }

    /// Deletes what was stored beside all loads but these.
    ///
    /// # Errors
    /// [`LakeError::Storage`]; it can be called again.
    pub async fn clean_beside(&self, keep: &[LoadId]) -> Result<(), LakeError> {
        let folder = self.all_loads();
        let failed = |error| LakeError::storage(&folder, error);
        let listed = self.lake.inner.store.list_with_delimiter(Some(&folder)).await;
        for load in listed.map_err(failed)?.common_prefixes {
            let is_kept = keep.iter().any(|kept| load.filename() == Some(kept.as_str()));
            if !is_kept {
                self.delete_under(&load).await?;
            }
        }
        Ok(())
    }

    fn all_loads(&self) -> Path {
        self.root().join("loads")
    }

    fn loads(&self, load: &LoadId) -> Path {
        self.all_loads().join(load.as_str())
    }

    fn beside(&self, load: &LoadId, name: &str) -> Result<Path, LakeError> {
        let folder = self.loads(load);
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
            return Err(LakeError::storage(&folder, format!("`{name}` is no file name")));
        }
        Ok(folder.join(name))
    }
}
