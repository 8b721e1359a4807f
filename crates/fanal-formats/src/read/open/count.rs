//! Opening a ZIP archive: how many files it lists is known before the list is read into memory.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
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
const END_BYTES: u64 = 22;
/// Stands before that end where files are too many, or too large, for it.
const LOCATOR_BYTES: usize = 20;
/// What the locator leads to: the end of the list in wider numbers.
const WIDE_END: &[u8] = b"PK\x06\x06";
const WIDE_END_BYTES: u64 = 56;
/// Bytes of a wide end before those that it counts itself.
const WIDE_HEAD_BYTES: u64 = 12;
/// What the list has for a file, at least.
const LISTED_BYTES: u64 = 46;
/// Bytes at the end of an archive among which the end of its list lies: a comment may follow.
const SEARCHED_BYTES: u64 = 65 << 10;
/// Bytes that are searched at a time.
const PART_BYTES: u64 = 64 << 10;

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

/// How many files an archive says that it lists, at most. The last end that stands right behind its
/// list is believed, as archives that lie within an archive have ends of their own. The `zip` crate
/// may take one of those further down, or give it up for an earlier one: the one that says most
/// counts.
pub(in crate::read) fn listed(file: &mut (impl Read + Seek)) -> Result<u64, ReadError> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(SEARCHED_BYTES);
    let bytes = read_at(file, start, SEARCHED_BYTES)?;
    let mut most = 0;
    // Where wide ends may lie that are not where their locators say: bytes before an archive move
    // them.
    let (mut from, mut to) = (u64::MAX, 0);
    for at in memmem::rfind_iter(&bytes, b"PK\x05\x06") {
        let end = End::of(&bytes[at..], start + at as u64);
        if end.at + END_BYTES + number::<2>(&bytes, at + 20) > size {
            continue;
        }
        let locator = at.checked_sub(LOCATOR_BYTES).map(|from| &bytes[from..at]);
        let Some(locator) = locator.filter(|l| end.is_too_narrow && l.starts_with(b"PK\x06\x07"))
        else {
            most = most.max(end.files);
            if end.follows_its_list(file)? {
                break;
            }
            continue;
        };
        let said = number::<8>(locator, 8);
        let wide = read_at(file, said.min(size), WIDE_END_BYTES)?;
        let wide = End::wide(&wide, said, locator, end.at);
        if wide.follows_its_list(file)? {
            most = most.max(wide.files);
            break;
        }
        (from, to) = (from.min(said), to.max(end.at));
    }
    Ok(most.max(most_of_wide_ends(file, from..to)?))
}

/// The end of a list of files, and what it says of the list.
struct End {
    at: u64,
    files: u64,
    /// Bytes of the list.
    size_bytes: u64,
    /// A number has no room there.
    is_too_narrow: bool,
    /// It is of one file, and says nothing that contradicts itself.
    is_sound: bool,
}

impl End {
    fn of(bytes: &[u8], at: u64) -> Self {
        let [disk, first_disk, here, files] = [4, 6, 8, 10].map(|place| number::<2>(bytes, place));
        let [size_bytes, start] = [12, 16].map(|place| number::<4>(bytes, place));
        Self {
            at,
            files,
            size_bytes,
            is_too_narrow: files == 0xFFFF || size_bytes.max(start) == 0xFFFF_FFFF,
            is_sound: disk == 0
                && first_disk == 0
                && here == files
                && start.saturating_add(size_bytes) <= at,
        }
    }

    /// The end to which a locator leads, which stands that far before the other end.
    fn wide(bytes: &[u8], at: u64, locator: &[u8], narrow_at: u64) -> Self {
        let [own_bytes, disks, here, files] =
            [4, 16, 24, 32].map(|place| number::<8>(bytes, place));
        let [size_bytes, start] = [40, 48].map(|place| number::<8>(bytes, place));
        let own_end = at.saturating_add(WIDE_HEAD_BYTES).saturating_add(own_bytes);
        Self {
            at,
            files,
            size_bytes,
            is_too_narrow: false,
            is_sound: bytes.starts_with(WIDE_END)
                && number::<4>(locator, 4) == 0
                && number::<4>(locator, 16) <= 1
                && own_end.checked_add(LOCATOR_BYTES as u64) == Some(narrow_at)
                && disks == 0
                && here == files
                && files.saturating_mul(LISTED_BYTES) <= size_bytes
                && start.checked_add(size_bytes) == Some(at),
        }
    }

    /// Whether the list stands right before it, or it lists nothing.
    fn follows_its_list(&self, file: &mut (impl Read + Seek)) -> Result<bool, ReadError> {
        let Some(start) = self.at.checked_sub(self.size_bytes).filter(|_| self.is_sound) else {
            return Ok(false);
        };
        Ok(self.files == 0 || read_at(file, start, 4)? == b"PK\x01\x02")
    }
}

/// The greatest number of files that a wide end in this part of the file says.
fn most_of_wide_ends(file: &mut (impl Read + Seek), part: Range<u64>) -> Result<u64, ReadError> {
    let mut most = 0;
    let mut at = part.start;
    while at < part.end {
        let bytes = read_at(file, at, PART_BYTES + WIDE_END_BYTES)?;
        let files =
            memmem::find_iter(&bytes, WIDE_END).map(|place| number::<8>(&bytes, place + 32));
        most = files.fold(most, u64::max);
        at += PART_BYTES;
    }
    Ok(most)
}

/// So many bytes from there on, or those that there are.
fn read_at(file: &mut (impl Read + Seek), at: u64, count: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A number of so many bytes; nought when the bytes are not there.
fn number<const N: usize>(bytes: &[u8], at: usize) -> u64 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<N>());
    found.map_or(0, |bytes| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}
