//! Whether the rings of polygons are closed lines that do not cross themselves or each other, and
//! lie in each other as they should.

mod sides;

use geo_types::{Coord, Geometry, LineString, Polygon};

use super::overlay::{have_their_surface, may_be_overlaid};
use super::rings;
pub(super) use sides::meetings;

/// What looking at the polygons of a geometry led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    Valid,
    /// A ring has less than three corners, sides cross or run over each other, a hole lies in nothing
    /// or in another one, or polygons lie in each other.
    Invalid,
    /// There are too many sides to compare, or they reach beyond the Earth.
    Unknown,
}

/// Whether the polygons of a geometry are as they should be. Those of one geometry must not cross
/// each other either; those of a collection may.
pub(super) fn validity(geometry: &Geometry<f64>) -> Validity {
    match geometry {
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) if !may_be_overlaid(geometry) => {
            Validity::Unknown
        }
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
    match meetings(polygons, 1) {
        None => Validity::Unknown,
        Some(found) if found.crossings > 0 || found.folds => Validity::Invalid,
        // One ring that does not touch itself has the surface that it goes around.
        Some(found) if !found.touches && polygons.iter().flat_map(rings).count() < 2 => {
            Validity::Valid
        }
        Some(_) if have_their_surface(polygons) => Validity::Valid,
        Some(_) => Validity::Invalid,
    }
}

fn has_too_few_corners(ring: &LineString<f64>) -> bool {
    !ring.0.is_empty() && ring.0.windows(2).filter(|two| two[0] != two[1]).count() < 3
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
    fn what_crosses_at_a_corner_or_lies_within_its_like_is_told() {
        // A bow tie with a corner where it crosses.
        check("POLYGON((0 0, 2 2, 4 4, 4 0, 2 2, 0 4, 0 0))", false);
        // The same corner twice, and no crossing.
        check("POLYGON((0 0, 2 2, 0 4, 4 4, 2 2, 4 0, 0 0))", true);
        let square = "((0 0, 9 0, 9 9, 0 9, 0 0))";
        check(&format!("MULTIPOLYGON({square}, {square})"), false);
        check(&format!("MULTIPOLYGON({square}, ((1 1, 2 1, 2 2, 1 1)))"), false);
        check("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0)), ((2 0, 6 0, 6 4, 2 4, 2 0)))", false);
        let hole = "(1 1, 5 1, 5 5, 1 5, 1 1)";
        let outer = "(0 0, 9 0, 9 9, 0 9, 0 0)";
        check(&format!("POLYGON({outer}, {hole}, (2 2, 3 2, 3 3, 2 2))"), false);
        check(&format!("POLYGON({outer}, {hole}, {hole})"), false);
        check(&format!("POLYGON({outer}, {outer})"), false);
        // An island in a hole, and a hole along the side of the next.
        check(&format!("MULTIPOLYGON(({outer}, {hole}), ((2 2, 3 2, 3 3, 2 2)))"), true);
        check(&format!("POLYGON({outer}, {hole}, (5 1, 8 1, 8 5, 5 5, 5 1))"), true);
        check("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 0)), EMPTY)", true);
        // There and back over the same side.
        check("POLYGON((0 0, 4 0, 4 4, 6 4, 4 4, 0 4, 0 0))", false);
        check("POLYGON((0 0, 4 0, 4 4, 2 4, 2 6, 2 4, 0 4, 0 0))", false);
        check("POLYGON((0 0, 4 0, 8 0, 0 0))", false);
    }

    #[test]
    fn a_ring_with_too_many_sides_to_compare_is_not_said_to_be_right() {
        // Every side reaches from one end to the other.
        let corner = |i: u32| (f64::from(i % 2), f64::from(i));
        let comb: LineString<f64> = (0..9_000).map(corner).collect::<Vec<_>>().into();
        let polygon = Polygon::new(comb, Vec::new());
        assert_eq!(validity(&polygon.clone().into()), Validity::Unknown);
        assert_eq!(meetings(&[polygon], usize::MAX), None);
    }
}
