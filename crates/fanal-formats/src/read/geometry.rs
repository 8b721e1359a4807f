//! GeoJSON geometries to WKB.

use serde_json::{Map, Value};

/// Whether degrees are those of a place.
pub(crate) fn on_earth(lon: f64, lat: f64) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

/// Whether an object is a place as the Explore API writes it: `{"lon": 2.35, "lat": 48.85}`.
pub(crate) fn is_place(object: &Map<String, Value>) -> bool {
    let degrees = |name| object.get(name).is_some_and(Value::is_number);
    object.len() == 2 && degrees("lon") && degrees("lat")
}

fn place(value: &Value) -> Option<(f64, f64)> {
    let object = value.as_object().filter(|object| is_place(object))?;
    Some((object.get("lon")?.as_f64()?, object.get("lat")?.as_f64()?))
}

/// Longitude and latitude of a point or a place; none of any other geometry.
pub(crate) fn point(geometry: &Value) -> Option<(f64, f64)> {
    if let Some(place) = place(geometry) {
        return Some(place);
    }
    if geometry.get("type")?.as_str()? != "Point" {
        return None;
    }
    position(geometry.get("coordinates")?)
}

/// Whether every position of a geometry lies on Earth, read as degrees.
pub(crate) fn in_range(geometry: &Value) -> bool {
    if let Some((lon, lat)) = place(geometry) {
        return on_earth(lon, lat);
    }
    match geometry.get("geometries").and_then(Value::as_array) {
        Some(parts) => parts.iter().all(in_range),
        None => geometry.get("coordinates").is_some_and(positions_in_range),
    }
}

fn positions_in_range(value: &Value) -> bool {
    match position(value) {
        Some((lon, lat)) => on_earth(lon, lat),
        None => value.as_array().is_some_and(|parts| parts.iter().all(positions_in_range)),
    }
}

/// The geometry as little-endian WKB, two dimensions (heights are left out); none when it is not a
/// geometry of GeoJSON.
pub(crate) fn wkb(geometry: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(64);
    write(geometry, &mut out)?;
    Some(out)
}

fn write(geometry: &Value, out: &mut Vec<u8>) -> Option<()> {
    let kind = geometry.get("type")?.as_str()?;
    if kind == "GeometryCollection" {
        let parts = geometry.get("geometries")?.as_array()?;
        head(7, out);
        count(parts, out)?;
        return parts.iter().try_for_each(|part| write(part, out));
    }
    let coordinates = geometry.get("coordinates")?;
    match kind {
        "Point" => {
            head(1, out);
            one(coordinates, out)
        }
        "LineString" => line(coordinates, out),
        "Polygon" => polygon(coordinates, out),
        "MultiPoint" => many(4, coordinates, out, |part, out| {
            head(1, out);
            one(part, out)
        }),
        "MultiLineString" => many(5, coordinates, out, line),
        "MultiPolygon" => many(6, coordinates, out, polygon),
        _ => None,
    }
}

fn line(coordinates: &Value, out: &mut Vec<u8>) -> Option<()> {
    head(2, out);
    list(coordinates, out)
}

fn polygon(coordinates: &Value, out: &mut Vec<u8>) -> Option<()> {
    let rings = coordinates.as_array()?;
    head(3, out);
    count(rings, out)?;
    rings.iter().try_for_each(|ring| list(ring, out))
}

fn many(
    kind: u32,
    coordinates: &Value,
    out: &mut Vec<u8>,
    part: fn(&Value, &mut Vec<u8>) -> Option<()>,
) -> Option<()> {
    let parts = coordinates.as_array()?;
    head(kind, out);
    count(parts, out)?;
    parts.iter().try_for_each(|p| part(p, out))
}

fn list(positions: &Value, out: &mut Vec<u8>) -> Option<()> {
    let positions = positions.as_array()?;
    count(positions, out)?;
    positions.iter().try_for_each(|p| one(p, out))
}

fn one(value: &Value, out: &mut Vec<u8>) -> Option<()> {
    let (x, y) = position(value)?;
    out.extend_from_slice(&x.to_le_bytes());
    out.extend_from_slice(&y.to_le_bytes());
    Some(())
}

fn position(value: &Value) -> Option<(f64, f64)> {
    match value.as_array()?.as_slice() {
        [x, y, ..] => Some((x.as_f64()?, y.as_f64()?)),
        _ => None,
    }
}

fn head(kind: u32, out: &mut Vec<u8>) {
    out.push(1);
    out.extend_from_slice(&kind.to_le_bytes());
}

fn count(parts: &[Value], out: &mut Vec<u8>) -> Option<()> {
    out.extend_from_slice(&u32::try_from(parts.len()).ok()?.to_le_bytes());
    Some(())
}
