//! No file longer than what a reader holds in mind.

use super::{Fault, Tree};

/// The most lines a file may have.
const LIMIT_LINES: usize = 500;

/// Endings of the files that the limit holds for. Sentences (`.ftl`), cases and snapshots are
/// lists, read by looking up.
const ENDINGS: &[&str] = &[".rs", ".ts", ".css", ".html"];

/// Files that may be longer, each with its reason.
const LONGER: &[(&str, &str)] = &[];

/// Finds files over the limit, and exceptions that nothing needs any more.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    check_with(tree, LONGER)
}

fn check_with(tree: &Tree, longer: &[(&str, &str)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.files() {
        let lines = text.lines().count();
        let limited = ENDINGS.iter().any(|ending| path.ends_with(ending));
        let spared = longer.iter().any(|(spared, _)| *spared == path);
        if limited && !spared && lines > LIMIT_LINES {
            let what = format!("{lines} lines, more than {LIMIT_LINES}");
            let remedy = "look for the seam: a module an action or a case, unit tests beside it";
            faults.push(Fault::in_file(path, what, remedy));
        }
    }
    for (path, _) in longer {
        if tree.text(path).is_none_or(|text| text.lines().count() <= LIMIT_LINES) {
            let remedy = "take it out of `LONGER` in xtask";
            faults.push(Fault::in_file(path, "no longer needs to be spared", remedy));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::check_with;
    use crate::tidy::Tree;

    #[track_caller]
    fn check(path: &str, lines: usize, longer: &[(&str, &str)], expected: &[&str]) {
        let faults = check_with(&Tree::planted(&[(path, &"x\n".repeat(lines))]), longer);
        let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), expected.len(), "{texts:#?}");
        for (text, expected) in texts.iter().zip(expected) {
            assert!(text.contains(expected), "`{expected}` is not in `{text}`");
        }
    }

    #[test]
    fn five_hundred_lines_pass_and_one_more_does_not() {
        check("crates/a/src/lib.rs", 500, &[], &[]);
        check("crates/a/src/lib.rs", 501, &[], &["501 lines, more than 500"]);
        check("web/src/main.css", 501, &[], &["web/src/main.css: 501 lines"]);
    }

    #[test]
    fn sentences_cases_and_snapshots_may_be_long() {
        for path in ["locales/fr/problems.ftl", "cases/select.md", "snapshots/home.snap"] {
            check(path, 2_000, &[], &[]);
        }
    }

    #[test]
    fn an_exception_spares_its_file_and_falls_when_nothing_needs_it() {
        check("a.rs", 501, &[("a.rs", "a table")], &[]);
        check("a.rs", 500, &[("a.rs", "a table")], &["no longer needs to be spared"]);
        check("b.rs", 1, &[("a.rs", "a table")], &["a.rs: no longer needs to be spared"]);
    }
}
