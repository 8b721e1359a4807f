//! The rows that a load could not read.

use bytes::Bytes;
use fanal_ingest::{REJECTED_FILE, RejectedSheet};
use fanal_model::Permission;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use tokio::io::AsyncBufReadExt;
use tokio_util::io::StreamReader;

use crate::records::VersionChoice;
use crate::{Caller, Platform, ServiceError};

impl Platform {
    /// The rows that the load of a version could not read, for those who prepare the dataset: as
    /// CSV, with the reasons in their language.
    pub async fn rejected_rows(
        &self,
        caller: &Caller,
        slug: &str,
        version: i64,
    ) -> Result<impl Stream<Item = Result<Bytes, std::io::Error>> + Send + use<>, ServiceError>
    {
        caller.must(Permission::EditDatasets)?;
        let found = self.dataset(caller, slug).await?;
        let version = self.version(&found, Some(VersionChoice::Number(version))).await?;
        let table = self.lake.table(found.dataset.id);
        let opened = table.open_beside(&version.load, REJECTED_FILE).await?;
        let (_, blocks) = opened.ok_or(ServiceError::NotFound)?;
        let lines = StreamReader::new(blocks.map(|block| block.map_err(std::io::Error::other)));
        let lines = stream::try_unfold(lines.lines(), async |mut lines| {
            Ok::<_, std::io::Error>(lines.next_line().await?.map(|line| (line, lines)))
        });
        let mut sheet = RejectedSheet::new(caller.language);
        Ok(lines.and_then(move |line| {
            let row = sheet.line(&line).map(Bytes::from).map_err(std::io::Error::other);
            std::future::ready(row)
        }))
    }
}
