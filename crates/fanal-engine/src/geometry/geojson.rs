//! A GeoJSON geometry, or a feature that holds one.

use serde_json::Value;

use super::{Piece, Position};

/// The pieces of a document; none when it is no geometry. `serde_json` limits its depth.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let document: Value = serde_json::from_str(text).ok()?;
    let geometry = match document["type"].as_str()? {
        "Feature" => &document["geometry"],
        _ => &document,
    };
    let mut out = Vec::new();
    add(geometry, &mut out)?;
    Some(out)
}

fn add(geometry: &Value, out: &mut Vec<Piece>) -> Option<()> {
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str()? {
        "Point" => out.push(Piece::Point(position(coordinates)?)),
        "LineString" => out.push(Piece::Line(list(coordinates, position)?)),
        "Polygon" => out.push(Piece::Polygon(rings(coordinates)?)),
        "MultiPoint" => out.extend(list(coordinates, position)?.into_iter().map(Piece::Point)),
        "MultiLineString" => {
            let lines = list(coordinates, |line| list(line, position))?;
            out.extend(lines.into_iter().map(Piece::Line));
        }
        "MultiPolygon" => {
            out.extend(list(coordinates, rings)?.into_iter().map(Piece::Polygon));
        }
        "GeometryCollection" => {
            for geometry in geometry["geometries"].as_array()? {
                add(geometry, out)?;
            }
        }
        _ => return None,
    }
    Some(())
}

fn rings(value: &Value) -> Option<Vec<Vec<Position>>> {
    list(value, |ring| list(ring, position))
}

fn list<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(item).collect()
}

fn position(value: &Value) -> Option<Position> {
    Some([value.get(0)?.as_f64()?, value.get(1)?.as_f64()?])
}
