//! What feeds (RSS, Atom) write in their own way: moments as mails do, places as GeoRSS does.

use chrono::DateTime;
use fanal_meaning::Cell;

use crate::read::column::Datum;

/// Whether the records of that name are the items of a feed.
pub(super) fn is_feed(record: Option<&String>) -> bool {
    record.is_some_and(|name| matches!(name.as_str(), "item" | "entry"))
}

/// What the text of a feed is when it is no mere text.
pub(super) fn datum(title: &str, text: &str) -> Option<Datum<'static>> {
    if text.as_bytes().get(3) == Some(&b',') {
        let moment = DateTime::parse_from_rfc2822(text).ok()?;
        return Some(Datum::Cell(Cell::Moment { micros: moment.timestamp_micros(), utc: true }));
    }
    let is_place = title == "point" || title.ends_with("Point.pos");
    if is_place { place(text) } else { None }
}

/// Latitude and longitude: `45.256 -71.92`.
fn place(text: &str) -> Option<Datum<'static>> {
    let (lat, lon) = text.split_once([' ', ','])?;
    let (lat, lon) = (lat.parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?);
    let is_on_earth = lat.abs() <= 90.0 && lon.abs() <= 180.0;
    is_on_earth.then_some(Datum::Position(lon, lat))
}
