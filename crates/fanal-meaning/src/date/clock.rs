//! Times of the day, behind a date or alone: `08:30:15.5+01:00`, `14h30`, `25:10:00`.

use super::{digit, digits, one_or_two};

/// Hours of the longest service day of a timetable, which goes on after midnight.
const LONGEST_DAY_HOURS: u32 = 48;

/// Whether the text is a time of the day: `8:30`, `08:30:00`, `06h46`, `8 h`, and after midnight
/// `25:10:00` as timetables (GTFS) count on.
pub fn is_clock_time(text: &str) -> bool {
    let b = text.as_bytes();
    let Some((hour, at)) = one_or_two(b, 0) else { return false };
    let read = match minutes(b, at) {
        Some((minute, at)) => seconds(b, at).map(|(second, at)| (minute, second, at)),
        None => hour_alone(b, at).map(|at| (0, 0, at)),
    };
    read.is_some_and(|(minute, second, end)| {
        end == b.len() && hour < LONGEST_DAY_HOURS && minute < 60 && second < 60
    })
}

/// `T08:30[:15[.123456]][Z|+01:00]`, also behind a space, a comma or *à*, and `14h30`. Gives the
/// microseconds and the offset in seconds.
pub(super) fn time(b: &[u8], at: usize) -> Option<(i64, Option<i32>)> {
    let at = match b.get(at..)? {
        [b'T', ..] => at + 1,
        [b' ', 0xC3, 0xA0, b' ', ..] => at + 4,
        [b' ', b'-', b' ', ..] => at + 3,
        [b',', b' ', ..] => at + 2,
        [b' ', ..] => at + 1,
        _ => return None,
    };
    let (hour, at) = one_or_two(b, at)?;
    let (minute, second, at) = match minutes(b, at) {
        Some((minute, at)) => {
            let (second, at) = seconds(b, at)?;
            (minute, second, at)
        }
        None => (0, 0, hour_alone(b, at)?),
    };
    let (micros, at) = fraction(b, at)?;
    let (hour, at) = half_day(b, hour, at)?;
    day_time(hour, minute, second, micros, b.get(at..)?)
}

/// The hour of the whole day, when `am` or `pm` stands behind it.
fn half_day(b: &[u8], hour: u32, at: usize) -> Option<(u32, usize)> {
    let sign = at + usize::from(b.get(at) == Some(&b' '));
    let afternoon = match b.get(sign..sign + 2) {
        Some([b'a' | b'A', b'm' | b'M']) => 0,
        Some([b'p' | b'P', b'm' | b'M']) => 12,
        _ => return Some((hour, at)),
    };
    (1..=12).contains(&hour).then_some((hour % 12 + afternoon, sign + 2))
}

/// `T083015Z`, also without `T` and without seconds.
pub(super) fn compact(b: &[u8], at: usize) -> Option<(i64, Option<i32>)> {
    let at = at + usize::from(matches!(b.get(at), Some(b'T' | b' ')));
    let (hour, minute) = (digits(b, at, 2)?, digits(b, at + 2, 2)?);
    let with_seconds = digit(b, at + 4);
    let second = if with_seconds { digits(b, at + 4, 2)? } else { 0 };
    let end = if with_seconds { at + 6 } else { at + 4 };
    day_time(hour, minute, second, 0, b.get(end..)?)
}

fn day_time(
    hour: u32,
    minute: u32,
    second: u32,
    micros: u32,
    rest: &[u8],
) -> Option<(i64, Option<i32>)> {
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time = i64::from(hour * 3600 + minute * 60 + second) * 1_000_000 + i64::from(micros);
    Some((time, offset(rest)?))
}

/// `:30`, `h30`, ` h 30`.
fn minutes(b: &[u8], at: usize) -> Option<(u32, usize)> {
    let at = match b.get(at..)? {
        [b':' | b'h' | b'H', ..] => at + 1,
        [b' ', b'h' | b'H', b' ', ..] => at + 3,
        _ => return None,
    };
    Some((digits(b, at, 2)?, at + 2))
}

/// `:15`, or nothing.
fn seconds(b: &[u8], at: usize) -> Option<(u32, usize)> {
    if b.get(at) == Some(&b':') { Some((digits(b, at + 1, 2)?, at + 3)) } else { Some((0, at)) }
}

/// The `h` of `8h`, `8 h`.
fn hour_alone(b: &[u8], at: usize) -> Option<usize> {
    match b.get(at..)? {
        [b'h' | b'H', ..] => Some(at + 1),
        [b' ', b'h' | b'H'] => Some(at + 2),
        _ => None,
    }
}

/// Microseconds of the digits behind the decimal mark; zeros beyond the sixth are let pass.
fn fraction(b: &[u8], at: usize) -> Option<(u32, usize)> {
    if !matches!(b.get(at), Some(b'.' | b',')) {
        return Some((0, at));
    }
    let from = at + 1;
    let mut end = from;
    while digit(b, end) {
        end += 1;
    }
    let written = b.get(from..end)?;
    if written.is_empty() || written.iter().skip(6).any(|d| *d != b'0') {
        return None;
    }
    let mut micros = 0;
    for place in 0..6 {
        micros = micros * 10 + written.get(place).map_or(0, |d| u32::from(d - b'0'));
    }
    Some((micros, end))
}

/// Seconds from UTC of `Z`, `+01:00`, `+0100`, `+01`; nothing written is `Some(None)`.
fn offset(rest: &[u8]) -> Option<Option<i32>> {
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let sign = match rest.first() {
        None => return Some(None),
        Some(b'Z' | b'z') if rest.len() == 1 => return Some(Some(0)),
        Some(b'U' | b'G') if matches!(rest, b"UTC" | b"GMT") => return Some(Some(0)),
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
