//! A folder for files that need not outlive their process: what queries put aside.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::Chain;

/// Ending of the file beside a folder that its process keeps locked. A lock ends with its process,
/// however that ends, and holds between machines that share the folder.
const LOCK: &str = "lock";

/// The folder of this process. It goes when this is dropped, else with the next [`sweep`].
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
    lock: PathBuf,
    _locked: File,
}

impl Scratch {
    /// Makes one in a folder that processes share.
    pub(crate) fn make(shared: &Path) -> io::Result<Self> {
        loop {
            let folder = shared.join(uuid::Uuid::new_v4().to_string());
            let lock = folder.with_extension(LOCK);
            let locked = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&lock)?;
            // Before the lock is held, a sweep may take it for a dead process's.
            match locked.try_lock() {
                Ok(()) if lock.exists() => {
                    fs::DirBuilder::new().mode(0o700).create(&folder)?;
                    return Ok(Self { folder, lock, _locked: locked });
                }
                Ok(()) | Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove(&self.folder, &self.lock);
    }
}

/// Deletes the folders that no living process owns; those of living ones stay.
pub(crate) fn sweep(shared: &Path) -> io::Result<()> {
    for entry in fs::read_dir(shared)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == LOCK) {
            // Gone already: its process ended in order, or another one sweeps.
            let Ok(lock) = OpenOptions::new().write(true).open(&path) else { continue };
            if lock.try_lock().is_ok() {
                remove(&path.with_extension(""), &path);
            }
        } else if !path.with_extension(LOCK).exists() {
            // A lock is made before its folder and deleted after it: nobody has this one.
            remove(&path, &path.with_extension(LOCK));
        }
    }
    Ok(())
}

/// Deletes a folder, then its lock. What is gone already is as it should be.
fn remove(folder: &Path, lock: &Path) {
    for removed in [fs::remove_dir_all(folder), fs::remove_file(lock)] {
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return tracing::warn!(error = %Chain(&error), "a folder of a dead process stays");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(shared: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(shared).expect("it can be listed");
        let name = |e: io::Result<fs::DirEntry>| e.expect("an entry").file_name();
        entries.map(|e| name(e).to_string_lossy().into_owned()).collect()
    }

    fn shared() -> PathBuf {
        let shared = std::env::temp_dir().join(uuid::Uuid::new_v4().to_string());
        fs::create_dir(&shared).expect("a temporary folder can be made");
        shared
    }

    #[test]
    fn only_what_no_process_has_is_swept() {
        let shared = shared();
        let living = Scratch::make(&shared).expect("a folder");
        let before = names(&shared);
        assert_eq!(before.len(), 2);
        // As a killed process leaves them: a lock that nobody holds, a folder without one.
        let dead = shared.join("dead");
        fs::create_dir_all(dead.join("datafusion-x")).expect("a folder");
        fs::write(dead.join("datafusion-x/part"), "x").expect("a file");
        fs::write(dead.with_extension(LOCK), "").expect("a file");
        fs::create_dir(shared.join("datafusion-y")).expect("a folder");
        sweep(&shared).expect("it can be listed");
        assert_eq!(names(&shared), before);
        assert!(living.folder().is_dir());
        drop(living);
        assert_eq!(names(&shared), BTreeSet::new());
        fs::remove_dir(&shared).expect("it is empty");
    }
}
