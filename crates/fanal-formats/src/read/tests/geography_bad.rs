//! Broken files of places: told, never a panic, nothing allocated by what a head says.

use proptest::prelude::*;

use super::geography_files::{GML, GPX, KML, MIF, flatgeobuf, geopackage, shapefile, zip_of};
use super::*;

fn code(name: &str, content: &[u8]) -> Option<String> {
    of(name, content, &ReadOptions::default()).err().map(|e| e.problem().code)
}

#[test]
fn cut_files_are_refused_with_a_sentence() {
    let cut = |bytes: &[u8]| bytes[..bytes.len() - 9].to_vec();
    let (shp, dbf, _) = shapefile();
    for (name, content) in [
        ("t.fgb", cut(&flatgeobuf())),
        ("t.kml", cut(KML.as_bytes())),
        ("t.gpx", cut(GPX.as_bytes())),
        ("t.gml", cut(GML.as_bytes())),
        ("t.zip", zip_of(&[("t.shp", &cut(&shp)), ("t.dbf", &dbf)])),
        ("t.mif", MIF.as_bytes()[..MIF.len() - 60].to_vec()),
    ] {
        assert_eq!(code(name, &content).as_deref(), Some("geo-broken"), "{name}");
    }
    // Of a table that is cut the rest is read.
    let found = whole("t.zip", zip_of(&[("t.shp", &shp), ("t.dbf", &cut(&dbf))]));
    assert_eq!((found.profile.records, found.doubts()), (3, vec!["dbf-cut"]));
    let database = geopackage();
    assert_eq!(code("t.gpkg", &database[..database.len() / 2]).as_deref(), Some("geo-broken"));
}

#[test]
fn a_shapefile_without_its_table_gives_the_shapes_alone() {
    let (shp, ..) = shapefile();
    let found = whole("t.shp", shp);
    assert_eq!(found.doubts(), ["attributes-missing"]);
    assert_eq!(found.types(), [("geometry", "geo_shape")]);
    assert_eq!(found.profile.records, 3);
}

#[test]
fn tables_of_mapinfo_without_their_other_files_are_told() {
    let tab = "!table\n!version 300\n\nDefinition Table\n  Type NATIVE Charset \"Neutral\"\n  Fields 1\n    a Char (3) ;\n";
    assert_eq!(code("t.tab", tab.as_bytes()).as_deref(), Some("geo-companion-missing"));
    let linked = tab.replace("NATIVE", "LINKED");
    assert_eq!(code("t.tab", linked.as_bytes()).as_deref(), Some("geo-unsupported"));
    let files: [(&str, &[u8]); 3] = [("t.TAB", tab.as_bytes()), ("t.map", b"x"), ("t.dat", b"x")];
    assert_eq!(code("t.zip", &zip_of(&files)).as_deref(), Some("geo-broken"));
    // A text whose cells are separated by tabs may have the same ending.
    assert_eq!(whole("t.tab", "a\tb\n1\t2\n").types(), [("a", "int"), ("b", "int")]);
}

#[test]
fn a_database_of_another_kind_has_no_layer() {
    let file = Scratch::new("made.sqlite", b"");
    let database = rusqlite::Connection::open(&file.0).expect("a database");
    database
        .execute_batch("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1);")
        .expect("a table");
    drop(database);
    let bytes = std::fs::read(&file.0).expect("written");
    assert_eq!(code("t.gpkg", &bytes).as_deref(), Some("geo-layer-missing"));
}

#[test]
fn what_a_head_says_is_not_believed() {
    let (mut shp, dbf, _) = shapefile();
    // The first record says that it has a thousand million positions.
    let points = 100 + 8 + 4 + 32 + 4;
    shp[points..points + 4].copy_from_slice(&1_000_000_000_u32.to_le_bytes());
    let found = whole("t.zip", zip_of(&[("t.shp", &shp), ("t.dbf", &dbf)]));
    assert_eq!(found.reasons(), [(1, "row-shape-broken")]);
    assert_eq!(found.profile.records, 2);
    let mif = MIF.replace("Pline 3", "Pline 999999999");
    assert_eq!(code("t.mif", mif.as_bytes()).as_deref(), Some("geo-broken"));
    let wkt = "a;forme\n1;POLYGON((5 43, 6 43\n2;POLYGON((5 43, 6 43, 6 44, 5 43))\n";
    whole("t.csv", wkt);
}

#[test]
fn documents_within_documents_and_their_own_entities_are_not_followed() {
    let deep = format!("<kml>{}", "<Placemark><a>".repeat(100_000));
    assert_eq!(code("t.kml", deep.as_bytes()).as_deref(), Some("geo-broken"));
    let folders = format!("<kml>{}", "<Folder>".repeat(100_000));
    assert_eq!(code("t.kml", folders.as_bytes()).as_deref(), Some("geo-broken"));
    let bomb = KML.replace(
        "<kml",
        "<!DOCTYPE kml [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><kml",
    );
    let bomb = bomb.replace("Mairie", "M&b;&c;x");
    let found = whole("t.kml", bomb);
    assert!(found.table()[0].contains("Mx"), "{:?}", found.table());
}

/// Changes some bytes of a file, and cuts it.
fn mutated(original: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = original.len();
    let changes = proptest::collection::vec((0..length, any::<u8>()), 0..12);
    (changes, 0..=length).prop_map(move |(changes, end)| {
        let mut bytes = original.clone();
        for (at, value) in changes {
            bytes[at] = value;
        }
        // Half of them whole.
        bytes.truncate(if end % 2 == 0 { length } else { end });
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn changed_shapefiles_are_read_or_refused(shp in mutated(shapefile().0), dbf in mutated(shapefile().1)) {
        drop(of("t.zip", zip_of(&[("t.shp", &shp), ("t.dbf", &dbf)]), &ReadOptions::default()));
    }

    #[test]
    fn changed_flatgeobufs_are_read_or_refused(bytes in mutated(flatgeobuf())) {
        drop(of("t.fgb", bytes, &ReadOptions::default()));
    }

    #[test]
    fn changed_geopackages_are_read_or_refused(bytes in mutated(geopackage())) {
        drop(of("t.gpkg", bytes, &ReadOptions::default()));
    }

    #[test]
    fn changed_documents_are_read_or_refused(
        kml in mutated(KML.as_bytes().to_vec()),
        gpx in mutated(GPX.as_bytes().to_vec()),
        gml in mutated(GML.as_bytes().to_vec()),
        mif in mutated(MIF.as_bytes().to_vec()),
    ) {
        for (name, bytes) in [("t.kml", kml), ("t.gpx", gpx), ("t.gml", gml), ("t.mif", mif)] {
            drop(of(name, bytes, &ReadOptions::default()));
        }
    }

    #[test]
    fn changed_tables_of_mapinfo_are_read_or_refused(
        map in mutated(super::geography_files::mapinfo()[1].clone()),
        dat in mutated(super::geography_files::mapinfo()[2].clone()),
    ) {
        let [tab, _, _, id] = super::geography_files::mapinfo();
        let files: [(&str, &[u8]); 4] = [("t.tab", &tab), ("t.map", &map), ("t.dat", &dat), ("t.id", &id)];
        drop(of("t.zip", zip_of(&files), &ReadOptions::default()));
    }

    #[test]
    fn any_text_is_a_geometry_or_none(text in "[POINTLSEGMUpolygn(){}\\[\\]0-9., Z;=\"a-z]{0,60}") {
        drop(geometry::of_text(&text));
        drop(geometry::pair(&text));
        drop(crs::system_of_wkt(&text));
        prop_assert!(crs::code_of(&text).is_none_or(|code| code > 0 || text.contains('0')));
    }

    #[test]
    fn any_bytes_are_wkb_or_not(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(geometry::read_wkb(&bytes));
    }
}
