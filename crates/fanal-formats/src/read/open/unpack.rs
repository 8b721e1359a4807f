//! Writing what is unpacked, within limits.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use crate::read::error::is_of_the_machine;
use crate::read::open::UnpackLimits;
use crate::read::{ReadError, Watch};

/// What may still be unpacked.
pub(super) struct Budget<'w> {
    limits: UnpackLimits,
    watch: &'w dyn Watch,
    unpacked: u64,
}

impl<'w> Budget<'w> {
    pub(super) fn new(limits: UnpackLimits, watch: &'w dyn Watch) -> Self {
        Self { limits, watch, unpacked: 0 }
    }

    pub(super) fn limits(&self) -> &UnpackLimits {
        &self.limits
    }

    /// Writes an unpacked stream into a new file. What an archive declares is not believed: bytes
    /// are counted as they come.
    pub(super) fn write(
        &mut self,
        packed_bytes: u64,
        mut from: impl Read,
        path: &Path,
    ) -> Result<(), ReadError> {
        let mut to = File::create_new(path)?;
        let mut block = vec![0; 256 << 10];
        let mut written: u64 = 0;
        loop {
            let count = match from.read(&mut block) {
                Ok(0) => return Ok(to.flush()?),
                Ok(count) => count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) if is_of_the_machine(&error) => return Err(error.into()),
                Err(error) => return Err(ReadError::BrokenArchive(error.to_string())),
            };
            written += count as u64;
            self.unpacked += count as u64;
            let limit_bytes = self.limits.allowed(packed_bytes);
            if written > limit_bytes || self.unpacked > self.limits.bytes {
                return Err(ReadError::ArchiveTooLarge { limit_bytes });
            }
            if self.watch.cancelled() {
                return Err(ReadError::Cancelled);
            }
            to.write_all(&block[..count])?;
        }
    }
}
