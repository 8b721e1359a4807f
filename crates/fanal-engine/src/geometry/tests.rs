use super::*;

const SQUARE: &str =
    "POLYGON((2 48, 3 48, 3 49, 2 49, 2 48), (2.4 48.4, 2.6 48.4, 2.6 48.6, 2.4 48.4))";

#[track_caller]
fn touches(shape: &str, point: Position, expected: bool) {
    let shape = Shape::parse(shape).expect("a geometry");
    assert_eq!(shape.touches(point), expected, "{point:?}");
}

#[test]
fn a_point_touches_what_it_lies_on_or_in() {
    touches("POINT(2 48)", [2.0, 48.0], true);
    touches("point ( 2  48 )", [2.0, 48.1], false);
    touches("LINESTRING(2 48, 3 49)", [2.5, 48.5], true);
    touches("LINESTRING(2 48, 3 49)", [3.5, 49.5], false);
    touches(SQUARE, [2.1, 48.9], true);
    touches(SQUARE, [2.0, 48.5], true);
    touches(SQUARE, [2.55, 48.5], false);
    touches(SQUARE, [1.9, 48.5], false);
    touches("MULTIPOINT((2 48), (3 49))", [3.0, 49.0], true);
    touches("SRID=4326;MULTIPOLYGON Z(((2 48 5, 3 48 5, 3 49 5, 2 48 5)))", [2.9, 48.1], true);
    touches("GEOMETRYCOLLECTION(POINT(2 48), LINESTRING(3 49, 4 50))", [4.0, 50.0], true);
}

#[test]
fn the_same_geometry_is_read_in_each_way_of_writing() {
    let wkb = "0101000000000000000000004000000000000048c0";
    touches(wkb, [2.0, -48.0], true);
    touches("0020000001000010e640000000000000004048000000000000", [2.0, 48.0], true);
    touches(r#"{"type":"Point","coordinates":[2,48,100]}"#, [2.0, 48.0], true);
    let feature = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
        [[[2,48],[3,48],[3,49],[2,48]]]}}"#;
    touches(feature, [2.9, 48.1], true);
}

#[test]
fn what_is_no_geometry_on_earth_is_none() {
    let deep = format!("{}POINT(1 1){}", "GEOMETRYCOLLECTION(".repeat(5000), ")".repeat(5000));
    let collection = r#"{"type":"GeometryCollection","geometries":["#;
    let nested = format!("{}1{}", collection.repeat(5000), "]}".repeat(5000));
    for text in [
        "",
        "POINT",
        "POINT()",
        "POINT(2)",
        "POINT EMPTY",
        "POINT(2 48) x",
        "POINT(200 48)",
        "POINT(2 nan)",
        "LINESTRING(2 48)",
        "POLYGON((2 48, 3 48, 3 49))",
        "CIRCLE(2 48)",
        "{\"type\":\"Point\"}",
        "{\"type\":\"Point\",\"coordinates\":[1]}",
        "{",
        "01010000000000",
        "0103000000ffffffff",
        &deep,
        &nested,
    ] {
        assert!(Shape::parse(text).is_none(), "{}", &text[..text.len().min(40)]);
    }
}

#[test]
fn distances_follow_the_earth() {
    let paris_lyon = metres([2.3522, 48.8566], [4.8357, 45.764]);
    assert!((paris_lyon - 391_500.0).abs() < 1_000.0, "{paris_lyon}");
    assert_eq!(metres([2.0, 48.0], [2.0, 48.0]), 0.0);
    let apart = metres([0.0, 0.0], [180.0, 0.0]);
    assert!((apart - 20_015_115.0).abs() < 10.0, "{apart}");
}

#[test]
fn the_centre_of_a_shape_is_the_middle_of_its_bounds() {
    assert_eq!(Shape::parse(SQUARE).expect("a geometry").centre(), [2.5, 48.5]);
}
