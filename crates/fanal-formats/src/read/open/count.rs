//! Opening a ZIP archive: how many files it lists is known before the list is read into memory.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use ::zip::ZipArchive;
use ::zip::result::ZipError;
use memchr::memmem;

use super::UnpackLimits;
use crate::read::ReadError;
use crate::read::error::is_of_the_machine;

/// An open ZIP archive.
pub(in crate::read) type Archive = ZipArchive<BufReader<File>>;

/// What tells the end of an archive's list: its bytes, without the comment behind it.
const END_BYTES: usize = 22;
/// The number of files when it stands elsewhere.
const ELSEWHERE: u64 = 0xFFFF;
/// Stands before that end where files are too many, or too large, for it.
const LOCATOR_BYTES: usize = 20;
/// What the locator leads to: the end of the list in wider numbers.
const WIDE_END_BYTES: u64 = 56;
/// Bytes at the end of an archive among which the end of its list lies: a comment may follow.
const SEARCHED_BYTES: u64 = (64 << 10) + END_BYTES as u64 + LOCATOR_BYTES as u64;

/// Opens a ZIP archive. `broken` tells what it means that this can't be done.
///
/// # Errors
/// [`ReadError::ArchiveTooMany`] when it lists too many files.
pub(in crate::read) fn archive(
    path: &Path,
    limits: &UnpackLimits,
    broken: fn(ZipError) -> ReadError,
) -> Result<Archive, ReadError> {
    let mut file = BufReader::new(File::open(path)?);
    check(listed(&mut file)?, limits)?;
    file.rewind()?;
    let archive = ZipArchive::new(file).map_err(|error| match error {
        ZipError::Io(error) if is_of_the_machine(&error) => error.into(),
        error => broken(error),
    })?;
    // An end that leads nowhere gives way to an earlier one.
    check(archive.len() as u64, limits)?;
    Ok(archive)
}

fn check(files: u64, limits: &UnpackLimits) -> Result<(), ReadError> {
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    if files > limits.files {
        return Err(ReadError::ArchiveTooMany { files, limit: limits.files });
    }
    Ok(())
}

/// How many files an archive says that it lists: at the last end of a list whose comment the file
/// has room for, as archives that lie within it have ends of their own.
fn listed(file: &mut (impl Read + Seek)) -> Result<u64, ReadError> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(SEARCHED_BYTES);
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.by_ref().take(SEARCHED_BYTES).read_to_end(&mut bytes)?;
    let has_room = |at: &usize| {
        let comment_bytes = number::<2>(&bytes, at + 20);
        (at + END_BYTES) as u64 + comment_bytes <= bytes.len() as u64
    };
    let Some(at) = memmem::rfind_iter(&bytes, b"PK\x05\x06").find(has_room) else { return Ok(0) };
    let files = number::<2>(&bytes, at + 10);
    let Some(locator) = at.checked_sub(LOCATOR_BYTES) else { return Ok(files) };
    if !bytes[locator..].starts_with(b"PK\x06\x07") {
        return Ok(files);
    }
    // Bytes before the archive move what the locator leads to.
    let said = number::<8>(&bytes, locator + 8);
    let before = (start + locator as u64).saturating_sub(WIDE_END_BYTES);
    for at in [said, before] {
        let mut record = Vec::new();
        if file.seek(SeekFrom::Start(at)).is_ok() {
            file.by_ref().take(WIDE_END_BYTES).read_to_end(&mut record)?;
        }
        if record.starts_with(b"PK\x06\x06") {
            let wide = number::<8>(&record, 32);
            return Ok(if files == ELSEWHERE { wide } else { files.max(wide) });
        }
    }
    Ok(files)
}

/// A number of so many bytes; nought when the bytes are not there.
fn number<const N: usize>(bytes: &[u8], at: usize) -> u64 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<N>());
    found.map_or(0, |bytes| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}
