//! A file that arrives by parts.

use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use object_store::{MultipartUpload, PutPayload, PutResult, Result, UploadPart};

use super::{run, settle, told_of};

/// A file being written part by part; it gets its name when all of it is on the disk.
#[derive(Debug)]
pub(crate) struct DurableUpload {
    file: Arc<Mutex<File>>,
    temporary: PathBuf,
    target: PathBuf,
    /// Where the next part begins, in bytes.
    offset: u64,
    settled: bool,
}

impl DurableUpload {
    pub(crate) fn new(file: File, temporary: PathBuf, target: PathBuf) -> Self {
        Self { file: Arc::new(Mutex::new(file)), temporary, target, offset: 0, settled: false }
    }
}

#[async_trait]
impl MultipartUpload for DurableUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let (file, place) = (self.file.clone(), self.target.to_string_lossy().into_owned());
        let offset = self.offset;
        self.offset += data.content_length() as u64;
        Box::pin(async move {
            // Parts may end in any order: each goes to its own place.
            run(move || {
                let mut file = file.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                file.seek(SeekFrom::Start(offset))?;
                data.iter().try_for_each(|part| file.write_all(part))
            })
            .await?
            .map_err(|source| told_of(&place, source))
        })
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let (temporary, target) = (self.temporary.clone(), self.target.clone());
        let file = self.file.clone();
        run(move || {
            let file = file.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).try_clone()?;
            settle(file, &temporary, &target, true)
        })
        .await?
        .map_err(|source| told_of(&self.target.to_string_lossy(), source))?;
        self.settled = true;
        Ok(PutResult { e_tag: None, version: None })
    }

    async fn abort(&mut self) -> Result<()> {
        self.settled = true;
        fs::remove_file(&self.temporary)
            .map_err(|source| told_of(&self.temporary.to_string_lossy(), source))
    }
}

impl Drop for DurableUpload {
    fn drop(&mut self) {
        if !self.settled {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}
