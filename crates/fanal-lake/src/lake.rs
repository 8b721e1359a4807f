//! The place where all tables lie.

use std::path::Path as FilePath;
use std::sync::{Arc, Mutex};

use fanal_model::{Clock, DatasetId, SystemClock};
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientConfigKey, ObjectStore};
use url::Url;

use crate::durable::DurableStore;
use crate::snapshot::SnapshotCache;
use crate::{LakeError, Table};

/// The place where all tables lie: a folder or an S3 bucket. Cheap to clone; clones share the
/// cache of snapshots.
#[derive(Debug, Clone)]
pub struct Lake {
    pub(crate) inner: Arc<Inner>,
}

type PrefixedBucket = PrefixStore<AmazonS3>;

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
    /// [`LakeError::Location`] when the folder can't be made or an option is unknown,
    /// [`LakeError::Unencrypted`] when a bucket is at `http://` and `aws_allow_http` is not said.
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
            (Arc::new(bucket(location, options)?) as Arc<dyn ObjectStore>, None)
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

    /// Whether it is a bucket, which other machines see as well.
    pub fn is_bucket(&self) -> bool {
        self.inner.folder.is_none()
    }

    /// Returns the table of a dataset, whether or not anything was committed to it.
    pub fn table(&self, dataset: DatasetId) -> Table {
        Table::new(self.clone(), dataset)
    }
}

fn bucket(location: &str, options: Vec<(String, String)>) -> Result<PrefixedBucket, LakeError> {
    let refused = |source| LakeError::Location { location: location.to_owned(), source };
    let url = Url::parse(location).map_err(|error| refused(error.into()))?;
    let mut builder = AmazonS3Builder::new().with_url(location);
    for (name, value) in options {
        let name: AmazonS3ConfigKey = name.parse().map_err(|error| refused(Box::new(error)))?;
        builder = builder.with_config(name, value);
    }
    refuse_plain_http(&builder)?;
    let prefix = Path::from_url_path(url.path()).map_err(|error| refused(error.into()))?;
    let store = builder.build().map_err(|error| refused(error.into()))?;
    Ok(PrefixStore::new(store, prefix))
}

/// Without this the first request fails, and only says that the scheme is wrong.
fn refuse_plain_http(builder: &AmazonS3Builder) -> Result<(), LakeError> {
    let said = |key| builder.get_config_value(&key);
    let endpoint =
        said(AmazonS3ConfigKey::S3Endpoint).or_else(|| said(AmazonS3ConfigKey::Endpoint));
    let allowed = said(AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp));
    let allowed = allowed.is_some_and(|allowed| matches!(allowed.as_str(), "1" | "true"));
    match endpoint {
        Some(endpoint) if endpoint.starts_with("http://") && !allowed => {
            Err(LakeError::Unencrypted { endpoint })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(options: &[(&str, &str)]) -> Result<(), &'static str> {
        let options = options.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        match bucket("s3://bucket/a/b", options) {
            Ok(_) => Ok(()),
            Err(LakeError::Unencrypted { .. }) => Err("unencrypted"),
            Err(_) => Err("location"),
        }
    }

    #[test]
    fn a_bucket_is_opened_with_the_options_of_its_service() {
        assert_eq!(opened(&[]), Ok(()));
        let service = ("aws_endpoint_url_s3", "https://s3.fr-par.example");
        assert_eq!(opened(&[service, ("aws_region", "fr-par")]), Ok(()));
        assert_eq!(opened(&[("aws_regoin", "fr-par")]), Err("location"));
    }

    #[test]
    fn an_endpoint_without_encryption_must_be_allowed() {
        let endpoint = ("aws_endpoint", "http://127.0.0.1:9000");
        assert_eq!(opened(&[endpoint]), Err("unencrypted"));
        assert_eq!(opened(&[endpoint, ("aws_allow_http", "false")]), Err("unencrypted"));
        assert_eq!(opened(&[endpoint, ("aws_allow_http", "true")]), Ok(()));
    }
}
