//! Whether the rings of polygons are closed lines that do not cross themselves or each other.

use geo_types::{Coord, Geometry, LineString, Polygon};

use super::rings;

/// Pairs of sides that are compared for one geometry.
const PAIRS: usize = 20_000_000;

/// What looking at the polygons of a geometry led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    Valid,
    /// A ring has less than three corners, sides cross, or a hole lies in nothing.
    Invalid,
    /// There are too many sides to compare.
    Unknown,
}

/// Whether the polygons of a geometry are as they should be. Those of one geometry must not cross
/// each other either; those of a collection may.
pub(super) fn validity(geometry: &Geometry<f64>) -> Validity {
    match geometry {
        Geometry::Polygon(polygon) => of_polygons(std::slice::from_ref(polygon)),
        Geometry::MultiPolygon(many) => of_polygons(&many.0),
        Geometry::GeometryCollection(many) => {
            let found: Vec<Validity> = many.0.iter().map(validity).collect();
            let worst = [Validity::Invalid, Validity::Unknown].into_iter();
            worst.into_iter().find(|bad| found.contains(bad)).unwrap_or(Validity::Valid)
        }
        _ => Validity::Valid,
    }
}

fn of_polygons(polygons: &[Polygon<f64>]) -> Validity {
    if polygons.iter().flat_map(rings).any(has_too_few_corners) {
        return Validity::Invalid;
    }
    match crossings(polygons, 1) {
        None => Validity::Unknown,
        Some(0) if !polygons.iter().any(has_hole_in_nothing) => Validity::Valid,
        Some(_) => Validity::Invalid,
    }
}

fn has_too_few_corners(ring: &LineString<f64>) -> bool {
    !ring.0.is_empty() && ring.0.windows(2).filter(|two| two[0] != two[1]).count() < 3
}

/// Whether a hole lies outside the ring that it should be cut out of. No sides cross: one place of
/// the hole within the ring is enough.
fn has_hole_in_nothing(polygon: &Polygon<f64>) -> bool {
    let outer = Outline::of(polygon.exterior());
    polygon.interiors().iter().filter(|hole| !hole.0.is_empty()).any(|hole| {
        let middle = |two: &[Coord<f64>]| (two[0] + two[1]) / 2.0;
        let mut places = hole.0.iter().copied().chain(hole.0.windows(2).map(middle));
        !places.any(|at| outer.holds(at))
    })
}

/// A ring with the box around it.
pub(in crate::read) struct Outline<'r> {
    ring: &'r LineString<f64>,
    low: Coord<f64>,
    high: Coord<f64>,
}

impl<'r> Outline<'r> {
    pub(in crate::read) fn of(ring: &'r LineString<f64>) -> Self {
        let (mut low, mut high) =
            (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
        for at in &ring.0 {
            low = Coord { x: low.x.min(at.x), y: low.y.min(at.y) };
            high = Coord { x: high.x.max(at.x), y: high.y.max(at.y) };
        }
        Self { ring, low, high }
    }

    /// Whether a position lies in the box around it.
    pub(in crate::read) fn spans(&self, at: Coord<f64>) -> bool {
        let Self { low, high, .. } = self;
        (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y)
    }

    /// Whether a position lies within; of those on the ring some do.
    pub(in crate::read) fn holds(&self, at: Coord<f64>) -> bool {
        self.spans(at)
            && self.ring.0.windows(2).fold(false, |inside, two| {
                let (a, b) = (two[0], two[1]);
                let crossed = (a.y > at.y) != (b.y > at.y)
                    && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x;
                inside != crossed
            })
    }
}

type Side = (Coord<f64>, Coord<f64>);

/// How often sides of these polygons cross, counted up to that many; none when there are too many
/// sides to compare. Sweeps from west to east: sides are compared with those that begin before they
/// end.
pub(super) fn crossings(polygons: &[Polygon<f64>], most: usize) -> Option<usize> {
    let of_ring = |ring: &LineString<f64>| -> Vec<Side> {
        ring.0.windows(2).map(|two| (two[0], two[1])).filter(|(a, b)| a != b).collect()
    };
    let mut sides: Vec<Side> = polygons.iter().flat_map(rings).flat_map(of_ring).collect();
    let west = |side: &Side| side.0.x.min(side.1.x);
    let east = |side: &Side| side.0.x.max(side.1.x);
    sides.sort_by(|a, b| west(a).total_cmp(&west(b)));
    let mut open: Vec<Side> = Vec::new();
    let (mut compared, mut found) = (0, 0);
    for side in sides {
        let start = west(&side);
        open.retain(|other| east(other) >= start);
        compared += open.len();
        if compared > PAIRS {
            return None;
        }
        found += open.iter().filter(|other| cross(**other, side)).take(most - found).count();
        if found == most {
            break;
        }
        open.push(side);
    }
    Some(found)
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
    fn check(wkt: &str, valid: bool) {
        let (shape, _) = of_text(wkt).expect("WKT");
        let expected = if valid { Validity::Valid } else { Validity::Invalid };
        assert_eq!(validity(&shape.geometry), expected, "{wkt}");
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

    #[test]
    fn holes_must_lie_in_their_ring_and_polygons_of_one_geometry_apart() {
        check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (6 6, 7 6, 7 7, 6 6))", false);
        // A hole whose corners all lie on the ring.
        check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (2 0, 4 2, 2 4, 0 2, 2 0))", true);
        check("MULTIPOLYGON(((0 0, 2 0, 2 2, 0 2, 0 0)), ((2 0, 4 0, 4 2, 2 2, 2 0)))", true);
        check("MULTIPOLYGON(((0 0, 3 0, 3 3, 0 3, 0 0)), ((2 2, 5 2, 5 5, 2 5, 2 2)))", false);
        check(
            "GEOMETRYCOLLECTION(POLYGON((0 0, 3 0, 3 3, 0 0)), POLYGON((2 0, 5 0, 0 5, 2 0)))",
            true,
        );
    }

    #[test]
    fn a_ring_with_too_many_sides_to_compare_is_not_said_to_be_right() {
        // Every side reaches from one end to the other.
        let corner = |i: u32| (f64::from(i % 2), f64::from(i));
        let comb: LineString<f64> = (0..9_000).map(corner).collect::<Vec<_>>().into();
        let polygon = Polygon::new(comb, Vec::new());
        assert_eq!(validity(&polygon.clone().into()), Validity::Unknown);
        assert_eq!(crossings(&[polygon], usize::MAX), None);
    }
}
