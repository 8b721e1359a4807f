//! Dates as people write them in queries: ISO 8601, whole or in part, or `YYYY/MM/DD`.

/// A date of which the end may be missing; what is missing is the start of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartialDate {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12; 1 when missing.
    pub month: u32,
    /// Day of the month, 1 to 31, within the month; 1 when missing.
    pub day: u32,
    /// Microseconds since midnight; 0 when missing.
    pub micros: i64,
    /// Seconds to the east of Greenwich, when the text says so.
    pub offset_seconds: Option<i32>,
}

impl PartialDate {
    /// Reads `2024`, `2024-05`, `2024-05-17`, `2024/05/17`, `2024-05-17T08:02`, with seconds, a
    /// fraction, and `Z` or an offset. Nothing else is a date.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day_text, time_text) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let separator = if day_text.contains('/') { '/' } else { '-' };
        let mut parts = day_text.split(separator);
        let year = digits(parts.next()?, 4..=4)?;
        let month = parts.next().map(|p| digits(p, 1..=2)).map_or(Some(1), |m| m)?;
        let whole = parts.next();
        let day = whole.map(|p| digits(p, 1..=2)).map_or(Some(1), |d| d)?;
        if parts.next().is_some() || time_text.is_some() && whole.is_none() {
            return None;
        }
        if year == 0 || !(1..=12).contains(&month) || day == 0 || day > last_day(year, month) {
            return None;
        }
        let (micros, offset_seconds) = time_text.map_or(Some((0, None)), time)?;
        Some(Self { year: i32::try_from(year).ok()?, month, day, micros, offset_seconds })
    }
}

/// Digits only, as many as allowed.
fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let shaped = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if shaped { text.parse().ok() } else { None }
}

/// Number of days of a month.
fn last_day(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Microseconds since midnight and the offset in seconds.
fn time(text: &str) -> Option<(i64, Option<i32>)> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        None => (text, None),
        Some(at) if text[at..].eq_ignore_ascii_case("z") => (&text[..at], Some(0)),
        Some(at) => {
            let sign = if text[at..].starts_with('-') { -1 } else { 1 };
            let plain: String = text[at + 1..].chars().filter(|c| *c != ':').collect();
            let (hours, minutes) = match plain.len() {
                2 => (digits(&plain, 2..=2)?, 0),
                4 => (digits(plain.get(..2)?, 2..=2)?, digits(plain.get(2..)?, 2..=2)?),
                _ => return None,
            };
            if hours > 18 || minutes > 59 {
                return None;
            }
            (&text[..at], Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?))
        }
    };
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 1..=2)?;
    let minute = parts.next().map(|p| digits(p, 2..=2)).map_or(Some(0), |m| m)?;
    let (second, micros) = match parts.next() {
        None => (0, 0),
        Some(text) => match text.split_once('.') {
            None => (digits(text, 2..=2)?, 0),
            Some((whole, fraction)) => {
                digits(fraction, 1..=9)?;
                let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
                (digits(whole, 2..=2)?, digits(&six, 6..=6)?)
            }
        },
    };
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    Some((seconds * 1_000_000 + i64::from(micros), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(i32, u32, u32, i64, Option<i32>)>) {
        let read = PartialDate::parse(text);
        assert_eq!(read.map(|d| (d.year, d.month, d.day, d.micros, d.offset_seconds)), expected);
    }

    #[test]
    fn a_date_may_stop_anywhere_and_then_starts_its_period() {
        check("2024", Some((2024, 1, 1, 0, None)));
        check("2024-05", Some((2024, 5, 1, 0, None)));
        check("2024/05/17", Some((2024, 5, 17, 0, None)));
        check("2024-02-29T08:02", Some((2024, 2, 29, 28_920_000_000, None)));
        check("2024-05-17T08:02:01.5Z", Some((2024, 5, 17, 28_921_500_000, Some(0))));
        check("2024-05-17 08:02:01-01:30", Some((2024, 5, 17, 28_921_000_000, Some(-5400))));
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_no_date() {
        for text in ["", "-01", "24", "2024-13", "2023-02-29", "2024-05T08:00", "2024-05-17T24:00"]
        {
            check(text, None);
        }
        check("2024-05-17T08:00:00+é1", None);
    }
}
