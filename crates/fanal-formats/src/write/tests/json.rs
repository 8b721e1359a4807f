use fanal_model::Value;
use proptest::prelude::*;

use super::*;

fn text(format: ExportFormat, table: &(Vec<ExportColumn>, RecordBatch)) -> String {
    String::from_utf8(exported(format, &plain(), table)).unwrap()
}

#[test]
fn every_type_is_written_as_the_explore_api_does() {
    assert_eq!(
        text(ExportFormat::JsonLines, &everything()),
        concat!(
            r#"{"nom":"Chêne","tags":["ancien","remarquable"],"age":-120,"#,
            r#""haut":0.30000000000000004,"sain":true,"plante":"2024-05-17","#,
            r#""vu":"2025-01-23T14:31:28+00:00","lieu":{"lon":5.36,"lat":43.29},"#,
            r#""trace":{"type":"Feature","geometry":{"type":"LineString","coordinates":"#,
            r#"[[5.0,43.5],[5.25,43.0]]},"properties":{}},"plus":{"n":1.50,"t":"a \" b"}}"#,
            "\n",
            r#"{"nom":null,"tags":null,"age":null,"haut":null,"sain":null,"plante":null,"#,
            r#""vu":null,"lieu":null,"trace":null,"plus":null}"#,
            "\n",
        )
    );
}

#[test]
fn the_array_is_one_document_however_many_batches_and_also_without_any() {
    let (columns, batch) = table(vec![texts(&[Some("a"); 1500])]);
    for batches in 0..3 {
        let sink = Sink::default();
        let mut exporter =
            exporter(ExportFormat::Json, columns.clone(), &plain(), Box::new(sink.clone()))
                .unwrap();
        for _ in 0..batches {
            exporter.write(&batch).unwrap();
            exporter.write(&batch.slice(0, 0)).unwrap();
        }
        exporter.finish().unwrap();
        let document: serde_json::Value = serde_json::from_slice(&sink.bytes()).unwrap();
        assert_eq!(document.as_array().unwrap().len(), 1500 * batches);
    }
}

#[test]
fn an_export_that_was_dropped_is_no_document() {
    let (columns, batch) = table(vec![texts(&[Some("a")])]);
    let sink = Sink::default();
    let mut exporter =
        exporter(ExportFormat::Json, columns, &plain(), Box::new(sink.clone())).unwrap();
    exporter.write(&batch).unwrap();
    drop(exporter);
    assert_eq!(String::from_utf8(sink.bytes()).unwrap(), "[{\"texte\":\"a\"}");
}

#[test]
fn texts_are_escaped_as_json_wants() {
    let all: String = (0..0x80_u8).map(char::from).chain("é\u{2028}😀".chars()).collect();
    let (mut columns, batch) = table(vec![texts(&[Some(&all)])]);
    columns[0].key = "a \"b\"\\".into();
    let line = text(ExportFormat::JsonLines, &(columns, batch));
    assert_eq!(line.matches('\n').count(), 1);
    let object: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(object["a \"b\"\\"], all);
}

proptest! {
    #[test]
    fn any_text_and_number_is_read_back(text in any::<String>(), number in any::<f64>()) {
        let numbers: ArrayRef = Arc::new(Float64Array::from(vec![number]));
        let (columns, batch) =
            table(vec![texts(&[Some(&text)]), (column("n", FieldType::Double), numbers)]);
        let mut out = Vec::new();
        write_json_objects(&columns, &batch, chrono_tz::UTC, &mut out, b"").unwrap();
        let object: serde_json::Value = serde_json::from_slice(&out).unwrap();
        prop_assert_eq!(&object["texte"], &text);
        prop_assert_eq!(object["n"].is_null(), !number.is_finite());
        // Digits are compared, as the reader may be one bit off.
        if number.is_finite() {
            let digits = String::from_utf8(out).unwrap();
            let digits = digits.rsplit("\"n\":").next().unwrap().trim_end_matches('}').to_owned();
            prop_assert_eq!(digits.parse::<f64>().unwrap().to_bits(), number.to_bits());
        }
    }

    #[test]
    fn no_bytes_make_the_geometry_reader_fail_otherwise_than_with_an_error(
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        kind in 0..10_u32,
    ) {
        let mut shape = wkb(kind, &[]);
        shape.extend(bytes);
        let array: ArrayRef = Arc::new(BinaryArray::from_vec(vec![&shape]));
        let (columns, batch) = table(vec![(column("g", FieldType::GeoShape), array)]);
        let mut out = Vec::new();
        match write_json_objects(&columns, &batch, chrono_tz::UTC, &mut out, b"") {
            Ok(()) => {
                let object: serde_json::Value = serde_json::from_slice(&out).unwrap();
                prop_assert_eq!(&object["g"]["type"], "Feature");
            }
            Err(error) => {
                prop_assert!(matches!(error, WriteError::Geometry { .. }), "{}", error);
            }
        }
    }
}

#[test]
fn what_is_not_json_in_a_json_column_is_a_string() {
    let documents = StringArray::from(vec!["{\"a\":", "[1, 2]", "12345678901234567890.10"]);
    let table = table(vec![(column("d", FieldType::Json), Arc::new(documents))]);
    assert_eq!(
        text(ExportFormat::JsonLines, &table),
        "{\"d\":\"{\\\"a\\\":\"}\n{\"d\":[1,2]}\n{\"d\":12345678901234567890.10}\n"
    );
}

#[test]
fn numbers_that_json_has_not_are_null() {
    let numbers = Float64Array::from(vec![f64::NAN, f64::NEG_INFINITY, 1e21]);
    let table = table(vec![(column("n", FieldType::Double), Arc::new(numbers))]);
    let lines = text(ExportFormat::JsonLines, &table);
    assert_eq!(lines, "{\"n\":null}\n{\"n\":null}\n{\"n\":1e+21}\n");
}

#[test]
fn objects_stand_between_separators_only() {
    let (columns, batch) = table(vec![texts(&[Some("a"), Some("b")])]);
    let mut out = Vec::new();
    write_json_objects(&columns, &batch, chrono_tz::UTC, &mut out, b", ").unwrap();
    assert_eq!(out, br#"{"texte":"a"}, {"texte":"b"}"#);
}

#[track_caller]
fn check_geometry(wkb: &[u8], expected: Option<&str>) {
    let shape = Arc::new(BinaryArray::from_vec(vec![wkb]));
    let (columns, batch) = table(vec![(column("g", FieldType::GeoShape), shape)]);
    let found = values(&columns, &batch).map(|v| v[0][0].clone());
    match expected {
        Some(text) => assert_eq!(found.unwrap(), Value::GeoShape(text.into())),
        None => assert!(matches!(found, Err(WriteError::Geometry { row: 1, .. })), "{found:?}"),
    }
}

#[test]
fn geometries_of_every_kind_become_geojson() {
    let two = 2_u32.to_le_bytes();
    let one = 1_u32.to_le_bytes();
    let point = wkb(1, &[&doubles(&[2.5, 48.0])]);
    check_geometry(&point, Some(r#"{"type":"Point","coordinates":[2.5,48.0]}"#));
    check_geometry(
        &wkb(3, &[&one, &two, &doubles(&[0.5, 1.0, 2.0, 3.0])]),
        Some(r#"{"type":"Polygon","coordinates":[[[0.5,1.0],[2.0,3.0]]]}"#),
    );
    check_geometry(
        &wkb(4, &[&one, &point]),
        Some(r#"{"type":"MultiPoint","coordinates":[[2.5,48.0]]}"#),
    );
    check_geometry(
        &wkb(6, &[&one, &wkb(3, &[&one, &one, &doubles(&[0.5, 1.0])])]),
        Some(r#"{"type":"MultiPolygon","coordinates":[[[[0.5,1.0]]]]}"#),
    );
    check_geometry(
        &wkb(7, &[&two, &point, &wkb(7, &[&0_u32.to_le_bytes()])]),
        Some(concat!(
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","#,
            r#""coordinates":[2.5,48.0]},{"type":"GeometryCollection","geometries":[]}]}"#
        )),
    );
    // Altitude is kept, a measure is not; big-endian; PostGIS's bits with a reference system.
    check_geometry(
        &wkb(3001, &[&doubles(&[1.5, 2.5, 3.5, 9.0])]),
        Some(r#"{"type":"Point","coordinates":[1.5,2.5,3.5]}"#),
    );
    check_geometry(
        &[&[0, 0, 0, 0, 1][..], &1.5_f64.to_be_bytes(), &2.5_f64.to_be_bytes()].concat(),
        Some(r#"{"type":"Point","coordinates":[1.5,2.5]}"#),
    );
    check_geometry(
        &wkb(0x2000_0001, &[&4326_u32.to_le_bytes(), &doubles(&[1.5, 2.5])]),
        Some(r#"{"type":"Point","coordinates":[1.5,2.5]}"#),
    );
    check_geometry(
        &wkb(1, &[&doubles(&[f64::NAN, f64::NAN])]),
        Some(r#"{"type":"Point","coordinates":[]}"#),
    );
}

#[test]
fn bytes_that_are_no_geometry_are_an_error_and_never_a_long_wait() {
    let point = wkb(1, &[&doubles(&[2.5, 48.0])]);
    check_geometry(&[], None);
    check_geometry(&point[..20], None);
    check_geometry(&[&point[..], &[0]].concat(), None);
    check_geometry(&wkb(9, &[]), None);
    check_geometry(&wkb(2, &[&u32::MAX.to_le_bytes(), &doubles(&[1.0, 1.0])]), None);
    check_geometry(&wkb(4, &[&1_u32.to_le_bytes(), &wkb(2, &[&0_u32.to_le_bytes()])]), None);
    let mut deep = wkb(7, &[&0_u32.to_le_bytes()]);
    for _ in 0..100 {
        deep = wkb(7, &[&1_u32.to_le_bytes(), &deep]);
    }
    check_geometry(&deep, None);
}
