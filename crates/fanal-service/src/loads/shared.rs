//! The spool of several machines. Each has its own folder; with a bucket, a file lies there as well,
//! for whichever machine does the job.

use std::path::PathBuf;

use fanal_lake::Shelf;
use fanal_model::Problem;
use futures::TryStreamExt;

use super::remove;
use crate::{Chain, Platform, ServiceError};

impl Platform {
    /// Makes a file that was received here last through a power cut, and shows it to the other
    /// machines.
    pub(super) async fn show_upload(&self, id: &str) -> Result<(), ServiceError> {
        self.sync_spool().await?;
        if self.lake.is_bucket() {
            self.lake.put_file(Shelf::Spool, id, &self.spool_path(id)).await?;
        }
        Ok(())
    }

    /// Where the file of an upload lies on this machine, whole. One that another machine received,
    /// or that is not whole here, is fetched first.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] with `upload-lost` when it is nowhere as it was received.
    pub(crate) async fn spooled_file(&self, id: &str) -> Result<PathBuf, ServiceError> {
        let lost = || ServiceError::Refused(Problem::new("upload-lost"));
        let size_bytes = self.store.upload(id).await?.ok_or_else(lost)?.size_bytes;
        let path = self.spool_path(id);
        let found = tokio::fs::metadata(&path).await;
        // A pipe has no length.
        if found.is_ok_and(|found| !found.is_file() || found.len() == size_bytes) {
            return Ok(path);
        }
        if !self.lake.is_bucket() {
            return Err(lost());
        }
        let (_, bytes) = self.lake.open_file(Shelf::Spool, id).await?.ok_or_else(lost)?;
        // Under a name of its own until it is whole: two programs may fetch it at once.
        let part = self.spool_path(&format!("{id}-{}", uuid::Uuid::new_v4().simple()));
        let fetched = self.write_spool(&part, bytes.map_err(std::io::Error::other)).await;
        let named = match fetched {
            Ok(fetched_bytes) if fetched_bytes == size_bytes => tokio::fs::rename(&part, &path)
                .await
                .map_err(ServiceError::internal("naming a fetched file")),
            Ok(_) => Err(lost()),
            Err(error) => Err(error),
        };
        if let Err(error) = named {
            remove(&part).await;
            return Err(error);
        }
        Ok(path)
    }

    /// Deletes the file of an upload, here and where other machines find it. Copies that they
    /// fetched go with their next sweep.
    pub(crate) async fn remove_upload(&self, id: &str) {
        remove(&self.spool_path(id)).await;
        if self.lake.is_bucket()
            && let Err(error) = self.lake.delete_file(Shelf::Spool, id).await
        {
            tracing::warn!(error = %Chain(&error), "a spooled file stays in the bucket");
        }
    }
}
