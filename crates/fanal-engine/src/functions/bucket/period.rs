//! Periods of time: where one begins and ends, as clocks of a zone show it.

use chrono::{
    DateTime, Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat,
    TimeDelta,
};
use chrono_tz::Tz;

use crate::zone::{instant_of, local_of};

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// Finds one by its name, of which the case counts: `M` is a month, `m` a minute.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "ms" | "millisecond" | "milliseconds" => Self::Millisecond,
            "s" | "second" | "seconds" => Self::Second,
            "m" | "minute" | "minutes" => Self::Minute,
            "h" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" => Self::Day,
            "w" | "week" | "weeks" => Self::Week,
            "M" | "month" | "months" => Self::Month,
            "q" | "quarter" | "quarters" => Self::Quarter,
            "y" | "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    /// Whether several may make a range.
    pub(crate) fn is_counted(self) -> bool {
        self.micros().is_some() || self == Self::Day
    }

    /// Microseconds, when clocks have no say in it.
    fn micros(self) -> Option<i64> {
        match self {
            Self::Millisecond => Some(1_000),
            Self::Second => Some(1_000_000),
            Self::Minute => Some(60_000_000),
            Self::Hour => Some(HOUR),
            _ => None,
        }
    }

    /// Where the period of an instant begins; both in microseconds UTC.
    pub(super) fn start(self, micros: i64, count: i64, zone: Tz) -> i64 {
        let local = local_of(micros, zone);
        if let Some(unit) = self.micros() {
            let width = unit.saturating_mul(count);
            if !goes_by_clocks(width) {
                return micros.saturating_sub(micros.rem_euclid(width));
            }
            let passed = passed(local, width);
            // Up to an hour, what comes twice is two; longer periods begin and end when clocks
            // show it, or they would overlap on days when these change.
            return match local.checked_sub_signed(TimeDelta::microseconds(passed)) {
                Some(first) if width > HOUR => instant_of(first, zone),
                _ => micros.saturating_sub(passed),
            };
        }
        let day = local.date();
        let back = |days: i64| day.checked_sub_days(Days::new(days.unsigned_abs()));
        let first_of = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1);
        let first = match self {
            Self::Week => back(day.weekday().num_days_from_monday().into()),
            Self::Month => first_of(day.month()),
            Self::Quarter => first_of(day.month0() / 3 * 3 + 1),
            Self::Year => first_of(1),
            _ => back(i64::from(day.to_epoch_days()).rem_euclid(count)),
        };
        instant_of(first.unwrap_or(day).and_time(NaiveTime::MIN), zone)
    }

    /// Where a period that begins at an instant ends.
    pub(super) fn end(self, start: i64, count: i64, zone: Tz) -> i64 {
        let local = local_of(start, zone);
        if let Some(unit) = self.micros() {
            let width = unit.saturating_mul(count);
            if !goes_by_clocks(width) {
                return start.saturating_add(width);
            }
            // It begins late when clocks pass over its first hour.
            let left = TimeDelta::microseconds(width - passed(local, width));
            return match local.checked_add_signed(left) {
                Some(next) if width > HOUR => instant_of(next, zone),
                _ => start.saturating_add(width),
            };
        }
        // It begins late when clocks pass over midnight.
        let local = local.date().and_time(NaiveTime::MIN);
        let next = match self {
            Self::Week => local.checked_add_days(Days::new(7)),
            Self::Month => local.checked_add_months(Months::new(1)),
            Self::Quarter => local.checked_add_months(Months::new(3)),
            Self::Year => local.checked_add_months(Months::new(12)),
            _ => local.checked_add_days(Days::new(count.unsigned_abs())),
        };
        next.map_or(start, |next| instant_of(next, zone))
    }
}

/// Whether periods of this width begin at hours or within them as clocks show these. Others are
/// counted in UTC: a change of the clocks would fall within one of them.
fn goes_by_clocks(width: i64) -> bool {
    width % HOUR == 0 || HOUR % width == 0
}

/// Microseconds since the last multiple of a width, as clocks show it.
fn passed(local: NaiveDateTime, width: i64) -> i64 {
    local.and_utc().timestamp_micros().rem_euclid(width)
}

/// An instant as keys of ranges write it: with milliseconds and `Z` in UTC, else with its offset.
pub(super) fn text(micros: i64, zone: Tz) -> String {
    let utc = DateTime::from_timestamp_micros(micros).unwrap_or_default();
    match zone {
        Tz::UTC => utc.to_rfc3339_opts(SecondsFormat::Millis, true),
        _ => utc.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::AutoSi, false),
    }
}
