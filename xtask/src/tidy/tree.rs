//! The files of the repository, as text.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};

/// The files that git tracks or would track, with their text. Paths are relative to the root and
/// written with `/`; a file that is not UTF-8 has an empty text.
pub(crate) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the working tree under `root`. Files that git ignores are left out; so are those
    /// that it tracks and that are gone from the disk.
    pub(crate) fn read(root: &Path) -> anyhow::Result<Self> {
        let listing = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("running `git ls-files`")?;
        ensure!(listing.status.success(), "`git ls-files` failed in `{}`", root.display());
        let names = String::from_utf8(listing.stdout).context("a file name is not UTF-8")?;

        let mut files = BTreeMap::new();
        for name in names.split('\0').filter(|name| !name.is_empty()) {
            match std::fs::read(root.join(name)) {
                Ok(bytes) => {
                    files.insert(name.to_owned(), String::from_utf8(bytes).unwrap_or_default());
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                // A submodule or a link to a folder.
                Err(_) if root.join(name).is_dir() => {}
                Err(error) => return Err(error).with_context(|| format!("reading `{name}`")),
            }
        }
        Ok(Self { files })
    }

    /// Every file's path, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Every file with its text, in the order of the paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Every Rust file with its text.
    pub(crate) fn rust_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// A tree made of these files.
    #[cfg(test)]
    pub(crate) fn planted(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned()));
        Self { files: files.collect() }
    }
}

/// Whether a Rust file holds nothing but tests.
pub(crate) fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.contains("fanal-testkit/")
}

/// The lines of a Rust file with their numbers (from 1), up to an inline `mod tests`.
pub(crate) fn lines_before_tests(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .windows(2)
        .position(|pair| {
            pair[0].trim() == "#[cfg(test)]"
                && pair[1].trim_start().starts_with("mod ")
                && pair[1].trim_end().ends_with('{')
        })
        .unwrap_or(lines.len());
    lines.into_iter().take(end).enumerate().map(|(index, line)| (index + 1, line))
}

/// Whether the line is a comment from its first sign.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::{is_test_file, lines_before_tests};

    #[test]
    fn lines_stop_at_an_inline_test_module_only() {
        let text = "one\n#[cfg(test)]\nmod tests;\ntwo\n#[cfg(test)]\nmod tests {\nthree\n}\n";
        let lines: Vec<&str> = lines_before_tests(text).map(|(_, line)| line).collect();
        assert_eq!(lines, ["one", "#[cfg(test)]", "mod tests;", "two"]);
    }

    #[test]
    fn test_files_are_known_by_their_path() {
        assert!(is_test_file("crates/fanal/tests/it/main.rs"));
        assert!(is_test_file("crates/fanal-lake/src/commit/tests.rs"));
        assert!(!is_test_file("crates/fanal-lake/src/attests.rs"));
    }
}
