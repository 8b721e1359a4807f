//! Days and instants to bytes.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use fanal_model::Value;

const DAY_S: i64 = 86_400;
const MICROSECONDS: i64 = 1_000_000;
/// Days of which the offset is remembered; about five years.
const REMEMBERED_DAYS: usize = 2048;

/// A time zone that remembers the offsets of whole days, since looking one up costs more than
/// writing the rest of the instant.
#[derive(Debug)]
pub(super) struct Zone {
    timezone: Tz,
    /// Day and offset in seconds, at the day's place modulo the length.
    days: Vec<(i64, i32)>,
}

impl Zone {
    pub(super) fn new(timezone: Tz) -> Self {
        Self { timezone, days: Vec::new() }
    }

    /// Seconds to add to UTC at this instant.
    #[inline]
    pub(super) fn offset_s(&mut self, instant_s: i64) -> i32 {
        if self.timezone == Tz::UTC {
            return 0;
        }
        if self.days.is_empty() {
            self.days = vec![(i64::MIN, 0); REMEMBERED_DAYS];
        }
        let day = instant_s.div_euclid(DAY_S);
        let place = usize::try_from(day.rem_euclid(REMEMBERED_DAYS as i64)).unwrap_or(0);
        let (known, offset_s) = self.days[place];
        if known == day {
            return offset_s;
        }
        let first = self.looked_up(day * DAY_S);
        // A day on which the clocks change is looked up each time.
        if first == self.looked_up(day * DAY_S + DAY_S - 1) {
            self.days[place] = (day, first);
            return first;
        }
        self.looked_up(instant_s)
    }

    fn looked_up(&self, instant_s: i64) -> i32 {
        let instant: Option<DateTime<Utc>> = DateTime::from_timestamp(instant_s, 0);
        instant.map_or(0, |i| {
            self.timezone.offset_from_utc_datetime(&i.naive_utc()).fix().local_minus_utc()
        })
    }
}

/// Writes a day: `2025-01-23`.
#[inline]
pub(super) fn write_day(days: i32, out: &mut Vec<u8>) {
    write_civil(i64::from(days), out);
}

/// Writes an instant (µs since 1970 UTC) as the zone's clocks show it, with the offset:
/// `2025-01-23T15:31:28+01:00`; six digits of a fraction when there is one.
#[inline]
pub(super) fn write_instant(micros: i64, zone: &mut Zone, out: &mut Vec<u8>) {
    let utc_s = micros.div_euclid(MICROSECONDS);
    let fraction = micros.rem_euclid(MICROSECONDS);
    let offset_s = zone.offset_s(utc_s);
    let local_s = utc_s + i64::from(offset_s);
    write_civil(local_s.div_euclid(DAY_S), out);
    let of_day = local_s.rem_euclid(DAY_S);
    let [h, m, s] = [of_day / 3600, of_day / 60 % 60, of_day % 60].map(pair);
    out.extend_from_slice(&[b'T', h[0], h[1], b':', m[0], m[1], b':', s[0], s[1]]);
    if fraction != 0 {
        let [a, b, c] = [fraction / 10_000, fraction / 100 % 100, fraction % 100].map(pair);
        out.extend_from_slice(&[b'.', a[0], a[1], b[0], b[1], c[0], c[1]]);
    }
    if offset_s == 0 {
        out.extend_from_slice(b"+00:00");
        return;
    }
    let size_s = i64::from(offset_s.unsigned_abs());
    let [h, m, s] = [size_s / 3600, size_s / 60 % 60, size_s % 60].map(pair);
    let sign = if offset_s < 0 { b'-' } else { b'+' };
    out.extend_from_slice(&[sign, h[0], h[1], b':', m[0], m[1]]);
    if size_s % 60 != 0 {
        // Local mean times of before 1911 have seconds.
        out.extend_from_slice(&[b':', s[0], s[1]]);
    }
}

#[inline]
fn write_civil(days: i64, out: &mut Vec<u8>) {
    // Beyond `i32` there is no calendar worth writing; instants of 64 bits do not reach it.
    let (year, month, day) = Value::civil(i32::try_from(days).unwrap_or(i32::MAX));
    if (0..10_000).contains(&year) {
        let [century, rest] = [year / 100, year % 100].map(pair);
        out.extend_from_slice(&[century[0], century[1], rest[0], rest[1]]);
    } else {
        // ISO 8601 writes years beyond four digits with their sign.
        out.extend_from_slice(format!("{year:+05}").as_bytes());
    }
    let [m, d] = [i64::from(month), i64::from(day)].map(pair);
    out.extend_from_slice(&[b'-', m[0], m[1], b'-', d[0], d[1]]);
}

/// Two digits of a number below 100.
#[inline]
fn pair(number: i64) -> [u8; 2] {
    let number = u8::try_from(number).unwrap_or(0);
    [b'0' + number / 10 % 10, b'0' + number % 10]
}
