//! Rings laid over each other: what they enclose, together or one within the other.

use geo_types::{Geometry, LineString, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::{FloatOverlay, OverlayOptions};

use super::{rings, visit};

/// Coordinates beyond are nowhere on Earth, in any system.
const FARTHEST: f64 = 1e12;

/// Corners, the first not repeated at the end.
pub(super) type Ring = Vec<[f64; 2]>;
/// Outer rings, each with its holes behind it.
pub(super) type Shapes = Vec<Vec<Ring>>;

/// Whether all positions are small enough to be laid over each other.
pub(super) fn may_be_overlaid(geometry: &Geometry<f64>) -> bool {
    let mut on_earth = true;
    visit(geometry, &mut |at| on_earth &= at.x.abs() < FARTHEST && at.y.abs() < FARTHEST);
    on_earth
}

/// What a ring goes around an odd number of times.
pub(super) fn within(ring: &LineString<f64>) -> Shapes {
    overlaid(&vec![vec![corners(ring)]], &Shapes::new(), OverlayRule::Subject, FillRule::EvenOdd)
}

/// One overlaid with the other, on a grid finer than the rounding of their numbers; no ring of what
/// comes out touches itself.
pub(super) fn overlaid(one: &Shapes, other: &Shapes, rule: OverlayRule, fill: FillRule) -> Shapes {
    let options = OverlayOptions::ogc();
    let mut overlay = FloatOverlay::<[f64; 2], i64>::from_subj_and_clip_custom(
        one,
        other,
        options,
        Solver::default(),
    );
    overlay.overlay(rule, fill)
}

/// Whether the surface of these polygons is that of their outer rings less that of their holes: so
/// it is when none of them crosses another, or itself, and each lies where it should.
pub(super) fn have_their_surface(polygons: &[Polygon<f64>]) -> bool {
    /// Share of the surface by which both may differ.
    const ROUNDING: f64 = 1e-9;
    let filled = polygons.iter().flat_map(rings).filter(|ring| !ring.0.is_empty());
    let all = vec![filled.map(corners).collect()];
    let odd = overlaid(&all, &Shapes::new(), OverlayRule::Subject, FillRule::EvenOdd);
    let found: f64 = odd.iter().map(|shape| less_holes(shape.iter().map(surface))).sum();
    let of_polygon = |one: &Polygon<f64>| less_holes(rings(one).map(|r| surface(&corners(r))));
    let expected: f64 = polygons.iter().map(of_polygon).sum();
    let outer: f64 = polygons.iter().map(|one| surface(&corners(one.exterior()))).sum();
    expected > outer * ROUNDING && (found - expected).abs() <= outer * ROUNDING
}

/// The first surface less the others.
fn less_holes(mut surfaces: impl Iterator<Item = f64>) -> f64 {
    surfaces.next().unwrap_or(0.0) - surfaces.sum::<f64>()
}

fn corners(ring: &LineString<f64>) -> Ring {
    ring.0.iter().skip(1).map(|at| [at.x, at.y]).collect()
}

/// What a ring encloses; parts around which it goes in different ways take from each other.
fn surface(ring: &Ring) -> f64 {
    let Some(&[east, north]) = ring.first() else { return 0.0 };
    let ends = ring.iter().cycle().skip(1);
    let twice: f64 = ring
        .iter()
        .zip(ends)
        .map(|(a, b)| (a[0] - east) * (b[1] - north) - (b[0] - east) * (a[1] - north))
        .sum();
    twice.abs() / 2.0
}
