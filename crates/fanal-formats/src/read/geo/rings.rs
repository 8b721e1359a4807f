//! Rings that come without saying which are holes.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

/// Polygons of rings in the manner of shapefiles: outer rings run clockwise, holes the other way
/// round and belong to the outer ring around them.
pub(super) fn polygons(rings: Vec<LineString<f64>>) -> Geometry<f64> {
    let rings: Vec<_> = rings.into_iter().filter(|ring| !ring.0.is_empty()).collect();
    let (mut outers, mut holes) = (Vec::new(), Vec::new());
    for ring in rings {
        if area(&ring) <= 0.0 { outers.push((ring, Vec::new())) } else { holes.push(ring) }
    }
    for hole in holes {
        let around = |(outer, _): &(LineString<f64>, Vec<_>)| is_around(outer, &hole);
        // The smallest ring around it: islands in lakes have lakes of their own.
        let mut around: Vec<usize> = (0..outers.len()).filter(|i| around(&outers[*i])).collect();
        around.sort_by(|a, b| area(&outers[*b].0).total_cmp(&area(&outers[*a].0)));
        match around.first() {
            Some(index) => outers[*index].1.push(hole),
            // A hole in nothing: some programs turn their rings the wrong way round.
            None => outers.push((hole, Vec::new())),
        }
    }
    together(outers)
}

fn together(outers: Vec<(LineString<f64>, Vec<LineString<f64>>)>) -> Geometry<f64> {
    let mut polygons: Vec<Polygon<f64>> =
        outers.into_iter().map(|(outer, holes)| Polygon::new(outer, holes)).collect();
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
    let mut outers: Vec<(LineString<f64>, Vec<LineString<f64>>)> = Vec::new();
    for ring in rings {
        // The smallest outer ring around it, unless one of its holes is around it, too.
        let around = outers.iter().rposition(|(outer, holes)| {
            is_around(outer, &ring) && !holes.iter().any(|hole| is_around(hole, &ring))
        });
        match around {
            Some(index) => outers[index].1.push(ring),
            None => outers.push((ring, Vec::new())),
        }
    }
    together(outers)
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
fn is_around(outer: &LineString<f64>, inner: &LineString<f64>) -> bool {
    let (west, east) = span(outer.0.iter().map(|at| at.x));
    let (south, north) = span(outer.0.iter().map(|at| at.y));
    let beside = |at: &Coord<f64>| at.x < west || at.x > east || at.y < south || at.y > north;
    if inner.0.first().is_none_or(beside) {
        return false;
    }
    let corners = inner.0.iter().filter(|corner| !outer.0.contains(corner));
    let corner = corners.take(1).next().or(inner.0.first());
    corner.is_some_and(|corner| holds(outer, *corner))
}

fn holds(ring: &LineString<f64>, at: Coord<f64>) -> bool {
    ring.0.windows(2).fold(false, |inside, two| {
        let (a, b) = (two[0], two[1]);
        let crossed =
            (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x;
        inside != crossed
    })
}

fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
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
