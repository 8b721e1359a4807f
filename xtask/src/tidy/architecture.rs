//! Pages that name crates and files rot when these move: each name must exist.

use regex::Regex;

use super::{Fault, Graph, Tree};

/// The pages read by newcomers for where things are.
const PAGES: &[&str] = &["ARCHITECTURE.md", "CONTRIBUTING.md"];

/// Endings that make a word without `/` a file's name.
const ENDINGS: &[&str] = &[".rs", ".md", ".toml", ".html", ".ftl", ".ts", ".css", ".py", ".sh"];

/// Finds words in backticks that look like a crate or a file of ours and are none.
pub(crate) fn check(tree: &Tree, graph: &Graph) -> Vec<Fault> {
    let word = Regex::new(r"`([A-Za-z0-9_./*-]+)`").expect("the pattern is valid");
    let mut faults = Vec::new();
    for page in PAGES {
        for (index, line) in tree.text(page).unwrap_or_default().lines().enumerate() {
            for found in word.captures_iter(line) {
                if let Some(what) = missing(&found[1], tree, graph) {
                    let remedy = "name what is there now, or take the sentence out";
                    faults.push(Fault::in_file(page, what, remedy).on_line(index + 1));
                }
            }
        }
    }
    faults
}

/// What is wrong with one word, if it names something of ours at all. What begins with `/` is an
/// address of the server.
fn missing(word: &str, tree: &Tree, graph: &Graph) -> Option<String> {
    let is_crate = word.starts_with("fanal-") && !word.contains(['/', '.']);
    if is_crate && !graph.has(word) {
        return Some(format!("no crate `{word}`"));
    }
    let is_path = word.contains('/') && !word.starts_with(['/', '.']);
    if is_path && !tree.paths().any(|path| matches(word, path)) {
        return Some(format!("no file `{word}`"));
    }
    let is_name = !word.contains('/') && ENDINGS.iter().any(|ending| word.ends_with(ending));
    let has_name = |path: &str| matches(word, path.rsplit('/').next().unwrap_or(path));
    // A pattern of endings (`*.md`) names no file in particular; a settings file is the user's.
    if is_name && !word.starts_with('*') && word != "fanal.toml" && !tree.paths().any(has_name) {
        return Some(format!("no file named `{word}`"));
    }
    None
}

/// Whether the path is what the word names: a file, a folder above it, or one that fits the `*`.
fn matches(word: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    word.trim_end_matches('/').split('/').all(|expected| {
        parts.next().is_some_and(|part| match expected.split_once('*') {
            Some((before, after)) => {
                part.len() >= before.len() + after.len()
                    && part.starts_with(before)
                    && part.ends_with(after)
            }
            None => part == expected,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::check as check_tree;
    use crate::tidy::fault::check_first;
    use crate::tidy::{Graph, Tree};

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let tree = Tree::planted(&[
            ("ARCHITECTURE.md", text),
            ("crates/fanal-lake/src/commit.rs", ""),
            ("web/src/main.ts", ""),
        ]);
        let faults = check_tree(&tree, &Graph::planted(&[("fanal-lake", &[])]));
        check_first(&faults, expected);
    }

    #[test]
    fn names_of_what_exists_pass() {
        check("`fanal-lake`, `crates/fanal-lake/src/commit.rs`, `commit.rs`, `web/`", None);
        check("the first paragraph of each `crates/*/src/commit.rs`", None);
    }

    #[test]
    fn addresses_settings_and_code_are_not_names_of_files() {
        check("`/api/explore/v2.1`, `FANAL_DATA`, `Engine::open`, `./data`, `cases/*.md x`", None);
        check("`fanal.toml`, `fanal serve`, `*.md`", None);
    }

    #[test]
    fn a_crate_or_file_that_is_gone_is_a_fault() {
        check("\nthe crate `fanal-toys`", Some("ARCHITECTURE.md:2: no crate `fanal-toys`"));
        check("`crates/fanal-lake/src/gone.rs`", Some("ARCHITECTURE.md:1: no file"));
        check("`crates/*/src/gone.rs`", Some("ARCHITECTURE.md:1: no file"));
        check("`gone.rs`", Some("ARCHITECTURE.md:1: no file named `gone.rs`"));
        check("`web/styles/`", Some("ARCHITECTURE.md:1: no file `web/styles/`"));
    }
}
