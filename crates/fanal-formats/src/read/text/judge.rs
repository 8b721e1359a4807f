//! Which records are data, and why others are not.

use std::borrow::Cow;
use std::ops::Range;

use fanal_meaning::RowJudge;
use fanal_model::Problem;
use memchr::{memchr, memmem};

use super::Marks;
use super::encoding::Encoding;
use super::records::{Record, Records};
use super::splitter::Block;
use crate::read::Rejected;

/// What the records of a table of text are judged by.
pub(super) struct Judge {
    pub(super) encoding: Encoding,
    pub(super) marks: Marks,
    pub(super) columns: usize,
    /// The rows of titles as they are written; rows like them are no data.
    pub(super) titles: Vec<Vec<String>>,
    /// Finds totals, sources and notes, unless they are to be kept.
    pub(super) notes: Option<RowJudge>,
}

/// What is not quite as it should be, counted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Oddities {
    /// Rows that end before the last column.
    short: u64,
    /// Rows without any text, left out.
    empty: u64,
    /// Rows in which a quote was taken for a letter.
    stray_quotes: u64,
    /// Zero bytes, left out.
    zeros: u64,
    /// Characters that were lost before the file came to us.
    lost: u64,
    /// Letters that were read in a wrong encoding before the file came to us: `Ã©`.
    garbled: u64,
}

impl Oddities {
    /// Adds those of the block that follows.
    pub(super) fn merge(&mut self, later: Self) {
        self.short += later.short;
        self.empty += later.empty;
        self.stray_quotes += later.stray_quotes;
        self.zeros += later.zeros;
        self.lost += later.lost;
        self.garbled += later.garbled;
    }

    /// What a person should look at.
    pub(super) fn doubts(self) -> Vec<Problem> {
        let all = [
            (self.short, Problem::new("rows-short")),
            (self.empty, Problem::new("rows-empty")),
            (self.stray_quotes, Problem::new("rows-stray-quotes")),
            (self.zeros, Problem::new("zero-bytes")),
            (self.lost, Problem::new("characters-lost")),
            (self.garbled, Problem::new("characters-garbled")),
        ];
        let found = all.into_iter().filter(|(count, _)| *count > 0);
        found.map(|(count, problem)| problem.number("count", count)).collect()
    }
}

/// Takes the rows of a block.
pub(super) trait RowTaker {
    /// A record with its cells.
    fn row(&mut self, text: &str, record: &Record);
    /// A row that is kept apart.
    fn reject(&mut self, row: Rejected);
}

/// A block in the making.
struct Work<'a, T> {
    text: &'a str,
    /// Where a character stands for bytes that could not be decoded, from there on.
    broken: &'a [usize],
    taker: &'a mut T,
    oddities: Oddities,
}

impl Judge {
    /// Parses a block and gives every row to the taker.
    pub(super) fn rows(&self, block: &Block, taker: &mut impl RowTaker) -> Oddities {
        let (bytes, zeros) = without_zeros(&block.bytes);
        let (text, broken) = self.encoding.decode(&bytes);
        let lost = memmem::find_iter(text.as_bytes(), "\u{FFFD}").count() - broken.len();
        let oddities =
            Oddities { zeros, lost: lost as u64, garbled: garbled(&text), ..Oddities::default() };
        let mut work = Work { text: &text, broken: &broken, taker, oddities };
        let mut records = Records::new(&text, self.marks, block.first_line);
        let mut record = Record::default();
        while records.next_into(&mut record) {
            if record.inner_lines > 0 && self.swallowed(&text, &record) {
                self.each_line(record.bytes.clone(), record.line, &mut work);
            } else {
                self.row(&record, &mut work);
            }
        }
        work.oddities
    }

    /// Judges each line of a part of the text for itself.
    fn each_line<T: RowTaker>(&self, part: Range<usize>, line: u64, work: &mut Work<'_, T>) {
        let mut record = Record::default();
        for (place, line) in lines(work.text, part).zip(line..) {
            let mut records = Records::within(work.text, place, self.marks, line);
            while records.next_into(&mut record) {
                self.row(&record, work);
            }
        }
    }

    fn row<T: RowTaker>(&self, record: &Record, work: &mut Work<'_, T>) {
        let text = work.text;
        let rest = work.broken.iter().take_while(|at| **at < record.bytes.end).count();
        work.broken = &work.broken[rest..];
        if rest == 0 && is_blank(text, record) {
            if record.cell(text, 0) == END_OF_DOS_FILE {
                return;
            }
            // Nothing is to be told of the line end behind the last row.
            let more = record.bytes.end + 1 < text.len();
            work.oddities.empty += u64::from(record.len() > 1 || more);
            return;
        }
        let reason = if rest > 0 {
            Some(Problem::new("row-undecodable"))
        } else {
            self.fault(text, record, &mut work.oddities)
        };
        match reason {
            None => work.taker.row(text, record),
            Some(reason) => {
                let cells = record.texts(text);
                work.taker.reject(Rejected { line: record.line, reason, cells });
            }
        }
    }

    /// Why a record is kept apart; what is only odd about it is counted.
    fn fault(&self, text: &str, record: &Record, oddities: &mut Oddities) -> Option<Problem> {
        let (cells, columns) = (record.len(), self.columns);
        if record.unclosed {
            return Some(Problem::new("row-quote-unclosed"));
        }
        oddities.stray_quotes += u64::from(record.stray_quote);
        if cells > columns {
            let filled = record.filled(text);
            if filled > columns {
                return Some(counted("row-too-wide", filled, columns));
            }
        }
        if self.repeats_titles(text, record) {
            return Some(Problem::new("row-repeats-header"));
        }
        let note = self.notes.as_ref().and_then(|notes| notes.set_aside(|i| record.cell(text, i)));
        if note.is_some() {
            return note;
        }
        if cells == 1 && columns > 2 {
            return Some(counted("row-cut", cells, columns));
        }
        oddities.short += u64::from(cells < columns);
        None
    }

    fn repeats_titles(&self, text: &str, record: &Record) -> bool {
        record.len() > 1
            && self.titles.iter().any(|titles| {
                let same = |(i, title): (usize, &String)| record.cell(text, i).trim() == *title;
                titles.iter().enumerate().all(same)
            })
    }

    /// Whether a quoted cell runs over lines that are records of their own: its quote was not
    /// meant to open it.
    fn swallowed(&self, text: &str, record: &Record) -> bool {
        let mut line_record = Record::default();
        let fits = |line: Range<usize>| {
            let mut records = Records::within(text, line, self.marks, 1);
            records.next_into(&mut line_record) && line_record.len() == self.columns
        };
        let mut all: Vec<Range<usize>> = lines(text, record.bytes.clone()).collect();
        if self.columns < 3 {
            return false;
        }
        if record.filled(text) != self.columns && record.len() != self.columns {
            return all.into_iter().all(fits);
        }
        all.pop();
        all.len() > 2 && all.drain(1..).all(fits)
    }
}

/// The lines of a part of a text.
fn lines(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = part.start;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.as_bytes().get(start..part.end).filter(|rest| !rest.is_empty())?;
        let end = memchr(b'\n', rest).map_or(part.end, |found| start + found);
        at = end + 1;
        Some(start..end)
    })
}

/// What DOS programs put behind the last row.
const END_OF_DOS_FILE: &str = "\u{1A}";

/// Cheap for nearly every record: its first cell has a letter.
fn is_blank(text: &str, record: &Record) -> bool {
    let blank = |cell: &str| cell.trim().is_empty() || cell == END_OF_DOS_FILE;
    (0..record.len()).all(|i| blank(record.cell(text, i)))
}

/// How often two signs stand for the two bytes of one letter: `Ã©` for é, `â€™` for ’.
fn garbled(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let letters = memmem::find_iter(bytes, "Ã")
        .filter(|at| text[at + 2..].starts_with(|c| matches!(c, '\u{80}'..='\u{BF}')));
    let signs = memmem::find_iter(bytes, "â€");
    (letters.count() + signs.count()) as u64
}

/// The bytes without zeros, which no text has, and how many there were.
fn without_zeros(bytes: &[u8]) -> (Cow<'_, [u8]>, u64) {
    if memchr(0, bytes).is_none() {
        return (Cow::Borrowed(bytes), 0);
    }
    let kept: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
    let zeros = bytes.len() - kept.len();
    (Cow::Owned(kept), zeros as u64)
}

fn counted(code: &str, cells: usize, columns: usize) -> Problem {
    Problem::new(code).number("cells", cells).number("columns", columns)
}
