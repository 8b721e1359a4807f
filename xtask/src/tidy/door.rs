//! There is one door to data: only loads, compaction and profiles may open it without looking at who
//! asks.

use super::tree::{is_comment, is_test_file, lines_before_tests};
use super::{Fault, Tree};

/// The constructor that skips the rights.
const UNRESTRICTED: &str = "Access::unrestricted";

/// Where it may be called, each with its reason. A path that ends with `/` or without an
/// extension stands for all that begins with it.
const MAY_OPEN: &[(&str, &str)] = &[
    ("crates/fanal-model/src/access.rs", "defines it"),
    ("crates/fanal-ingest/src/", "a load writes every column"),
    ("crates/fanal-service/src/jobs/compact", "runs the engine's compaction"),
    ("crates/fanal-service/src/jobs/profile", "counts every column; readers get those they see"),
    ("xtask/", "this check names it"),
];

/// Finds calls outside the places listed; tests may call it anywhere.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.rust_files() {
        if is_test_file(path) || MAY_OPEN.iter().any(|(place, _)| path.starts_with(place)) {
            continue;
        }
        for (number, line) in lines_before_tests(text) {
            if line.contains(UNRESTRICTED) && !is_comment(line) {
                let what = format!("`{UNRESTRICTED}` opens data to whoever asks");
                let remedy = "take the `Access` that the service made for the actor; only loads, \
                              compaction and profiles do without (`MAY_OPEN` in xtask)";
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
    fn check(path: &str, text: &str, expected: Option<&str>) {
        let faults = check_tree(&Tree::planted(&[(path, text)]));
        check_first(&faults, expected);
    }

    #[test]
    fn a_handler_may_not_open_everything() {
        let text = "fn show() {\n    let access = Access::unrestricted();\n}\n";
        check("crates/fanal-web/src/show.rs", text, Some("crates/fanal-web/src/show.rs:2:"));
        check("crates/fanal-service/src/records.rs", text, Some("crates/fanal-service"));
        check("crates/fanal-engine/src/open.rs", text, Some("crates/fanal-engine"));
    }

    #[test]
    fn loads_and_compaction_may() {
        let text = "let access = Access::unrestricted();\n";
        check("crates/fanal-ingest/src/update.rs", text, None);
        check("crates/fanal-service/src/jobs/compact.rs", text, None);
    }

    #[test]
    fn tests_and_comments_may_name_it() {
        check("crates/fanal-web/src/show/tests.rs", "Access::unrestricted()", None);
        check("crates/fanal-web/src/show.rs", "/// Not `Access::unrestricted`.\n", None);
        let inline = "#[cfg(test)]\nmod tests {\n    Access::unrestricted()\n}\n";
        check("crates/fanal-web/src/show.rs", inline, None);
    }
}
