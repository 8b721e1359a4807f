//! The fingerprint of what the program is built from.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Result;
use std::path::{Path, PathBuf};

/// Folders that hold nothing of the program.
const NOT_BUILT: [&str; 4] = ["tests", "snapshots", "cases", "fanal-testkit"];

/// Adds the files below a folder that the program is built from.
pub(crate) fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_built = path.file_name().is_some_and(|name| NOT_BUILT.iter().all(|n| name != *n));
        if path.is_dir() && is_built {
            collect(&path, found)?;
        } else if path.is_file() && path.file_name().is_some_and(|name| name != "tests.rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// The fingerprint of files, whatever the folder that holds them all is called.
pub(crate) fn of(root: &Path, mut sources: Vec<PathBuf>) -> Result<u64> {
    sources.sort();
    let mut hasher = DefaultHasher::new();
    for source in sources {
        source.strip_prefix(root).unwrap_or(&source).hash(&mut hasher);
        fs::read(&source)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}
