//! Whether the rings of polygons are closed lines that do not cross themselves or each other.

use geo_types::{Coord, Geometry, Polygon};

use super::rings;

/// Pairs of sides that are compared for one polygon; a polygon with more is taken for valid.
const PAIRS: usize = 20_000_000;

/// Whether no polygon of the geometry has a ring of less than three corners or sides that cross.
pub(super) fn is_valid(geometry: &Geometry<f64>) -> bool {
    match geometry {
        Geometry::Polygon(polygon) => is_valid_polygon(polygon),
        Geometry::MultiPolygon(many) => many.0.iter().all(is_valid_polygon),
        Geometry::GeometryCollection(many) => many.0.iter().all(is_valid),
        _ => true,
    }
}

type Side = (Coord<f64>, Coord<f64>);

fn is_valid_polygon(polygon: &Polygon<f64>) -> bool {
    let mut sides: Vec<Side> = Vec::new();
    for ring in rings(polygon) {
        let corners = &ring.0;
        if corners.is_empty() {
            continue;
        }
        let before = sides.len();
        sides.extend(corners.windows(2).map(|two| (two[0], two[1])).filter(|(a, b)| a != b));
        if sides.len() - before < 3 {
            return false;
        }
    }
    !any_cross(sides)
}

/// Sweeps from west to east: sides are compared with those that begin before they end.
fn any_cross(mut sides: Vec<Side>) -> bool {
    let west = |side: &Side| side.0.x.min(side.1.x);
    let east = |side: &Side| side.0.x.max(side.1.x);
    sides.sort_by(|a, b| west(a).total_cmp(&west(b)));
    let mut open: Vec<Side> = Vec::new();
    let mut compared = 0;
    for side in sides {
        let start = west(&side);
        open.retain(|other| east(other) >= start);
        compared += open.len();
        if compared > PAIRS {
            return false;
        }
        if open.iter().any(|other| cross(*other, side)) {
            return true;
        }
        open.push(side);
    }
    false
}

/// Whether two sides cross between their ends. Sides that touch do not.
fn cross((a, b): Side, (c, d): Side) -> bool {
    let apart = a.y.min(b.y) > c.y.max(d.y) || c.y.min(d.y) > a.y.max(b.y);
    !apart && turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// On which side of a line a position lies: -1, 0 or 1. Nearer than rounding counts as on it.
fn turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    let (left, right) = ((b.x - a.x) * (c.y - a.y), (b.y - a.y) * (c.x - a.x));
    let area = left - right;
    if area.abs() <= (left.abs() + right.abs()) * 1e-12 { 0.0 } else { area.signum() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::geometry::of_text;

    #[track_caller]
    fn check(wkt: &str, expected: bool) {
        let (shape, _) = of_text(wkt).expect("WKT");
        assert_eq!(is_valid(&shape.geometry), expected, "{wkt}");
    }

    #[test]
    fn rings_that_cross_are_told_from_those_that_touch() {
        check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", true);
        check("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", false);
        check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))", true);
        check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 6 1, 2 2, 1 1))", false);
        check("POLYGON((0 0, 4 0, 0 0))", false);
        check("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 0)), ((0 0, 4 4, 4 0, 0 4, 0 0)))", false);
        check("LINESTRING(0 0, 4 4, 4 0, 0 4)", true);
    }
}
