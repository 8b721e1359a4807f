//! The spool of several machines. Each has its own folder; with a bucket, a file lies there as well,
//! for whichever machine does the job.

use std::path::PathBuf;

use futures::TryStreamExt;

use super::remove;
use crate::{Chain, Platform, ServiceError};

impl Platform {
    /// Shows a file that was received here to the other machines.
    pub(super) async fn share_upload(&self, id: &str) -> Result<(), ServiceError> {
        if self.lake.is_bucket() {
            self.lake.put_upload(id, &self.spool_path(id)).await?;
        }
        Ok(())
    }

    /// Where the file of an upload lies on this machine. One that another machine received is
    /// fetched first; one that is nowhere is missed by whoever reads it.
    pub(crate) async fn spooled_file(&self, id: &str) -> Result<PathBuf, ServiceError> {
        let path = self.spool_path(id);
        if !self.lake.is_bucket() || tokio::fs::try_exists(&path).await.unwrap_or(false) {
            return Ok(path);
        }
        let Some((_, bytes)) = self.lake.open_upload(id).await? else { return Ok(path) };
        // Under a name of its own until it is whole: two programs may fetch it at once.
        let part = self.spool_path(&format!("{id}-{}", uuid::Uuid::new_v4().simple()));
        let fetched = self.write_spool(&part, bytes.map_err(std::io::Error::other)).await;
        let named = match fetched {
            Ok(_) => tokio::fs::rename(&part, &path)
                .await
                .map_err(ServiceError::internal("naming a fetched file")),
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
            && let Err(error) = self.lake.delete_upload(id).await
        {
            tracing::warn!(error = %Chain(&error), "a spooled file stays in the bucket");
        }
    }
}
