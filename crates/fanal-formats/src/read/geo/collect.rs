//! Several geometries as one.

use geo_types::{
    Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

/// One geometry of several parts: the part itself when there is one, a multiple one when all are
/// alike, else a collection; none of nothing.
pub(super) fn collected(mut parts: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let points: Option<Vec<Point<f64>>> = all(&parts, |part| match part {
        Geometry::Point(one) => Some(*one),
        _ => None,
    });
    let lines: Option<Vec<LineString<f64>>> = all(&parts, |part| match part {
        Geometry::LineString(one) => Some(one.clone()),
        _ => None,
    });
    let polygons: Option<Vec<Polygon<f64>>> = all(&parts, |part| match part {
        Geometry::Polygon(one) => Some(one.clone()),
        _ => None,
    });
    Some(match (points, lines, polygons) {
        (Some(points), ..) => MultiPoint(points).into(),
        (_, Some(lines), _) => MultiLineString(lines).into(),
        (.., Some(polygons)) => MultiPolygon(polygons).into(),
        _ => Geometry::GeometryCollection(GeometryCollection(parts)),
    })
}

fn all<T>(parts: &[Geometry<f64>], kind: fn(&Geometry<f64>) -> Option<T>) -> Option<Vec<T>> {
    parts.iter().map(kind).collect()
}
