//! Positions in any file.

use super::*;

const CRS: &str = r#"{"type":"name","properties":{"name":"#;

fn features(crs: Option<&str>, geometries: &[&str]) -> String {
    let crs = crs.map_or(String::new(), |name| format!(r#""crs":{CRS}"{name}"}}}},"#));
    let feature =
        |g: &&str| format!(r#"{{"type":"Feature","properties":{{"a":1}},"geometry":{g}}}"#);
    let features: Vec<String> = geometries.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection",{crs}"features":[{}]}}"#, features.join(","))
}

fn point(x: f64, y: f64) -> String {
    format!(r#"{{"type":"Point","coordinates":[{x},{y}]}}"#)
}

#[track_caller]
fn read(file: &str, content: &str) -> Whole {
    whole(file, content)
}

#[test]
fn positions_that_say_nothing_are_left_empty_and_told() {
    let nowhere = point(0.0, 0.0);
    let there = point(5.37, 43.3);
    let null = r#"{"type":"Point","coordinates":[null,null]}"#;
    let empty = r#"{"type":"Polygon","coordinates":[]}"#;
    let found = read("t.geojson", &features(None, &[&there, &nowhere, null, empty, "null"]));
    assert_eq!(doubts_of(&found, "geometry"), ["geometry-nowhere"]);
    let doubt = &column_of(&found, "geometry").doubts[0];
    assert_eq!(format!("{:?}", doubt).matches("2, 3, 4").count(), 1, "{doubt:?}");
    let geometries = geometries_of(&found, "geometry");
    assert_eq!(
        geometries.iter().map(Option::is_some).collect::<Vec<_>>(),
        [true, false, false, false, false]
    );
    assert!(found.rejected.is_empty());
}

#[test]
fn a_row_whose_geometry_is_none_is_kept_without_it() {
    let there = point(5.37, 43.3);
    let broken = [
        r#"{"type":"Point","coordinates":[5.37]}"#,
        r#"{"type":"Polygon","coordinates":"POLYGON"}"#,
        r#"{"type":"Cercle","coordinates":[5.37,43.3]}"#,
        r#"{"rayon":12}"#,
    ];
    for broken in broken {
        // The first row as well as others.
        let found = read("t.geojson", &features(None, &[broken, &there, broken]));
        assert_eq!(doubts_of(&found, "geometry"), ["geometry-broken"]);
        let doubt = format!("{:?}", column_of(&found, "geometry").doubts[0]);
        assert!(doubt.contains("1, 3"), "{doubt}");
        assert_eq!(found.type_of("geometry"), Some(FieldType::GeoPoint));
        let there: Vec<bool> =
            geometries_of(&found, "geometry").iter().map(Option::is_some).collect();
        assert_eq!(there, [false, true, false], "{broken}");
        assert_eq!(found.table().len(), 3, "{:?}", found.rejected);
        // Where there is no other, nothing is taken away.
        let alone = read("t.geojson", &features(None, &[broken]));
        assert_eq!(alone.type_of("geometry"), Some(FieldType::Json));
        assert!(alone.table()[0].contains(broken), "{:?}", alone.table());
    }
}

#[test]
fn positions_beyond_the_earth_are_left_empty_and_told() {
    let good = vec![point(5.37, 43.3); 20];
    let mut all: Vec<&str> = good.iter().map(String::as_str).collect();
    let (far, huge) = (point(999.0, 999.0), point(1e300, -1e300));
    let text = r#"{"type":"Point","coordinates":["5.37"," 43.3"]}"#;
    all.extend([far.as_str(), &huge, text]);
    let found = read("t.geojson", &features(None, &all));
    assert_eq!(doubts_of(&found, "geometry"), ["geometry-beyond"]);
    assert_eq!((found.table().len(), found.rejected.len()), (23, 0));
    let empty = geometries_of(&found, "geometry").iter().filter(|g| g.is_none()).count();
    assert_eq!(empty, 2);
    let line = r#"{"type":"LineString","coordinates":[[5.37,43.3],[5.37,430.3]]}"#;
    let lines = read("t.geojson", &features(None, &[&good[0], line]));
    assert_eq!(doubts_of(&lines, "geometry"), ["geometry-beyond"]);
    assert_eq!(lines.table().len(), 2);
}

#[test]
fn words_that_json_has_no_place_for_leave_their_row_without_geometry() {
    let there = point(5.37, 43.3);
    let nowhere = [
        r#"{"type":"Point","coordinates":[NaN,NaN]}"#,
        r#"{"type":"Point","coordinates":NaN}"#,
        r#"{"type":"LineString","coordinates":[[5.37,43.3],[-Infinity,1e999]]}"#,
    ];
    let mut all = vec![there.as_str()];
    all.extend(nowhere);
    let content = features(None, &all).replace(r#""a":1"#, r#""a":1,"b":nan,"c":"NaN""#);
    let found = read("t.geojson", &content);
    assert_eq!(found.layout.format, Format::GeoJson);
    assert_eq!(found.doubts(), ["json-no-numbers"]);
    assert_eq!(doubts_of(&found, "geometry"), ["geometry-nowhere"]);
    let is_there: Vec<bool> =
        geometries_of(&found, "geometry").iter().map(Option::is_some).collect();
    assert_eq!(is_there, [true, false, false, false]);
    assert!(found.table()[1].starts_with("1||NaN|"), "{:?}", found.table());
    assert_eq!(found.profile.rejected, 0);
    // A feature on each line.
    let feature =
        |g: &str| format!(r#"{{"type":"Feature","properties":{{"a":1}},"geometry":{g}}}"#);
    let lines = [nowhere[0], &there, nowhere[2]].map(feature).join("\n");
    let found = read("t.geojsonl", &lines);
    assert_eq!(found.layout.format, Format::JsonLines);
    assert_eq!((found.table().len(), found.doubts()), (3, vec!["json-no-numbers"]));
    // What is broken elsewhere stays so, and is told where.
    let broken = content.replace("]}}]}", "]}}]");
    let code = of("t.geojson", broken, &ReadOptions::default()).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("json-broken"));
}

#[test]
fn the_system_can_be_said_and_swapped() {
    let swapped = features(None, &[&point(43.3, 5.37)]);
    let found = read("t.geojson", &swapped);
    assert_eq!(doubts_of(&found, "geometry"), ["crs-swapped"]);
    assert_extent(&found, "geometry", [5.37, 43.3, 5.37, 43.3], 0.0);
    let said = |crs: &str| ReadOptions { crs: Some(crs.to_owned()), ..Default::default() };
    let kept = of("t.geojson", &swapped, &said("EPSG:4326")).expect("readable");
    assert_extent(&kept, "geometry", [43.3, 5.37, 43.3, 5.37], 0.0);
    let metres = features(Some("EPSG:2154"), &[&point(1843901.4759, 5174997.73)]);
    let cone = of("t.geojson", &metres, &said("CC46")).expect("readable");
    assert_extent(&cone, "geometry", [4.85, 45.76, 4.85, 45.76], 2e-8);
    let unknown = of("t.geojson", &metres, &said("Mars"));
    assert_eq!(unknown.err().map(|e| e.problem().code), Some("crs-not-known".to_owned()));
}

#[test]
fn a_declared_system_that_does_not_suit_is_doubted() {
    let found = read("t.geojson", &features(Some("EPSG:2154"), &[&point(5.37, 43.3)]));
    assert_eq!(doubts_of(&found, "geometry"), ["crs-implausible"]);
    assert_extent(&found, "geometry", [5.37, 43.3, 5.37, 43.3], 0.0);
}

#[track_caller]
fn check_derived(content: &str, column: &str, crs: &str, expected: [f64; 4], doubts: &[&str]) {
    let found = whole("t.csv", content);
    assert_eq!(column_of(&found, column).crs.as_deref(), Some(crs), "{content}");
    assert_eq!(doubts_of(&found, column), doubts, "{content}");
    assert_extent(&found, column, expected, 2e-6);
    // The columns that it is made of stay.
    let titles = content.lines().next().expect("a header").split(';').count();
    assert_eq!(found.profile.columns.len(), titles + 1);
    assert!(found.rejected.is_empty(), "{:?}", found.rejected);
}

#[test]
fn columns_of_points_are_made_of_other_columns() {
    let at = [5.3698, 43.2965, 5.3698, 43.2965];
    let name = "geo_point_2d";
    let degrees = "EPSG:4326";
    check_derived("nom;lat;long\nA;43,2965;5,3698\nB;;\n", name, degrees, at, &[]);
    check_derived(
        "nom;Latitude;Longitude\nA;43.2965;5.3698\nB;0;0\n",
        name,
        degrees,
        at,
        &["geometry-nowhere"],
    );
    check_derived(
        "nom;latitude;longitude\nA;5.3698;43.2965\n",
        name,
        "EPSG:4326/yx",
        at,
        &["crs-swapped"],
    );
    check_derived("nom;X;Y\nA;892390.22;6247035.26\n", name, "EPSG:2154", at, &["crs-guessed"]);
    check_derived("nom;X_L93;Y_L93\nA;892 390,22;6 247 035,26\n", name, "EPSG:2154", at, &[]);
    check_derived("nom;coord_x;coord_y\nA;5,3698;43,2965\n", name, degrees, at, &[]);
    check_derived("nom;geo\nA;43.2965, 5.3698\nB;\n", name, degrees, at, &[]);
    check_derived("nom;lat;lon\nA;43,2965;5,3698\nB;NC;NC\nC;-;-\n", name, degrees, at, &[]);
    check_derived("nom;geo\nA;43.2965, 5.3698\nB;NC\nC;n.d.\n", name, degrees, at, &[]);
    check_derived("nom;coordonneesXY\nA;[5.3698, 43.2965]\n", name, degrees, at, &[]);
    check_derived("nom;forme\nA;POINT(5.3698 43.2965)\n", name, degrees, at, &[]);
    check_derived(
        "nom;forme\nA;POINT (892390.22 6247035.26)\n",
        name,
        "EPSG:2154",
        at,
        &["crs-guessed"],
    );
    check_derived(
        "nom;forme\nA;LINESTRING(5.3698 43.2965, 5.3698 43.2965)\n",
        "geo_shape",
        degrees,
        at,
        &[],
    );
    check_derived(
        "nom;latitude;longitude\nA;43°17'47.4\"N;5°22'11.28\"E\n",
        name,
        degrees,
        at,
        &[],
    );
}

#[test]
fn numbers_that_are_no_positions_make_no_points() {
    for content in [
        "nom;x;y\nA;1;2\nB;3;4\n",
        "nom;lat;long\nA;abc;def\nB;x;y\n",
        "nom;point\nA;12,5\nB;13,75\n",
        "nom;x\nA;892390\n",
        "nom;Coordonnées\nA;12 rue Haute\nB;04 91 00 00 00\n",
    ] {
        let found = whole("t.csv", content);
        assert!(found.profile.columns.iter().all(|c| !c.source.is_derived()), "{content}");
    }
}

#[test]
fn a_point_is_left_empty_where_its_columns_are_unreadable() {
    let rows: String = (0..30).map(|i| format!("N{i};43.3;5.37\n")).collect();
    let found = whole("t.csv", format!("nom;lat;lon\n{rows}Z;vers 43;5.3\n"));
    assert_eq!(doubts_of(&found, "geo_point_2d"), ["position-unreadable"]);
    let geometries = geometries_of(&found, "geo_point_2d");
    assert_eq!((geometries.len(), geometries[30].is_some()), (31, false));
}

#[test]
fn geometries_as_text_in_a_system_that_nobody_knows_are_doubted() {
    let content = "forme;note\nPOINT (4900000 3900000);12, 13\nPOINT (4910000 3890000);\n";
    let found = read("t.csv", content);
    assert_eq!(doubts_of(&found, "forme"), ["crs-unknown"]);
    assert!(doubts_of(&found, "note").is_empty());
    let said = ReadOptions { crs: Some("EPSG:3035".to_owned()), ..Default::default() };
    let told = of("t.csv", content, &said).expect("readable");
    assert!(doubts_of(&told, "forme").is_empty());
    assert_eq!(column_of(&told, "geo_point_2d").crs.as_deref(), Some("EPSG:3035"));
}
