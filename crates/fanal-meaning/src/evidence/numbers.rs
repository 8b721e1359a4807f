//! What was seen of a column's numbers.

use super::Hypothesis;
use crate::{DecimalMark, Number, NumberFormat, NumberUnit};

/// Numbers of one column and the ways they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    pub(super) any: Hypothesis,
    points: u64,
    commas: u64,
    grouped: bool,
    scientific: u64,
    without_unit: u64,
    percent: u64,
    euro: u64,
    /// Whole numbers of more digits than a double keeps.
    long: u64,
    beyond_i64: u64,
    /// Decimals that a double would not give back.
    inexact: u64,
}

impl Numbers {
    pub(super) fn lives(&self) -> bool {
        self.any.lives()
    }

    pub(super) fn fit(&mut self, found: Number) {
        self.any.fitted();
        match found.mark {
            None => {
                if !found.is_short() {
                    self.long += 1;
                    self.beyond_i64 += u64::from(found.to_i64().is_none());
                }
            }
            Some(mark) => {
                if mark == DecimalMark::Point {
                    self.points += 1
                } else {
                    self.commas += 1
                }
                self.inexact += u64::from(!found.is_short() && found.to_f64().is_none());
                self.scientific += u64::from(found.is_scientific());
            }
        }
        self.grouped |= found.grouped;
        match found.unit {
            NumberUnit::None => self.without_unit += 1,
            NumberUnit::Percent => self.percent += 1,
            NumberUnit::Euro => self.euro += 1,
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
        self.without_unit += later.without_unit;
        self.percent += later.percent;
        self.euro += later.euro;
        self.long += later.long;
        self.beyond_i64 += later.beyond_i64;
        self.inexact += later.inexact;
    }

    /// Whether every number has a fraction or may have one.
    pub(super) fn with_decimals(&self) -> bool {
        self.points + self.commas > 0
    }

    pub(super) fn abbreviated(&self) -> u64 {
        self.scientific
    }

    /// One way to write them all that loses nothing, or the reason why there is none.
    pub(super) fn format(&self) -> Result<NumberFormat, &'static str> {
        let units = [self.without_unit, self.percent, self.euro];
        if units.iter().filter(|n| **n > 0).count() > 1 {
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
        let unit = if self.percent > 0 {
            NumberUnit::Percent
        } else if self.euro > 0 {
            NumberUnit::Euro
        } else {
            NumberUnit::None
        };
        Ok(NumberFormat { decimal, grouped: self.grouped, unit })
    }
}
