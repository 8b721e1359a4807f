//! What somebody said of a column before it is judged.

use crate::{CellFormat, DateOrder, DecimalMark, NumberFormat, NumberUnit};

/// What somebody said of a column before it is judged; what is not said is found out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The character before the decimals; the other one parts thousands.
    pub decimal: Option<DecimalMark>,
    /// Whether the day comes before the month or behind it, where nothing else tells them apart.
    pub date_order: Option<DateOrder>,
    /// Marks that stand where a value is missing, without spaces around them.
    pub missing: Vec<String>,
    /// Marks that are texts like all others.
    pub not_missing: Vec<String>,
}

impl Said {
    /// How cells are read that nothing but what was said tells how to read; behind numbers stands
    /// that unit.
    pub(super) fn format(&self, unit: NumberUnit) -> CellFormat {
        match (self.date_order, self.decimal) {
            (Some(order), _) => CellFormat::Date { order, ambiguous: false },
            (None, Some(mark)) => CellFormat::Number(NumberFormat {
                decimal: Some(mark),
                grouped: true,
                thousands: true,
                unit,
            }),
            (None, None) => CellFormat::AsWritten,
        }
    }
}

/// How many cells hold the marks of which something was said.
#[derive(Debug, Clone, Default)]
pub(super) struct SaidMarks {
    said: Said,
    missing: Vec<u64>,
    not_missing: Vec<u64>,
}

impl SaidMarks {
    pub(super) fn of(said: Said) -> Self {
        let none = |marks: &[String]| vec![0; marks.len()];
        Self { missing: none(&said.missing), not_missing: none(&said.not_missing), said }
    }

    pub(super) fn said(&self) -> &Said {
        &self.said
    }

    /// The same, nothing seen.
    pub(super) fn blank(&self) -> Self {
        Self::of(self.said.clone())
    }

    /// Whether no cell can be a missing one.
    pub(super) fn is_idle(&self) -> bool {
        self.said.missing.is_empty() && self.said.not_missing.is_empty()
    }

    /// Whether that text stands where a value is missing, which is counted.
    pub(super) fn is_missing(&mut self, text: &str) -> bool {
        if let Some(place) = self.said.missing.iter().position(|mark| mark == text) {
            self.missing[place] += 1;
            return true;
        }
        if let Some(place) = self.said.not_missing.iter().position(|mark| mark == text) {
            self.not_missing[place] += 1;
        }
        false
    }

    /// Whether that text is no mark, as somebody said.
    pub(super) fn refuses(&self, text: &str) -> bool {
        self.said.not_missing.iter().any(|mark| mark == text)
    }

    /// Cells that hold a mark.
    pub(super) fn cells(&self) -> u64 {
        self.missing.iter().sum()
    }

    pub(super) fn merge(&mut self, later: Self) {
        let pairs = self.missing.iter_mut().zip(later.missing);
        for (mine, theirs) in pairs.chain(self.not_missing.iter_mut().zip(later.not_missing)) {
            *mine += theirs;
        }
    }

    /// The marks that stand for no value, each with its cells.
    pub(super) fn missing(&self) -> Vec<(String, u64)> {
        self.said.missing.iter().cloned().zip(self.missing.iter().copied()).collect()
    }

    /// The marks that are texts, each with its cells.
    pub(super) fn not_missing(&self) -> Vec<(String, u64)> {
        self.said.not_missing.iter().cloned().zip(self.not_missing.iter().copied()).collect()
    }
}
