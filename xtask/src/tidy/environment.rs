//! Only the program reads the environment; the crates below are told what they need.

use super::tree::{is_comment, is_test_file, lines_before_tests};
use super::{Fault, Tree};

/// What reads it.
const READS: &str = "env::var";

/// Where it may be read, each with its reason.
const MAY_READ: &[(&str, &str)] = &[
    ("crates/fanal/", "is the program"),
    ("crates/fanal-model/src/failpoint.rs", "makes a debug build die where a test says"),
    ("crates/fanal-testkit/", "is for tests"),
    ("xtask/", "is no part of what is served"),
];

/// Finds readers elsewhere; tests and build scripts may be any.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.rust_files() {
        let spared = MAY_READ.iter().any(|(place, _)| path.starts_with(place));
        if spared || is_test_file(path) || path.ends_with("/build.rs") {
            continue;
        }
        for (number, line) in lines_before_tests(text) {
            if line.contains(READS) && !is_comment(line) {
                let what = format!("`{READS}` reads the environment");
                let remedy = "make it a setting, which the program reads and passes on";
                faults.push(Fault::in_file(path, what, remedy).on_line(number));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::check as check_tree;
    use crate::tidy::Tree;
    use crate::tidy::fault::check_first;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        let text = "fn home() {\n    std::env::var(\"HOME\").ok();\n}\n";
        check_first(&check_tree(&Tree::planted(&[(path, text)])), expected);
    }

    #[test]
    fn the_program_and_tests_read_the_environment_and_no_library_does() {
        check("crates/fanal-lake/src/place.rs", Some("crates/fanal-lake/src/place.rs:2:"));
        check("crates/fanal-lake/src/place/tests.rs", None);
        check("crates/fanal-lake/build.rs", None);
        check("crates/fanal/src/settings/mod.rs", None);
        check("crates/fanal-model/src/failpoint.rs", None);
    }
}
