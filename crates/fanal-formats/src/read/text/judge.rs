//! Which records are data, and why others are not.

use fanal_model::Problem;

use super::records::{Record, Records};
use super::splitter::Block;
use super::{Encoding, Marks};
use crate::read::Rejected;

/// What the records of a table of text are judged by.
pub(super) struct Judge {
    pub(super) encoding: Encoding,
    pub(super) marks: Marks,
    /// Titles of the columns; rows like them are no data.
    pub(super) titles: Vec<String>,
    /// Whether the titles stand in the file.
    pub(super) has_header: bool,
}

/// Rows of a block that are not quite as they should be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Oddities {
    /// Rows that end before the last column.
    pub(super) short: u64,
    /// Rows of separators alone.
    pub(super) empty: u64,
}

/// Takes the rows of a block.
pub(super) trait RowTaker {
    /// A record with its cells.
    fn row(&mut self, text: &str, record: &Record);
    /// A row that is kept apart.
    fn reject(&mut self, row: Rejected);
}

impl Judge {
    /// Parses a block and gives every row to the taker.
    pub(super) fn rows(&self, block: &Block, taker: &mut impl RowTaker) -> Oddities {
        let mut oddities = Oddities::default();
        let (text, broken) = self.encoding.decode(&block.bytes);
        if block.unclosed {
            taker.reject(Rejected {
                line: block.first_line,
                reason: Problem::new("row-quote-unclosed"),
                cells: vec![text.trim_end().to_owned()],
            });
            return oddities;
        }
        let mut broken = broken.into_iter().peekable();
        let mut records = Records::new(&text, self.marks, block.first_line);
        let mut record = Record::default();
        while records.next_into(&mut record) {
            let mut undecodable = false;
            while broken.next_if(|at| *at < record.bytes.end).is_some() {
                undecodable = true;
            }
            let reason = if undecodable {
                Some(Problem::new("row-undecodable"))
            } else {
                if self.is_blank(&text, &record, &mut oddities) {
                    continue;
                }
                self.fault(&text, &record, &mut oddities)
            };
            match reason {
                None => taker.row(&text, &record),
                Some(reason) => {
                    taker.reject(Rejected { line: record.line, reason, cells: record.texts(&text) })
                }
            }
        }
        oddities
    }

    fn is_blank(&self, text: &str, record: &Record, oddities: &mut Oddities) -> bool {
        // Cheap for nearly every record: its first cell has a letter.
        if !(0..record.len()).all(|i| record.cell(text, i).trim().is_empty()) {
            return false;
        }
        oddities.empty += u64::from(record.len() > 1);
        true
    }

    fn fault(&self, text: &str, record: &Record, oddities: &mut Oddities) -> Option<Problem> {
        let (cells, columns) = (record.len(), self.titles.len());
        if cells > columns {
            let last = (0..cells).rev().find(|i| !record.cell(text, *i).trim().is_empty());
            let filled = last.map_or(0, |i| i + 1);
            if filled > columns {
                return Some(counted("row-too-wide", filled, columns));
            }
        } else if cells < columns {
            if cells == 1 && columns > 2 {
                return Some(counted("row-cut", cells, columns));
            }
            oddities.short += 1;
        }
        self.repeats_header(text, record).then(|| Problem::new("row-repeats-header"))
    }

    fn repeats_header(&self, text: &str, record: &Record) -> bool {
        self.has_header
            && record.len() > 1
            && record.cell(text, 0) == self.titles[0]
            && self.titles.iter().enumerate().all(|(i, title)| record.cell(text, i) == title)
    }
}

fn counted(code: &str, cells: usize, columns: usize) -> Problem {
    Problem::new(code).number("cells", cells).number("columns", columns)
}
