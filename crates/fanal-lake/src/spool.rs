//! Files that wait to be loaded, where the machines that share a bucket find them.

use std::path::Path as FilePath;

use fanal_model::Instant;
use futures::TryStreamExt as _;
use object_store::path::Path;
use object_store::{Error, ObjectStoreExt as _};

use crate::transfer::{self, Contents};
use crate::{Lake, LakeError};

/// Out of the tables' folders.
const FOLDER: &str = "spool";

impl Lake {
    /// Stores a file of this machine under the number of its upload.
    ///
    /// # Errors
    /// [`LakeError::Storage`] when the file can't be read or stored.
    pub async fn put_upload(&self, upload: &str, file: &FilePath) -> Result<(), LakeError> {
        transfer::put(&self.inner.store, &place(upload), file).await.map(|_| ())
    }

    /// Opens the file of an upload, or `None` when it isn't there.
    ///
    /// # Errors
    /// [`LakeError::Storage`], also in the stream.
    pub async fn open_upload(&self, upload: &str) -> Result<Option<Contents>, LakeError> {
        transfer::open(&self.inner.store, place(upload)).await
    }

    /// Deletes the file of an upload; none there is no error.
    ///
    /// # Errors
    /// [`LakeError::Storage`]; it can be called again.
    pub async fn delete_upload(&self, upload: &str) -> Result<(), LakeError> {
        let place = place(upload);
        match self.inner.store.delete(&place).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(LakeError::storage(&place, error)),
        }
    }

    /// Lists the uploads stored before an instant, by their numbers.
    ///
    /// # Errors
    /// [`LakeError::Storage`].
    pub async fn uploads_before(&self, instant: Instant) -> Result<Vec<String>, LakeError> {
        let folder = Path::from(FOLDER);
        let listing = self.inner.store.list(Some(&folder));
        let old = listing.try_filter_map(|meta| async move {
            let is_old = meta.last_modified.timestamp_micros() < instant.0;
            Ok(meta.location.filename().filter(|_| is_old).map(str::to_owned))
        });
        old.try_collect().await.map_err(|error| LakeError::storage(&folder, error))
    }
}

fn place(upload: &str) -> Path {
    Path::from(FOLDER).join(upload)
}
