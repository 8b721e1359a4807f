//! What was seen of a column's days and moments.

use fanal_model::fold;

use super::Hypothesis;
use crate::{DateOrder, moment};

/// Days and moments of one column, for each order in which they may be written.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    pub(super) any: Hypothesis,
    /// Cells that each order of [`DateOrder::ALL`] reads.
    read: [u64; 4],
    /// Eight digits in a row are only days when the title says so.
    compact: bool,
    pub(super) with_time: u64,
    pub(super) not_midnight: u64,
    pub(super) zoned: u64,
    cells: u64,
}

impl Dates {
    pub(super) fn of_title(title: &str) -> Self {
        let title = fold(title);
        let compact =
            ["date", "aaaammjj", "yyyymmdd", "jour", "dt_"].iter().any(|w| title.contains(w));
        Self::empty(compact)
    }

    pub(super) fn blank(&self) -> Self {
        Self::empty(self.compact)
    }

    fn empty(compact: bool) -> Self {
        Self {
            any: Hypothesis::default(),
            read: [0; 4],
            compact,
            with_time: 0,
            not_midnight: 0,
            zoned: 0,
            cells: 0,
        }
    }

    pub(super) fn lives(&self) -> bool {
        self.any.lives()
    }

    /// Whether some order reads the cell.
    pub(super) fn fit(&mut self, text: &str) -> bool {
        let b = text.as_bytes();
        if b.len() < 8 || !b[0].is_ascii_digit() {
            return false;
        }
        let orders: &[DateOrder] = match b[4] {
            b'-' | b'/' if b[2].is_ascii_digit() => &[DateOrder::YearMonthDay],
            b'0'..=b'9' if b[2].is_ascii_digit() => {
                if !self.compact && b.len() == 8 {
                    return false;
                }
                &[DateOrder::Compact]
            }
            _ => &[DateOrder::DayMonthYear, DateOrder::MonthDayYear],
        };
        let mut first = None;
        for order in orders {
            if let Some(found) = moment(text, *order) {
                let place = DateOrder::ALL.iter().position(|o| o == order).unwrap_or(0);
                self.read[place] += 1;
                first.get_or_insert(found);
            }
        }
        let Some(found) = first else { return false };
        self.cells += 1;
        self.with_time += u64::from(found.time_us.is_some());
        self.not_midnight += u64::from(found.time_us.is_some_and(|t| t != 0));
        self.zoned += u64::from(found.offset_s.is_some());
        self.any.fitted();
        true
    }

    pub(super) fn refuse(&mut self, line: u64, text: &str, seen: u64) {
        self.any.refuse(line, text, seen);
    }

    pub(super) fn merge(&mut self, later: Self, seen: u64) {
        self.any.merge(later.any, seen);
        for (mine, theirs) in self.read.iter_mut().zip(later.read) {
            *mine += theirs;
        }
        self.with_time += later.with_time;
        self.not_midnight += later.not_midnight;
        self.zoned += later.zoned;
        self.cells += later.cells;
    }

    /// The order that reads every cell, and whether day and month could be exchanged everywhere.
    pub(super) fn order(&self) -> Option<(DateOrder, bool)> {
        let reads_all = |place: usize| self.cells > 0 && self.read[place] == self.cells;
        let found = (0..4).find(|place| reads_all(*place))?;
        let order = DateOrder::ALL[found];
        Some((order, order == DateOrder::DayMonthYear && reads_all(2)))
    }

    /// Without a zone and never at another time than midnight: the cells are days.
    pub(super) fn are_days(&self) -> bool {
        self.not_midnight == 0 && self.zoned == 0
    }

    pub(super) fn local(&self) -> u64 {
        self.cells - self.zoned
    }
}
