//! Real files of places, when they are there: what several of them, or their own columns, say of
//! where they lie. What each holds stands on the pages of `cases/samples/`.

use super::samples::{check, samples};
use super::*;

#[test]
fn a_real_outline_that_crosses_itself_is_mended() {
    let Some(root) = samples() else { return };
    let path = root.join("geo/kinked-multipolygons.geojson");
    let mending = ReadOptions { mend_shapes: true, ..Default::default() };
    let before = Whole::of(&path, "kinked.geojson", &ReadOptions::default()).expect("readable");
    let after = Whole::of(&path, "kinked.geojson", &mending).expect("readable");
    assert_eq!(doubts_of(&after, "geometry"), ["geometry-mended"]);
    assert_eq!(after.mended.len(), 1);
    let mended = geometries_of(&after, "geometry");
    assert_eq!(geometry::mended(mended[0].as_ref().expect("a shape")), None, "it is right now");
    assert_extent(&after, "geometry", extent_of(&before, "geometry"), 1e-9);
}

/// The corners of each record's shape behind its attributes, in one order whatever that of the
/// records, of the rings and of their corners is.
fn shapes(whole: &Whole, column: &str, columns: &[&str]) -> Vec<(String, Vec<[f64; 2]>)> {
    let mut attributes = Vec::new();
    for column in columns {
        attributes.push(attributes_in_order(whole, column));
    }
    let records = geometries_of(whole, column).into_iter().enumerate().map(|(row, geometry)| {
        let mut corners = Vec::new();
        let geometry = geometry.expect("each has a shape");
        geometry::visit(&geometry, &mut |at| corners.push([at.x, at.y]));
        corners.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let name: Vec<&str> = attributes.iter().map(|cells| cells[row].as_str()).collect();
        (name.join("|"), corners)
    });
    let mut records: Vec<_> = records.collect();
    records.sort_by(|(one, _), (other, _)| one.cmp(other));
    records
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
    let mut outlines = None;
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
        let geometry = if file.ends_with("gpkg") { "geom" } else { "geometry" };
        let found = shapes(&whole, geometry, &COLUMNS);
        let expected = outlines.get_or_insert_with(|| found.clone());
        assert!(&found == expected, "{file}: the outlines are others");
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
