//! What feeds (RSS, Atom) write in their own way: moments as mails do, places as GeoRSS does.

use chrono::DateTime;
use fanal_meaning::Cell;

use crate::read::column::Datum;

/// Whether a document is a feed whose records stand there: RSS, Atom, or RSS 1.0, which is RDF. Many
/// other documents have items and entries.
pub(super) fn is_feed(path: &[String]) -> bool {
    let local = |name: &String| name.rsplit(':').next().unwrap_or_default().to_owned();
    let ends = (path.first().map(local), path.last().map(String::as_str));
    match ends {
        (Some(root), Some("item")) => matches!(root.as_str(), "rss" | "RDF"),
        (Some(root), Some("entry")) => root == "feed",
        _ => false,
    }
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

/// Latitude and longitude: `45.256 -71.92`, as some write it with a comma. A comma between digits is
/// that of a number, unless both have points.
fn place(text: &str) -> Option<Datum<'static>> {
    let (lat, lon) = match text.split_once(char::is_whitespace) {
        Some((lat, lon)) => (lat.strip_suffix(',').unwrap_or(lat), lon.trim()),
        None => text.split_once(',').filter(|(lat, lon)| lat.contains('.') && lon.contains('.'))?,
    };
    let (lat, lon) = (lat.parse::<f64>().ok()?, lon.parse::<f64>().ok()?);
    let is_on_earth = lat.abs() <= 90.0 && lon.abs() <= 180.0;
    is_on_earth.then_some(Datum::Position(lon, lat))
}
