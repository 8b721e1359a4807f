//! Days and moments: `31/12/2024`, `2024-12-31`, `20241231`, `31 décembre 2024`,
//! `2024-12-31T08:30:00+01:00`, and 45657, the day's number in a spreadsheet.

mod clock;
mod words;

pub use clock::is_clock_time;
pub use words::{
    is_day_of_month, is_day_of_week, is_month, is_month_of_year, is_quarter, is_quarter_of_year,
    is_week_of_year,
};

/// The order in which a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `2024-12-31` or `2024/12/31`
    YearMonthDay,
    /// `31/12/2024`, also with `-` or `.`
    DayMonthYear,
    /// `12/31/2024`
    MonthDayYear,
    /// `20241231`, also `20241231T083000Z`
    Compact,
    /// `31/12/24`: 69 to 99 are of the twentieth century.
    DayMonthShortYear,
    /// `31 décembre 2024`, `1er janv. 2024`, `25-avr-2024`, `Thu, 25 Apr 2024`
    Words,
    /// `45657`: the days that a spreadsheet counts from 1900, of the years 1954 to 2064.
    Serial,
}

impl DateOrder {
    /// All orders, the likelier first.
    pub const ALL: [Self; 7] = [
        Self::YearMonthDay,
        Self::DayMonthYear,
        Self::MonthDayYear,
        Self::Compact,
        Self::DayMonthShortYear,
        Self::Words,
        Self::Serial,
    ];

    /// Finds an order by its [name](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// A short name: `ymd`, `dmy`, `mdy`, `compact`, `dmy2`, `words`, `serial`.
    pub fn name(self) -> &'static str {
        match self {
            Self::YearMonthDay => "ymd",
            Self::DayMonthYear => "dmy",
            Self::MonthDayYear => "mdy",
            Self::Compact => "compact",
            Self::DayMonthShortYear => "dmy2",
            Self::Words => "words",
            Self::Serial => "serial",
        }
    }
}

/// A day, with a time and an offset when they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Days since 1970-01-01.
    pub days: i32,
    /// Time of the day, in microseconds, when one is written.
    pub time_us: Option<i64>,
    /// Offset from UTC, in seconds, when one is written.
    pub offset_s: Option<i32>,
}

impl Moment {
    /// Microseconds since 1970-01-01T00:00 on the clock that it was read from.
    pub fn local_us(&self) -> i64 {
        i64::from(self.days) * 86_400_000_000 + self.time_us.unwrap_or(0)
    }

    /// Microseconds since 1970-01-01T00:00Z, when an offset is written.
    pub fn utc_us(&self) -> Option<i64> {
        self.offset_s.map(|offset| self.local_us() - i64::from(offset) * 1_000_000)
    }
}

/// Year, month and day as written, and where they end.
type Written = (u32, u32, u32, usize);

/// Reads a day or a moment written in that order. The calendar is checked, and fractions of a
/// second beyond microseconds make it a text.
pub fn moment(text: &str, order: DateOrder) -> Option<Moment> {
    let b = text.as_bytes();
    let (year, month, day, end) = match order {
        DateOrder::YearMonthDay => {
            let mark = *b.get(4).filter(|m| matches!(m, b'-' | b'/'))?;
            if b.get(7) != Some(&mark) {
                return None;
            }
            (digits(b, 0, 4)?, digits(b, 5, 2)?, digits(b, 8, 2)?, 10)
        }
        DateOrder::Compact => {
            let year = digits(b, 0, 4).filter(|y| (1800..=2199).contains(y))?;
            (year, digits(b, 4, 2)?, digits(b, 6, 2)?, 8)
        }
        DateOrder::DayMonthYear => {
            let (day, month, at) = two_parts(b)?;
            (digits(b, at, 4)?, month, day, at + 4)
        }
        DateOrder::MonthDayYear => {
            let (month, day, at) = two_parts(b)?;
            (digits(b, at, 4)?, month, day, at + 4)
        }
        DateOrder::DayMonthShortYear => {
            let (day, month, at) = two_parts(b)?;
            if digit(b, at + 2) {
                return None;
            }
            (century(digits(b, at, 2)?), month, day, at + 2)
        }
        DateOrder::Words => words::day(text)?,
        DateOrder::Serial => {
            let number = digits(b, 0, 5).filter(|_| b.len() == 5)?;
            let days = serial_day(i64::from(number))?;
            return Some(Moment { days, time_us: None, offset_s: None });
        }
    };
    let days = days_from_civil(year, month, day)?;
    if end == b.len() {
        return Some(Moment { days, time_us: None, offset_s: None });
    }
    let (time_us, offset_s) = if order == DateOrder::Compact && b.get(end + 3) != Some(&b':') {
        clock::compact(b, end)?
    } else {
        clock::time(b, end)?
    };
    Some(Moment { days, time_us: Some(time_us), offset_s })
}

/// Days from 1970-01-01 to the day that a spreadsheet counts as that number; none outside the years
/// 1954 to 2064, in which numbers are likelier to be something else.
pub(crate) fn serial_day(number: i64) -> Option<i32> {
    const FIRST_OF_1970: i64 = 25_569;
    let likely = (20_000..=60_000).contains(&number);
    likely.then(|| i32::try_from(number - FIRST_OF_1970).ok()).flatten()
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar; none when there is no such
/// day or the year is not between 1 and 9999.
pub fn days_from_civil(year: u32, month: u32, day: u32) -> Option<i32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    if day == 0 || day > last || year == 0 || year > 9999 {
        return None;
    }
    // Years counted from March, so that the leap day comes last.
    let shifted = i32::try_from(year).ok()? - i32::from(month <= 2);
    let month = i32::try_from(month).ok()?;
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::try_from(day).ok()? - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The year that two digits stand for.
fn century(short: u32) -> u32 {
    if short < 69 { 2000 + short } else { 1900 + short }
}

/// Two numbers with the same mark behind each, and where the third begins.
fn two_parts(b: &[u8]) -> Option<(u32, u32, usize)> {
    let (first, at) = one_or_two(b, 0)?;
    let mark = *b.get(at).filter(|m| matches!(m, b'/' | b'-' | b'.'))?;
    let (second, at) = one_or_two(b, at + 1)?;
    (b.get(at) == Some(&mark)).then_some((first, second, at + 1))
}

fn digit(b: &[u8], at: usize) -> bool {
    b.get(at).is_some_and(u8::is_ascii_digit)
}

fn digits(b: &[u8], at: usize, count: usize) -> Option<u32> {
    let mut value = 0;
    for byte in b.get(at..at + count)? {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some(value)
}

fn one_or_two(b: &[u8], at: usize) -> Option<(u32, usize)> {
    digits(b, at, 2).map(|v| (v, at + 2)).or_else(|| digits(b, at, 1).map(|v| (v, at + 1)))
}

#[cfg(test)]
mod tests;
