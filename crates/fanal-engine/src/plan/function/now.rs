//! `now(month=1, days=-1)`: the present instant, moved (contract § 13.8).

use chrono::{Datelike as _, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::lit;
use fanal_model::FieldType;
use fanal_odsql::{BinaryOperator, Expr as Tree, ExprKind, Literal};

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
                return self.expected(tree, "now", "settings, as months=-1 or day=1");
            };
            settings.retain(|(known, _)| *known != name);
            settings.push((name, number));
        }
        let zone = self.options.timezone;
        let mut local = local_of(self.options.now.0, zone);
        for (name, number) in &settings {
            let Some(moved) = moved(local, name, *number) else {
                let expected = "settings within the calendar, as months=-1 or day=1";
                return self.expected(&given[0], "now", expected);
            };
            local = moved;
        }
        // Untouched, the instant is not passed through clocks, which show some hours twice.
        let micros = if settings.is_empty() { self.options.now.0 } else { instant_of(local, zone) };
        let instant = ScalarValue::TimestampMicrosecond(Some(micros), Some("UTC".into()));
        Some(Value::new(lit(instant), Kind::One(FieldType::DateTime), "now"))
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

/// A local time with one setting applied; none when there is no such setting or time.
fn moved(at: NaiveDateTime, name: &str, number: i64) -> Option<NaiveDateTime> {
    let part = u32::try_from(number).ok();
    let delta =
        |seconds: i64| at.checked_add_signed(TimeDelta::try_seconds(number.checked_mul(seconds)?)?);
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
        "weeks" => delta(604_800),
        "days" => delta(86_400),
        "hours" => delta(3_600),
        "minutes" => delta(60),
        "seconds" => delta(1),
        "microseconds" => at.checked_add_signed(TimeDelta::microseconds(number)),
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

    /// A Saturday.
    #[track_caller]
    fn check(settings: &[(&str, i64)], expected: &str) {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let mut at = day.and_hms_opt(10, 0, 0).expect("a time");
        for (name, number) in settings {
            at = moved(at, name, *number).expect("a setting");
        }
        assert_eq!(at.format("%Y-%m-%dT%H:%M:%S%.f").to_string(), expected, "{settings:?}");
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
        let at = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day").and_hms_opt(10, 0, 0);
        let at = at.expect("a time");
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
            ("fortnights", 1),
        ] {
            assert_eq!(moved(at, name, number), None, "{name}={number}");
        }
    }
}
