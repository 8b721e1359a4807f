//! Documents that are ZIP archives (workbooks, texts): their parts, each as a stream that obeys the
//! limits of unpacking.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::CrcReader;
use flate2::bufread::DeflateDecoder;
use zip::CompressionMethod;

use super::xml::{Xml, broken};
use crate::read::error::is_of_the_machine;
use crate::read::open::{Archive, archive};
use crate::read::{ReadError, UnpackLimits};

/// Bytes of a part of which what it says is kept in memory.
const SMALL_LIMIT_BYTES: u64 = 64_000_000;

/// A document that is an archive.
pub(super) struct Package {
    archive: Archive,
    path: PathBuf,
    /// Places of the parts, by their names in small letters: programs don't always write them as
    /// they refer to them.
    places: HashMap<String, usize>,
    limits: UnpackLimits,
}

impl Package {
    pub(super) fn open(path: &Path, limits: UnpackLimits) -> Result<Self, ReadError> {
        let archive = archive(path, &limits, broken)?;
        let names = archive.file_names_raw().map(String::from_utf8_lossy);
        let places = names.enumerate().map(|(place, name)| (key(&name), place)).collect();
        Ok(Self { archive, path: path.to_owned(), places, limits })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// A part as a stream of its own; none when it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>, ReadError> {
        let Some(place) = self.places.get(&key(name)) else { return Ok(None) };
        let entry = self.archive.by_index_raw(*place).map_err(broken)?;
        if entry.encrypted() {
            return Err(ReadError::Protected);
        }
        let (packed_bytes, crc32) = (entry.compressed_size(), entry.crc32());
        let method = entry.compression();
        let start = entry.data_start().ok_or_else(|| broken("a part lies nowhere"))?;
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(start))?;
        let packed = BufReader::with_capacity(64 << 10, file.take(packed_bytes));
        let unpacked: Box<dyn Read> = match method {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
            _ => return Err(ReadError::Archive),
        };
        let limit_bytes = self.limits.allowed(packed_bytes);
        let unpacked = CrcReader::new(unpacked);
        Ok(Some(Part { unpacked, crc32, left_bytes: limit_bytes, limit_bytes }))
    }

    /// A part of which what it says is kept in memory; none when it is not there.
    pub(super) fn small(&mut self, name: &str) -> Result<Option<Part>, ReadError> {
        let mut part = self.part(name)?;
        if let Some(part) = &mut part {
            part.limit_bytes = part.limit_bytes.min(SMALL_LIMIT_BYTES);
            part.left_bytes = part.limit_bytes;
        }
        Ok(part)
    }

    /// A part as XML; none when it is not there.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<Part>>, ReadError> {
        Ok(self.part(name)?.map(Xml::new))
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// One file of a package. What the archive declares of its size is not believed: bytes are counted
/// as they come.
pub(super) struct Part {
    unpacked: CrcReader<Box<dyn Read>>,
    crc32: u32,
    left_bytes: u64,
    limit_bytes: u64,
}

/// A part is larger than is allowed.
#[derive(Debug, thiserror::Error)]
#[error("more than {limit_bytes} bytes")]
struct Beyond {
    limit_bytes: u64,
}

impl Read for Part {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.unpacked.read(out)?;
        if count == 0 && !out.is_empty() && self.unpacked.crc().sum() != self.crc32 {
            return Err(std::io::Error::other("its checksum is another"));
        }
        let limit_bytes = self.limit_bytes;
        let left = self.left_bytes.checked_sub(count as u64);
        self.left_bytes = left.ok_or_else(|| std::io::Error::other(Beyond { limit_bytes }))?;
        Ok(count)
    }
}

/// What it means that a part can't be read on.
pub(super) fn failed(error: &std::io::Error) -> ReadError {
    if is_of_the_machine(error) {
        return ReadError::Io(std::io::Error::new(error.kind(), error.to_string()));
    }
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Beyond>()) {
        Some(beyond) => ReadError::PartTooLarge { limit_bytes: beyond.limit_bytes },
        None => broken(error),
    }
}
