//! Failpoints: named places where a test makes the program die, to prove that nothing is lost.

use std::sync::OnceLock;

/// Ends the process at once, as `kill -9` would, when the environment variable
/// `FANAL_FAILPOINT` holds this name. Does nothing in a release build.
///
/// The names stand where the commit protocol takes a step, and where a file that a stranger sent
/// is about to be read; the kill tests list them.
pub fn failpoint(name: &str) {
    static CHOSEN: OnceLock<Option<String>> = OnceLock::new();
    if cfg!(debug_assertions) {
        let chosen = CHOSEN.get_or_init(|| std::env::var("FANAL_FAILPOINT").ok());
        if chosen.as_deref() == Some(name) {
            std::process::abort();
        }
    }
}
