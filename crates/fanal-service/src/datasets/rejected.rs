//! The rows that a load could not read.

use std::pin::Pin;

use bytes::Bytes;
use fanal_ingest::REJECTED_FILE;
use fanal_model::Permission;
use futures::{Stream, StreamExt};

use crate::records::VersionChoice;
use crate::{Caller, Platform, ServiceError};

/// The rows that a load could not read, as CSV.
pub struct RejectedRows {
    /// Size of the file.
    pub size_bytes: u64,
    /// The file.
    pub body: Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>,
}

impl Platform {
    /// The rows that the load of a version could not read, for those who prepare the dataset.
    pub async fn rejected_rows(
        &self,
        caller: &Caller,
        slug: &str,
        version: i64,
    ) -> Result<RejectedRows, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let found = self.dataset(caller, slug).await?;
        let version = self.version(&found, Some(VersionChoice::Number(version))).await?;
        let table = self.lake.table(found.dataset.id);
        let opened = table.open_beside(&version.load, REJECTED_FILE).await?;
        let (size_bytes, stream) = opened.ok_or(ServiceError::NotFound)?;
        let body = stream.map(|block| block.map_err(std::io::Error::other));
        Ok(RejectedRows { size_bytes, body: Box::pin(body) })
    }
}
