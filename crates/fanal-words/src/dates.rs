//! Days, times and ages.

use fanal_model::{Instant, Language, Value};

/// Writes a day given in days since 1970-01-01: `21 novembre 2026`, `1er mars 2026`.
pub(crate) fn day(language: Language, days: i32) -> String {
    let (year, month, day) = Value::civil(days);
    let index = usize::try_from(month).unwrap_or(1).saturating_sub(1).min(11);
    let month = language.months()[index];
    match language {
        Language::French if day == 1 => format!("1er {month} {year}"),
        Language::French | Language::English => format!("{day} {month} {year}"),
    }
}

/// Writes a day with figures alone, for narrow cells: `21/11/2026`.
pub(crate) fn short_day(days: i32) -> String {
    let (year, month, day) = Value::civil(days);
    format!("{day:02}/{month:02}/{year:04}")
}

/// The day of an instant in UTC, in days since 1970-01-01.
pub(crate) fn day_of(instant: Instant) -> i32 {
    let days = instant.seconds().div_euclid(86_400);
    i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX })
}

/// How long ago something was, as a unit's name and a count of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Age {
    Now,
    Minutes(i64),
    Hours(i64),
    Days(i64),
    Months(i64),
    Years(i64),
}

/// Counts in the largest unit of which there is at least one. The future counts as now: clocks
/// of two machines may differ.
pub(crate) fn age(then: Instant, now: Instant) -> Age {
    let seconds = now.seconds().saturating_sub(then.seconds());
    match seconds {
        ..60 => Age::Now,
        60..3_600 => Age::Minutes(seconds / 60),
        3_600..86_400 => Age::Hours(seconds / 3_600),
        86_400..2_592_000 => Age::Days(seconds / 86_400),
        2_592_000..31_536_000 => Age::Months(seconds / 2_592_000),
        _ => Age::Years(seconds / 31_536_000),
    }
}
