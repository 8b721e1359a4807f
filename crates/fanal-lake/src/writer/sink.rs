//! Where the bytes of a data file go: straight to the disk, or to a bucket by parts.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use fanal_model::LoadId;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::durable::{make_folders, sync_folder};
use crate::{Lake, LakeError};

const PART_BYTES: usize = 8 * 1024 * 1024;

/// Opens the files of one load, one after the other, and deletes them when the load fails.
///
/// A data file is written under its own name: nothing reads it before a commit names it, and the
/// name tells the load it must be deleted with.
#[derive(Debug)]
pub(super) struct Sinks {
    table: Path,
    load: String,
    place: Place,
    opened: Vec<Path>,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Bucket(Arc<dyn ObjectStore>, Handle),
}

impl Sinks {
    pub(super) fn open(lake: &Lake, table: Path, load: &LoadId) -> Result<Self, LakeError> {
        let folder = table.clone().join(load.as_str());
        let failed = |error| LakeError::storage(&folder, error);
        let place = match &lake.inner.folder {
            Some(local) => {
                let place =
                    local.file_path(&folder).map_err(|error| LakeError::storage(&folder, error))?;
                make_folders(&place).map_err(failed)?;
                Place::Folder(place)
            }
            None => {
                let runtime =
                    Handle::try_current().map_err(|error| LakeError::storage(&folder, error))?;
                Place::Bucket(lake.inner.store.clone(), runtime)
            }
        };
        Ok(Self { table, load: load.to_string(), place, opened: Vec::new() })
    }

    /// Opens the next file: its path in the table's folder, and where to write.
    pub(super) fn next(&mut self) -> Result<(String, Sink), LakeError> {
        let name = format!("{}-{}.parquet", self.opened.len(), Uuid::new_v4().simple());
        let within_table = format!("{}/{name}", self.load);
        let path = self.table.clone().join(self.load.as_str()).join(name.as_str());
        let failed = |error| LakeError::storage(&path, error);
        let target = match &self.place {
            Place::Folder(folder) => {
                Target::File(File::create_new(folder.join(&name)).map_err(failed)?)
            }
            Place::Bucket(store, runtime) => {
                let upload = runtime.block_on(store.put_multipart(&path));
                let upload = upload.map_err(|error| LakeError::storage(&path, error))?;
                Target::Upload { upload, runtime: runtime.clone(), part: BytesMut::new() }
            }
        };
        self.opened.push(path);
        Ok((within_table, Sink { target, written_bytes: 0 }))
    }

    /// Makes the names of all files durable; their contents already are.
    pub(super) fn settle(&self) -> Result<(), LakeError> {
        match &self.place {
            Place::Folder(folder) => {
                sync_folder(folder).map_err(|error| LakeError::storage(folder.display(), error))
            }
            Place::Bucket(..) => Ok(()),
        }
    }

    /// Deletes what was opened. Best effort: what stays is cleaned as a dead load's.
    pub(super) fn delete_all(&self) {
        for path in &self.opened {
            match (&self.place, path.filename()) {
                (Place::Folder(folder), Some(name)) => drop(fs::remove_file(folder.join(name))),
                (Place::Bucket(store, runtime), _) => drop(runtime.block_on(store.delete(path))),
                (Place::Folder(_), None) => {}
            }
        }
        if let Place::Folder(folder) = &self.place {
            // Refused when another writer of the load has files there.
            drop(fs::remove_dir(folder));
        }
    }
}

/// One file being written.
#[derive(Debug)]
pub(super) struct Sink {
    target: Target,
    written_bytes: u64,
}

#[derive(Debug)]
enum Target {
    File(File),
    Upload { upload: Box<dyn MultipartUpload>, runtime: Handle, part: BytesMut },
}

impl Sink {
    /// Ends the file and returns its size in bytes; its contents are durable.
    pub(super) fn close(self) -> io::Result<u64> {
        match self.target {
            Target::File(file) => file.sync_all()?,
            Target::Upload { mut upload, runtime, part } => {
                if !part.is_empty() {
                    runtime.block_on(upload.put_part(part.freeze().into()))?;
                }
                runtime.block_on(upload.complete())?;
            }
        }
        Ok(self.written_bytes)
    }

    /// Gives up a file that is half written.
    pub(super) fn abandon(self) {
        if let Target::Upload { mut upload, runtime, .. } = self.target {
            drop(runtime.block_on(upload.abort()));
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = match &mut self.target {
            Target::File(file) => file.write(bytes)?,
            Target::Upload { upload, runtime, part } => {
                part.extend_from_slice(bytes);
                while part.len() >= PART_BYTES {
                    let full: Bytes = part.split_to(PART_BYTES).freeze();
                    runtime.block_on(upload.put_part(full.into()))?;
                }
                bytes.len()
            }
        };
        self.written_bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::File(file) => file.flush(),
            Target::Upload { .. } => Ok(()),
        }
    }
}
