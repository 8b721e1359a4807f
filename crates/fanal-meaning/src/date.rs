//! Days and moments: `31/12/2024`, `2024-12-31`, `20241231`, `2024-12-31T08:30:00+01:00`.

/// The order in which a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `2024-12-31` or `2024/12/31`
    YearMonthDay,
    /// `31/12/2024`, also with `-` or `.`
    DayMonthYear,
    /// `12/31/2024`
    MonthDayYear,
    /// `20241231`
    Compact,
}

impl DateOrder {
    /// All orders, the likelier first.
    pub const ALL: [Self; 4] =
        [Self::YearMonthDay, Self::DayMonthYear, Self::MonthDayYear, Self::Compact];

    /// A short name: `ymd`, `dmy`, `mdy`, `compact`.
    pub fn name(self) -> &'static str {
        match self {
            Self::YearMonthDay => "ymd",
            Self::DayMonthYear => "dmy",
            Self::MonthDayYear => "mdy",
            Self::Compact => "compact",
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

/// Reads a day or a moment written in that order. Years have four digits, the calendar is checked,
/// and fractions of a second beyond microseconds make it a text.
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
        DateOrder::Compact => (digits(b, 0, 4)?, digits(b, 4, 2)?, digits(b, 6, 2)?, 8),
        DateOrder::DayMonthYear | DateOrder::MonthDayYear => {
            let (first, at) = one_or_two(b, 0)?;
            let mark = *b.get(at).filter(|m| matches!(m, b'/' | b'-' | b'.'))?;
            let (second, at) = one_or_two(b, at + 1)?;
            if b.get(at) != Some(&mark) {
                return None;
            }
            let year = digits(b, at + 1, 4)?;
            if order == DateOrder::DayMonthYear {
                (year, second, first, at + 5)
            } else {
                (year, first, second, at + 5)
            }
        }
    };
    let days = days_from_civil(year, month, day)?;
    if order == DateOrder::Compact && !(1800..=2199).contains(&year) {
        return None;
    }
    if end == b.len() {
        return Some(Moment { days, time_us: None, offset_s: None });
    }
    let (time_us, offset_s) = time(b, end)?;
    Some(Moment { days, time_us: Some(time_us), offset_s })
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

/// `T08:30[:15[.123456]][Z|+01:00]`; also behind a space. Gives the time and the offset.
fn time(b: &[u8], at: usize) -> Option<(i64, Option<i32>)> {
    if !matches!(b.get(at), Some(b'T' | b' ')) {
        return None;
    }
    let (hour, at) = one_or_two(b, at + 1)?;
    if b.get(at) != Some(&b':') {
        return None;
    }
    let minute = digits(b, at + 1, 2)?;
    let mut at = at + 3;
    let mut second = 0;
    let mut micros = 0;
    if b.get(at) == Some(&b':') {
        second = digits(b, at + 1, 2)?;
        at += 3;
        if matches!(b.get(at), Some(b'.' | b',')) {
            let from = at + 1;
            at = from;
            while b.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            micros = fraction(b.get(from..at)?)?;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time = i64::from(hour * 3600 + minute * 60 + second) * 1_000_000 + i64::from(micros);
    Some((time, offset(b.get(at..)?)?))
}

/// Microseconds of the digits behind the decimal mark; zeros beyond the sixth are let pass.
fn fraction(written: &[u8]) -> Option<u32> {
    if written.is_empty() || written.iter().skip(6).any(|d| *d != b'0') {
        return None;
    }
    let mut micros = 0;
    for place in 0..6 {
        micros = micros * 10 + written.get(place).map_or(0, |d| u32::from(d - b'0'));
    }
    Some(micros)
}

/// Seconds from UTC of `Z`, `+01:00`, `+0100`, `+01`; nothing written is `Some(None)`.
fn offset(rest: &[u8]) -> Option<Option<i32>> {
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let sign = match rest.first() {
        None => return Some(None),
        Some(b'Z' | b'z') if rest.len() == 1 => return Some(Some(0)),
        Some(b'U') if rest == b"UTC" => return Some(Some(0)),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let minutes = match rest.len() {
        3 => 0,
        5 => digits(rest, 3, 2)?,
        6 if rest[3] == b':' => digits(rest, 4, 2)?,
        _ => return None,
    };
    let hours = digits(rest, 1, 2)?;
    if hours > 18 || minutes > 59 {
        return None;
    }
    Some(Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::*;

    #[track_caller]
    fn check(text: &str, order: DateOrder, expected: Option<(i32, Option<i64>, Option<i32>)>) {
        let found =
            moment(text, order).map(|m| (m.days, m.time_us.map(|t| t / 1_000_000), m.offset_s));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_are_read_in_their_order() {
        check("1970-01-01", YearMonthDay, Some((0, None, None)));
        check("2000/02/29", YearMonthDay, Some((11_016, None, None)));
        check("31/12/1969", DayMonthYear, Some((-1, None, None)));
        check("1.2.1970", DayMonthYear, Some((31, None, None)));
        check("02/01/1970", MonthDayYear, Some((31, None, None)));
        check("19700201", Compact, Some((31, None, None)));
    }

    #[test]
    fn moments_keep_their_time_and_offset() {
        check("1970-01-02T01:00:00+01:00", YearMonthDay, Some((1, Some(3600), Some(3600))));
        check("02/01/1970 8:30", DayMonthYear, Some((1, Some(30_600), None)));
        check("1970-01-02 08:30:00.500Z", YearMonthDay, Some((1, Some(30_600), Some(0))));
        check("19700102 00:00:00", Compact, Some((1, Some(0), None)));
        let shifted = moment("1970-01-01T01:00:00+01:00", YearMonthDay).and_then(|m| m.utc_us());
        assert_eq!(shifted, Some(0));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-1-1",
            "0000-01-01",
            "2024-01-01T25:00",
            "2024-01-01T10:00:00.1234567",
            "2024-01-01x",
            "",
        ] {
            check(text, YearMonthDay, None);
        }
        check("31/04/2024", DayMonthYear, None);
        check("03/04/24", DayMonthYear, None);
        check("12345678", Compact, None);
    }
}
