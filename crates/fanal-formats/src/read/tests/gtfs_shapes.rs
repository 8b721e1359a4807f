//! The ways of vehicles in a timetable: lines.

use geo_types::{Geometry, LineString};

use super::geography_files::zip_of;
use super::*;

fn feed(shapes: &str) -> Vec<u8> {
    zip_of(&[
        ("agency.txt", b"agency_id,agency_name\n1,TaM\n".as_slice()),
        ("stops.txt", b"stop_id,stop_name,stop_lat,stop_lon\n1,Port,43.3,5.37\n"),
        ("routes.txt", b"route_id,route_type\n1,0\n"),
        ("trips.txt", b"route_id,service_id,trip_id,shape_id\n1,1,1,01\n"),
        ("shapes.txt", shapes.as_bytes()),
    ])
}

fn ways(shapes: &str) -> Whole {
    let options = ReadOptions { table: Some("shapes.txt".to_owned()), ..Default::default() };
    of("gtfs.zip", feed(shapes), &options).expect("readable")
}

fn lines(found: &Whole) -> Vec<Vec<(f64, f64)>> {
    let line = |geometry: Option<Geometry<f64>>| match geometry {
        Some(Geometry::LineString(LineString(line))) => {
            line.iter().map(|at| (at.x, at.y)).collect()
        }
        other => panic!("{other:?}"),
    };
    geometries_of(found, "geometry").into_iter().map(line).collect()
}

#[test]
fn each_way_is_a_line_through_its_points_in_sequence() {
    // Rows of two ways are mixed, and those of one are not in sequence.
    let found = ways(
        "\u{feff}shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\r\n\
         01,43.3,5.37,1,0\r\n\
         B,43.6,3.88,20,250.5\r\n\
         01,43.32,5.39,10,1.5\r\n\
         01,43.31,5.38,2,0.7\r\n\
         B,43.5,3.87,3,\r\n",
    );
    let types =
        [("shape_id", "text"), ("shape_dist_traveled", "double"), ("geometry", "geo_shape")];
    assert_eq!(found.types(), types);
    assert_eq!(found.layout.evidence.iter().filter(|e| e.code == "gtfs-shapes").count(), 1);
    assert_eq!(found.doubts(), [] as [&str; 0]);
    let table: Vec<String> =
        found.table().iter().map(|r| r.split('|').take(2).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(table, ["01|1.5", "B|250.5"]);
    let expected =
        [vec![(5.37, 43.3), (5.38, 43.31), (5.39, 43.32)], vec![(3.87, 43.5), (3.88, 43.6)]];
    assert_eq!(lines(&found), expected);
}

#[test]
fn rows_that_are_no_points_and_ways_of_one_point_are_set_aside() {
    let found = ways(
        "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n\
         1,43.3,5.37,1\n1,43.31,,2\n1,43.32,5.39,trois\n1,43.33,5.4,4\n2,43.3,5.37,1\n",
    );
    assert_eq!(found.reasons(), [(3, "cell-misfit"), (4, "cell-misfit"), (6, "row-shape-broken")]);
    assert_eq!(lines(&found), [[(5.37, 43.3), (5.4, 43.33)]]);
}

#[test]
fn rows_set_aside_stand_under_the_titles_of_ways() {
    let found = ways(
        "shape_pt_lat,shape_id,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n\
         43.3,1,,1,7\n43.31,1,5.38,2,9,x\n43.32,2,5.39,6,11\n",
    );
    let kept: Vec<String> =
        found.profile.first_rejected.iter().map(|row| row.cells.join("|")).collect();
    let expected = [
        "1|7|shape_pt_lat=43.3, shape_pt_lon=, shape_pt_sequence=1",
        "1|9|shape_pt_lat=43.31, shape_pt_lon=5.38, shape_pt_sequence=2, x",
        "2|11|shape_pt_lat=43.32, shape_pt_lon=5.39, shape_pt_sequence=6",
    ];
    assert_eq!(kept, expected);
}

#[test]
fn a_table_of_that_name_with_other_columns_is_a_table() {
    let found = ways("shape_id,nom\n1,Ligne 1\n");
    assert_eq!(found.layout.format, Format::Csv);
    let stops = of("gtfs.zip", feed("shape_id\n1\n"), &ReadOptions::default()).expect("readable");
    assert_eq!(stops.type_of("geo_point_2d"), Some(FieldType::GeoPoint));
}

#[test]
fn many_long_ways_are_given_in_parts() {
    let rows: String =
        (0..60_000).map(|i| format!("W{},{},{},{}\n", i % 40, 43 + i % 2, 5, i)).collect();
    let found = ways(&format!("shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n{rows}"));
    assert_eq!(found.profile.records, 40);
    assert!(lines(&found).iter().all(|line| line.len() == 1_500));
}
