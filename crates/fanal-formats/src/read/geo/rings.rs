//! Rings that come without saying which are holes.

use geo_types::{Geometry, LineString, MultiPolygon, Polygon};

use crate::read::geometry::Outline;

/// An outer ring with its holes.
struct Outer {
    ring: LineString<f64>,
    /// Twice its area.
    area: f64,
    holes: Vec<LineString<f64>>,
}

impl Outer {
    fn new(ring: LineString<f64>) -> Self {
        Self { area: area(&ring).abs(), ring, holes: Vec::new() }
    }
}

/// Polygons of rings in the manner of shapefiles: outer rings run clockwise, holes the other way
/// round and belong to the outer ring around them.
pub(super) fn polygons(rings: Vec<LineString<f64>>) -> Geometry<f64> {
    let rings = rings.into_iter().filter(|ring| !ring.0.is_empty());
    let (outers, holes): (Vec<_>, Vec<_>) = rings.partition(|ring| area(ring) <= 0.0);
    let mut outers: Vec<Outer> = outers.into_iter().map(Outer::new).collect();
    let around: Vec<Option<usize>> = {
        let outlines: Vec<Outline<'_>> = outers.iter().map(|o| Outline::of(&o.ring)).collect();
        // The smallest ring around it: islands in lakes have lakes of their own.
        let smallest = |hole| {
            (0..outers.len())
                .filter(|i| is_around(&outlines[*i], &outers[*i].ring, hole))
                .min_by(|a, b| outers[*a].area.total_cmp(&outers[*b].area))
        };
        holes.iter().map(smallest).collect()
    };
    for (hole, around) in holes.into_iter().zip(around) {
        match around {
            Some(index) => outers[index].holes.push(hole),
            // A hole in nothing: some programs turn their rings the wrong way round.
            None => outers.push(Outer::new(hole)),
        }
    }
    together(outers)
}

fn together(outers: Vec<Outer>) -> Geometry<f64> {
    let mut polygons: Vec<Polygon<f64>> =
        outers.into_iter().map(|outer| Polygon::new(outer.ring, outer.holes)).collect();
    match (polygons.pop(), polygons.is_empty()) {
        (Some(one), true) => one.into(),
        (last, _) => {
            polygons.extend(last);
            MultiPolygon(polygons).into()
        }
    }
}

/// Polygons of rings that run either way round: one within another is its hole, one within a hole
/// an island.
pub(super) fn nested(mut rings: Vec<LineString<f64>>) -> Geometry<f64> {
    rings.retain(|ring| !ring.0.is_empty());
    rings.sort_by(|a, b| area(b).abs().total_cmp(&area(a).abs()));
    let outlines: Vec<Outline<'_>> = rings.iter().map(Outline::of).collect();
    // Outer rings by their places, each with those of its holes.
    let mut outers: Vec<(usize, Vec<usize>)> = Vec::new();
    for (place, ring) in rings.iter().enumerate() {
        let around = |other: &usize| is_around(&outlines[*other], &rings[*other], ring);
        // The smallest outer ring around it, unless one of its holes is around it, too.
        let outer =
            outers.iter().rposition(|(outer, holes)| around(outer) && !holes.iter().any(around));
        match outer {
            Some(index) => outers[index].1.push(place),
            None => outers.push((place, Vec::new())),
        }
    }
    let with_holes = |(outer, holes): (usize, Vec<usize>)| Outer {
        holes: holes.into_iter().map(|hole| rings[hole].clone()).collect(),
        ..Outer::new(rings[outer].clone())
    };
    together(outers.into_iter().map(with_holes).collect())
}

/// Twice the area of a ring; negative when it runs clockwise.
fn area(ring: &LineString<f64>) -> f64 {
    let Some(first) = ring.0.first() else { return 0.0 };
    // Counted from the first corner, so that far origins cost no digits.
    let sides = ring.0.windows(2);
    sides
        .map(|two| {
            (two[0].x - first.x) * (two[1].y - first.y)
                - (two[1].x - first.x) * (two[0].y - first.y)
        })
        .sum()
}

/// Whether a ring lies around another: by a corner of the other that does not lie on it.
fn is_around(outline: &Outline<'_>, outer: &LineString<f64>, inner: &LineString<f64>) -> bool {
    if !inner.0.first().is_some_and(|first| outline.spans(*first)) {
        return false;
    }
    let corner = inner.0.iter().find(|corner| !outer.0.contains(corner)).or(inner.0.first());
    corner.is_some_and(|corner| outline.holds(*corner))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64, clockwise: bool) -> LineString<f64> {
        let mut corners = vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)];
        if clockwise {
            corners.reverse();
        }
        LineString::from(corners)
    }

    /// For each polygon, how many holes it has.
    fn holes(geometry: &Geometry<f64>) -> Vec<usize> {
        match geometry {
            Geometry::Polygon(one) => vec![one.interiors().len()],
            Geometry::MultiPolygon(many) => many.0.iter().map(|p| p.interiors().len()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rings_become_polygons_with_their_holes() {
        let lake = [
            square(0.0, 0.0, 9.0, true),
            square(1.0, 1.0, 5.0, false),
            square(2.0, 2.0, 1.0, true),
        ];
        assert_eq!(holes(&polygons(lake.to_vec())), [1, 0]);
        assert_eq!(holes(&nested(lake.to_vec())), [1, 0]);
        let turned = lake.map(|ring| LineString(ring.0.into_iter().rev().collect()));
        assert_eq!(holes(&nested(turned.to_vec())), [1, 0]);
        let apart = vec![square(0.0, 0.0, 1.0, true), square(5.0, 5.0, 1.0, true)];
        assert_eq!(holes(&polygons(apart.clone())), [0, 0]);
        assert_eq!(holes(&nested(apart)), [0, 0]);
        // Turned the wrong way round, alone: an outer ring all the same.
        assert_eq!(holes(&polygons(vec![square(0.0, 0.0, 1.0, false)])), [0]);
    }
}
