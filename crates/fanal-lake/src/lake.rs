//! The place where all tables lie.

use std::path::Path as FilePath;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use fanal_model::{Clock, DatasetId, SystemClock};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectStore, ObjectStoreExt as _, PutMode};
use url::Url;
use uuid::Uuid;

use crate::durable::DurableStore;
use crate::snapshot::SnapshotCache;
use crate::{LakeError, Table};

/// The place where all tables lie: a folder or an S3 bucket. Cheap to clone; clones share the
/// cache of snapshots.
#[derive(Debug, Clone)]
pub struct Lake {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) store: Arc<dyn ObjectStore>,
    /// The same store, when it is a folder of this machine.
    pub(crate) folder: Option<DurableStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) snapshots: Mutex<SnapshotCache>,
}

impl Lake {
    /// Opens the lake at a folder's path, or at `s3://bucket/prefix` with the store's options
    /// (`aws_access_key_id`, `aws_endpoint`, `aws_region`, `aws_allow_http`…). The folder is made
    /// when it isn't there; of S3 nothing is asked yet, [`Lake::check`] does.
    ///
    /// # Errors
    /// [`LakeError::Location`] when the folder can't be made or an option is unknown.
    pub async fn open(location: &str, options: Vec<(String, String)>) -> Result<Self, LakeError> {
        Self::open_with_clock(location, options, Arc::new(SystemClock)).await
    }

    /// Opens the lake as [`Lake::open`] does, with a clock of one's own for the times that the log
    /// holds.
    ///
    /// # Errors
    /// As [`Lake::open`].
    pub async fn open_with_clock(
        location: &str,
        options: Vec<(String, String)>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, LakeError> {
        let refused = |source| LakeError::Location { location: location.to_owned(), source };
        let (store, folder) = if location.starts_with("s3://") {
            (bucket(location, options).map_err(refused)?, None)
        } else {
            let path = location.strip_prefix("file://").unwrap_or(location).to_owned();
            let opened =
                tokio::task::spawn_blocking(move || DurableStore::open(FilePath::new(&path)))
                    .await
                    .map_err(|error| refused(error.into()))?;
            let folder = opened.map_err(|error| refused(error.into()))?;
            (Arc::new(folder.clone()) as Arc<dyn ObjectStore>, Some(folder))
        };
        let snapshots = Mutex::new(SnapshotCache::default());
        Ok(Self { inner: Arc::new(Inner { store, folder, clock, snapshots }) })
    }

    /// A lake on a store of one's own, as a bucket is.
    #[cfg(test)]
    pub(crate) fn on(store: Arc<dyn ObjectStore>) -> Self {
        let snapshots = Mutex::new(SnapshotCache::default());
        let clock = Arc::new(SystemClock);
        Self { inner: Arc::new(Inner { store, folder: None, clock, snapshots }) }
    }

    /// Returns the store of all files; paths are relative to the lake's root, as
    /// [`SnapshotFile::path`](crate::SnapshotFile) gives them.
    pub fn object_store(&self) -> Arc<dyn ObjectStore> {
        self.inner.store.clone()
    }

    /// Proves with a small file that the store keeps what commits rest on: a name can be taken
    /// once only, what was written reads back, and the disk syncs files and folders.
    ///
    /// # Errors
    /// [`LakeError::Unfit`] when a promise is broken, [`LakeError::Storage`] when it can't be
    /// tried.
    pub async fn check(&self) -> Result<(), LakeError> {
        let path = Path::from(format!("datasets/.check-{}", Uuid::new_v4()));
        let failed = |error| LakeError::storage(&path, error);
        let store = &self.inner.store;
        let create = |text: &'static [u8]| {
            store.put_opts(&path, Bytes::from_static(text).into(), PutMode::Create.into())
        };
        create(b"first").await.map_err(failed)?;
        let second = create(b"second").await;
        let read = async { store.get(&path).await?.bytes().await }.await;
        store.delete(&path).await.map_err(failed)?;
        match second {
            Err(Error::AlreadyExists { .. }) => {}
            Err(error) => return Err(failed(error)),
            Ok(_) => return Err(LakeError::Unfit { promise: "create-if-absent" }),
        }
        if read.map_err(failed)? != "first" {
            return Err(LakeError::Unfit { promise: "read-after-write" });
        }
        Ok(())
    }

    /// Returns the table of a dataset, whether or not anything was committed to it.
    pub fn table(&self, dataset: DatasetId) -> Table {
        Table::new(self.clone(), dataset)
    }
}

fn bucket(
    location: &str,
    options: Vec<(String, String)>,
) -> Result<Arc<dyn ObjectStore>, Box<dyn std::error::Error + Send + Sync>> {
    let url = Url::parse(location)?;
    let mut builder = AmazonS3Builder::new().with_url(location);
    for (name, value) in options {
        builder = builder.with_config(name.parse::<AmazonS3ConfigKey>()?, value);
    }
    let prefix = Path::from_url_path(url.path())?;
    Ok(Arc::new(PrefixStore::new(builder.build()?, prefix)))
}
