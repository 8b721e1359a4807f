//! Attributes that silence a check for good.

use super::tree::is_comment;
use super::{Fault, Tree};

/// What is silenced, and what to write instead.
const SILENCERS: &[(&str, &str)] = &[
    (concat!("al", "low("), "write `#[expect(lint, reason = \"…\")]`: it tells when it is over"),
    (
        concat!("ig", "nore"),
        "a test runs or is not there; what needs a server says so when it skips",
    ),
];

/// Finds attributes that begin a line; what stands inside a text is no attribute.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.rust_files() {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !is_comment(line)) {
            let line = line.trim_start();
            let Some(inside) = line.strip_prefix("#![").or_else(|| line.strip_prefix("#[")) else {
                continue;
            };
            for (silencer, remedy) in SILENCERS {
                let conditional = inside.starts_with("cfg_attr(") && inside.contains(silencer);
                if inside.starts_with(silencer) || conditional {
                    let what = format!("the attribute `{}`", silencer.trim_end_matches('('));
                    faults.push(Fault::in_file(path, what, *remedy).on_line(index + 1));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::check as check_tree;
    use crate::tidy::Tree;

    #[track_caller]
    fn check(text: &str, expected: usize) {
        let faults = check_tree(&Tree::planted(&[("crates/a/src/lib.rs", text)]));
        assert_eq!(faults.len(), expected, "{faults:#?}");
    }

    #[test]
    fn silencing_attributes_are_faults() {
        check(concat!("#![al", "low(dead_code)]"), 1);
        check(concat!("fn a() {}\n    #[al", "low(clippy::all, reason = \"x\")]"), 1);
        check(concat!("#[cfg_attr(test, al", "low(unused))]"), 1);
        check(concat!("#[test]\n#[ig", "nore = \"slow\"]\nfn a() {}"), 1);
    }

    #[test]
    fn expectations_texts_and_other_attributes_pass() {
        check("#[expect(dead_code, reason = \"used by the next act\")]", 0);
        check(concat!("let text = \"#[al", "low(x)]\";\n// #[al", "low(x)]"), 0);
        check("#[allow_missing = true]", 0);
    }
}
