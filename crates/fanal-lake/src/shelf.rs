//! Whole files out of the tables: those that wait to be loaded, where the machines that share a
//! bucket find them, and those that go with datasets.

use std::path::Path as FilePath;

use fanal_model::Instant;
use futures::TryStreamExt as _;
use object_store::path::Path;
use object_store::{Error, ObjectStoreExt as _};

use crate::transfer::{self, Contents};
use crate::{Lake, LakeError};

/// Where a whole file lies. Each goes by the number of the upload that brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Files that wait to be loaded.
    Spool,
    /// Files that go with datasets.
    Attachments,
}

impl Shelf {
    /// Out of the tables' folders.
    fn folder(self) -> Path {
        Path::from(match self {
            Self::Spool => "spool",
            Self::Attachments => "attachments",
        })
    }

    fn place(self, name: &str) -> Path {
        self.folder().join(name)
    }
}

impl Lake {
    /// Stores a file of this machine under that name; replaces the one of that name. Half of it is
    /// never seen.
    ///
    /// # Errors
    /// [`LakeError::Storage`] when the file can't be read or stored.
    pub async fn put_file(
        &self,
        shelf: Shelf,
        name: &str,
        file: &FilePath,
    ) -> Result<(), LakeError> {
        transfer::put(&self.inner.store, &shelf.place(name), file).await.map(|_| ())
    }

    /// Opens the file of that name, or `None` when it isn't there.
    ///
    /// # Errors
    /// [`LakeError::Storage`], also in the stream.
    pub async fn open_file(&self, shelf: Shelf, name: &str) -> Result<Option<Contents>, LakeError> {
        transfer::open(&self.inner.store, shelf.place(name)).await
    }

    /// Deletes the file of that name; none there is no error.
    ///
    /// # Errors
    /// [`LakeError::Storage`]; it can be called again.
    pub async fn delete_file(&self, shelf: Shelf, name: &str) -> Result<(), LakeError> {
        let place = shelf.place(name);
        match self.inner.store.delete(&place).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(LakeError::storage(&place, error)),
        }
    }

    /// Lists the files stored before an instant, by their names.
    ///
    /// # Errors
    /// [`LakeError::Storage`].
    pub async fn files_before(
        &self,
        shelf: Shelf,
        instant: Instant,
    ) -> Result<Vec<String>, LakeError> {
        let folder = shelf.folder();
        let listing = self.inner.store.list(Some(&folder));
        let old = listing.try_filter_map(|meta| async move {
            let is_old = meta.last_modified.timestamp_micros() < instant.0;
            Ok(meta.location.filename().filter(|_| is_old).map(str::to_owned))
        });
        old.try_collect().await.map_err(|error| LakeError::storage(&folder, error))
    }
}
