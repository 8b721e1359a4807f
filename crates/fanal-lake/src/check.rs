//! Does the store keep what commits rest on?

use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{Error, ObjectStoreExt as _, PutMode};
use uuid::Uuid;

use crate::{Lake, LakeError, StoreAct};

/// How long an answer is waited for.
const WAIT: Duration = Duration::from_secs(20);

impl Lake {
    /// Proves with a small file that the store keeps what commits rest on: a name can be taken
    /// once only, what was written reads back and is listed, it can be deleted; of a folder also
    /// that the disk syncs files and folders.
    ///
    /// # Errors
    /// [`LakeError::Refused`] with the act that can't be done or has no answer within 20 seconds,
    /// [`LakeError::Overwrites`], [`LakeError::Forgets`].
    pub async fn check(&self) -> Result<(), LakeError> {
        let folder = Path::from("datasets");
        let path = folder.clone().join(format!(".check-{}", Uuid::new_v4()));
        self.create(&path, "first").await?;
        let kept = self.check_kept(&folder, &path).await;
        let store = &self.inner.store;
        let deleted = answered(StoreAct::Delete, store.delete(&path)).await;
        kept?;
        deleted
    }

    async fn check_kept(&self, folder: &Path, path: &Path) -> Result<(), LakeError> {
        match self.create(path, "second").await {
            Err(LakeError::Refused { source, .. }) if is_taken(source.as_ref()) => {}
            Err(error) => return Err(error),
            Ok(()) => return Err(LakeError::Overwrites),
        }
        let store = &self.inner.store;
        let read = async { store.get(path).await?.bytes().await };
        let read = answered(StoreAct::Read, read).await?;
        let listed = answered(StoreAct::List, store.list_with_delimiter(Some(folder))).await?;
        let is_listed = listed.objects.iter().any(|object| object.location == *path);
        if read == "first" && is_listed { Ok(()) } else { Err(LakeError::Forgets) }
    }

    async fn create(&self, path: &Path, text: &'static str) -> Result<(), LakeError> {
        let payload = Bytes::from_static(text.as_bytes()).into();
        let put = self.inner.store.put_opts(path, payload, PutMode::Create.into());
        answered(StoreAct::Write, put).await.map(|_| ())
    }
}

fn is_taken(error: &(dyn std::error::Error + 'static)) -> bool {
    let told = error.downcast_ref::<Error>();
    matches!(told, Some(Error::AlreadyExists { .. } | Error::Precondition { .. }))
}

async fn answered<T>(
    act: StoreAct,
    answer: impl Future<Output = object_store::Result<T>>,
) -> Result<T, LakeError> {
    match tokio::time::timeout(WAIT, answer).await {
        Ok(answer) => answer.map_err(|error| LakeError::Refused { act, source: Box::new(error) }),
        Err(late) => Err(LakeError::Refused { act, source: Box::new(late) }),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    /// A bucket on a server that answers each request, by its method, with this status.
    async fn answering(status: fn(method: &str) -> &'static str) -> Lake {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                // The request is as short as its answer: one read takes it whole.
                let mut request = vec![0; 1 << 16];
                let read = stream.read(&mut request).await.unwrap();
                let method = request[..read].split(|byte| *byte == b' ').next().unwrap();
                let status = status(std::str::from_utf8(method).unwrap());
                let head = "etag: \"1\"\r\nlast-modified: Sun, 22 Nov 2026 10:00:00 GMT\r\n";
                let end = "connection: close\r\ncontent-length: 0\r\n\r\n";
                let answer = format!("HTTP/1.1 {status}\r\n{head}{end}");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        let endpoint = format!("http://{address}");
        let options = [
            ("aws_endpoint", endpoint.as_str()),
            ("aws_allow_http", "true"),
            ("aws_access_key_id", "key"),
            ("aws_secret_access_key", "secret"),
        ];
        let options = options.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Lake::open("s3://bucket/lake", options).await.unwrap()
    }

    #[tokio::test]
    async fn a_bucket_that_overwrites_what_it_must_not_is_found_out() {
        let lake = answering(|_| "200 OK").await;
        let found = lake.check().await;
        assert!(matches!(found, Err(LakeError::Overwrites)), "{found:?}");
    }

    #[tokio::test]
    async fn a_bucket_that_refuses_says_what() {
        let lake = answering(|_| "403 Forbidden").await;
        let refused = lake.check().await.unwrap_err().problem();
        assert_eq!(refused.code, "lake-refuses-writing");
        let [(name, fanal_model::Argument::Text(reason))] = &refused.arguments[..] else {
            panic!("{refused}");
        };
        assert!(name == "reason" && reason.contains("403"), "{reason}");
    }
}
