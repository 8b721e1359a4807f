//! Folders of somebody's machine, which no other machine has.

use regex::Regex;

use super::{Fault, Tree};

/// Where an absolute path into a workplace or into the superuser's home begins; the same word
/// inside an address (`https://…`) or a longer path is none.
const MACHINE_PATH: &str = r#"(?:^|[\s"'`(\[<=:,])(/(?:work|root)/)"#;

/// Finds such paths in any file that is text.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let pattern = Regex::new(MACHINE_PATH).expect("the pattern is valid");
    let mut faults = Vec::new();
    for (path, text) in tree.files() {
        for (index, line) in text.lines().enumerate() {
            if let Some(found) = pattern.captures(line) {
                let what = format!("a path of one machine, `{}…`", &found[1]);
                let remedy = "write it from the repository's root, or take it as a setting";
                faults.push(Fault::in_file(path, what, remedy).on_line(index + 1));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::check as check_tree;
    use crate::tidy::Tree;

    /// `~` stands for the slash, or these lines would be faults themselves.
    #[track_caller]
    fn check(line: &str, expected: usize) {
        let text = format!("first\n{}\n", line.replace('~', "/"));
        let faults = check_tree(&Tree::planted(&[("README.md", &text)]));
        assert_eq!(faults.len(), expected, "{faults:#?}");
    }

    #[test]
    fn a_path_of_one_machine_is_a_fault() {
        check("cd ~work~main && make", 1);
        check("~root~.cargo", 1);
        check("DATA=~work~data", 1);
        check("open(\"~work~x.csv\")", 1);
    }

    #[test]
    fn addresses_and_relative_paths_pass() {
        check("https://example.org~work~x", 0);
        check("..~work~x and src~root~mod.rs and ~workspace~x", 0);
    }
}
