//! A folder as an object store that keeps what it was given: each file and each folder entry is
//! synced to the disk before an act is announced as done.
//!
//! `object_store`'s own local store is atomic but never syncs, so a power cut could take back a
//! commit that a version in the catalogue already names.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyMode, CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions,
    RenameTargetMode, Result,
};
use uuid::Uuid;

use self::upload::DurableUpload;

mod upload;

/// Where files lie while they are written. Out of the tables' folders, so that a listing never
/// shows half a file.
pub(crate) const TEMPORARY: &str = ".tmp";

/// The local store of a lake.
#[derive(Debug, Clone)]
pub(crate) struct DurableStore {
    root: Arc<PathBuf>,
    reader: Arc<LocalFileSystem>,
}

impl DurableStore {
    /// Opens the folder, which is made when it isn't there.
    pub(crate) fn open(root: &FilePath) -> io::Result<Self> {
        make_folders(root)?;
        let root = root.canonicalize()?;
        make_folders(&root.join(TEMPORARY))?;
        make_folders(&root.join("datasets"))?;
        let reader = LocalFileSystem::new_with_prefix(&root).map_err(io::Error::other)?;
        Ok(Self { root: Arc::new(root), reader: Arc::new(reader) })
    }

    /// Returns where an object lies on the disk.
    pub(crate) fn file_path(&self, location: &Path) -> Result<PathBuf> {
        self.reader.path_to_filesystem(location)
    }

    /// The folder of files being written.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.root.join(TEMPORARY)
    }

    fn temporary_file(&self) -> PathBuf {
        self.temporary().join(Uuid::new_v4().to_string())
    }
}

impl fmt::Display for DurableStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DurableStore({})", self.root.display())
    }
}

#[async_trait]
impl ObjectStore for DurableStore {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> Result<PutResult> {
        let replace = match options.mode {
            PutMode::Overwrite => true,
            PutMode::Create => false,
            PutMode::Update(_) => return Err(not_done("replacing a known state of a file")),
        };
        let (target, temporary) = (self.file_path(location)?, self.temporary_file());
        off_thread(target, move |target| {
            let mut file = File::create_new(&temporary)?;
            let written = payload.iter().try_for_each(|part| file.write_all(part));
            written.and_then(|()| settle(file, &temporary, target, replace)).inspect_err(|_| {
                // Best effort: what stays is swept later.
                let _ = fs::remove_file(&temporary);
            })
        })
        .await?;
        Ok(PutResult { e_tag: None, version: None })
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        _options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let (target, temporary) = (self.file_path(location)?, self.temporary_file());
        let file =
            File::create_new(&temporary).map_err(|source| told_of(location.as_ref(), source))?;
        Ok(Box::new(DurableUpload::new(file, temporary, target)))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.reader.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        // By packs, so that a folder is synced once for many files.
        let store = self.clone();
        locations
            .try_chunks(256)
            .map_err(|error| error.1)
            .and_then(move |pack| {
                let store = store.clone();
                async move { Ok(stream::iter(store.delete_pack(pack).await)) }
            })
            .try_flatten()
            .boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.reader.list(prefix)
    }

    fn list_with_offset(
        &self,
        prefix: Option<&Path>,
        offset: &Path,
    ) -> BoxStream<'static, Result<ObjectMeta>> {
        // The reader of the log wants names in order, as S3 gives them; a folder has no order.
        let listing = self.reader.list_with_offset(prefix, offset);
        stream::once(async move {
            let mut found: Vec<ObjectMeta> = listing.try_collect().await?;
            found.sort_unstable_by(|a, b| a.location.cmp(&b.location));
            Ok::<_, Error>(stream::iter(found.into_iter().map(Ok)))
        })
        .try_flatten()
        .boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.reader.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        let replace = matches!(options.mode, CopyMode::Overwrite);
        let (from, to) = (self.file_path(from)?, self.file_path(to)?);
        let temporary = self.temporary_file();
        off_thread(to, move |to| {
            fs::copy(&from, &temporary)?;
            let file = File::open(&temporary)?;
            settle(file, &temporary, to, replace).inspect_err(|_| {
                let _ = fs::remove_file(&temporary);
            })
        })
        .await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        let replace = matches!(options.target_mode, RenameTargetMode::Overwrite);
        let (from, to) = (self.file_path(from)?, self.file_path(to)?);
        off_thread(to, move |to| {
            settle(File::open(&from)?, &from, to, replace)?;
            sync_parent(&from)
        })
        .await
    }
}

impl DurableStore {
    async fn delete_pack(&self, pack: Vec<Path>) -> Vec<Result<Path>> {
        let store = self.clone();
        let work = move || {
            let mut folders = Vec::new();
            let mut results = Vec::with_capacity(pack.len());
            for location in pack {
                let outcome = store.file_path(&location).and_then(|file| {
                    fs::remove_file(&file).map_err(|source| told_of(location.as_ref(), source))?;
                    folders.extend(file.parent().map(FilePath::to_owned));
                    Ok(location)
                });
                results.push(outcome);
            }
            folders.sort_unstable();
            folders.dedup();
            for folder in folders {
                if let Err(source) = sync_folder(&folder) {
                    results.push(Err(told_of(&folder.to_string_lossy(), source)));
                }
            }
            results
        };
        match run(work).await {
            Ok(results) => results,
            Err(error) => vec![Err(error)],
        }
    }
}

/// Gives a written file its name for good: contents, name and folders are on the disk when it
/// returns. Without `replace`, a name that is taken is an `AlreadyExists`.
fn settle(file: File, temporary: &FilePath, target: &FilePath, replace: bool) -> io::Result<()> {
    file.sync_all()?;
    drop(file);
    let Some(folder) = target.parent() else {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    };
    make_folders(folder)?;
    if replace {
        fs::rename(temporary, target)?;
    } else {
        // The one act of a file system that fails when the name is taken, whoever took it.
        fs::hard_link(temporary, target)?;
        // The name is given: a leftover second name is swept later.
        let _ = fs::remove_file(temporary);
    }
    sync_folder(folder)
}

/// Makes a folder and those above it, and syncs the entry of each one made.
pub(crate) fn make_folders(folder: &FilePath) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folders(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_parent(folder)
}

/// Syncs the folder that a file or folder lies in.
pub(crate) fn sync_parent(path: &FilePath) -> io::Result<()> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync_folder(FilePath::new(".")),
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}

/// Syncs a folder's entries. Only Unix can: elsewhere the file system is trusted.
pub(crate) fn sync_folder(folder: &FilePath) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Runs blocking work beside the runtime, when there is one.
async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => Ok(runtime.spawn_blocking(work).await?),
        Err(_) => Ok(work()),
    }
}

async fn off_thread(
    target: PathBuf,
    work: impl FnOnce(&FilePath) -> io::Result<()> + Send + 'static,
) -> Result<()> {
    run(move || work(&target).map_err(|source| told_of(&target.to_string_lossy(), source))).await?
}

/// Tells an I/O error in the store's terms, and keeps it as the source.
fn told_of(path: &str, source: io::Error) -> Error {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::AlreadyExists => Error::AlreadyExists { path, source: source.into() },
        io::ErrorKind::NotFound => Error::NotFound { path, source: source.into() },
        io::ErrorKind::PermissionDenied => Error::PermissionDenied { path, source: source.into() },
        _ => Error::Generic { store: "DurableStore", source: source.into() },
    }
}

fn not_done(operation: &str) -> Error {
    Error::NotImplemented { operation: operation.to_owned(), implementer: "DurableStore".into() }
}

#[cfg(test)]
mod tests;
