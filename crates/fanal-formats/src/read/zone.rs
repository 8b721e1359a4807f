//! From the clock of a place to UTC.

use chrono::{DateTime, LocalResult, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// The zone of moments without offset.
const DEFAULT: Tz = chrono_tz::Europe::Paris;

/// Whether a zone has that IANA name.
pub fn is_zone(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// Finds a zone by its IANA name.
pub(crate) fn zone(name: Option<&str>) -> Tz {
    name.and_then(|name| name.parse().ok()).unwrap_or(DEFAULT)
}

/// Microseconds in UTC of a moment on the clock of that zone. Of two moments that the clock shows
/// alike, the earlier; a moment that the clock skips is counted on from the time before.
pub(crate) fn to_utc(zone: Tz, local_us: i64) -> Option<i64> {
    let local = DateTime::from_timestamp_micros(local_us)?.naive_utc();
    match zone.from_local_datetime(&local) {
        LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => {
            Some(found.timestamp_micros())
        }
        LocalResult::None => {
            let hour = TimeDelta::hours(1);
            let before = zone.from_local_datetime(&local.checked_sub_signed(hour)?).earliest()?;
            Some(before.timestamp_micros() + 3_600_000_000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(local: &str, expected: &str) {
        let micros = |text: &str| {
            fanal_meaning::moment(text, fanal_meaning::DateOrder::YearMonthDay)
                .map(|m| m.local_us())
        };
        assert_eq!(
            micros(local).and_then(|us| to_utc(zone(None), us)),
            micros(expected),
            "{local}"
        );
    }

    #[test]
    fn local_time_is_that_of_paris_summer_and_winter() {
        check("2024-01-15T12:00:00", "2024-01-15T11:00:00");
        check("2024-07-15T12:00:00", "2024-07-15T10:00:00");
        check("2024-03-31T02:30:00", "2024-03-31T01:30:00");
        check("2024-10-27T02:30:00", "2024-10-27T00:30:00");
        assert_eq!(zone(Some("Indian/Reunion")).name(), "Indian/Reunion");
    }
}
