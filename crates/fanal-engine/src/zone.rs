//! Instants and what clocks show in a zone.

use chrono::{DateTime, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

/// The instant, in microseconds UTC, at which clocks of the zone show this: the first of two when
/// they go back, and moved on with the clocks when they go forward.
pub(crate) fn instant_of(local: NaiveDateTime, zone: Tz) -> i64 {
    let utc = match zone.from_local_datetime(&local).earliest() {
        Some(instant) => instant.naive_utc(),
        // Within the hour that is passed over: what clocks showed before still counts.
        None => {
            let before = local - TimeDelta::hours(3);
            let offset = zone.offset_from_utc_datetime(&before).fix().local_minus_utc();
            local - TimeDelta::seconds(offset.into())
        }
    };
    utc.and_utc().timestamp_micros()
}

/// What clocks of the zone show at an instant in microseconds UTC.
pub(crate) fn local_of(micros: i64, zone: Tz) -> NaiveDateTime {
    let utc = DateTime::from_timestamp_micros(micros).unwrap_or_default();
    utc.with_timezone(&zone).naive_local()
}
