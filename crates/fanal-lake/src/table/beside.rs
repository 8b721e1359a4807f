//! What a version carries beside its records: the original file, the rejected rows.

use std::path::Path as FilePath;

use bytes::{Bytes, BytesMut};
use fanal_model::LoadId;
use futures::TryStreamExt as _;
use futures::stream::{BoxStream, StreamExt as _};
use object_store::path::Path;
use object_store::{Error, MultipartUpload, ObjectStoreExt as _};
use tokio::io::AsyncReadExt as _;

use super::Table;
use crate::LakeError;

/// Size of a part. S3 wants at least 5 MiB, and ten thousand parts at most: 80 GB.
const PART_BYTES: usize = 8 * 1024 * 1024;

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
        let path = self.beside(load, name)?;
        let unread = |error| LakeError::storage(file.display(), error);
        let mut input = tokio::fs::File::open(file).await.map_err(unread)?;
        let store = &self.lake.inner.store;
        let failed = |error| LakeError::storage(&path, error);
        let mut upload = store.put_multipart(&path).await.map_err(failed)?;
        let copied = async {
            let mut size_bytes = 0;
            loop {
                let part = read_part(&mut input).await.map_err(unread)?;
                if part.is_empty() && size_bytes > 0 {
                    break;
                }
                let last = part.len() < PART_BYTES;
                size_bytes += part.len() as u64;
                upload.put_part(part.into()).await.map_err(failed)?;
                if last {
                    break;
                }
            }
            upload.complete().await.map_err(failed)?;
            Ok(size_bytes)
        }
        .await;
        if copied.is_err() {
            // The first failure is the one to tell.
            let _ = upload.abort().await;
        }
        copied
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
    ) -> Result<Option<(u64, BoxStream<'static, Result<Bytes, LakeError>>)>, LakeError> {
        let path = self.beside(load, name)?;
        match self.lake.inner.store.get(&path).await {
            Ok(found) => {
                let size_bytes = found.meta.size;
                let stream = found.into_stream();
                let stream = stream.map_err(move |error| LakeError::storage(&path, error)).boxed();
                Ok(Some((size_bytes, stream)))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(LakeError::storage(&path, error)),
        }
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

/// Reads the next part whole; shorter only at the end.
async fn read_part(input: &mut tokio::fs::File) -> std::io::Result<Bytes> {
    let mut part = BytesMut::with_capacity(PART_BYTES);
    while part.len() < PART_BYTES {
        let room = PART_BYTES - part.len();
        if (&mut *input).take(room as u64).read_buf(&mut part).await? == 0 {
            break;
        }
    }
    Ok(part.freeze())
}
