//! Everything seen of one column, and what follows from it.
//!
//! Each kind of value is a hypothesis that every cell may confirm or refuse. One that was refused
//! by many cells is dropped and costs nothing more; one that only a few cells refused can't be the
//! column's type either, but it is told as a doubt, with those cells and their lines.

mod conclude;
mod dates;
mod hypothesis;
mod numbers;

pub use conclude::Conclusion;
use dates::Dates;
use hypothesis::Hypothesis;
use numbers::Numbers;

use crate::boolean::{BooleanWords, boolean};
use crate::meaning::{Meaning, meaning_of_title};
use crate::number;

/// A cell, with what its file declares about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Text of a file that has nothing but text (CSV).
    Free(&'a str),
    /// Declared text (JSON string, text cell of a spreadsheet): it never becomes a number.
    Text(&'a str),
    /// Declared whole number.
    Int(i64),
    /// Declared number.
    Double(f64),
    /// Declared yes or no.
    Boolean(bool),
    /// Declared day: days since 1970-01-01.
    Date(i32),
    /// Declared moment: microseconds since 1970, on the clock of the place or in UTC.
    Moment {
        /// Microseconds.
        micros: i64,
        /// In UTC; else on the clock of the place.
        utc: bool,
    },
    /// A list of texts.
    List,
    /// Any other declared structure.
    Structure,
}

const SAMPLES: usize = 5;
const LONGEST_SAMPLE: usize = 200;
/// Cells looked at for meanings that no title announces.
const UNANNOUNCED: u64 = 200;

/// What was seen of one column.
#[derive(Debug, Clone)]
pub struct ColumnEvidence {
    filled: u64,
    empty: u64,
    numbers: Numbers,
    dates: Dates,
    booleans: Hypothesis,
    boolean_pairs: [u64; BooleanWords::ALL.len()],
    boolean_yes: u64,
    announced: Option<Meaning>,
    accepted: u64,
    /// Cells among the first that pass the checks of [`conclude::UNTITLED`].
    unannounced: [u64; conclude::UNTITLED.len()],
    declared: Declared,
    samples: Vec<String>,
}

/// How many cells were of each declared kind.
#[derive(Debug, Clone, Copy, Default)]
struct Declared {
    free: u64,
    text: u64,
    int: u64,
    double: u64,
    long_double: u64,
    boolean: u64,
    date: u64,
    moment: u64,
    moment_with_time: u64,
    moment_local: u64,
    list: u64,
    structure: u64,
}

impl ColumnEvidence {
    /// Nothing seen yet of the column with that title.
    pub fn new(title: &str) -> Self {
        Self {
            filled: 0,
            empty: 0,
            numbers: Numbers::default(),
            dates: Dates::of_title(title),
            booleans: Hypothesis::default(),
            boolean_pairs: [0; BooleanWords::ALL.len()],
            boolean_yes: 0,
            announced: meaning_of_title(title),
            accepted: 0,
            unannounced: [0; conclude::UNTITLED.len()],
            declared: Declared::default(),
            samples: Vec::new(),
        }
    }

    /// A copy in which nothing has been seen: for another part of the same column.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            filled: 0,
            empty: 0,
            numbers: Numbers::default(),
            dates: self.dates.blank(),
            booleans: Hypothesis::default(),
            boolean_pairs: [0; BooleanWords::ALL.len()],
            boolean_yes: 0,
            announced: self.announced,
            accepted: 0,
            unannounced: [0; conclude::UNTITLED.len()],
            declared: Declared::default(),
            samples: Vec::new(),
        }
    }

    /// Sees a cell without value.
    pub fn add_empty(&mut self) {
        self.empty += 1;
    }

    /// Sees that many cells without value.
    pub fn add_empties(&mut self, count: u64) {
        self.empty += count;
    }

    /// Sees a cell that stands on that line. Text of spaces alone is no value.
    pub fn add(&mut self, line: u64, cell: Cell<'_>) {
        match cell {
            Cell::Free(text) | Cell::Text(text) => {
                let trimmed = trim(text);
                if trimmed.is_empty() {
                    self.empty += 1;
                    return;
                }
                let free = matches!(cell, Cell::Free(_));
                self.add_text(line, trimmed, free);
            }
            Cell::Int(value) => {
                self.declared.int += 1;
                self.declared.long_double += u64::from(value.unsigned_abs() > 1 << 53);
                self.add_declared(|| value.to_string());
            }
            Cell::Double(value) => {
                self.declared.double += 1;
                self.add_declared(|| value.to_string());
            }
            Cell::Boolean(value) => {
                self.declared.boolean += 1;
                self.add_declared(|| value.to_string());
            }
            Cell::Date(days) => {
                self.declared.date += 1;
                self.add_declared(|| day_text(days));
            }
            Cell::Moment { micros, utc } => {
                self.declared.moment += 1;
                self.declared.moment_local += u64::from(!utc);
                let midnight = micros.rem_euclid(86_400_000_000) == 0;
                self.declared.moment_with_time += u64::from(!midnight || utc);
                self.add_declared(|| {
                    fanal_model::Instant(micros).to_rfc3339().replace("+00:00", "")
                });
            }
            Cell::List => {
                self.declared.list += 1;
                self.filled += 1;
            }
            Cell::Structure => {
                self.declared.structure += 1;
                self.filled += 1;
            }
        }
    }

    /// Shows a text among the samples: for cells whose kind alone was added.
    pub fn show(&mut self, text: &str) {
        if self.samples.len() < SAMPLES {
            let cut: String = text.chars().take(LONGEST_SAMPLE).collect();
            if !self.samples.contains(&cut) {
                self.samples.push(cut);
            }
        }
    }

    fn add_declared(&mut self, text: impl Fn() -> String) {
        self.filled += 1;
        if self.samples.len() < SAMPLES {
            self.show(&text());
        }
        if let Some(meaning) = self.announced {
            self.accepted += u64::from(meaning.accepts(&text()));
        }
    }

    fn add_text(&mut self, line: u64, text: &str, free: bool) {
        self.filled += 1;
        if self.samples.len() < SAMPLES {
            self.show(text);
        }
        if let Some(meaning) = self.announced {
            self.accepted += u64::from(meaning.accepts(text));
        } else if self.filled <= UNANNOUNCED {
            for (count, meaning) in self.unannounced.iter_mut().zip(conclude::UNTITLED) {
                *count += u64::from(meaning.accepts(text));
            }
        }
        if free {
            self.declared.free += 1;
            if self.numbers.lives() {
                match number(text) {
                    Some(found) => self.numbers.fit(found),
                    None => self.numbers.refuse(line, text, self.filled),
                }
            }
        } else {
            self.declared.text += 1;
            self.numbers.refuse(line, text, self.filled);
        }
        if self.dates.lives() && !self.dates.fit(text) {
            self.dates.refuse(line, text, self.filled);
        }
        if self.booleans.lives() {
            match boolean(text) {
                Some((pair, yes)) => {
                    let place = BooleanWords::ALL.iter().position(|p| *p == pair).unwrap_or(0);
                    self.boolean_pairs[place] += 1;
                    self.boolean_yes += u64::from(yes);
                    self.booleans.fitted();
                }
                None => self.booleans.refuse(line, text, self.filled),
            }
        }
    }

    /// Adds what was seen of the part of the column that follows.
    pub fn merge(&mut self, later: Self) {
        self.filled += later.filled;
        self.empty += later.empty;
        self.numbers.merge(later.numbers, self.filled);
        self.dates.merge(later.dates, self.filled);
        self.booleans.merge(later.booleans, self.filled);
        for (mine, theirs) in self.boolean_pairs.iter_mut().zip(later.boolean_pairs) {
            *mine += theirs;
        }
        self.boolean_yes += later.boolean_yes;
        self.accepted += later.accepted;
        if self.filled - later.filled < UNANNOUNCED {
            for (mine, theirs) in self.unannounced.iter_mut().zip(later.unannounced) {
                *mine += theirs;
            }
        }
        self.declared.add(later.declared);
        for sample in later.samples {
            if self.samples.len() < SAMPLES && !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        }
    }
}

impl Declared {
    fn add(&mut self, other: Self) {
        self.free += other.free;
        self.text += other.text;
        self.int += other.int;
        self.double += other.double;
        self.long_double += other.long_double;
        self.boolean += other.boolean;
        self.date += other.date;
        self.moment += other.moment;
        self.moment_with_time += other.moment_with_time;
        self.moment_local += other.moment_local;
        self.list += other.list;
        self.structure += other.structure;
    }
}

/// Without the spaces at both ends; quick when there are none.
fn trim(text: &str) -> &str {
    match (text.as_bytes().first(), text.as_bytes().last()) {
        (Some(b'!'..=0x7E), Some(b'!'..=0x7E)) => text,
        _ => text.trim(),
    }
}

fn day_text(days: i32) -> String {
    let (year, month, day) = fanal_model::Value::civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests;
