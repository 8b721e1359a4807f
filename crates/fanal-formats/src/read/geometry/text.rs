//! Geometries in cells of text: WKT, GeoJSON, `latitude, longitude`.

use fanal_meaning::number;
use geo_types::{Geometry, MultiPoint, Point};

use super::{DEPTH, Shape, of_geojson};

/// Longest text that is taken for a geometry.
const LONGEST_BYTES: usize = 16 << 20;

const KINDS: [&str; 8] = [
    "point",
    "linestring",
    "polygon",
    "multipoint",
    "multilinestring",
    "multipolygon",
    "geometrycollection",
    "srid=",
];

/// In which order the two numbers of a position are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairOrder {
    /// `48.85, 2.35`.
    LatitudeFirst,
    /// `[2.35, 48.85]`, as in GeoJSON.
    LongitudeFirst,
}

/// Whether a cell looks like WKT or GeoJSON. Cheap: asked for every cell.
pub(crate) fn looks_like_geometry(cell: &str) -> bool {
    match cell.as_bytes().first() {
        Some(b'{') => cell.contains("\"coordinates\"") || cell.contains("\"geometries\""),
        Some(first) if b"PLMGSplmgs".contains(first) => KINDS.iter().any(|kind| {
            cell.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind))
                && cell.contains(['(', '=']) | cell.to_ascii_lowercase().contains("empty")
        }),
        _ => false,
    }
}

/// The geometry that a text writes as WKT (with `SRID=2154;` before it, which is given too) or as
/// GeoJSON; none when it writes none.
pub(crate) fn of_text(text: &str) -> Option<(Shape, Option<u32>)> {
    let text = text.trim();
    if text.len() > LONGEST_BYTES {
        return None;
    }
    if text.starts_with('{') {
        let value = serde_json::from_str(text).ok()?;
        return of_geojson(&value).map(|shape| (shape, None));
    }
    let (srid, text) = match text.split_once(';') {
        Some((head, rest)) if is_srid(head) => (head[5..].trim().parse().ok(), rest),
        _ => (None, text),
    };
    if !looks_like_geometry(text) || deepest(text) > DEPTH {
        return None;
    }
    of_wkt(text).map(|shape| (shape, srid))
}

/// Whether a text is `SRID=` with something behind it.
fn is_srid(head: &str) -> bool {
    head.len() > 5 && head.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("srid="))
}

/// How deep brackets lie in brackets: the parser calls itself for each.
fn deepest(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

fn of_wkt(text: &str) -> Option<Shape> {
    let parsed: wkt::Wkt<f64> = text.parse().ok()?;
    let head = text.split('(').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let height = head.ends_with('Z') || head.ends_with("ZM");
    if let wkt::Wkt::Point(point) = &parsed
        && point.coord().is_none()
    {
        return Some(Shape::flat(MultiPoint(Vec::new())));
    }
    let geometry = Geometry::try_from(parsed).ok()?;
    Some(Shape { geometry, height })
}

/// A coordinate as a program writes it, else as people do.
pub(crate) fn coordinate_of_text(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.parse().ok().filter(|value: &f64| value.is_finite());
    plain.or_else(|| number(text)?.to_f64())
}

/// The position that two numbers in one text are: `48.85, 2.35`, `48,85;2,35`, `(48.85 2.35)`,
/// `[2.35, 48.85]`. The first value is the longitude.
pub(crate) fn pair(text: &str) -> Option<(PairOrder, Shape)> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    let order =
        if text.starts_with('[') { PairOrder::LongitudeFirst } else { PairOrder::LatitudeFirst };
    let inner = text.trim_matches(['[', ']', '(', ')']).trim();
    let commas = inner.matches(',').count();
    let parts = if inner.contains(';') {
        inner.split_once(';')
    } else if commas == 1 {
        inner.split_once(',')
    } else if let Some(parts) = inner.split_once(", ") {
        Some(parts)
    } else {
        inner.split_once(char::is_whitespace)
    };
    let (first, second) = parts?;
    let (first, second) = (coordinate_of_text(first)?, coordinate_of_text(second)?);
    let (x, y) = match order {
        PairOrder::LongitudeFirst => (first, second),
        PairOrder::LatitudeFirst => (second, first),
    };
    Some((order, Shape::flat(Point::new(x, y))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = of_text(text).map(|(shape, _)| shape.geojson());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn wkt_in_its_dialects_and_geojson_are_read() {
        let point = Some(r#"{"type":"Point","coordinates":[5.37,43.29]}"#);
        check("POINT (5.37 43.29)", point);
        check("point(5.37 43.29)", point);
        check("POINT Z (5.37 43.29 12)", point);
        check("SRID=4326;POINT(5.37 43.29)", point);
        check(r#"{"type": "Point", "coordinates": [5.37, 43.29]}"#, point);
        check("POINT EMPTY", Some(r#"{"type":"MultiPoint","coordinates":[]}"#));
        check("POINT (5.37)", None);
        check("Polygone de tir (à 3 km)", None);
        check("Point d'accueil (mairie)", None);
        check(&format!("{}POINT(1 1){}", "GEOMETRYCOLLECTION(".repeat(40), ")".repeat(40)), None);
        assert_eq!(of_text("SRID=2154;POINT(1 2)").and_then(|(_, srid)| srid), Some(2154));
    }

    #[test]
    fn pairs_of_numbers_are_positions() {
        let read = |text| pair(text).and_then(|(order, shape)| Some((order, shape.point()?)));
        let latitude_first = Some((PairOrder::LatitudeFirst, (5.37, 43.29)));
        for text in ["43.29, 5.37", "43.29,5.37", "43,29;5,37", "(43.29 5.37)", "43,29, 5,37"] {
            assert_eq!(read(text), latitude_first, "{text}");
        }
        assert_eq!(read("[5.37, 43.29]"), Some((PairOrder::LongitudeFirst, (5.37, 43.29))));
        for text in ["43.29", "12 rue Haute", "", "1,2,3,4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
