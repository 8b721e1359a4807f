//! GeoJSON to geometries.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};
use serde_json::{Map, Value};

use super::{DEPTH, Shape};

/// Kinds of geometries that have coordinates.
pub(crate) const GEOMETRIES: [&str; 6] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];

/// Longitude and latitude of a place as the Explore API writes it: `{"lon": 2.35, "lat": 48.85}`.
pub(crate) fn place(object: &Map<String, Value>) -> Option<(f64, f64)> {
    let degrees = |name| object.get(name).and_then(Value::as_f64);
    (object.len() == 2).then_some((degrees("lon")?, degrees("lat")?))
}

/// The geometry that a GeoJSON object is; none when it is not one.
pub(crate) fn of_geojson(value: &Value) -> Option<Shape> {
    let mut height = false;
    let geometry = geometry(value, &mut height, DEPTH)?;
    Some(Shape { geometry, height })
}

fn geometry(value: &Value, height: &mut bool, depth: usize) -> Option<Geometry<f64>> {
    let depth = depth.checked_sub(1)?;
    let kind = value.get("type")?.as_str()?;
    if kind == "GeometryCollection" {
        let parts = value.get("geometries")?.as_array()?.iter();
        let parts = parts.map(|part| geometry(part, height, depth)).collect::<Option<_>>()?;
        return Some(Geometry::GeometryCollection(GeometryCollection(parts)));
    }
    let coordinates = value.get("coordinates")?;
    // Without coordinates it is a geometry without positions.
    if coordinates.is_null() && GEOMETRIES.contains(&kind) {
        return Some(MultiPoint(Vec::new()).into());
    }
    Some(match kind {
        "Point" => match coordinates.as_array()?.as_slice() {
            // An empty point is a geometry without positions.
            [] => MultiPoint(Vec::new()).into(),
            _ => Point(position(coordinates, height)?).into(),
        },
        "LineString" => line(coordinates, height)?.into(),
        "Polygon" => polygon(coordinates, height)?.into(),
        "MultiPoint" => {
            MultiPoint(list(coordinates, |c| Some(Point(position(c, height)?)))?).into()
        }
        "MultiLineString" => MultiLineString(list(coordinates, |c| line(c, height))?).into(),
        "MultiPolygon" => MultiPolygon(list(coordinates, |c| polygon(c, height))?).into(),
        _ => return None,
    })
}

fn list<T>(value: &Value, mut each: impl FnMut(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(&mut each).collect()
}

fn line(value: &Value, height: &mut bool) -> Option<LineString<f64>> {
    list(value, |at| position(at, height)).map(LineString)
}

fn polygon(value: &Value, height: &mut bool) -> Option<Polygon<f64>> {
    let mut rings = list(value, |ring| line(ring, height))?.into_iter();
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Some(Polygon::new(outer, rings.collect()))
}

/// A position; `null` within one is no number, and a text may hold one.
fn position(value: &Value, height: &mut bool) -> Option<Coord<f64>> {
    let number = |v: &Value| match v {
        Value::Null => Some(f64::NAN),
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    };
    match value.as_array()?.as_slice() {
        [x, y, rest @ ..] => {
            *height |= rest.first().is_some_and(|z| z.as_f64().is_some_and(|z| z != 0.0));
            Some(Coord { x: number(x)?, y: number(y)? })
        }
        _ => None,
    }
}
