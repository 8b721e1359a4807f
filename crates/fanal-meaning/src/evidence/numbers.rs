//! What was seen of a column's numbers.

use super::Hypothesis;
use crate::meaning::Title;
use crate::{DecimalMark, Number, NumberFormat, NumberUnit};

/// Digits from which whole numbers that all have as many are names rather than amounts; fewer
/// where the title speaks of a code or a number.
const NAMING_DIGITS: u8 = 9;
const TITLED_NAMING_DIGITS: u8 = 5;
/// Days that spreadsheets count since 1900, from 1954 to 2064.
const SERIAL_DAYS: std::ops::RangeInclusive<i64> = 20_000..=60_000;

/// Numbers of one column and the ways they are written.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub(super) any: Hypothesis,
    points: u64,
    commas: u64,
    grouped: bool,
    scientific: u64,
    bracketed: u64,
    units: [u64; NumberUnit::ALL.len()],
    /// Whole numbers of more digits than a double keeps.
    long: u64,
    beyond_i64: u64,
    /// Decimals that a double would not give back.
    inexact: u64,
    /// Fewest and most digits of whole numbers without signs, groups or units; and of how many.
    digits: (u8, u8),
    plain: u64,
    /// Smallest and largest whole number.
    range: (i64, i64),
}

impl Default for Numbers {
    fn default() -> Self {
        Self {
            any: Hypothesis::default(),
            points: 0,
            commas: 0,
            grouped: false,
            scientific: 0,
            bracketed: 0,
            units: [0; NumberUnit::ALL.len()],
            long: 0,
            beyond_i64: 0,
            inexact: 0,
            digits: (u8::MAX, 0),
            plain: 0,
            range: (i64::MAX, i64::MIN),
        }
    }
}

impl Numbers {
    pub(super) fn lives(&self) -> bool {
        self.any.lives()
    }

    pub(super) fn fit(&mut self, found: &Number) {
        self.any.fitted();
        match found.mark {
            None => self.fit_whole(found),
            Some(mark) => {
                if mark == DecimalMark::Point {
                    self.points += 1;
                } else {
                    self.commas += 1;
                }
                self.inexact += u64::from(!found.is_short() && found.to_f64().is_none());
                self.scientific += u64::from(found.is_scientific());
            }
        }
        self.grouped |= found.grouped;
        self.bracketed += u64::from(found.bracketed);
        self.units[found.unit as usize] += 1;
    }

    fn fit_whole(&mut self, found: &Number) {
        if !found.is_short() {
            self.long += 1;
        }
        match found.to_i64() {
            Some(value) => {
                self.range = (self.range.0.min(value), self.range.1.max(value));
                if value > 0 && !found.grouped && found.unit == NumberUnit::None {
                    let digits = found.digits();
                    self.digits = (self.digits.0.min(digits), self.digits.1.max(digits));
                    self.plain += 1;
                }
            }
            None => self.beyond_i64 += 1,
        }
    }

    pub(super) fn refuse(&mut self, line: u64, text: &str, seen: u64) {
        self.any.refuse(line, text, seen);
    }

    pub(super) fn merge(&mut self, later: Self, seen: u64) {
        self.any.merge(later.any, seen);
        self.points += later.points;
        self.commas += later.commas;
        self.grouped |= later.grouped;
        self.scientific += later.scientific;
        self.bracketed += later.bracketed;
        for (mine, theirs) in self.units.iter_mut().zip(later.units) {
            *mine += theirs;
        }
        self.long += later.long;
        self.beyond_i64 += later.beyond_i64;
        self.inexact += later.inexact;
        self.digits = (self.digits.0.min(later.digits.0), self.digits.1.max(later.digits.1));
        self.plain += later.plain;
        self.range = (self.range.0.min(later.range.0), self.range.1.max(later.range.1));
    }

    /// Whether every number has a fraction or may have one.
    pub(super) fn with_decimals(&self) -> bool {
        self.points + self.commas > 0
    }

    pub(super) fn abbreviated(&self) -> u64 {
        self.scientific
    }

    /// How many stand in brackets for being negative; the others don't.
    pub(super) fn in_brackets(&self) -> u64 {
        self.bracketed
    }

    /// The digits of whole numbers that all have so many that they name something.
    pub(super) fn naming_digits(&self, title: &Title) -> Option<u8> {
        let (fewest, most) = self.digits;
        let all = self.plain == self.any.count() && self.plain > 0 && !title.is_quantity();
        let least = if title.is_code() { TITLED_NAMING_DIGITS } else { NAMING_DIGITS };
        (all && fewest == most && fewest >= least).then_some(fewest)
    }

    /// Whether all may be days as spreadsheets count them.
    pub(super) fn may_be_serial_days(&self) -> bool {
        SERIAL_DAYS.contains(&self.range.0) && SERIAL_DAYS.contains(&self.range.1)
    }

    /// One way to write them all that loses nothing, or the reason why there is none.
    pub(super) fn format(&self) -> Result<NumberFormat, &'static str> {
        let mut units = NumberUnit::ALL.into_iter().zip(self.units).filter(|(_, n)| *n > 0);
        let unit = units.next().map_or(NumberUnit::None, |(unit, _)| unit);
        if units.next().is_some() {
            return Err("units-mixed");
        }
        if self.points > 0 && self.commas > 0 {
            return Err("decimals-mixed");
        }
        if self.inexact > 0 || self.beyond_i64 > 0 || (self.with_decimals() && self.long > 0) {
            return Err("digits-too-many");
        }
        let decimal = match (self.points, self.commas) {
            (0, 0) => None,
            (_, 0) => Some(DecimalMark::Point),
            _ => Some(DecimalMark::Comma),
        };
        Ok(NumberFormat { decimal, grouped: self.grouped, unit })
    }
}
