//! Files that lie beside the repository and never in it, and tests that can't be run here.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A folder or file beside the repository, `../shared/…` from its root, when it is there.
/// `test` names who asks: it is told aloud when it is not.
pub fn shared_folder(test: &str, below: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("../shared").join(below);
    if path.exists() {
        return Some(path);
    }
    skipped(test, &format!("`../shared/{below}` is not there"));
    None
}

/// Says aloud that a test was not run, even when the output of tests that pass is kept back; the
/// last line of a run counts it.
pub fn skipped(test: &str, reason: &str) {
    told(&format!("SKIPPED, {reason}: {test}"));
}

/// Says aloud what a test counted, even when the output of tests that pass is kept back.
pub fn told(line: &str) {
    // Not `eprintln!`, which cargo's runner keeps back when the test passes. Nextest keeps back all
    // that is written: `.ci/told` finds these lines in its report.
    writeln!(std::io::stderr(), "told: {line}").expect("standard error takes a line");
}
