//! GPX: waypoints, routes and tracks.

use geo_types::{Geometry, coord};

use super::geography_files::GPX;
use super::*;

/// Two routes, one with what stands within its points, and a route of nothing.
const ROUTES: &str = r#"<?xml version="1.0"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<rte><name>Tour des Dentelles</name><number>3</number><type>VTT</type>
<rtept lat="44.1" lon="5.0"><ele>210</ele><name>Départ</name></rtept>
<rtept lat="44.2" lon="5.1"/><rtept lat="44.15" lon="5.2"><desc>Col</desc></rtept></rte>
<rte><name>Liaison</name><rtept lat="44.1" lon="5.0"/><rtept lat="44.11" lon="5.01"/></rte>
<rte><name>À tracer</name></rte>
</gpx>
"#;

#[test]
fn waypoints_and_tracks_are_tables() {
    let tracks = whole("t.gpx", GPX);
    assert_eq!(tracks.types(), [("name", "text"), ("geometry", "geo_shape")]);
    let told: Vec<_> = tracks.layout.tables.iter().map(|t| (t.name.as_str(), t.records)).collect();
    assert_eq!(told, [("tracks", Some(1)), ("waypoints", Some(2))]);
    let Some(Geometry::MultiLineString(lines)) = &geometries_of(&tracks, "geometry")[0] else {
        panic!("two lines")
    };
    assert_eq!(lines.0.len(), 2);
    let points = ReadOptions { table: Some("waypoints".to_owned()), ..Default::default() };
    let points = of("t.gpx", GPX, &points).expect("readable");
    assert_eq!(points.types(), [("ele", "double"), ("name", "text"), ("geometry", "geo_point_2d")]);
    assert_eq!(points.table()[0], "12.5|Départ|{lon: 5.37, lat: 43.3}|1");
}

#[test]
fn routes_are_lines_with_their_own_names() {
    let routes = whole("t.gpx", ROUTES);
    assert_eq!(routes.layout.format, Format::Gpx);
    assert_eq!(
        routes.types(),
        [("name", "text"), ("number", "int"), ("type", "text"), ("geometry", "geo_shape")]
    );
    let geometries = geometries_of(&routes, "geometry");
    let Some(Geometry::LineString(first)) = &geometries[0] else { panic!("a line") };
    assert_eq!(
        first.0,
        [coord! { x: 5.0, y: 44.1 }, coord! { x: 5.1, y: 44.2 }, coord! { x: 5.2, y: 44.15 }]
    );
    assert_extent(&routes, "geometry", [5.0, 44.1, 5.2, 44.2], 0.0);
    assert!(routes.table()[0].starts_with("Tour des Dentelles|3|VTT|"), "{:?}", routes.table());
    assert_eq!(geometries[2], None);
    assert_eq!(doubts_of(&routes, "geometry"), ["geometry-nowhere"]);
}

#[test]
fn routes_can_be_chosen_among_tracks_and_waypoints() {
    let route = "<rte><name>Voie</name><rtept lat=\"43.3\" lon=\"5.37\"/>\
        <rtept lat=\"43.31\" lon=\"5.38\"/></rte>";
    let all = GPX.replace("<trk>", &format!("{route}<trk>"));
    let tracks = whole("t.gpx", &all);
    let told: Vec<&str> = tracks.layout.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(told, ["tracks", "routes", "waypoints"]);
    assert_eq!(tracks.layout.table.as_deref(), Some("tracks"));
    let options = ReadOptions { table: Some("routes".to_owned()), ..Default::default() };
    let routes = of("t.gpx", &all, &options).expect("readable");
    assert_eq!(routes.table().len(), 1);
    assert_extent(&routes, "geometry", [5.37, 43.3, 5.38, 43.31], 0.0);
}
