//! Shapes of our own, and any rings: what is mended is right, and covers what the rings enclose.

use geo_types::Coord;
use proptest::prelude::*;

use super::super::{of_text, rings};
use super::*;

fn shape(wkt: &str) -> Geometry<f64> {
    of_text(wkt).expect("WKT").0.geometry
}

fn polygons(geometry: &Geometry<f64>) -> Vec<Polygon<f64>> {
    match geometry {
        Geometry::Polygon(one) => vec![one.clone()],
        Geometry::MultiPolygon(many) => many.0.clone(),
        other => panic!("{other:?}"),
    }
}

fn ring_area(ring: &LineString<f64>) -> f64 {
    let sides = ring.0.windows(2);
    sides.map(|two| two[0].x * two[1].y - two[1].x * two[0].y).sum::<f64>().abs() / 2.0
}

fn area(geometry: &Geometry<f64>) -> f64 {
    let of_polygon = |one: &Polygon<f64>| -> f64 {
        2.0 * ring_area(one.exterior()) - rings(one).map(ring_area).sum::<f64>()
    };
    polygons(geometry).iter().map(of_polygon).sum()
}

/// Polygons, rings, surface, and holes that are gone.
#[track_caller]
fn check(wkt: &str, polygons_expected: usize, rings_expected: usize, surface: f64, lost: u64) {
    let mended = mended(&shape(wkt)).unwrap_or_else(|| panic!("{wkt} is mended"));
    let found = polygons(&mended.geometry);
    assert_eq!(found.len(), polygons_expected, "{wkt}: {found:?}");
    assert_eq!(found.iter().flat_map(rings).count(), rings_expected, "{wkt}: {found:?}");
    assert!((area(&mended.geometry) - surface).abs() < 1e-6, "{wkt}: {found:?}");
    assert_eq!(mended.lost_holes, lost, "{wkt}");
    assert_eq!(validity(&mended.geometry), Validity::Valid, "{wkt}: {found:?}");
}

#[test]
fn rings_that_cross_become_polygons_that_do_not() {
    // A bow tie: two triangles.
    check("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))", 2, 2, 8.0, 0);
    // A corner pulled over the opposite side: the loop stays as a piece of its own.
    check("POLYGON((0 0, 4 0, 4 4, 2 -2, 0 4, 0 0))", 3, 3, 4.0 + 4.0 / 3.0 + 4.0 / 3.0, 0);
    // A ring that goes twice around a part of its middle: that part is outside.
    check("POLYGON((0 0, 6 0, 6 6, 0 6, 0 2, 4 2, 4 4, 2 4, 0 0))", 1, 2, 30.0, 0);
    check("MULTIPOLYGON(((9 9, 10 9, 10 10, 9 9)), ((0 0, 4 4, 4 0, 0 4, 0 0)))", 3, 3, 8.5, 0);
}

#[test]
fn holes_are_cut_out_of_their_polygon_and_told_when_they_lie_in_nothing() {
    // Half of it outside.
    check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (3 1, 6 1, 6 2, 3 2, 3 1))", 1, 1, 15.0, 0);
    check("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (6 6, 7 6, 7 7, 6 6))", 1, 1, 16.0, 1);
    // One within another, and one without surface, are not outside.
    check(
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 5 1, 5 5, 1 5, 1 1), (2 2, 3 2, 3 3, 2 2), (7 7, 8 8, 8 8, 7 7, 7 7))",
        1,
        2,
        81.0 - 16.0,
        0,
    );
    // Two that overlap.
    check(
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1), (2 2, 4 2, 4 4, 2 4, 2 2))",
        1,
        2,
        81.0 - 7.0,
        0,
    );
}

#[test]
fn what_crosses_at_a_corner_is_mended() {
    check("POLYGON((0 0, 2 2, 4 4, 4 0, 2 2, 0 4, 0 0))", 2, 2, 8.0, 0);
    check("POLYGON((0 0, 4 0, 4 4, 6 4, 4 4, 0 4, 0 0))", 1, 1, 16.0, 0);
}

#[test]
fn polygons_that_overlap_become_one() {
    let square = "((0 0, 9 0, 9 9, 0 9, 0 0))";
    check(&format!("MULTIPOLYGON({square}, {square})"), 1, 1, 81.0, 0);
    check(&format!("MULTIPOLYGON({square}, ((1 1, 2 1, 2 2, 1 1)))"), 1, 1, 81.0, 0);
    check("MULTIPOLYGON(((0 0, 3 0, 3 3, 0 3, 0 0)), ((2 2, 5 2, 5 5, 2 5, 2 2)))", 1, 1, 17.0, 0);
}

#[test]
fn only_what_is_wrong_in_a_collection_is_made_anew() {
    let own = "GEOMETRYCOLLECTION(POINT(1 2), POLYGON((0 0, 4 4, 4 0, 0 4, 0 0)), \
               POLYGON((0 0, 1 0, 1 1, 0 0)))";
    let mended = mended(&shape(own)).expect("it is mended");
    let Geometry::GeometryCollection(parts) = &mended.geometry else { panic!("{mended:?}") };
    assert_eq!(parts.0[0], shape("POINT(1 2)"));
    assert_eq!(polygons(&parts.0[1]).len(), 2);
    assert_eq!(parts.0[2], shape("POLYGON((0 0, 1 0, 1 1, 0 0))"));
}

#[test]
fn what_is_right_or_has_no_surface_is_left_alone() {
    for wkt in [
        "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))",
        "LINESTRING(0 0, 4 4, 4 0, 0 4)",
        "POINT(1 1)",
        "POLYGON((0 0, 4 0, 0 0))",
        "MULTIPOLYGON(((0 0, 4 4, 4 0, 0 4, 0 0)), ((8 8, 9 9, 8 8)))",
    ] {
        assert_eq!(mended(&shape(wkt)), None, "{wkt}");
    }
}

#[test]
fn a_ring_with_too_many_crossings_is_left_alone() {
    // Each of the sides from left to right crosses nearly all of those from top to bottom.
    let over = (0..1_000).map(|i| (f64::from(i % 2) * 2e3, f64::from(i)));
    let down = (0..1_000).map(|i| (500.0 + f64::from(i), f64::from(i % 2) * 2e3 - 500.0));
    let ring: LineString<f64> = over.chain(down).collect();
    let grid = Geometry::from(Polygon::new(ring, Vec::new()));
    assert_eq!(validity(&grid), Validity::Invalid);
    assert_eq!(mended(&grid), None);
}

#[test]
fn many_corners_and_holes_take_few_steps() {
    let ring = |corners: u32, (x, y, radius): (f64, f64, f64)| -> LineString<f64> {
        let angle = |i: u32| f64::from(i) / f64::from(corners) * std::f64::consts::TAU;
        (0..corners).map(|i| (x + radius * angle(i).cos(), y + radius * angle(i).sin())).collect()
    };
    // Holes enough, each in its own place, in a ring of many sides.
    let holes = (0..2_000_u32).map(|i| {
        let (column, row) = (f64::from(i % 60), f64::from(i / 60));
        ring(8, (column * 2.0 - 60.0, row * 2.0 - 20.0, 0.5))
    });
    let land = Polygon::new(ring(10_000, (0.0, 0.0, 90.0)), holes.collect());
    assert_eq!(validity(&land.clone().into()), Validity::Valid);
    // The same with a bow tie among the holes: each of them is found by its first corner.
    let (outer, mut holes) = land.into_inner();
    holes.push(vec![(80.0, 0.0), (81.0, 1.0), (81.0, 0.0), (80.0, 1.0)].into());
    let land = Polygon::new(outer, holes);
    assert_eq!(validity(&land.clone().into()), Validity::Invalid);
    let mut steps = STEPS;
    let mended = of_polygons(std::slice::from_ref(&land), &mut steps).expect("it is mended");
    assert_eq!(mended.lost_holes, 0);
    assert_eq!(STEPS - steps, land.exterior().0.len() * land.interiors().len());
}

#[test]
fn places_far_from_the_origin_keep_their_digits() {
    let (x, y) = (892_390.22, 6_247_035.26);
    let at = |dx: f64, dy: f64| format!("{} {}", x + dx, y + dy);
    let corners = [at(0.0, 0.0), at(40.0, 40.0), at(40.0, 0.0), at(0.0, 40.0), at(0.0, 0.0)];
    let mended = mended(&shape(&format!("POLYGON(({}))", corners.join(",")))).expect("mended");
    for corner in polygons(&mended.geometry).iter().flat_map(rings).flat_map(|ring| &ring.0) {
        let near = |a: f64, b: f64| [0.0, 20.0, 40.0].iter().any(|d| (a - b - d).abs() < 1e-6);
        assert!(near(corner.x, x) && near(corner.y, y), "{corner:?}");
    }
}

/// Whether a ring goes around a place an odd number of times.
fn is_around(ring: &LineString<f64>, at: Coord<f64>) -> bool {
    super::super::valid::Outline::of(ring).holds(at)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_ring_is_mended_into_what_it_encloses(
        corners in proptest::collection::vec((0..40_i32, 0..40_i32), 3..24),
        places in proptest::collection::vec((0..400_i32, 0..400_i32), 20),
    ) {
        let ring: LineString<f64> =
            corners.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
        let before = Polygon::new(ring, Vec::new());
        if let Some(mended) = mended(&before.clone().into()) {
            prop_assert_eq!(validity(&mended.geometry), Validity::Valid);
            let after = polygons(&mended.geometry);
            for (x, y) in places {
                // Beside the grid of the corners, so that few lie on a side.
                let at = Coord { x: f64::from(x) / 10.0 + 0.037_123_456_7, y: f64::from(y) / 10.0 + 0.011_376_543_2 };
                let inside = after.iter().flat_map(rings).filter(|r| is_around(r, at)).count() % 2 == 1;
                prop_assert_eq!(inside, is_around(before.exterior(), at), "{:?} {:?}", at, after);
            }
        }
    }

    #[test]
    fn any_numbers_are_mended_or_left_alone(
        corners in proptest::collection::vec((any::<f64>(), any::<f64>()), 3..12),
    ) {
        let ring: LineString<f64> = corners.into_iter().collect();
        drop(mended(&Polygon::new(ring, Vec::new()).into()));
    }
}
