//! Geometries of placemarks.

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

use crate::read::geo::collect::collected;
use crate::read::geo::xml::Node;
use crate::read::geometry::Shape;

/// What a placemark has.
pub(super) enum Found {
    Shape(Shape),
    Nothing,
    Broken,
}

pub(super) fn of(placemark: &Node) -> Found {
    let mut height = false;
    let mut parts = Vec::new();
    for node in placemark.children.iter().filter(|node| is_geometry(node.name())) {
        match geometry(node, &mut height) {
            Some(part) => parts.push(part),
            None => return Found::Broken,
        }
    }
    match collected(parts) {
        Some(geometry) => Found::Shape(Shape { geometry, height }),
        None => Found::Nothing,
    }
}

fn is_geometry(name: &str) -> bool {
    matches!(
        name,
        "Point"
            | "LineString"
            | "LinearRing"
            | "Polygon"
            | "MultiGeometry"
            | "Track"
            | "MultiTrack"
    )
}

fn geometry(node: &Node, height: &mut bool) -> Option<Geometry<f64>> {
    match node.name() {
        "Point" => {
            let line = line(node, height)?;
            Some(match line.0.first() {
                Some(at) => Point(*at).into(),
                None => geo_types::MultiPoint(Vec::new()).into(),
            })
        }
        "LineString" | "LinearRing" => Some(line(node, height)?.into()),
        "Polygon" => {
            let ring = |node: &Node, height: &mut bool| line(node.child("LinearRing")?, height);
            let outer = match node.child("outerBoundaryIs") {
                Some(outer) => ring(outer, height)?,
                None => LineString(Vec::new()),
            };
            let mut holes = Vec::new();
            for inner in node.children.iter().filter(|c| c.name() == "innerBoundaryIs") {
                for own in inner.children.iter().filter(|c| c.name() == "LinearRing") {
                    holes.push(line(own, height)?);
                }
            }
            Some(Polygon::new(outer, holes).into())
        }
        "MultiGeometry" | "MultiTrack" => {
            let own = node.children.iter().filter(|c| is_geometry(c.name()));
            let parts = own.map(|c| geometry(c, height)).collect::<Option<Vec<_>>>()?;
            Some(collected(parts).unwrap_or_else(|| geo_types::MultiPoint(Vec::new()).into()))
        }
        "Track" => {
            let coords = node.children.iter().filter(|c| c.name() == "coord");
            let line = coords.map(|c| position(c.text.split_whitespace(), height));
            Some(line.collect::<Option<LineString<f64>>>()?.into())
        }
        _ => None,
    }
}

/// The positions of an element: `longitude,latitude,height` with blanks between.
fn line(node: &Node, height: &mut bool) -> Option<LineString<f64>> {
    let text = node.child("coordinates").map_or("", |c| c.text.as_str());
    // Some put blanks behind the commas, too.
    let joined;
    let text = if text.contains(", ") {
        joined = text.replace(", ", ",");
        &joined
    } else {
        text
    };
    text.split_whitespace()
        .map(|at| position(at.split(','), height))
        .collect::<Option<Vec<_>>>()
        .map(LineString)
}

fn position<'t>(
    mut numbers: impl Iterator<Item = &'t str>,
    height: &mut bool,
) -> Option<Coord<f64>> {
    let mut next = || numbers.next().map(|text| text.trim().parse::<f64>().ok());
    let (x, y) = (next()??, next()??);
    *height |= next().flatten().is_some_and(|z| z != 0.0);
    Some(Coord { x, y })
}
