//! The spool: files wait here, readable by nobody else, until their load ends.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use fanal_lake::Shelf;
use fanal_model::{Dataset, Instant, Permission, Problem};
use fanal_store::{NewUpload, StoreError};
use futures::{Stream, StreamExt};
use tokio::io::AsyncWriteExt;

use crate::{Caller, Chain, Platform, ServiceError};

/// A file that lies in the spool.
#[derive(Debug, Clone)]
pub struct Spooled {
    /// Number of the upload.
    pub id: String,
    /// Bytes received.
    pub size_bytes: u64,
}

impl Platform {
    /// Receives a file into the spool, and has it on the disk before anybody may load it. `dataset`
    /// is the one that it will be loaded into, if that is known already.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] with `upload-too-large` or `file-empty`, [`ServiceError::Busy`] when
    /// the disk is full; nothing stays in the spool then.
    pub async fn receive<S>(
        &self,
        caller: &Caller,
        file_name: &str,
        dataset: Option<&Dataset>,
        bytes: S,
    ) -> Result<Spooled, ServiceError>
    where
        S: Stream<Item = Result<Bytes, std::io::Error>> + Send,
    {
        caller.must(Permission::EditDatasets)?;
        let id = uuid::Uuid::new_v4().to_string();
        let path = self.spool_path(&id);
        let received = match self.write_spool(&path, bytes).await {
            Ok(size_bytes) => self.show_upload(&id).await.map(|()| size_bytes),
            Err(error) => Err(error),
        };
        let size_bytes = match received {
            Ok(size_bytes) => size_bytes,
            Err(error) => {
                self.remove_upload(&id).await;
                return Err(error);
            }
        };
        let upload = NewUpload {
            id: id.clone(),
            user: caller.actor.user(),
            file_name: base_name(file_name),
            size_bytes,
            recipe: None,
            dataset: dataset.map(|d| d.id),
        };
        let act = self.store.write().await?;
        act.create_upload(upload).await?;
        act.commit().await?;
        Ok(Spooled { id, size_bytes })
    }

    /// Takes a copy of a file of this machine into the spool, for the command line.
    pub async fn receive_file(
        &self,
        caller: &Caller,
        file: &Path,
        dataset: Option<&Dataset>,
    ) -> Result<Spooled, ServiceError> {
        let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let refused = |code: &str| {
            ServiceError::Refused(Problem::new(code).text("file", file.display().to_string()))
        };
        let opened = tokio::fs::File::open(file).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => refused("file-not-found"),
            _ => refused("file-unreadable"),
        })?;
        // A folder opens like a file and fails when it is read.
        if opened.metadata().await.is_ok_and(|m| m.is_dir()) {
            return Err(refused("file-unreadable"));
        }
        let bytes = tokio_util::io::ReaderStream::with_capacity(opened, 1 << 20);
        self.receive(caller, &name, dataset, bytes).await
    }

    /// Writes a file and answers its size. Its bytes are on the disk then; its name is once the
    /// spool is [synced](Self::sync_spool).
    pub(super) async fn write_spool<S>(&self, path: &Path, bytes: S) -> Result<u64, ServiceError>
    where
        S: Stream<Item = Result<Bytes, std::io::Error>> + Send,
    {
        let failed = || ServiceError::internal("writing to the spool");
        let mut options = tokio::fs::OpenOptions::new();
        let mut file =
            options.write(true).create_new(true).mode(0o600).open(path).await.map_err(failed())?;
        let limit = self.settings.upload_limit_bytes;
        let mut size: u64 = 0;
        let mut bytes = std::pin::pin!(bytes);
        while let Some(block) = bytes.next().await {
            let block = block.map_err(|_| ServiceError::Refused(Problem::new("upload-broken")))?;
            size += block.len() as u64;
            if size > limit {
                let problem = Problem::new("upload-too-large").number("limit_bytes", limit);
                return Err(ServiceError::Refused(problem));
            }
            file.write_all(&block).await.map_err(failed())?;
        }
        file.flush().await.map_err(failed())?;
        if size == 0 {
            return Err(ServiceError::Refused(Problem::new("file-empty")));
        }
        file.sync_all().await.map_err(failed())?;
        Ok(size)
    }

    /// Has the names of the files in the spool on the disk.
    pub(super) async fn sync_spool(&self) -> Result<(), ServiceError> {
        let failed = || ServiceError::internal("syncing the spool");
        let folder = tokio::fs::File::open(self.spool()).await.map_err(failed())?;
        folder.sync_all().await.map_err(failed())
    }

    fn spool(&self) -> PathBuf {
        self.settings.data.join("spool")
    }

    pub(crate) fn spool_path(&self, id: &str) -> PathBuf {
        self.spool().join(id)
    }

    /// Throws away a file that is not to be loaded after all.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when a load that is not over has it.
    pub async fn discard(&self, caller: &Caller, upload: &str) -> Result<(), ServiceError> {
        let upload = self.upload(caller, upload).await?;
        let act = self.store.write().await?;
        if act.upload_is_loading(&upload.id).await? {
            return Err(ServiceError::Conflict(Problem::new("upload-loading")));
        }
        act.delete_upload(&upload.id).await?;
        let committed = act.commit().await;
        // On a disk that is full the catalogue forgets the file only when it has made room. What
        // is left of it then is swept like any upload that nobody loads.
        if matches!(committed, Ok(()) | Err(StoreError::Full(_))) {
            self.remove_upload(&upload.id).await;
        }
        Ok(committed?)
    }

    /// Throws away uploads that no load waits for or reads after a day, and what programs that died
    /// left in the spool. Returns how many files were thrown away.
    pub async fn sweep_spool(&self) -> Result<u64, ServiceError> {
        let limit = self.clock.now().plus_seconds(-24 * 3600);
        let mut swept = 0;
        for upload in self.store.uploads_older_than(limit).await? {
            let act = self.store.write().await?;
            // A load may have begun since the list was read.
            if act.upload_is_loading(&upload.id).await? {
                continue;
            }
            act.delete_upload(&upload.id).await?;
            act.commit().await?;
            self.remove_upload(&upload.id).await;
            swept += 1;
        }
        let abandoned = self.clock.now().plus_seconds(-ABANDONED_SECONDS);
        for (id, path) in self.files_before(abandoned).await? {
            if self.store.upload(&id).await?.is_none() {
                remove(&path).await;
                swept += 1;
            }
        }
        if self.lake.is_bucket() {
            for id in self.lake.files_before(Shelf::Spool, abandoned).await? {
                if self.store.upload(&id).await?.is_none() {
                    self.lake.delete_file(Shelf::Spool, &id).await?;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }

    /// Files of this machine's spool that nobody wrote to since then, each with the number of its
    /// upload.
    async fn files_before(&self, instant: Instant) -> Result<Vec<(String, PathBuf)>, ServiceError> {
        let failed = || ServiceError::internal("listing the spool");
        let mut found = Vec::new();
        let mut entries = tokio::fs::read_dir(self.spool()).await.map_err(failed())?;
        while let Some(entry) = entries.next_entry().await.map_err(failed())? {
            // A load that ends meanwhile deletes its own.
            let Ok(written) = entry.metadata().await.and_then(|m| m.modified()) else { continue };
            let written = written.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            let written_us = i64::try_from(written.as_micros()).unwrap_or(i64::MAX);
            let name = entry.file_name().to_string_lossy().into_owned();
            // The upload's number, then what the file is: `…-rejected`, `…-manifest`.
            if let Some(id) = name.get(..UPLOAD_CHARACTERS)
                && written_us < instant.0
            {
                found.push((id.to_owned(), entry.path()));
            }
        }
        Ok(found)
    }
}

/// A file that nobody wrote to for so long is no longer being received; its upload is known only
/// when it is whole.
const ABANDONED_SECONDS: i64 = 3600;

/// Length of an upload's number, a UUID.
const UPLOAD_CHARACTERS: usize = 36;

/// Deletes a spooled file. It may be gone already: a load that ended deleted it.
pub(crate) async fn remove(path: &Path) {
    match tokio::fs::remove_file(path).await {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(error = %Chain(&error), "a spooled file stays"),
    }
}

/// The last part of a path, as some browsers send whole ones; never empty.
fn base_name(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let name = name.trim();
    if name.is_empty() { "fichier".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::base_name;

    #[test]
    fn a_file_has_a_name_that_is_seen() {
        assert_eq!(base_name("C:\\Docs\\notice.pdf"), "notice.pdf");
        assert_eq!(base_name("/tmp/ notice.pdf\r\n"), "notice.pdf");
        for unseen in ["", "   ", "dossier/", "\u{1b} \0"] {
            assert_eq!(base_name(unseen), "fichier", "{unseen:?}");
        }
    }
}
