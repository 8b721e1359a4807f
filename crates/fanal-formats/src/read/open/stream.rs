//! Files that are compressed whole: gzip and Zstandard.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::{Budget, Opened};
use crate::read::ReadError;

pub(super) fn gunzip(
    opened: &mut Opened,
    folder: &Path,
    budget: &mut Budget<'_>,
) -> Result<(), ReadError> {
    let packed = BufReader::new(File::open(&opened.path)?);
    // A gzip file may be several ones behind each other.
    let unpacked = flate2::bufread::MultiGzDecoder::new(packed);
    write(opened, folder, budget, unpacked, &[".gz", ".gzip"])
}

pub(super) fn unzstd(
    opened: &mut Opened,
    folder: &Path,
    budget: &mut Budget<'_>,
) -> Result<(), ReadError> {
    let packed = File::open(&opened.path)?;
    let unpacked = zstd::Decoder::new(packed)?;
    write(opened, folder, budget, unpacked, &[".zst", ".zstd"])
}

fn write(
    opened: &mut Opened,
    folder: &Path,
    budget: &mut Budget<'_>,
    unpacked: impl std::io::Read,
    endings: &[&str],
) -> Result<(), ReadError> {
    let path = folder.join("file");
    budget.write(std::fs::metadata(&opened.path)?.len(), unpacked, &path)?;
    let name = endings.iter().find_map(|ending| {
        let start = opened.name.len().checked_sub(ending.len())?;
        let (stem, end) = opened.name.split_at_checked(start)?;
        end.eq_ignore_ascii_case(ending).then(|| stem.to_owned())
    });
    let name = name.unwrap_or_else(|| opened.name.clone());
    opened.enter(path, name);
    Ok(())
}
