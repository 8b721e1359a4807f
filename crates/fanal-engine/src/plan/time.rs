//! Dates of queries as points in time.

use std::fmt;

use chrono::{Datelike as _, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use datafusion::common::ScalarValue;
use fanal_odsql::PartialDate;

use crate::zone::instant_of;

/// The instant of a date, in microseconds UTC. Without offset it is local time: the first of two
/// when clocks go back, and moved on with the clocks when they go forward.
pub(super) fn instant(date: &PartialDate, timezone: Tz) -> ScalarValue {
    let local = local(date);
    let micros = match date.offset_seconds {
        Some(offset) => (local - TimeDelta::seconds(offset.into())).and_utc().timestamp_micros(),
        None => instant_of(local, timezone),
    };
    ScalarValue::TimestampMicrosecond(Some(micros), Some("UTC".into()))
}

/// The date and time that a text shows.
fn local(date: &PartialDate) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(date.year, date.month, date.day).unwrap_or_default();
    day.and_time(NaiveTime::MIN) + TimeDelta::microseconds(date.micros)
}

/// The same, as a point of a clock without zone: what a calendar day is compared with.
pub(super) fn naive(date: &PartialDate) -> ScalarValue {
    ScalarValue::TimestampMicrosecond(Some(local(date).and_utc().timestamp_micros()), None)
}

/// The calendar day, when the text says no time.
pub(super) fn day(date: &PartialDate) -> Option<ScalarValue> {
    let whole = date.micros == 0 && date.offset_seconds.is_none();
    let days = local(date).date().num_days_from_ce() - UNIX_EPOCH_FROM_CE;
    whole.then_some(ScalarValue::Date32(Some(days)))
}

/// A year, a month or a day, as facets write it: `2024`, `2024/03`, `2024/03/05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Period {
    /// Reads one, of the years from 0 to 9999; zeros in front may be missing. None when there is no
    /// such period.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_number = |part: &str| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let text = text.trim();
        if !text.split('/').all(is_number) {
            return None;
        }
        let mut parts = text.split('/');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        let period = Self { year, month, day };
        (parts.next().is_none() && period.first().is_some()).then_some(period)
    }

    /// Its first day.
    fn first(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Its first day, and the first one after it.
    fn bounds(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.first()?;
        let after = match (self.month, self.day) {
            (None, _) => first.checked_add_months(Months::new(12)),
            (_, None) => first.checked_add_months(Months::new(1)),
            _ => first.succ_opt(),
        };
        Some((first, after?))
    }

    /// Its first day and the first one after it, as calendar days.
    pub(super) fn days(&self) -> Option<(ScalarValue, ScalarValue)> {
        let (first, after) = self.bounds()?;
        let day = |day: NaiveDate| ScalarValue::Date32(Some(day.to_epoch_days()));
        Some((day(first), day(after)))
    }

    /// The same as instants, at the beginning of these days in a zone.
    pub(super) fn instants(&self, timezone: Tz) -> Option<(ScalarValue, ScalarValue)> {
        let (first, after) = self.bounds()?;
        let begin = |day: NaiveDate| {
            let micros = instant_of(day.and_time(NaiveTime::MIN), timezone);
            ScalarValue::TimestampMicrosecond(Some(micros), Some("UTC".into()))
        };
        Some((begin(first), begin(after)))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let parts = [self.month, self.day];
        parts.into_iter().flatten().try_for_each(|part| write!(f, "/{part:02}"))
    }
}

/// Days from the first day of year 1 to 1970-01-01.
const UNIX_EPOCH_FROM_CE: i32 = 719_163;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, timezone: Tz, expected: &str) {
        let date = PartialDate::parse(text).expect("a date");
        let ScalarValue::TimestampMicrosecond(Some(micros), _) = instant(&date, timezone) else {
            panic!("no instant");
        };
        assert_eq!(fanal_model::Instant(micros).to_rfc3339(), expected);
    }

    #[test]
    fn a_date_without_offset_is_local_time() {
        check("2024-01-01", Tz::UTC, "2024-01-01T00:00:00+00:00");
        check("2024-01-01", Tz::Europe__Paris, "2023-12-31T23:00:00+00:00");
        check("2024-07", Tz::Europe__Paris, "2024-06-30T22:00:00+00:00");
        check("2024-07-01T00:00+05:00", Tz::Europe__Paris, "2024-06-30T19:00:00+00:00");
    }

    #[test]
    fn the_hour_that_comes_twice_is_the_first_and_the_one_left_out_moves_on() {
        check("2024-10-27T02:30", Tz::Europe__Paris, "2024-10-27T00:30:00+00:00");
        check("2024-03-31T02:30", Tz::Europe__Paris, "2024-03-31T01:30:00+00:00");
    }

    #[test]
    fn a_period_is_read_with_and_without_zeros_in_front() {
        for (text, canonical) in [
            ("2024", Some("2024")),
            ("2024/3", Some("2024/03")),
            (" 2024/03/5 ", Some("2024/03/05")),
            ("2024/13", None),
            ("2023/02/29", None),
            ("2024/01/01/10", None),
            ("2024/", None),
            ("hier", None),
            ("9999/12/31", Some("9999/12/31")),
            ("0", Some("0000")),
            ("10000", None),
            ("-262143", None),
            ("-1", None),
            ("+2024", None),
            ("2024/+3", None),
        ] {
            let read = Period::parse(text).map(|period| period.to_string());
            assert_eq!(read.as_deref(), canonical, "{text}");
        }
    }

    #[test]
    fn a_day_is_counted_from_1970() {
        let date = PartialDate::parse("1970-01-02").expect("a date");
        assert_eq!(day(&date), Some(ScalarValue::Date32(Some(1))));
    }
}
