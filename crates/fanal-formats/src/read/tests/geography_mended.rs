//! Polygons whose rings cross: kept and told, mended when that is asked for.

use geo_types::Geometry;

use super::*;

const BOW: &str = "POLYGON((2 47, 3 48, 3 47, 2 48, 2 47))";
const SQUARE: &str = "POLYGON((2 47, 3 47, 3 48, 2 48, 2 47))";
const SPIKE: &str = "POLYGON((2 47, 3 48, 2 47))";

fn mending() -> ReadOptions {
    ReadOptions { mend_shapes: true, ..Default::default() }
}

fn csv() -> String {
    format!("nom;forme\nA;{BOW}\nB;{SQUARE}\nC;{SPIKE}\nD;{BOW}\n")
}

fn geojson() -> String {
    let rings = [
        "[[2,47],[3,48],[3,47],[2,48],[2,47]]",
        "[[2,47],[3,47],[3,48],[2,48],[2,47]]",
        "[[2,47],[3,48],[2,47]]",
        "[[2,47],[3,48],[3,47],[2,48],[2,47]]",
    ];
    let feature = |(ring, nom): (&str, &str)| {
        format!(
            r#"{{"type":"Feature","properties":{{"nom":"{nom}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    let features: Vec<String> = rings.into_iter().zip(["A", "B", "C", "D"]).map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn parts(geometry: &Option<Geometry<f64>>) -> usize {
    match geometry {
        Some(Geometry::Polygon(_)) => 1,
        Some(Geometry::MultiPolygon(many)) => many.0.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn polygons_that_cross_themselves_are_kept_and_told() {
    for (name, content, column) in
        [("t.csv", csv(), "geo_shape"), ("t.geojson", geojson(), "geometry")]
    {
        let found = whole(name, content);
        assert_eq!(doubts_of(&found, column), ["geometry-mendable", "geometry-invalid"], "{name}");
        let geometries = geometries_of(&found, column);
        assert_eq!(geometries.iter().map(parts).collect::<Vec<_>>(), [1, 1, 1, 1], "{name}");
        assert!(found.mended.is_empty() && found.rejected.is_empty(), "{name}");
    }
}

#[test]
fn asked_for_they_are_mended_and_the_rows_are_shown_as_they_were() {
    for (name, content, column, lines) in
        [("t.csv", csv(), "geo_shape", [2, 5]), ("t.geojson", geojson(), "geometry", [1, 4])]
    {
        let found = of(name, content, &mending()).expect("readable");
        assert_eq!(doubts_of(&found, column), ["geometry-mended", "geometry-invalid"], "{name}");
        let told = format!("{:?}", column_of(&found, column).doubts[0]);
        assert!(told.contains(&format!("{}, {}", lines[0], lines[1])), "{name}: {told}");
        let geometries = geometries_of(&found, column);
        assert_eq!(geometries.iter().map(parts).collect::<Vec<_>>(), [2, 1, 1, 2], "{name}");
        assert!(found.rejected.is_empty(), "{name}");
        let rows: Vec<_> = found.mended.iter().map(|r| (r.line, r.reason.code.as_str())).collect();
        assert_eq!(rows, lines.map(|line| (line, "row-shape-mended")), "{name}");
        for row in &found.mended {
            assert!(row.cells.iter().any(|cell| cell.contains("47")), "{name}: {:?}", row.cells);
        }
    }
}

#[test]
fn polygons_in_metres_are_mended_before_they_are_put_on_the_map() {
    let corners = "892000 6247000, 893000 6248000, 893000 6247000, 892000 6248000, 892000 6247000";
    let content = format!("nom;forme\nA;POLYGON(({corners}))\n");
    let found = of("t.csv", content, &mending()).expect("readable");
    assert_eq!(found.mended.len(), 1);
    assert_eq!(parts(&geometries_of(&found, "geo_shape")[0]), 2);
    let [west, south, east, north] = extent_of(&found, "geo_shape");
    assert!(west > 5.3 && south > 43.2 && east < 5.4 && north < 43.4);
}
