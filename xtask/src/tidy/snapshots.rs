//! Snapshots that no test writes any more. They would be read, reviewed and believed for nothing.

use regex::Regex;

use super::{Fault, Tree};

/// Finds snapshot files whose test is gone.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| path.ends_with(".snap")) {
        let Some(source) = text.lines().find_map(|line| line.strip_prefix("source: ")) else {
            let remedy = "accept it again with `INSTA_UPDATE=always`";
            faults.push(Fault::in_file(path, "says no `source:`", remedy));
            continue;
        };
        let source = source.trim().trim_matches('"');
        let remedy = "delete the snapshot, or bring its test back";
        match tree.text(source) {
            None => {
                let what = format!("orphan: `{source}` is gone");
                faults.push(Fault::in_file(path, what, remedy));
            }
            Some(code) if !is_written_by(code, name_of(path)) => {
                let what = format!("orphan: no test of `{source}` writes it");
                faults.push(Fault::in_file(path, what, remedy));
            }
            Some(_) => {}
        }
    }
    faults
}

/// The name that the test gave: the file's, without module path, suffix (`@fr`) and counter (`-2`).
fn name_of(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".snap");
    let name = file.rsplit("__").next().unwrap_or(file);
    let name = name.split('@').next().unwrap_or(name);
    match name.rsplit_once('-') {
        Some((before, digits)) if digits.chars().all(|c| c.is_ascii_digit()) => before,
        _ => name,
    }
}

/// Whether the code has a test or a literal of that name, or names its snapshots at run time, in
/// which case nobody can tell by reading.
fn is_written_by(code: &str, name: &str) -> bool {
    let at_run_time = Regex::new(
        r"assert_[a-z_]*snapshot!\(\s*(format!\(|&?[a-z_][a-z0-9_.]*(\(\))?\s*,\s*[^@\s])",
    )
    .expect("the pattern is valid");
    code.contains(&format!("fn {name}("))
        || code.contains(&format!("\"{name}\""))
        || at_run_time.is_match(code)
}

#[cfg(test)]
mod tests {
    use super::{check as check_tree, name_of};
    use crate::tidy::Tree;

    const SNAPSHOT: &str = "crates/a/src/snapshots/a__page__tests__home_greets@fr-2.snap";

    #[track_caller]
    fn check(code: Option<&str>, expected: Option<&str>) {
        let snapshot = (SNAPSHOT, "---\nsource: crates/a/src/page/tests.rs\n---\nx\n");
        let code = code.map(|code| ("crates/a/src/page/tests.rs", code));
        let files: Vec<_> = std::iter::once(snapshot).chain(code).collect();
        let faults = check_tree(&Tree::planted(&files));
        let first = faults.first().map(ToString::to_string);
        match (first, expected) {
            (first, None) => assert_eq!(first, None),
            (first, Some(expected)) => {
                let first = first.expect("the planted fault is found");
                assert!(first.contains(expected), "{first}");
            }
        }
    }

    #[test]
    fn a_snapshot_s_name_is_its_test_s() {
        assert_eq!(name_of(SNAPSHOT), "home_greets");
        assert_eq!(name_of("snapshots/it__show-dataset.snap"), "show-dataset");
    }

    #[test]
    fn a_snapshot_with_its_test_passes() {
        check(Some("fn home_greets() { assert_snapshot!(page); }"), None);
        check(Some("assert_snapshot!(\"home_greets\", page);"), None);
        check(Some("for name in PAGES { assert_snapshot!(name, page); }"), None);
    }

    #[test]
    fn a_snapshot_without_its_test_is_a_fault() {
        check(None, Some("orphan: `crates/a/src/page/tests.rs` is gone"));
        check(Some("fn home() { assert_snapshot!(page); }"), Some("no test of"));
        check(Some("fn home() { assert_snapshot!(page, @\"x\"); }"), Some("no test of"));
    }
}
