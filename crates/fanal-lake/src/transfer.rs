//! Whole files from this machine into the store, and back as a stream.

use std::path::Path as FilePath;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures::TryStreamExt as _;
use futures::stream::{BoxStream, StreamExt as _};
use object_store::path::Path;
use object_store::{Error, MultipartUpload as _, ObjectStore, ObjectStoreExt as _};
use tokio::io::AsyncReadExt as _;

use crate::LakeError;

/// Size of a part. S3 wants at least 5 MiB, and ten thousand parts at most: 80 GB.
const PART_BYTES: usize = 8 * 1024 * 1024;

/// A file's size in bytes and its contents.
pub type Contents = (u64, BoxStream<'static, Result<Bytes, LakeError>>);

/// Stores a file of this machine; replaces the one of that name. Returns its size in bytes.
pub(crate) async fn put(
    store: &Arc<dyn ObjectStore>,
    path: &Path,
    file: &FilePath,
) -> Result<u64, LakeError> {
    let unread = |error| LakeError::storage(file.display(), error);
    let mut input = tokio::fs::File::open(file).await.map_err(unread)?;
    let failed = |error| LakeError::storage(path, error);
    let mut upload = store.put_multipart(path).await.map_err(failed)?;
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

/// Opens a file of the store, or `None` when there is none of that name.
pub(crate) async fn open(
    store: &Arc<dyn ObjectStore>,
    path: Path,
) -> Result<Option<Contents>, LakeError> {
    match store.get(&path).await {
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
