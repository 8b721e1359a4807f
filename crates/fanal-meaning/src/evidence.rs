//! Everything seen of one column, and what follows from it.
//!
//! Each kind of value is a hypothesis that every cell may confirm or refuse. One that was refused
//! by many cells is dropped and costs nothing more; one that only a few cells refused can't be the
//! column's type either, but it is told as a doubt, with those cells and their lines.

mod candidates;
mod conclude;
mod dates;
mod distinct;
mod hypothesis;
mod lists;
mod marks;
mod numbers;
mod said;

use std::borrow::Cow;

use candidates::Candidates;
pub use conclude::Conclusion;
use dates::Dates;
use hypothesis::Hypothesis;
pub use lists::ListProposal;
use lists::Lists;
use marks::Marks;
use numbers::{Digits, Numbers};
pub use said::Said;
use said::SaidMarks;

use crate::boolean::{BooleanWords, boolean};
use crate::mark::is_missing_mark;
use crate::meaning::Title;
use crate::{Number, number, number_with, serial_day};

/// A cell, with what its file declares about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Text of a file that has nothing but text (CSV).
    Free(&'a str),
    /// Declared text (JSON string, text cell of a spreadsheet): it never becomes a number.
    Text(&'a str),
    /// Declared whole number.
    Int(i64),
    /// Declared whole number of a workbook that counts days from 1904 on: were it a day, it would be
    /// another one.
    IntSince1904(i64),
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

impl Cell<'_> {
    /// What a mark for a missing value would be here: a text, or a number as programs write it.
    pub fn mark(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Free(text) | Self::Text(text) => Some(Cow::Borrowed(text.trim())),
            Self::Int(value) | Self::IntSince1904(value) => Some(Cow::Owned(value.to_string())),
            Self::Double(value) => Some(Cow::Owned(value.to_string())),
            _ => None,
        }
    }

    /// Days from 1970-01-01 to the day that a declared whole number counts, as a spreadsheet does;
    /// none when it is likelier to be something else.
    pub fn serial_day(self) -> Option<i32> {
        const FROM_1900_TO_1904: i64 = 1_462;
        match self {
            Self::Int(number) => serial_day(number),
            Self::IntSince1904(number) => serial_day(number.checked_add(FROM_1900_TO_1904)?),
            _ => None,
        }
    }
}

const SAMPLES: usize = 5;
const LONGEST_SAMPLE: usize = 200;

/// What was seen of one column.
#[derive(Debug, Clone)]
pub struct ColumnEvidence {
    title: Title,
    /// Declared texts may be numbers that somebody typed or pasted as texts.
    loose: bool,
    filled: u64,
    empty: u64,
    numbers: Numbers,
    dates: Dates,
    booleans: Hypothesis,
    boolean_pairs: [u64; BooleanWords::ALL.len()],
    boolean_yes: u64,
    candidates: Candidates,
    lists: Lists,
    marks: Marks,
    said: SaidMarks,
    /// Cells of digits that begin with a zero.
    zero_led: u64,
    declared: Declared,
    samples: Vec<String>,
}

/// How many cells were of each declared kind.
#[derive(Debug, Clone, Copy, Default)]
struct Declared {
    free: u64,
    text: u64,
    int: u64,
    /// Whole numbers that may be days as spreadsheets count them.
    serial: u64,
    digits: Digits,
    double: u64,
    long_double: u64,
    boolean: u64,
    date: u64,
    moment: u64,
    moment_with_time: u64,
    moment_local: u64,
    list: u64,
    /// Texts in the lists.
    items: u64,
    structure: u64,
}

impl ColumnEvidence {
    /// Nothing seen yet of the column with that title.
    pub fn new(title: &str) -> Self {
        Self::told(title, Said::default())
    }

    /// The same of a column of which somebody said something.
    pub fn told(title: &str, said: Said) -> Self {
        let title = Title::of(title);
        let dates = Dates::of(&title, said.date_order);
        let candidates = Candidates::of(&title);
        Self::empty(title, dates, candidates, SaidMarks::of(said))
    }

    /// The same for a column of a workbook, where numbers are often typed or pasted as texts: its
    /// declared texts are numbers where all are and some are among numbers, or can be nothing else
    /// as they have decimals, groups of digits or a unit. Texts of digits alone may be codes.
    #[must_use]
    pub fn in_workbook(self) -> Self {
        Self { loose: true, ..self }
    }

    /// A copy in which nothing has been seen: for another part of the same column.
    #[must_use]
    pub fn blank(&self) -> Self {
        let (title, dates) = (self.title.clone(), self.dates.blank());
        let (candidates, said) = (self.candidates.blank(), self.said.blank());
        Self { loose: self.loose, ..Self::empty(title, dates, candidates, said) }
    }

    fn empty(title: Title, dates: Dates, candidates: Candidates, said: SaidMarks) -> Self {
        Self {
            title,
            loose: false,
            filled: 0,
            empty: 0,
            numbers: Numbers::default(),
            dates,
            booleans: Hypothesis::default(),
            boolean_pairs: [0; BooleanWords::ALL.len()],
            boolean_yes: 0,
            candidates,
            lists: Lists::default(),
            marks: Marks::default(),
            said,
            zero_led: 0,
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

    /// Cells seen so far, empty ones too.
    pub fn seen(&self) -> u64 {
        self.filled + self.empty + self.said.cells()
    }

    /// Sees a cell that stands on that line. Text of spaces alone is no value.
    pub fn add(&mut self, line: u64, cell: Cell<'_>) {
        if !self.said.is_idle() && cell.mark().is_some_and(|mark| self.said.is_missing(&mark)) {
            return;
        }
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
            Cell::Int(value) | Cell::IntSince1904(value) => {
                self.declared.int += 1;
                self.declared.serial += u64::from(cell.serial_day().is_some());
                if let Some(power) = value.checked_ilog10() {
                    self.declared.digits.see(u8::try_from(power + 1).unwrap_or(u8::MAX));
                }
                self.declared.long_double += u64::from(value.unsigned_abs() > 1 << 53);
                self.add_declared(line, || value.to_string());
            }
            Cell::Double(value) => {
                self.declared.double += 1;
                self.add_declared(line, || value.to_string());
            }
            Cell::Boolean(value) => {
                self.declared.boolean += 1;
                self.add_declared(line, || value.to_string());
            }
            Cell::Date(days) => {
                self.declared.date += 1;
                self.add_declared(line, || day_text(days));
            }
            Cell::Moment { micros, utc } => {
                self.declared.moment += 1;
                self.declared.moment_local += u64::from(!utc);
                let midnight = micros.rem_euclid(86_400_000_000) == 0;
                self.declared.moment_with_time += u64::from(!midnight || utc);
                self.add_declared(line, || {
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

    /// Sees a cell that is a list of texts: what they mean is looked at one by one.
    pub fn add_list<'t>(&mut self, line: u64, texts: impl Iterator<Item = Cow<'t, str>>) {
        self.add(line, Cell::List);
        for text in texts {
            let text = trim(&text);
            if text.is_empty() {
                continue;
            }
            self.declared.items += 1;
            if self.candidates.lives() {
                self.candidates.look(text, number(text).as_ref());
                self.candidates.count(line, text);
            }
        }
    }

    /// Shows a text among the samples: for cells whose kind alone was added.
    pub fn show(&mut self, text: &str) {
        if self.samples.len() == SAMPLES {
            return;
        }
        // Most cells are short, and most repeat a sample: neither costs a new text.
        let end = match text.len() {
            0..=LONGEST_SAMPLE => text.len(),
            _ => text.char_indices().nth(LONGEST_SAMPLE).map_or(text.len(), |(end, _)| end),
        };
        let cut = &text[..end];
        if !self.samples.iter().any(|sample| sample == cut) {
            self.samples.push(cut.to_owned());
        }
    }

    fn add_declared(&mut self, line: u64, text: impl Fn() -> String) {
        self.filled += 1;
        if self.samples.len() < SAMPLES {
            self.show(&text());
        }
        if self.candidates.lives() {
            let text = text();
            self.candidates.look(&text, number(&text).as_ref());
            self.candidates.count(line, &text);
        }
    }

    fn add_text(&mut self, line: u64, text: &str, free: bool) {
        self.filled += 1;
        self.show(text);
        if free {
            self.declared.free += 1;
        } else {
            self.declared.text += 1;
        }
        if let [b'0', b'0'..=b'9', ..] = text.as_bytes() {
            self.zero_led += u64::from(text.bytes().all(|b| b.is_ascii_digit()));
        }
        if self.is_open() {
            self.try_all(line, text, free);
        } else {
            self.lists.see(text);
        }
    }

    /// Whether something is still to be found out.
    fn is_open(&self) -> bool {
        self.numbers.lives()
            || self.dates.lives()
            || self.booleans.lives()
            || self.candidates.lives()
    }

    fn try_all(&mut self, line: u64, text: &str, free: bool) {
        let counted = (free || self.loose) && self.numbers.lives();
        let wanted = counted || self.candidates.want_numbers();
        let read = if wanted { self.number(text) } else { None };
        let is_number = counted && read.is_some();
        let is_date = self.dates.lives() && self.dates.fit(text);
        let is_boolean = self.booleans.lives() && self.fit_boolean(text);
        let has_meaning = self.candidates.lives() && self.candidates.look(text, read.as_ref());
        let fits = is_number || is_date || is_boolean || has_meaning;
        let is_mark = !fits && is_missing_mark(text) && !self.said.refuses(text);
        if is_mark && self.marks.add(text, 1) {
            return;
        }
        self.candidates.count(line, text);
        match read.filter(|_| is_number) {
            Some(found) => self.numbers.fit(&found),
            None => {
                self.numbers.refuse(line, text, self.filled);
                self.lists.see(text);
            }
        }
        if !is_date {
            self.dates.refuse(line, text, self.filled);
        }
        if !is_boolean {
            self.booleans.refuse(line, text, self.filled);
        }
    }

    /// The number that a text is, as somebody said how numbers are written.
    fn number(&self, text: &str) -> Option<Number> {
        match self.said.said().decimal {
            Some(mark) => number_with(text, mark),
            None => number(text),
        }
    }

    fn fit_boolean(&mut self, text: &str) -> bool {
        // Digits alone are numbers; among words they say the same as these.
        if !matches!(text, "0" | "1") {
            let Some((pair, yes)) = boolean(text) else { return false };
            self.boolean_pairs[pair as usize] += 1;
            self.boolean_yes += u64::from(yes);
        }
        self.booleans.fitted();
        true
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
        self.candidates.merge(later.candidates);
        self.lists.merge(later.lists);
        if !self.marks.merge(later.marks) {
            // Marks written in so many ways are no marks: the column is text.
            for kind in [&mut self.numbers.any, &mut self.dates.any, &mut self.booleans] {
                kind.give_up();
            }
        }
        self.said.merge(later.said);
        self.zero_led += later.zero_led;
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
        self.serial += other.serial;
        self.digits.merge(other.digits);
        self.double += other.double;
        self.long_double += other.long_double;
        self.boolean += other.boolean;
        self.date += other.date;
        self.moment += other.moment;
        self.moment_with_time += other.moment_with_time;
        self.moment_local += other.moment_local;
        self.list += other.list;
        self.items += other.items;
        self.structure += other.structure;
    }
}

/// Without the spaces at both ends; quick when there are none.
fn trim(text: &str) -> &str {
    let b = text.as_bytes();
    // Latin letters with accents begin with 0xC3 to 0xDF; spaces beyond ASCII with others.
    let first = matches!(b.first(), Some(b'!'..=b'~' | 0xC3..=0xDF));
    let last = match b {
        [.., b'!'..=b'~'] => true,
        [.., 0xC3..=0xDF, last] => *last >= 0x80,
        _ => false,
    };
    if first && last { text } else { text.trim() }
}

fn day_text(days: i32) -> String {
    let (year, month, day) = fanal_model::Value::civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests;
