//! Four ways to load, what is there before, and what must be there after.

use std::path::Path;
use std::process::Command;

use super::place::{Place, text};

/// The header of all files here, which is also that of the exports.
pub(crate) const HEADER: &str = "code;nom;jour";

/// How a file is combined with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Load {
    First,
    Replace,
    Append,
    Update,
}

impl Load {
    pub(crate) const ALL: [Self; 4] = [Self::First, Self::Replace, Self::Append, Self::Update];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Replace => "replace",
            Self::Append => "append",
            Self::Update => "update",
        }
    }

    /// The arguments that say so.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::First | Self::Replace => &[],
            Self::Append => &["--mode", "append"],
            Self::Update => &["--mode", "update", "--key", "code"],
        }
    }

    /// The rows before: none at all when it is the first load.
    pub(crate) fn before(self) -> Option<Vec<String>> {
        (self != Self::First).then(|| rows(1, 300, "avant l’été"))
    }

    /// The rows of the file that is loaded: half of them replace others in an update.
    pub(crate) fn incoming() -> Vec<String> {
        rows(151, 400, "après l’hiver")
    }

    /// The rows once the load has ended, sorted as exports are compared.
    pub(crate) fn after(self) -> Vec<String> {
        let mut rows = self.before().unwrap_or_default();
        match self {
            Self::First | Self::Replace => rows.clear(),
            Self::Append => {}
            Self::Update => rows.truncate(150),
        }
        rows.extend(Self::incoming());
        rows.sort();
        rows
    }

    /// The version that is served once the load has ended.
    pub(crate) fn version_after(self) -> i64 {
        if self == Self::First { 1 } else { 2 }
    }

    /// Brings the dataset to where this load begins.
    pub(crate) fn prepare(self, place: &Place, dataset: &str) {
        if let Some(rows) = self.before() {
            let file = place.file("before.csv", csv(&rows));
            place.import(&file, dataset);
        }
    }

    /// The command that does this load.
    pub(crate) fn command(self, place: &Place, dataset: &str, file: &Path) -> Command {
        let mut arguments = vec!["import", text(file), "--dataset", dataset, "--publish"];
        arguments.extend(self.arguments());
        place.command(&arguments)
    }
}

/// Rows with these numbers.
pub(crate) fn rows(first: u32, count: u32, name: &str) -> Vec<String> {
    let row = |n: u32| format!("{n};{name} {n};2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
    (first..first + count).map(row).collect()
}

/// A file of these rows.
pub(crate) fn csv(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}
