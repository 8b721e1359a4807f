//! `now(month=1, days=-1)`: the present instant, moved (contract § 13.8).

use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};
use chrono_tz::Tz;
use datafusion::common::ScalarValue;
use datafusion::logical_expr::lit;
use fanal_model::FieldType;
use fanal_odsql::{BinaryOperator, Expr as Tree, ExprKind, Literal, PartialDate, Wanted};

use super::super::scope::Scope;
use super::super::value::{Kind, Value};
use crate::zone::{instant_of, local_of};

/// Days of the week in the plural, from Monday.
const WEEKDAYS: [&str; 7] =
    ["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"];

impl Scope<'_> {
    /// The present instant, each setting applied in turn; of one that is repeated the last counts.
    pub(super) fn now(&mut self, given: &[Tree]) -> Option<Value> {
        let mut settings: Vec<(String, i64)> = Vec::with_capacity(given.len());
        for tree in given {
            let Some((name, number)) = setting(tree) else {
                return self.expected(tree, "now", Wanted::Setting);
            };
            settings.retain(|(known, _)| *known != name);
            settings.push((name, number));
        }
        let zone = self.options.timezone;
        let mut micros = self.options.now.0;
        for (name, number) in &settings {
            let Some(moved) = applied(micros, zone, name, *number) else {
                return self.expected(&given[0], "now", Wanted::Setting);
            };
            micros = moved;
        }
        let instant = lit(ScalarValue::TimestampMicrosecond(Some(micros), Some("UTC".into())));
        let date = Some(shown(local_of(micros, zone)));
        Some(Value { date, ..Value::new(instant, Kind::One(FieldType::DateTime), "now") })
    }
}

/// `name=number`.
fn setting(tree: &Tree) -> Option<(String, i64)> {
    let ExprKind::Binary(BinaryOperator::Equal, name, number) = &tree.kind else { return None };
    match (&name.kind, &number.kind) {
        (ExprKind::Field(name), ExprKind::Literal(Literal::Int(number))) => {
            Some((name.to_ascii_lowercase(), *number))
        }
        _ => None,
    }
}

/// The date that clocks show, as what stands in a query.
fn shown(local: NaiveDateTime) -> PartialDate {
    let (year, month, day) = (local.year(), local.month(), local.day());
    let seconds = i64::from(local.num_seconds_from_midnight());
    let micros = seconds * 1_000_000 + i64::from(local.nanosecond() / 1000);
    PartialDate { year, month, day, micros, offset_seconds: None }
}

/// An instant in microseconds UTC with one setting applied; none when there is no such setting or
/// time.
fn applied(micros: i64, zone: Tz, name: &str, number: i64) -> Option<i64> {
    // What clocks have no say in moves the instant itself: they show some hours twice.
    let unit = match name {
        "hours" => 3_600_000_000,
        "minutes" => 60_000_000,
        "seconds" => 1_000_000,
        "microseconds" => 1,
        _ => {
            let local = local_of(micros, zone);
            let moved = moved(local, name, number)?;
            return Some(if moved == local { micros } else { instant_of(moved, zone) });
        }
    };
    let moved = micros.checked_add(number.checked_mul(unit)?)?;
    let year = DateTime::from_timestamp_micros(moved)?.year();
    (1..=9999).contains(&year).then_some(moved)
}

/// A local time with one setting of clocks and calendars applied.
fn moved(at: NaiveDateTime, name: &str, number: i64) -> Option<NaiveDateTime> {
    let part = u32::try_from(number).ok();
    let days = |each: i64| at.checked_add_signed(TimeDelta::try_days(number.checked_mul(each)?)?);
    let months = |each: i64| months_later(at, number.checked_mul(each)?);
    let moved = match name {
        "year" if (1..=9999).contains(&number) => on(at, i32::try_from(number).ok()?, at.month()),
        "month" if (1..=12).contains(&number) => on(at, at.year(), part?),
        "day" if (1..=31).contains(&number) => {
            let day = part?.min(last_day(at.year(), at.month())?);
            at.with_day(day)
        }
        "hour" => at.with_hour(part?),
        "minute" => at.with_minute(part?),
        "second" => at.with_second(part?),
        "microsecond" if (0..1_000_000).contains(&number) => at.with_nanosecond(part? * 1000),
        "weekday" if (0..=6).contains(&number) => weekday(at, number, 1),
        "years" => months(12),
        "months" => months(1),
        "weeks" => days(7),
        "days" => days(1),
        _ => {
            let day = WEEKDAYS.iter().position(|known| *known == name)?;
            weekday(at, i64::try_from(day).ok()?, number)
        }
    };
    moved.filter(|moved| (1..=9999).contains(&moved.year()))
}

/// The same day of another month, or its last.
fn on(at: NaiveDateTime, year: i32, month: u32) -> Option<NaiveDateTime> {
    let day = at.day().min(last_day(year, month)?);
    Some(NaiveDate::from_ymd_opt(year, month, day)?.and_time(at.time()))
}

fn last_day(year: i32, month: u32) -> Option<u32> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(first.checked_add_months(Months::new(1))?.pred_opt()?.day())
}

fn months_later(at: NaiveDateTime, months: i64) -> Option<NaiveDateTime> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { at.checked_sub_months(count) } else { at.checked_add_months(count) }
}

/// The n-th such weekday from today on, today included, or back when negative.
fn weekday(at: NaiveDateTime, day: i64, count: i64) -> Option<NaiveDateTime> {
    let today = i64::from(at.weekday().num_days_from_monday());
    let days = match count {
        0 => return None,
        1.. => (count - 1).checked_mul(7)?.checked_add((day - today).rem_euclid(7))?,
        _ => (count + 1).checked_mul(7)?.checked_sub((today - day).rem_euclid(7))?,
    };
    at.checked_add_signed(TimeDelta::try_days(days)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).expect("an instant").timestamp_micros()
    }

    /// A Saturday.
    #[track_caller]
    fn check(settings: &[(&str, i64)], expected: &str) {
        let mut at = instant("2026-11-21T10:00:00Z");
        for (name, number) in settings {
            at = applied(at, Tz::UTC, name, *number).expect("a setting");
        }
        assert_eq!(at, instant(&format!("{expected}Z")), "{settings:?}");
    }

    #[track_caller]
    fn in_paris(now: &str, name: &str, number: i64, expected: &str) {
        let at = applied(instant(now), Tz::Europe__Paris, name, number).expect("a setting");
        assert_eq!(at, instant(expected), "{name}={number} at {now}");
    }

    #[test]
    fn hours_and_minutes_are_as_long_when_clocks_change() {
        in_paris("2024-03-31T01:30:00Z", "hours", -1, "2024-03-31T00:30:00Z");
        in_paris("2024-10-27T01:30:00Z", "minutes", -10, "2024-10-27T01:20:00Z");
        in_paris("2024-10-27T01:30:00Z", "seconds", 90, "2024-10-27T01:31:30Z");
        // Days and settings are those of the clock.
        in_paris("2024-03-31T01:30:00Z", "days", -1, "2024-03-30T02:30:00Z");
        in_paris("2024-10-27T01:30:00Z", "hour", 0, "2024-10-26T22:30:00Z");
        in_paris("2024-10-27T01:30:00Z", "hour", 2, "2024-10-27T01:30:00Z");
    }

    #[test]
    fn settings_move_the_present() {
        check(&[("months", -1)], "2026-10-21T10:00:00");
        check(&[("day", 31), ("month", 2)], "2026-02-28T10:00:00");
        check(&[("mondays", 1)], "2026-11-23T10:00:00");
        check(&[("mondays", -1)], "2026-11-16T10:00:00");
        check(&[("saturdays", 2)], "2026-11-28T10:00:00");
        check(&[("weekday", 5)], "2026-11-21T10:00:00");
        check(&[("weekday", 0)], "2026-11-23T10:00:00");
        check(&[("year", 2024), ("month", 2), ("day", 31)], "2024-02-29T10:00:00");
        check(&[("hours", 15), ("minute", 30)], "2026-11-22T01:30:00");
        check(&[("microsecond", 5)], "2026-11-21T10:00:00.000005");
    }

    #[test]
    fn what_leaves_the_calendar_or_is_no_setting_is_refused() {
        let at = instant("2026-11-21T10:00:00Z");
        for (name, number) in [
            ("month", 13),
            ("day", 0),
            ("hour", 24),
            ("year", 0),
            ("years", 9000),
            ("years", i64::MAX),
            ("days", i64::MIN),
            ("mondays", 0),
            ("mondays", i64::MIN),
            ("hours", i64::MAX),
            ("hours", 70_000_000),
            ("microseconds", i64::MIN),
            ("fortnights", 1),
        ] {
            assert_eq!(applied(at, Tz::UTC, name, number), None, "{name}={number}");
        }
    }
}
