//! Failpoints: named places where a test makes the program die or stand still, to prove that
//! nothing is lost.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// Ends the process at once, as `kill -9` would, when the environment variable
/// `FANAL_FAILPOINT` holds this name. When it holds `name=file`, stops the process there, whole, as
/// a machine that sleeps does: each time that it is told to go on, until that file is there. Does
/// nothing in a release build. It is the one place below the program that reads the environment.
///
/// The names stand where a load, a commit or an export takes a step, and where a file that a
/// stranger sent is about to be read; the kill tests list them.
pub fn failpoint(name: &str) {
    static CHOSEN: OnceLock<Option<String>> = OnceLock::new();
    if !cfg!(debug_assertions) {
        return;
    }
    let chosen = CHOSEN.get_or_init(|| std::env::var("FANAL_FAILPOINT").ok());
    let Some(rest) = chosen.as_deref().and_then(|chosen| chosen.strip_prefix(name)) else { return };
    match rest.strip_prefix('=') {
        Some(file) => stand_still(Path::new(file)),
        None if rest.is_empty() => std::process::abort(),
        None => {}
    }
}

/// Stops this process until it is told to go on and the file is there.
fn stand_still(until: &Path) {
    let own = std::process::id().to_string();
    while !until.exists() {
        if !Command::new("kill").args(["-STOP", &own]).status().is_ok_and(|s| s.success()) {
            std::process::abort();
        }
    }
}
