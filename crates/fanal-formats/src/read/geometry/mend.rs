//! Polygons whose rings cross, made anew from the same rings: what a ring goes around an odd number
//! of times lies within it, holes are cut out of their own polygon, and polygons of one geometry
//! that overlap become one.

use geo_types::{Geometry, GeometryCollection, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::{FloatOverlay, OverlayOptions};

use super::valid::{Validity, crossings, validity};
use super::visit;

/// Crossings of one geometry that are mended, at most: each makes corners of its own.
const CROSSINGS: usize = 200_000;
/// Coordinates beyond are nowhere on Earth, in any system.
const FARTHEST: f64 = 1e12;

/// A geometry whose polygons cross no more.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mended {
    pub(crate) geometry: Geometry<f64>,
    /// Holes that lay in nothing: they are gone.
    pub(crate) lost_holes: u64,
}

/// Corners, the first not repeated at the end.
type Ring = Vec<[f64; 2]>;
/// Outer rings, each with its holes behind it.
type Shapes = Vec<Vec<Ring>>;

/// The geometry made right; none when it is right already, has too many sides or crossings, reaches
/// beyond the Earth, or when a part of it has no surface.
pub(crate) fn mended(geometry: &Geometry<f64>) -> Option<Mended> {
    let mut on_earth = true;
    visit(geometry, &mut |at| on_earth &= at.x.abs() < FARTHEST && at.y.abs() < FARTHEST);
    if !on_earth || validity(geometry) != Validity::Invalid {
        return None;
    }
    match geometry {
        Geometry::Polygon(one) => of_polygons(std::slice::from_ref(one)),
        Geometry::MultiPolygon(many) => of_polygons(&many.0),
        Geometry::GeometryCollection(many) => of_collection(many),
        _ => None,
    }
}

fn of_collection(many: &GeometryCollection<f64>) -> Option<Mended> {
    let mut lost_holes = 0;
    let mut parts = Vec::with_capacity(many.0.len());
    for part in &many.0 {
        if validity(part) == Validity::Invalid {
            let own = mended(part)?;
            lost_holes += own.lost_holes;
            parts.push(own.geometry);
        } else {
            parts.push(part.clone());
        }
    }
    let geometry = Geometry::GeometryCollection(GeometryCollection(parts));
    Some(Mended { geometry, lost_holes })
}

fn of_polygons(polygons: &[Polygon<f64>]) -> Option<Mended> {
    if crossings(polygons, CROSSINGS)? == CROSSINGS {
        return None;
    }
    let mut lost_holes = 0;
    let mut all = Shapes::new();
    for polygon in polygons {
        let mut own = within(polygon.exterior());
        if own.is_empty() {
            return None;
        }
        for hole in polygon.interiors() {
            let hole = within(hole);
            let common = overlaid(&own, &hole, OverlayRule::Intersect, FillRule::NonZero);
            lost_holes += u64::from(common.is_empty());
            own = overlaid(&own, &hole, OverlayRule::Difference, FillRule::NonZero);
        }
        all.extend(own);
    }
    let together = overlaid(&all, &Shapes::new(), OverlayRule::Subject, FillRule::NonZero);
    let mut polygons: Vec<Polygon<f64>> = together.into_iter().filter_map(polygon).collect();
    let last = polygons.pop()?;
    let geometry = if polygons.is_empty() {
        last.into()
    } else {
        polygons.push(last);
        MultiPolygon(polygons).into()
    };
    Some(Mended { geometry, lost_holes })
}

/// What a ring goes around an odd number of times.
fn within(ring: &LineString<f64>) -> Shapes {
    let corners = ring.0.iter().skip(1).map(|at| [at.x, at.y]).collect();
    overlaid(&vec![vec![corners]], &Shapes::new(), OverlayRule::Subject, FillRule::EvenOdd)
}

/// One overlaid with the other, on a grid finer than the rounding of their numbers; no ring of what
/// comes out touches itself.
fn overlaid(one: &Shapes, other: &Shapes, rule: OverlayRule, fill: FillRule) -> Shapes {
    let options = OverlayOptions::ogc();
    let mut overlay = FloatOverlay::<[f64; 2], i64>::from_subj_and_clip_custom(
        one,
        other,
        options,
        Solver::default(),
    );
    overlay.overlay(rule, fill)
}

fn polygon(rings: Vec<Ring>) -> Option<Polygon<f64>> {
    let line = |ring: Ring| -> LineString<f64> { ring.into_iter().map(|[x, y]| (x, y)).collect() };
    let mut lines = rings.into_iter().map(line);
    // The polygon closes its rings.
    Some(Polygon::new(lines.next()?, lines.collect()))
}

#[cfg(test)]
mod tests;
