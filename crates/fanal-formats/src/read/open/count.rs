//! How many files an archive lists, before the list is read into memory.

use std::io::{Read, Seek, SeekFrom};

use memchr::memmem;

use super::UnpackLimits;
use crate::read::ReadError;

/// Bytes at the end of an archive among which the end of its list is told: a comment may follow.
const END_BYTES: u64 = (64 << 10) + 22 + 20;

/// Refuses a ZIP archive that lists too many files. Several ends of a list may be there: the largest
/// counts.
pub(in crate::read) fn check_count(
    file: &mut (impl Read + Seek),
    limits: &UnpackLimits,
) -> Result<(), ReadError> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(END_BYTES);
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.by_ref().take(END_BYTES).read_to_end(&mut end)?;
    let mut files = 0;
    for at in memmem::find_iter(&end, b"PK\x05\x06") {
        files = files.max(number::<2>(&end, at + 10));
    }
    // Of more files than two bytes count the number stands elsewhere.
    for at in memmem::find_iter(&end, b"PK\x06\x07") {
        let mut record = Vec::new();
        if file.seek(SeekFrom::Start(number::<8>(&end, at + 8))).is_ok() {
            file.by_ref().take(40).read_to_end(&mut record)?;
        }
        files = files.max(number::<8>(&record, 32));
    }
    file.rewind()?;
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    if files > limits.files {
        return Err(ReadError::ArchiveTooMany { files, limit: limits.files });
    }
    Ok(())
}

/// A number of so many bytes; nought when the bytes are not there.
fn number<const N: usize>(bytes: &[u8], at: usize) -> u64 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<N>());
    found.map_or(0, |bytes| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}
