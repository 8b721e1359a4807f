//! Lists inside cells: `vélo;bus`, `ancien, remarquable`.

use std::collections::{BTreeMap, BTreeSet};

use super::distinct::hash;

/// What may stand between the values of a cell; the surest first.
const SEPARATORS: [&str; 4] = ["|", ";", " / ", ","];
/// Different values that a list may have.
const VALUES: usize = 200;
/// Different cells whose values are compared.
const COMBINATIONS: usize = 500;
/// Bytes of the longest value.
const LONGEST: usize = 60;

/// What was seen of one separator.
#[derive(Debug, Clone, Default)]
struct Cut {
    cells: u64,
    parts: u64,
    numbers: u64,
    values: BTreeSet<u64>,
    /// Different cells, each with the number of its values.
    combinations: BTreeMap<u64, u64>,
    refused: bool,
}

/// What was seen of the lists in a column.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists([Cut; SEPARATORS.len()]);

/// Cells of a column that hold several values each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListProposal {
    /// What stands between the values.
    pub separator: &'static str,
    /// Cells that hold several.
    pub cells: u64,
    /// Different values.
    pub values: usize,
}

impl Lists {
    /// Sees a text of the column.
    pub(super) fn see(&mut self, text: &str) {
        // Without a way out of the loop, so that many bytes are compared at once.
        let somewhere =
            text.bytes().fold(false, |found, b| found | matches!(b, b'|' | b';' | b',' | b'/'));
        if somewhere && self.0.iter().any(|cut| !cut.refused) {
            for (cut, separator) in self.0.iter_mut().zip(SEPARATORS) {
                cut.see(text, separator);
            }
        }
    }

    pub(super) fn merge(&mut self, later: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(later.0) {
            mine.cells += theirs.cells;
            mine.parts += theirs.parts;
            mine.numbers += theirs.numbers;
            mine.values.extend(theirs.values);
            for (cell, parts) in theirs.combinations {
                mine.combine(cell, parts);
            }
            mine.refused |= theirs.refused;
            mine.judge();
        }
    }

    /// The separator that cuts the cells into few values that come again and again.
    pub(super) fn proposal(&self, filled: u64) -> Option<ListProposal> {
        let mut cuts = self.0.iter().zip(SEPARATORS);
        cuts.find_map(|(cut, separator)| {
            let values = cut.values.len();
            (cut.is_list(separator, filled)).then_some(ListProposal {
                separator,
                cells: cut.cells,
                values,
            })
        })
    }
}

impl Cut {
    fn see(&mut self, text: &str, separator: &str) {
        let mark = separator.as_bytes()[separator.len() / 2];
        if self.refused || !text.as_bytes().contains(&mark) || !text.contains(separator) {
            return;
        }
        self.cells += 1;
        let before = self.parts;
        for part in text.split(separator).map(str::trim) {
            // A bracket or a brace is of a structure; a long text is prose.
            if part.len() > LONGEST || part.contains(['{', '[', ']', '}', '\n']) {
                self.refused = true;
                break;
            }
            if !part.is_empty() {
                self.parts += 1;
                let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b' ');
                self.numbers += u64::from(part.bytes().all(plain));
                self.values.insert(hash(part));
            }
        }
        self.combine(hash(text), self.parts - before);
        self.judge();
    }

    fn combine(&mut self, cell: u64, parts: u64) {
        if self.combinations.len() < COMBINATIONS {
            self.combinations.insert(cell, parts);
        }
    }

    fn judge(&mut self) {
        if self.refused || self.values.len() > VALUES {
            *self = Self { refused: true, ..Self::default() };
        }
    }

    fn is_list(&self, separator: &str, filled: u64) -> bool {
        let different = self.values.len() as u64;
        // Values must come again, and in other company: one label may hold any of these signs. A
        // comma and a slash also stand in prose and addresses, and between the digits of numbers.
        let combined: u64 = self.combinations.values().sum();
        let surely = match separator {
            "," | " / " => {
                self.parts >= different * 3
                    && different * 4 <= combined * 3
                    && self.numbers * 10 <= self.parts
            }
            _ => self.parts >= different * 2 && different < combined,
        };
        !self.refused
            && self.cells >= 3
            && self.cells * 50 >= filled
            && self.parts > self.cells
            && surely
    }
}
