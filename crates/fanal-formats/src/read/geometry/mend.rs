//! Polygons whose rings cross, made anew from the same rings: what a ring goes around an odd number
//! of times lies within it, holes are cut out of their own polygon, and polygons of one geometry
//! that overlap become one.

use geo_types::{Geometry, GeometryCollection, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;

use super::overlay::{Ring, Shapes, overlaid, within};
use super::valid::{Outline, Validity, meetings, validity};

/// Crossings of one geometry that are mended, at most: each makes corners of its own.
const CROSSINGS: usize = 200_000;
/// Sides that are looked at to find the holes that lie in nothing.
const STEPS: usize = 500_000_000;
/// Sides that are looked at instead when a hole and its ring are overlaid, for each of theirs.
const OVERLAID: usize = 100;

/// A geometry whose polygons cross no more.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mended {
    pub(crate) geometry: Geometry<f64>,
    /// Holes that lay in nothing: they are gone.
    pub(crate) lost_holes: u64,
}

/// The geometry made right; none when it is right already, has too many sides, crossings or holes,
/// reaches beyond the Earth, when a part of it has no surface, or when it can't be made right.
pub(crate) fn mended(geometry: &Geometry<f64>) -> Option<Mended> {
    if validity(geometry) == Validity::Invalid { made_right(geometry) } else { None }
}

/// The same of a geometry that is known to be [`Validity::Invalid`].
pub(super) fn made_right(geometry: &Geometry<f64>) -> Option<Mended> {
    let mut steps = STEPS;
    match geometry {
        Geometry::Polygon(one) => of_polygons(std::slice::from_ref(one), &mut steps),
        Geometry::MultiPolygon(many) => of_polygons(&many.0, &mut steps),
        Geometry::GeometryCollection(many) => of_collection(many),
        _ => None,
    }
}

fn of_collection(many: &GeometryCollection<f64>) -> Option<Mended> {
    let mut lost_holes = 0;
    let mut parts = Vec::with_capacity(many.0.len());
    for part in &many.0 {
        if validity(part) == Validity::Invalid {
            let own = made_right(part)?;
            lost_holes += own.lost_holes;
            parts.push(own.geometry);
        } else {
            parts.push(part.clone());
        }
    }
    let geometry = Geometry::GeometryCollection(GeometryCollection(parts));
    Some(Mended { geometry, lost_holes })
}

/// Polygons made right in at most so many steps; those that are left are known afterwards.
fn of_polygons(polygons: &[Polygon<f64>], steps: &mut usize) -> Option<Mended> {
    if meetings(polygons, CROSSINGS)?.crossings == CROSSINGS {
        return None;
    }
    let mut lost_holes = 0;
    let mut all = Shapes::new();
    for polygon in polygons {
        let own = within(polygon.exterior());
        if own.is_empty() {
            return None;
        }
        let mut holes = Shapes::new();
        for hole in polygon.interiors() {
            let shapes = within(hole);
            let has_surface = !shapes.is_empty();
            lost_holes += u64::from(has_surface && !meets(polygon, &own, hole, &shapes, steps)?);
            holes.extend(shapes);
        }
        all.extend(overlaid(&own, &holes, OverlayRule::Difference, FillRule::NonZero));
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
    (validity(&geometry) == Validity::Valid).then_some(Mended { geometry, lost_holes })
}

/// Whether a hole takes something from its polygon; none when that takes more than the steps that
/// are left. Nearly always the first corner tells.
fn meets(
    polygon: &Polygon<f64>,
    own: &Shapes,
    hole: &LineString<f64>,
    shapes: &Shapes,
    steps: &mut usize,
) -> Option<bool> {
    let sides = polygon.exterior().0.len();
    *steps = steps.checked_sub(sides)?;
    if hole.0.first().is_some_and(|at| Outline::of(polygon.exterior()).holds(*at)) {
        return Some(true);
    }
    *steps = steps.checked_sub((sides + hole.0.len()) * OVERLAID)?;
    Some(!overlaid(own, shapes, OverlayRule::Intersect, FillRule::NonZero).is_empty())
}

fn polygon(rings: Vec<Ring>) -> Option<Polygon<f64>> {
    let line = |ring: Ring| -> LineString<f64> { ring.into_iter().map(|[x, y]| (x, y)).collect() };
    let mut lines = rings.into_iter().map(line);
    // The polygon closes its rings.
    Some(Polygon::new(lines.next()?, lines.collect()))
}

#[cfg(test)]
mod tests;
