//! The scale of days and moments: seconds, minutes, hours, days, months, years, in UTC.

use fanal_model::{Instant, Value};

use super::grid::Scale;

const DAY_SECONDS: i64 = 86_400;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// So many seconds: as many as make a day, or fewer.
    Seconds(i64),
    /// So many days; seven are a week, from Monday.
    Days(i64),
    Months(i64),
    Years(i64),
}

use Unit::{Days, Months, Seconds, Years};

/// Cells, ever coarser; each lies whole in one of the next.
const CELLS: [Unit; 11] = [
    Seconds(1),
    Seconds(60),
    Seconds(3600),
    Days(1),
    Months(1),
    Years(1),
    Years(10),
    Years(100),
    Years(1000),
    Years(10_000),
    Years(100_000),
];

/// Widths of bars below a year; years go by 1, 2, 5.
const STEPS: [Unit; 17] = [
    Seconds(1),
    Seconds(10),
    Seconds(30),
    Seconds(60),
    Seconds(300),
    Seconds(900),
    Seconds(1800),
    Seconds(3600),
    Seconds(3 * 3600),
    Seconds(6 * 3600),
    Seconds(12 * 3600),
    Days(1),
    Days(7),
    Months(1),
    Months(2),
    Months(3),
    Months(6),
];

impl Unit {
    /// The number of the unit that holds a moment, in seconds since 1970.
    fn number(self, seconds: i64) -> i64 {
        let day = seconds.div_euclid(DAY_SECONDS);
        match self {
            Seconds(every) => seconds.div_euclid(every),
            // 1970 began on a Thursday.
            Days(7) => (day + 3).div_euclid(7),
            Days(every) => day.div_euclid(every),
            Months(every) => {
                let (year, month, _) = civil(day);
                (year * 12 + i64::from(month) - 1).div_euclid(every)
            }
            Years(every) => civil(day).0.div_euclid(every),
        }
    }

    /// When the unit of that number begins, in seconds since 1970.
    fn start(self, number: i64) -> i64 {
        let days = match self {
            Seconds(every) => return number * every,
            Days(7) => number * 7 - 3,
            Days(every) => number * every,
            Months(every) => first_of(number * every),
            Years(every) => first_of(number * every * 12),
        };
        days * DAY_SECONDS
    }
}

/// Year, month and day of a day since 1970. A day that 32 bits can't count stands for the last one
/// that they can: no column holds one.
fn civil(day: i64) -> (i64, u32, u32) {
    let bound = if day < 0 { i32::MIN } else { i32::MAX };
    Value::civil(i32::try_from(day).unwrap_or(bound))
}

/// The first day, since 1970, of a month counted from year 0.
fn first_of(month: i64) -> i64 {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
    // Years that begin in March put the leap day last.
    let (year, shifted) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (shifted * 153 + 2) / 5 - 719_468
}

/// Days or moments.
#[derive(Debug)]
pub(super) struct Calendar {
    cell: usize,
    whole_days: bool,
}

impl Calendar {
    /// A scale of days.
    pub(super) fn of_days() -> Self {
        Self { cell: 3, whole_days: true }
    }

    /// A scale of moments.
    pub(super) fn of_moments() -> Self {
        Self { cell: 0, whole_days: false }
    }

    fn unit(&self) -> Unit {
        CELLS[self.cell]
    }
}

impl Scale for Calendar {
    /// Seconds since 1970.
    type Point = i64;
    type Step = Unit;

    fn cell(&self, seconds: i64) -> Option<i64> {
        Some(self.unit().number(seconds))
    }

    fn coarsen(&mut self) -> impl Fn(i64) -> i64 + use<> {
        let former = self.unit();
        // There are fewer spans of the coarsest kind than cells.
        self.cell = (self.cell + 1).min(CELLS.len() - 1);
        let unit = self.unit();
        move |cell| unit.number(former.start(cell))
    }

    fn steps(&self) -> Vec<Unit> {
        let years =
            (0..7).flat_map(|power| [1, 2, 5].map(|digit| Years(digit * 10_i64.pow(power))));
        STEPS.into_iter().chain(years).filter(|step| *step >= self.unit()).collect()
    }

    fn bar(&self, step: Unit, cell: i64) -> i64 {
        step.number(self.unit().start(cell))
    }

    fn limit(&self, step: Unit, bar: i64) -> Value {
        let seconds = step.start(bar);
        if self.whole_days {
            let day = seconds.div_euclid(DAY_SECONDS);
            Value::Date(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
        } else {
            Value::DateTime(Instant(seconds.saturating_mul(1_000_000)))
        }
    }
}
