//! Real files of places, when they are there: their counts and extents were computed by others.

use super::samples::{check, samples};
use super::*;

/// File, records, column of geometries, its type, its system, extent, doubts.
type Case =
    (&'static str, u64, &'static str, FieldType, &'static str, [f64; 4], &'static [&'static str]);

const POINT: FieldType = FieldType::GeoPoint;
const SHAPE: FieldType = FieldType::GeoShape;
const MARSEILLE: [f64; 4] = [5.228751, 43.169631, 5.532543, 43.391057];
const DEFIBRILLATORS: [f64; 4] = [3.813166, 43.572573, 3.936136, 43.650488];
const VINES: [f64; 4] = [3.917976, 43.596941, 3.94133, 43.627532];
const PRESCRIPTIONS: [f64; 4] = [1.025549, 47.77043, 1.095236, 47.820582];

const CASES: [Case; 24] = [
    ("marseille/quartiers-marseille.geojson", 111, "geometry", SHAPE, "EPSG:4326", MARSEILLE, &[]),
    ("marseille/quartiers-marseille.gpkg", 111, "geom", SHAPE, "EPSG:4326", MARSEILLE, &[]),
    ("marseille/quartiers-marseille.parquet", 111, "geometry", SHAPE, "EPSG:4326", MARSEILLE, &[]),
    ("marseille/quartiers-marseille-shp.zip", 111, "geometry", SHAPE, "EPSG:4326", MARSEILLE, &[]),
    (
        "marseille/communes_13_epsg2154.geojson",
        119,
        "geometry",
        SHAPE,
        "EPSG:2154",
        [4.2301, 43.1574, 5.8135, 43.9246],
        &[],
    ),
    (
        "geo/plu_30014/30014_ZONE_URBA_20171013.shp",
        90,
        "geometry",
        SHAPE,
        "EPSG:2154",
        [4.338736, 43.976015, 4.398478, 44.020791],
        &["geometry-heights"],
    ),
    (
        "geo/ZONE_URBA_wfs.gml",
        66,
        "geometry",
        SHAPE,
        "EPSG:2154",
        [-3.356711, 47.714708, -3.300422, 47.747089],
        &[],
    ),
    (
        "geo/encodage_shp/utf8/PRESCRIPTION_PCT.shp",
        59,
        "geometry",
        POINT,
        "EPSG:2154",
        PRESCRIPTIONS,
        &[],
    ),
    (
        "geo/encodage_shp/latin1/PRESCRIPTION_PCT.shp",
        59,
        "geometry",
        POINT,
        "EPSG:2154",
        PRESCRIPTIONS,
        &[],
    ),
    (
        "geo/kinked-multipolygons.geojson",
        1,
        "geometry",
        SHAPE,
        "EPSG:4326",
        [-2.361235, 48.605623, -2.289173, 48.668655],
        &["geometry-invalid"],
    ),
    (
        "geo/geojson-geometry-collection.geojson",
        2,
        "geometry",
        SHAPE,
        "EPSG:4326",
        [100.0, 0.0, 105.0, 1.0],
        &[],
    ),
    (
        "geo/departement_13_cantons.geojson",
        29,
        "geometry",
        SHAPE,
        "EPSG:4326",
        [4.2301, 43.1611, 5.8135, 43.9241],
        &[],
    ),
    (
        "geo/pprt_69dreal.gpkg",
        25,
        "geom",
        SHAPE,
        "EPSG:2154",
        [5.820937, 45.198263, 5.830536, 45.204725],
        &[],
    ),
    (
        "geo/paths.gpx",
        1,
        "geometry",
        SHAPE,
        "EPSG:4326",
        [-3.564360, 48.300760, -2.741786, 48.538190],
        &[],
    ),
    (
        "geo/troncon-mapinfo.zip",
        33,
        "geometry",
        SHAPE,
        "EPSG:4326",
        [8.716611, 41.36714, 9.496795, 42.666315],
        &[],
    ),
    ("montpellier/AOC.geojson", 8, "geometry", SHAPE, "EPSG:4326", VINES, &[]),
    (
        "montpellier/AOC_sans-prj_shp.zip",
        8,
        "geometry",
        SHAPE,
        "EPSG:2154",
        VINES,
        &["crs-guessed"],
    ),
    (
        "montpellier/PointAdresse_shp.zip",
        36_395,
        "geometry",
        POINT,
        "EPSG:2154",
        [3.808876, 43.571217, 3.93729, 43.652113],
        &[],
    ),
    (
        "montpellier/EspacesVertsGlobal_shp.zip",
        203,
        "geometry",
        POINT,
        "EPSG:2154",
        [3.812045, 43.581873, 3.936522, 43.648107],
        &[],
    ),
    (
        "montpellier/EspacesVertsGlobal_cp1252.geojson",
        203,
        "geometry",
        POINT,
        "EPSG:2154",
        [3.812045, 43.581873, 3.936522, 43.648107],
        &["crs-guessed"],
    ),
    (
        "montpellier/Defibrillateurs_shp.zip",
        167,
        "geometry",
        POINT,
        "EPSG:2154",
        DEFIBRILLATORS,
        &[],
    ),
    (
        "montpellier/Defibrillateurs.geojson",
        167,
        "geometry",
        POINT,
        "EPSG:2154",
        DEFIBRILLATORS,
        &["crs-guessed"],
    ),
    ("montpellier/Defibrillateurs.kmz", 167, "geometry", POINT, "EPSG:4326", DEFIBRILLATORS, &[]),
    (
        "montpellier/TarifStaVoies.kmz",
        7_980,
        "geometry",
        SHAPE,
        "EPSG:4326",
        [3.808778, 43.566928, 3.940202, 43.652736],
        &[],
    ),
];

#[test]
fn real_files_of_places_land_where_they_are() {
    let mut failed = Vec::new();
    for (file, records, column, field_type, crs, extent, doubts) in CASES {
        let Some(whole) = check(file, records) else { return };
        let found = column_of(&whole, column);
        let codes = doubts_of(&whole, column);
        if (found.field_type, found.crs.as_deref(), codes.as_slice())
            != (
                field_type,
                Some(crs),
                &doubts.iter().map(|d| (*d).to_owned()).collect::<Vec<_>>()[..],
            )
        {
            failed.push(format!("{file}: {:?} {:?} {codes:?}", found.field_type, found.crs));
        }
        let near = extent_of(&whole, column);
        let by = if file.contains("communes_13") { 1e-4 } else { 2e-6 };
        if near.iter().zip(extent).any(|(a, b)| (a - b).abs() > by) {
            failed.push(format!("{file}: {near:?} instead of {extent:?}"));
        }
        if !whole.rejected.is_empty() {
            failed.push(format!("{file}: {:?}", whole.rejected[0]));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The records without geometry and place in the file, in order.
fn attributes(whole: &Whole, columns: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for batch in &whole.batches {
        let arrays: Vec<_> =
            columns.iter().map(|c| batch.column_by_name(c).expect("a column")).collect();
        for row in 0..batch.num_rows() {
            let cells: Vec<String> = arrays.iter().map(|a| shown(a, row)).collect();
            lines.push(cells.join("|"));
        }
    }
    lines.sort();
    lines
}

#[test]
fn the_neighbourhoods_of_marseille_are_one_layer_in_all_formats() {
    const COLUMNS: [&str; 7] =
        ["prefixe", "code_qua", "num_qua", "nom", "depco", "nom_co", "nom_qua"];
    let files = ["geojson", "gpkg", "parquet", "csv"].map(|e| format!("quartiers-marseille.{e}"));
    let mut first: Option<Vec<String>> = None;
    for file in files.into_iter().chain(["quartiers-marseille-shp.zip".to_owned()]) {
        let Some(whole) = check(&format!("marseille/{file}"), 111) else { return };
        if file.ends_with("csv") {
            // The table without places has other columns besides.
            let found = attributes(&whole, &COLUMNS[..4]);
            let cut = |line: &String| line.split('|').take(4).collect::<Vec<_>>().join("|");
            let mut expected: Vec<String> = first.iter().flatten().map(cut).collect();
            expected.sort();
            assert_eq!(found, expected);
            continue;
        }
        let found = attributes(&whole, &COLUMNS);
        let expected = first.get_or_insert_with(|| found.clone());
        assert_eq!(&found, expected, "{file}");
        for column in ["prefixe", "code_qua", "depco"] {
            assert_eq!(whole.type_of(column), Some(FieldType::Text), "{file}: {column}");
        }
        assert_eq!(whole.type_of("num_qua"), Some(FieldType::Int), "{file}");
    }
}

#[test]
fn points_in_metres_without_a_system_land_where_their_own_columns_say() {
    let Some(whole) = check("montpellier/Defibrillateurs.geojson", 167) else { return };
    let xs = attributes_in_order(&whole, "coord_x");
    let ys = attributes_in_order(&whole, "coord_y");
    for ((geometry, x), y) in geometries_of(&whole, "geometry").iter().zip(xs).zip(ys) {
        let Some(geo_types::Geometry::Point(point)) = geometry else { panic!("a point") };
        let read = |text: &str| text.replace(',', ".").parse::<f64>().expect("a number");
        assert!((point.x() - read(&x)).abs() < 1e-4, "{x}");
        assert!((point.y() - read(&y)).abs() < 1e-4, "{y}");
    }
}

fn attributes_in_order(whole: &Whole, column: &str) -> Vec<String> {
    let arrays = whole.batches.iter().map(|b| b.column_by_name(column).expect("a column"));
    arrays.flat_map(|a| (0..a.len()).map(|row| shown(a, row)).collect::<Vec<_>>()).collect()
}

#[test]
fn texts_of_tables_beside_shapes_are_read_in_their_encoding() {
    let mut texts = Vec::new();
    for folder in ["utf8", "latin1"] {
        let file = format!("geo/encodage_shp/{folder}/PRESCRIPTION_PCT.shp");
        let Some(whole) = check(&file, 59) else { return };
        texts.push(attributes_in_order(&whole, "libelle"));
    }
    assert_eq!(texts[0], texts[1]);
    assert!(texts[0].iter().any(|t| t.contains('â')), "{:?}", texts[0]);
}

#[test]
fn descriptions_that_are_tables_become_columns() {
    if let Some(whole) = check("montpellier/TarifStaVoies.kmz", 7_980) {
        let types = whole.types();
        for column in ["lib_off", "code_voie", "longueur", "tarifs2011"] {
            assert!(types.iter().any(|(name, _)| *name == column), "{types:?}");
        }
        assert_eq!(whole.type_of("longueur"), Some(FieldType::Double));
        assert!(attributes_in_order(&whole, "lib_off").contains(&"Place de la Célette".to_owned()));
    }
    if let Some(whole) = check("montpellier/Defibrillateurs.kmz", 167) {
        assert!(attributes_in_order(&whole, "nom").contains(&"Hôtel de Ville".to_owned()));
        assert_eq!(whole.type_of("description"), None);
    }
}

#[test]
fn layers_of_a_geopackage_are_told_and_chosen() {
    let Some(root) = samples() else { return };
    let path = root.join("geo/pprt_69dreal.gpkg");
    let prefix = "pprt_69dreal20090005_";
    let whole = Whole::of(&path, "pprt.gpkg", &ReadOptions::default()).expect("readable");
    let told: Vec<(String, Option<u64>)> =
        whole.layout.tables.iter().map(|t| (t.name.replace(prefix, ""), t.records)).collect();
    let expected = [
        ("zonereglementairefoncier_s", 10),
        ("referenceinternet", 1),
        ("zonereglementaireurba_s", 25),
        ("procedure", 1),
        ("perimetre_s", 1),
    ];
    assert_eq!(told, expected.map(|(name, n)| (name.to_owned(), Some(n))));
    let table = |name: &str| ReadOptions { table: Some(name.to_owned()), ..Default::default() };
    let layer = Whole::of(&path, "pprt.gpkg", &table(&format!("{prefix}perimetre_s")));
    let layer = layer.expect("readable");
    assert_eq!(layer.profile.records, 1);
    assert_eq!(layer.type_of("dateetat"), Some(FieldType::Date));
    let plain = Whole::of(&path, "pprt.gpkg", &table(&format!("{prefix}procedure")));
    assert_eq!(plain.expect("readable").type_of("geom"), None);
    assert!(matches!(Whole::of(&path, "p", &table("x")), Err(ReadError::NoSuchTable(_))));
}

#[test]
fn tables_with_positions_in_other_columns_get_a_column_of_points() {
    for (file, rows, column, extent) in [
        ("marseille/marseille_equipements_sportifs_2018.csv", 138, "geo_point_2d", MARSEILLE),
        ("marseille/marseille_creches_2018.csv", 198, "geo_point_2d", MARSEILLE),
        ("marseille/marseille_ecoles_maternelles_2018.csv", 241, "geo_point_2d", MARSEILLE),
        ("marseille/marseille_parcs_jardins_2018.csv", 109, "geo_point_2d", MARSEILLE),
        ("marseille/marseille_monuments_historiques_2018.csv", 79, "geo_point_2d", MARSEILLE),
        ("montpellier/Defibrillateurs.csv", 167, "geo_point_2d", DEFIBRILLATORS),
        ("montpellier/Defibrillateurs.xls", 167, "geo_point_2d", DEFIBRILLATORS),
    ] {
        let Some(whole) = check(file, rows) else { return };
        assert!(whole.type_of(column).is_some(), "{file}: {:?}", whole.types());
        let found = extent_of(&whole, column);
        let within = extent[0] - 1e-4 <= found[0]
            && extent[1] - 1e-4 <= found[1]
            && found[2] <= extent[2] + 1e-4
            && found[3] <= extent[3] + 1e-4;
        assert!(within, "{file}: {found:?}");
    }
    if let Some(whole) = check("cas-csv/wkt.csv", 1) {
        assert!(whole.profile.columns.iter().any(|c| c.source.is_derived()), "{:?}", whole.types());
    }
    if let Some(whole) = check("cas-csv/irve-consolidation-2021.csv", 1_294) {
        // A quarter of its positions are written latitude first.
        assert_eq!(doubts_of(&whole, "geo_point_2d"), ["crs-swapped-some"]);
        let [west, south, east, north] = extent_of(&whole, "geo_point_2d");
        assert!(west > -6.0 && south > 41.0 && east < 10.0 && north < 51.5);
    }
    // Latitudes without their decimals and no longitudes: no false map.
    if let Some(whole) = check("marseille/caract-2023_excel-abime.csv", 54_822) {
        assert_eq!(whole.type_of("geo_point_2d"), None);
    }
    // Kilometres of a plan of its own.
    if let Some(whole) = check("spatial/burkitt_space_time.csv", 188) {
        assert_eq!(whole.type_of("geo_point_2d"), None);
    }
}
