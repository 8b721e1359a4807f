//! Small files of places in each format, and that they give the same.

use std::io::Cursor;

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo_types::{Geometry, LineString, Point, Polygon};
use geozero::{ColumnValue, PropertyProcessor};

use super::*;

pub(super) const KML: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Plan</name>
<Style id="s"><IconStyle><color>ff0000ff</color></IconStyle></Style>
<Folder><name>Bâtiments</name>
<Placemark><name>Mairie</name><styleUrl>#s</styleUrl>
<ExtendedData><Data name="etages"><value>2</value></Data></ExtendedData>
<Point><coordinates>5.37,43.3,0</coordinates></Point></Placemark>
</Folder><Folder><name>Voies &amp; places</name>
<Placemark><name><![CDATA[Rue <Haute>]]></name>
<ExtendedData><SchemaData schemaUrl="#x"><SimpleData name="etages">0</SimpleData></SchemaData></ExtendedData>
<MultiGeometry><LineString><coordinates>5.37,43.3,12 5.38,43.31,13</coordinates></LineString>
<Polygon><outerBoundaryIs><LinearRing><coordinates>5,43 6,43 6,44 5,43</coordinates></LinearRing></outerBoundaryIs></Polygon>
</MultiGeometry></Placemark>
</Folder></Document></kml>
"##;

pub(super) const GPX: &str = r#"<?xml version="1.0"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="43.3" lon="5.37"><ele>12.5</ele><name>Départ</name></wpt>
<wpt lat="43.31" lon="5.38"><name>Arrivée</name></wpt>
<trk><name>Balade</name><trkseg>
<trkpt lat="43.3" lon="5.37"><ele>1</ele></trkpt><trkpt lat="43.31" lon="5.38"></trkpt>
</trkseg><trkseg><trkpt lat="43.32" lon="5.39"/><trkpt lat="43.33" lon="5.4"/></trkseg></trk>
</gpx>
"#;

pub(super) const GML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml" xmlns:v="urn:v">
<gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326"><gml:lowerCorner>43 5</gml:lowerCorner><gml:upperCorner>44 6</gml:upperCorner></gml:Envelope></gml:boundedBy>
<gml:featureMembers>
<v:zone gml:id="zone.1"><v:libelle>Ua</v:libelle><v:surface>12.5</v:surface>
<v:geom><gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::4326"><gml:surfaceMember><gml:Polygon>
<gml:exterior><gml:LinearRing><gml:posList>43 5 43 6 44 6 43 5</gml:posList></gml:LinearRing></gml:exterior>
</gml:Polygon></gml:surfaceMember></gml:MultiSurface></v:geom></v:zone>
<v:zone gml:id="zone.2"><v:libelle>N</v:libelle><v:surface>3</v:surface>
<v:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>43.3 5.37</gml:pos></gml:Point></v:geom></v:zone>
</gml:featureMembers></wfs:FeatureCollection>
"#;

pub(super) const MIF: &str = r#"Version 300
Charset "WindowsLatin1"
Delimiter ","
CoordSys Earth Projection 3, 33, "m", 3, 46.5, 44, 49, 700000, 6600000
Columns 2
  nom Char(254)
  n Integer
Data

Point 892390.2216 6247035.2568
    Symbol (35,0,12)
Pline 3
892390 6247035
892490 6247135
892590 6247035
    Pen (1,2,0)
Region 2
  4
892000 6247000
893000 6247000
893000 6248000
892000 6247000
  4
892500 6247200
892700 6247200
892700 6247400
892500 6247200
    Brush (1,0,16777215)
"#;

/// An archive of those files, not packed.
pub(super) fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    use zip::write::SimpleFileOptions;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        writer.start_file(*name, stored).expect("room");
        writer.write_all(content).expect("room");
    }
    writer.finish().expect("room").into_inner()
}

/// Three records: a triangle with a hole in Lambert-93, nothing, and a triangle.
pub(super) fn shapefile() -> (Vec<u8>, Vec<u8>, &'static str) {
    const PRJ: &str = r#"PROJCS["_MI_0",GEOGCS[,DATUM["D_North_American_1983",SPHEROID["Geodetic_Reference_System_of_1980",6378137,298.2572221009113]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["standard_parallel_1",44],PARAMETER["standard_parallel_2",49.00000000001],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["Meter",1]]"#;
    let outer = [(892e3, 6247e3), (893e3, 6248e3), (893e3, 6247e3), (892e3, 6247e3)];
    let hole = [
        (892800.0, 6247100.0),
        (892900.0, 6247100.0),
        (892900.0, 6247200.0),
        (892800.0, 6247100.0),
    ];
    let polygon = |rings: &[&[(f64, f64)]]| {
        let mut bytes = 5_u32.to_le_bytes().to_vec();
        bytes.extend([0; 32]);
        let points: usize = rings.iter().map(|ring| ring.len()).sum();
        let little = |n: usize| u32::try_from(n).expect("small").to_le_bytes();
        bytes.extend(little(rings.len()));
        bytes.extend(little(points));
        let mut start = 0;
        for ring in rings {
            bytes.extend(little(start));
            start += ring.len();
        }
        for (x, y) in rings.iter().copied().flatten() {
            bytes.extend(x.to_le_bytes());
            bytes.extend(y.to_le_bytes());
        }
        bytes
    };
    let records = [polygon(&[&outer, &hole]), vec![0; 4], polygon(&[&outer])];
    let mut shp = vec![0; 100];
    shp[..4].copy_from_slice(&9994_u32.to_be_bytes());
    shp[28..32].copy_from_slice(&1000_u32.to_le_bytes());
    for (number, record) in (1_u32..).zip(records) {
        shp.extend(number.to_be_bytes());
        shp.extend(u32::try_from(record.len() / 2).expect("small").to_be_bytes());
        shp.extend(record);
    }
    let mut dbf = vec![3, 24, 1, 1, 3, 0, 0, 0, 0, 0, 0, 0];
    dbf.resize(32, 0);
    for (name, kind, bytes, decimals) in [
        ("NOM", b'C', 8_u8, 0_u8),
        ("CODE", b'C', 5, 0),
        ("N", b'N', 6, 0),
        ("X", b'N', 6, 2),
        ("JOUR", b'D', 8, 0),
        ("VU", b'L', 1, 0),
    ] {
        let mut field = name.as_bytes().to_vec();
        field.resize(32, 0);
        (field[11], field[16], field[17]) = (kind, bytes, decimals);
        dbf.extend(field);
    }
    dbf.push(0x0D);
    let header = u16::try_from(dbf.len()).expect("small").to_le_bytes();
    dbf[8..10].copy_from_slice(&header);
    dbf[10..12].copy_from_slice(&35_u16.to_le_bytes());
    for row in [
        b" \xC9t\xE9     01001    12  1.5020241231T",
        b" B       2A004     3  0.2520240101F",
        b" C       97411******      20240229?",
    ] {
        dbf.extend(row.as_slice());
    }
    dbf.push(0x1A);
    (shp, dbf, PRJ)
}

/// Two layers and a table without places; the larger layer holds EPSG:2154.
pub(super) fn geopackage() -> Vec<u8> {
    let file = Scratch::new("made.gpkg", b"");
    let database = rusqlite::Connection::open(&file.0).expect("a database");
    database
        .execute_batch(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
             CREATE TABLE gpkg_spatial_ref_sys
               (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
             INSERT INTO gpkg_spatial_ref_sys VALUES (2154, 'EPSG', 2154, ''), (4326, 'EPSG', 4326, '');
             CREATE TABLE zones (fid INTEGER PRIMARY KEY, geom BLOB, nom TEXT, vu BOOLEAN, jour DATE, n REAL);
             CREATE TABLE vide (fid INTEGER PRIMARY KEY, geom BLOB);
             CREATE TABLE notes (fid INTEGER PRIMARY KEY, texte TEXT);
             CREATE VIEW endless AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c;
             INSERT INTO gpkg_contents VALUES ('vide', 'features', 4326), ('zones', 'features', 2154),
               ('notes', 'attributes', 0), ('endless', 'attributes', 0);
             INSERT INTO gpkg_geometry_columns VALUES ('zones', 'geom', 2154), ('vide', 'geom', 4326);
             INSERT INTO notes VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');",
        )
        .expect("tables");
    let blob = |geometry: Geometry<f64>| {
        let mut bytes = b"GP\0\x03".to_vec();
        bytes.extend(2154_i32.to_le_bytes());
        bytes.extend([0; 32]);
        bytes.extend(geometry::write_wkb(&geometry));
        bytes
    };
    let point = blob(Point::new(892390.2216, 6247035.2568).into());
    let mut insert = database
        .prepare("INSERT INTO zones (geom, nom, vu, jour, n) VALUES (?, ?, 1, '2024-02-29', 1.5)")
        .expect("a statement");
    insert.execute((point, "01")).expect("a row");
    insert
        .execute((blob(LineString::from(vec![(892e3, 6247e3), (893e3, 6248e3)]).into()), "02"))
        .expect("a row");
    insert.execute((None::<Vec<u8>>, "03")).expect("a row");
    drop(insert);
    drop(database);
    std::fs::read(&file.0).expect("written")
}

/// Three features in EPSG:2154, with an index.
pub(super) fn flatgeobuf() -> Vec<u8> {
    let options = FgbWriterOptions {
        crs: FgbCrs { code: 2154, ..Default::default() },
        detect_type: false,
        ..Default::default()
    };
    let mut writer =
        FgbWriter::create_with_options("t", GeometryType::Unknown, options).expect("a writer");
    writer.add_column("nom", ColumnType::String, |_, _| {});
    writer.add_column("n", ColumnType::Int, |_, _| {});
    for (name, text) in [
        ("01", r#"{"type":"Point","coordinates":[892390.2216,6247035.2568]}"#),
        ("02", r#"{"type":"LineString","coordinates":[[892000,6247000],[893000,6248000]]}"#),
        (
            "03",
            r#"{"type":"MultiPolygon","coordinates":[[[[892000,6247000],[893000,6247000],[893000,6248000],[892000,6247000]]]]}"#,
        ),
    ] {
        writer
            .add_feature_geom(geometry::of_text(text).expect("GeoJSON").0.geometry, |feature| {
                feature.property(0, "nom", &ColumnValue::String(name)).expect("a value");
                feature.property(1, "n", &ColumnValue::Int(7)).expect("a value");
            })
            .expect("a feature");
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).expect("written");
    bytes
}

/// A table of MapInfo (`.tab`, `.map`, `.dat`, `.id`) in Lambert-93 with hundredths of a metre: a
/// point, a line of three positions, and nothing.
pub(super) fn mapinfo() -> [Vec<u8>; 4] {
    let tab = "!table\n!version 300\n!charset WindowsLatin1\n\nDefinition Table\n  Type NATIVE Charset \"WindowsLatin1\"\n  Fields 3\n    nom Char (6) ;\n    n Integer ;\n    x Float ;\n";
    let mut map = vec![0; 512 * 3];
    let mut put = |at: usize, bytes: &[u8]| map[at..at + bytes.len()].copy_from_slice(bytes);
    put(0x100, &42_424_242_i32.to_le_bytes());
    put(0x104, &300_i16.to_le_bytes());
    put(0x106, &512_i16.to_le_bytes());
    // The first quadrant; a cone, GRS 80, metres.
    put(0x161, &[1]);
    put(0x16D, &[3, 0, 7]);
    let settings = [100.0, 100.0, 0.0, 0.0, 3.0, 46.5, 44.0, 49.0, 700000.0, 6600000.0];
    for (i, value) in settings.into_iter().enumerate() {
        put(0x170 + 8 * i, &f64::to_le_bytes(value));
    }
    let at = |x: f64, y: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "small")]
        let whole = |value: f64| (value.round() as i32).to_le_bytes();
        [whole(x * 100.0), whole(y * 100.0)].concat()
    };
    // A block of objects: the point, then the line packed around an origin.
    put(512, &2_i16.to_le_bytes());
    let mut point = vec![2];
    point.extend(1_i32.to_le_bytes());
    point.extend(at(892390.22, 6247035.26));
    put(512 + 20, &point);
    let mut line = vec![7];
    line.extend(2_i32.to_le_bytes());
    line.extend(1_032_i32.to_le_bytes());
    line.extend(12_i32.to_le_bytes());
    line.extend([0; 4]);
    line.extend(at(892390.0, 6247035.0));
    put(512 + 60, &line);
    // A block of coordinates.
    put(1_024, &3_i16.to_le_bytes());
    put(1_026, &12_i16.to_le_bytes());
    let steps: Vec<u8> =
        [0_i16, 0, 10_000, 0, 10_000, 10_000].iter().flat_map(|n| n.to_le_bytes()).collect();
    put(1_032, &steps);
    let mut dat = vec![3, 24, 1, 1, 3, 0, 0, 0, 33, 0, 19, 0];
    dat.resize(32, 0);
    dat.push(0x0D);
    for (name, n, x) in
        [(b"\xC9t\xE9\0\0\0", 1_i32, 1.5_f64), (b"01\0\0\0\0", 2, 2.5), (b"C\0\0\0\0\0", 3, 3.5)]
    {
        dat.push(b' ');
        dat.extend(name);
        dat.extend(n.to_le_bytes());
        dat.extend(x.to_le_bytes());
    }
    let id = [532_u32, 572, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
    [tab.as_bytes().to_vec(), map, dat, id]
}

#[test]
fn tables_of_mapinfo_are_read_with_their_shapes() {
    let [tab, map, dat, id] = mapinfo();
    let files: [(&str, &[u8]); 4] =
        [("v.tab", &tab), ("v.map", &map), ("v.dat", &dat), ("v.id", &id)];
    let found = whole("t.zip", zip_of(&files));
    assert_eq!(
        found.types(),
        [("nom", "text"), ("n", "int"), ("x", "double"), ("geometry", "geo_shape")]
    );
    assert!(found.table()[0].starts_with("Été|1|1.5|"), "{:?}", found.table());
    assert_eq!(column_of(&found, "geometry").crs.as_deref(), Some("EPSG:2154"));
    let geometries = geometries_of(&found, "geometry");
    let near = extent(&geometries[0]);
    assert!((near[0] - 5.3698).abs() < 1e-6 && (near[1] - 43.2965).abs() < 1e-6, "{near:?}");
    let Some(Geometry::LineString(line)) = &geometries[1] else { panic!("a line") };
    assert_eq!(line.0.len(), 3);
    assert!(geometries[2].is_none());
}

#[test]
fn deleted_rows_of_tables_of_mapinfo_are_set_aside() {
    let [tab, map, mut dat, id] = mapinfo();
    dat[33 + 19] = b'*';
    let files: [(&str, &[u8]); 4] =
        [("v.tab", &tab), ("v.map", &map), ("v.dat", &dat), ("v.id", &id)];
    let found = whole("t.zip", zip_of(&files));
    assert_eq!(found.profile.records, 2);
    assert_eq!(found.reasons(), [(2, "row-deleted")]);
    assert_eq!(found.profile.first_rejected[0].cells[..2], ["01", "2"]);
}

const NEAR: f64 = 2e-8;
const MARSEILLE: [f64; 4] = [5.3698, 43.2965, 5.3698, 43.2965];

fn extent(geometry: &Option<Geometry<f64>>) -> [f64; 4] {
    let mut extent = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    geometry::visit(geometry.as_ref().expect("a geometry"), &mut |at| {
        extent =
            [extent[0].min(at.x), extent[1].min(at.y), extent[2].max(at.x), extent[3].max(at.y)];
    });
    extent
}

#[track_caller]
fn assert_near(found: [f64; 4], expected: [f64; 4]) {
    let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= NEAR);
    assert!(near, "{found:?} instead of {expected:?}");
}

#[test]
fn shapefiles_give_shapes_attributes_and_their_system() {
    let (shp, dbf, prj) = shapefile();
    let files: [(&str, &[u8]); 3] =
        [("Été/Zones.SHP", &shp), ("Été/Zones.DBF", &dbf), ("Été/Zones.PRJ", prj.as_bytes())];
    let found = whole("t.zip", zip_of(&files));
    assert_eq!(found.layout.format, Format::Shapefile);
    assert_eq!(found.layout.encoding, "windows-1252");
    assert_eq!(
        found.types(),
        [
            ("nom", "text"),
            ("code", "text"),
            ("n", "int"),
            ("x", "double"),
            ("jour", "date"),
            ("vu", "boolean"),
            ("geometry", "geo_shape")
        ]
    );
    let without = |line: &String| line.split('|').take(6).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = found.table().iter().map(without).collect();
    assert_eq!(
        rows,
        [
            "Été|01001|12|1.5|2024-12-31|true",
            "B|2A004|3|0.25|2024-01-01|false",
            "C|97411|||2024-02-29|"
        ]
    );
    assert_eq!(column_of(&found, "geometry").crs.as_deref(), Some("EPSG:2154"));
    let geometries = geometries_of(&found, "geometry");
    let Some(Geometry::Polygon(polygon)) = &geometries[0] else { panic!("a polygon") };
    assert_eq!(polygon.interiors().len(), 1);
    assert!(geometries[1].is_none());
    // Without the definition, the positions tell.
    let guessed = whole("t.zip", zip_of(&files[..2]));
    assert_eq!(doubts_of(&guessed, "geometry"), ["crs-guessed"]);
    assert_eq!(extent_of(&guessed, "geometry"), extent_of(&found, "geometry"));
}

#[test]
fn geopackages_give_the_layer_with_the_most_places() {
    let found = whole("t.gpkg", geopackage());
    assert_eq!(found.layout.table.as_deref(), Some("zones"));
    let told: Vec<&str> = found.layout.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(told, ["vide", "zones", "notes"], "a view is not run");
    assert_eq!(
        found.types(),
        [
            ("geom", "geo_shape"),
            ("nom", "text"),
            ("vu", "boolean"),
            ("jour", "date"),
            ("n", "double")
        ]
    );
    let geometries = geometries_of(&found, "geom");
    assert_near(extent(&geometries[0]), MARSEILLE);
    assert!(geometries[2].is_none());
    let empty = ReadOptions { table: Some("vide".to_owned()), ..Default::default() };
    let empty = of("t.gpkg", geopackage(), &empty).expect("an empty layer is read");
    assert_eq!((empty.profile.records, empty.types().len()), (0, 1));
}

#[test]
fn flatgeobufs_are_read() {
    let found = whole("t.fgb", flatgeobuf());
    assert_eq!(found.types(), [("nom", "text"), ("n", "int"), ("geometry", "geo_shape")]);
    assert_eq!(column_of(&found, "geometry").crs.as_deref(), Some("EPSG:2154"));
    let points: Vec<_> = geometries_of(&found, "geometry")
        .into_iter()
        .filter(|g| matches!(g, Some(Geometry::Point(_))))
        .collect();
    assert_eq!(points.len(), 1);
    assert_near(extent(&points[0]), MARSEILLE);
    assert_eq!(found.profile.records, 3);
}

#[test]
fn placemarks_give_their_data_their_folder_and_several_geometries() {
    let found = whole("t.kml", KML);
    assert_eq!(
        found.types(),
        [("dossier", "text"), ("name", "text"), ("etages", "int"), ("geometry", "geo_shape")]
    );
    assert!(found.table()[0].starts_with("Bâtiments|Mairie|2|"), "{:?}", found.table());
    assert!(found.table()[1].starts_with("Voies & places|Rue <Haute>|0|"), "{:?}", found.table());
    assert_eq!(doubts_of(&found, "geometry"), ["geometry-heights"]);
    let Some(Geometry::GeometryCollection(parts)) = &geometries_of(&found, "geometry")[1] else {
        panic!("a collection")
    };
    assert_eq!(parts.0.len(), 2);
    let kmz = whole("t.kmz", zip_of(&[("files/a.png", b"x"), ("doc.kml", KML.as_bytes())]));
    assert_eq!(kmz.table(), found.table());
}

#[test]
fn axes_of_gml_follow_the_way_its_system_is_named() {
    let expected = [5.0, 43.0, 6.0, 44.0];
    let found = whole("t.gml", GML);
    assert_eq!(
        found.types(),
        [("gml_id", "text"), ("libelle", "text"), ("surface", "double"), ("geometry", "geo_shape")]
    );
    assert_eq!(extent_of(&found, "geometry"), expected);
    assert_eq!(doubts_of(&found, "geometry"), Vec::<String>::new());
    let old = GML
        .replace("urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/gml/srs/epsg.xml#4326")
        .replace("43 5 43 6 44 6 43 5", "5 43 6 43 6 44 5 43")
        .replace("43.3 5.37", "5.37 43.3");
    assert_eq!(extent_of(&whole("t.gml", old), "geometry"), expected);
    let two = GML
        .replace("urn:ogc:def:crs:EPSG::4326", "EPSG:4326")
        .replace(
            "<gml:posList>43 5 43 6 44 6 43 5</gml:posList>",
            "<gml:coordinates>5,43 6,43 6,44 5,43</gml:coordinates>",
        )
        .replace(
            "<gml:pos>43.3 5.37</gml:pos>",
            "<gml:coord><gml:X>5.37</gml:X><gml:Y>43.3</gml:Y></gml:coord>",
        );
    assert_eq!(extent_of(&whole("t.gml", two), "geometry"), expected);
}

#[test]
fn texts_of_mapinfo_are_read_with_their_attributes() {
    let mid = b"\"\xC9t\xE9, \"\"ici\"\"\",1\r\n\"B\",2\r\n\"C\",\r\n";
    let found = whole("t.zip", zip_of(&[("v.mif", MIF.as_bytes()), ("v.mid", mid)]));
    assert_eq!(found.types(), [("nom", "text"), ("n", "int"), ("geometry", "geo_shape")]);
    assert!(found.table()[0].starts_with("Été, \"ici\"|1|"), "{:?}", found.table());
    assert_eq!(column_of(&found, "geometry").crs.as_deref(), Some("EPSG:2154"));
    let geometries = geometries_of(&found, "geometry");
    assert_near(extent(&geometries[0]), MARSEILLE);
    let Some(Geometry::Polygon(polygon)) = &geometries[2] else { panic!("a polygon") };
    assert_eq!(polygon.interiors().len(), 1);
    let alone = whole("t.mif", MIF);
    assert_eq!(alone.doubts(), ["attributes-missing"]);
}

#[test]
fn systems_of_layers_in_parquet_are_read_too() {
    let polygon = Polygon::new(LineString::from(vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]), vec![]);
    let bytes = geometry::write_wkb(&polygon.clone().into());
    assert_eq!(geometry::read_wkb(&bytes).map(|s| s.geometry), Some(polygon.into()));
}
