//! What was seen of a column's numbers.

use super::Hypothesis;
use crate::meaning::Title;
use crate::{DecimalMark, Number, NumberFormat, NumberUnit, serial_day};

/// Digits from which whole numbers that all have as many are names rather than amounts; fewer
/// where the title speaks of a code or a number.
const NAMING_DIGITS: u8 = 9;
const TITLED_NAMING_DIGITS: u8 = 5;
/// Numbers with a mark from which all may be thousands.
const THOUSANDS: u64 = 3;

/// How many digits whole numbers have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    fewest: u8,
    most: u8,
    numbers: u64,
}

impl Default for Digits {
    fn default() -> Self {
        Self { fewest: u8::MAX, most: 0, numbers: 0 }
    }
}

impl Digits {
    pub(super) fn see(&mut self, digits: u8) {
        self.merge(Self { fewest: digits, most: digits, numbers: 1 });
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.fewest = self.fewest.min(other.fewest);
        self.most = self.most.max(other.most);
        self.numbers += other.numbers;
    }

    /// Whether some number is as long as the names of bodies are.
    pub(super) fn reach_names(self) -> bool {
        self.most >= NAMING_DIGITS
    }

    /// The digits of so many numbers, if all have the same and so many that they name something.
    pub(super) fn naming(self, numbers: u64, title: &Title) -> Option<u8> {
        let least = if title.is_code() { TITLED_NAMING_DIGITS } else { NAMING_DIGITS };
        let all = self.numbers == numbers && numbers > 0 && !title.is_quantity();
        (all && self.fewest == self.most && self.most >= least).then_some(self.most)
    }
}

/// Numbers of one column and the ways they are written.
#[derive(Debug, Clone, Default)]
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
    /// Numbers whose mark may part thousands.
    thousands: u64,
    /// Of whole numbers without signs or units.
    digits: Digits,
    /// Whole numbers that may be days as spreadsheets count them.
    serial: u64,
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
                self.thousands += u64::from(found.may_be_thousands());
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
                self.serial += u64::from(serial_day(value).is_some());
                if value > 0 && found.unit == NumberUnit::None {
                    self.digits.see(found.digits());
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
        self.digits.merge(later.digits);
        self.serial += later.serial;
        self.thousands += later.thousands;
    }

    /// Whether every number has a fraction or may have one.
    pub(super) fn with_decimals(&self) -> bool {
        self.points + self.commas > 0
    }

    /// Whether some are written as nothing but numbers are: with decimals, groups of digits or a unit.
    pub(super) fn with_signs(&self) -> bool {
        let plain = self.units[NumberUnit::None as usize];
        self.with_decimals() || self.grouped || plain < self.any.count()
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
        self.digits.naming(self.any.count(), title)
    }

    /// Whether some number is as long as the names of bodies are.
    pub(super) fn reach_names(&self) -> bool {
        self.digits.reach_names()
    }

    /// Whether some are written in groups of three digits.
    pub(super) fn grouped(&self) -> bool {
        self.grouped
    }

    /// Whether all may be days as spreadsheets count them.
    pub(super) fn may_be_serial_days(&self) -> bool {
        self.serial > 0 && self.serial == self.any.count()
    }

    /// Whether the mark of every number that has one may part thousands.
    pub(super) fn may_be_thousands(&self) -> bool {
        self.thousands >= THOUSANDS && self.thousands == self.points + self.commas
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
        Ok(NumberFormat { decimal, grouped: self.grouped, thousands: false, unit })
    }
}
