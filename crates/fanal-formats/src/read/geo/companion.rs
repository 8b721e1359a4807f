//! Files that lie beside the one that is read.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The file of the same name with another ending, in small letters or capitals.
pub(in crate::read) fn companion(path: &Path, ending: &str) -> Option<PathBuf> {
    [ending.to_owned(), ending.to_uppercase()]
        .into_iter()
        .map(|ending| path.with_extension(ending))
        .find(|found| found.is_file())
}

/// The text of a small file beside the main one.
pub(in crate::read) fn companion_text(path: &Path, ending: &str) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(companion(path, ending)?).ok()?.take(64 << 10).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
