//! JSON in its forms, GeoJSON.

use super::*;

#[test]
fn a_list_of_objects_is_a_table() {
    let whole = whole(
        "t.json",
        r#"[{"nom":"A","n":1,"adresse":{"ville":"X"},"tags":["u","v"]},{"nom":"B","n":2.5,"autre":true,"tags":[]},3]"#,
    );
    assert_eq!(
        whole.types(),
        [
            ("nom", "text"),
            ("n", "double"),
            ("adresse_ville", "text"),
            ("tags", "text"),
            ("autre", "boolean")
        ]
    );
    assert_eq!(whole.table(), ["A|1.0|X|[u, v]||1", "B|2.5||[]|true|2"]);
    assert_eq!(whole.reasons(), [(3, "row-not-an-object")]);
    assert_eq!(whole.profile.columns[4].empty, 1);
}

#[test]
fn a_list_within_a_document_is_found() {
    let text = r#"{"version":"2","data":{"stations":[{"id":"07"},{"id":"08"}]}}"#;
    let whole = whole("t.json", text);
    assert_eq!(whole.table(), ["07|1", "08|2"]);
    assert_eq!(whole.doubts(), ["json-table-within"]);
}

#[test]
fn outer_keys_become_columns() {
    let text = r#"{"2021-06-14":{"15":{"NO":1.5},"16":{"NO":2}},"2021-06-15":{"0":{"NO2":3}}}"#;
    let whole = whole("t.json", text);
    assert_eq!(
        whole.types(),
        [("cle_1", "date"), ("cle_2", "int"), ("no", "double"), ("no2", "int")]
    );
    assert_eq!(
        whole.table(),
        ["2021-06-14|15|1.5||1", "2021-06-14|16|2.0||2", "2021-06-15|0||3|3"]
    );
}

#[test]
fn innermost_keys_that_are_values_become_records() {
    let whole = whole("t.json", r#"{"2021-06-14":{"0":7,"1":-2},"2021-06-15":{"0":3}}"#);
    assert_eq!(whole.types(), [("cle_1", "date"), ("cle_2", "int"), ("valeur", "int")]);
    assert_eq!(whole.table(), ["2021-06-14|0|7|1", "2021-06-14|1|-2|2", "2021-06-15|0|3|3"]);
}

#[test]
fn one_object_a_line_and_broken_lines_apart() {
    let whole = whole("t.jsonl", "{\"a\":\"1\"}\n{\"a\":\"2\"}\n{\"a\":\n\n{\"a\":\"é\"}\n");
    assert_eq!(whole.layout.format, Format::JsonLines);
    assert_eq!(whole.table(), ["1|1", "2|2", "é|4"]);
    assert_eq!(whole.reasons(), [(3, "row-json-broken")]);
}

#[test]
fn a_longitude_and_a_latitude_are_a_place() {
    let text = r#"[{"id":1,"geo":{"lon":2.35,"lat":48.85}},{"id":2,"geo":null},
        {"id":3,"geo":{"lat":-21.1,"lon":55.5}}]"#;
    let whole = whole("t.json", text);
    assert_eq!(whole.types(), [("id", "int"), ("geo", "geo_point_2d")]);
    let metres = self::whole("t.json", r#"[{"geo":{"lon":652469,"lat":6862035}}]"#);
    assert_eq!(doubts_of(&metres, "geo"), ["crs-guessed"]);
    assert_eq!(metres.profile.columns[0].crs.as_deref(), Some("EPSG:2154"));
    let far = self::whole("t.json", r#"[{"geo":{"lon":6524690000,"lat":6862035}}]"#);
    assert_eq!(far.types(), [("geo", "json_blob")]);
    assert_eq!(doubts_of(&far, "geo"), ["crs-unknown"]);
}

#[test]
fn points_are_points_and_other_geometries_are_shapes() {
    let feature = |geometry: &str| {
        format!(r#"{{"type":"Feature","id":7,"properties":{{"nom":"A"}},"geometry":{geometry}}}"#)
    };
    let collection = |features: &[String], crs: &str| {
        format!(r#"{{"type":"FeatureCollection"{crs},"features":[{}]}}"#, features.join(","))
    };
    let point = feature(r#"{"type":"Point","coordinates":[5.4,43.3]}"#);
    let line = feature(r#"{"type":"LineString","coordinates":[[5.4,43.3],[5.5,43.4]]}"#);
    let points = whole("t.geojson", collection(&[point.clone(), feature("null")], ""));
    assert_eq!(points.table(), ["A|7|{lon: 5.4, lat: 43.3}|1", "A|7||2"]);
    let mixed = whole("t.geojson", collection(&[point.clone(), line], ""));
    assert_eq!(mixed.type_of("geometry"), Some(FieldType::GeoShape));
    assert!(mixed.table()[0].contains("0101000000"), "{:?}", mixed.table());
    let crs = r#","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#;
    let said = whole("t.geojson", collection(std::slice::from_ref(&point), crs));
    assert_eq!(said.type_of("geometry"), Some(FieldType::GeoPoint));
    let metres = feature(r#"{"type":"Point","coordinates":[892000,6247000]}"#);
    let lambert = whole("t.geojson", collection(&[metres], ""));
    assert_eq!(lambert.table(), ["A|7|{lon: 5.36498325, lat: 43.29628821}|1"]);
    let far = feature(r#"{"type":"Point","coordinates":[892000,62470000]}"#);
    let unknown = whole("t.geojson", collection(&[far], ""));
    assert_eq!(unknown.type_of("geometry"), Some(FieldType::Json));
    assert_eq!(unknown.table(), [r#"A|7|{"type":"Point","coordinates":[892000.0,62470000.0]}|1"#]);
}

#[test]
fn one_object_of_geojson_is_a_map_too() {
    let geometries = [
        (r#"{"type":"Point","coordinates":[5.4,43.3]}"#, "geo_point_2d"),
        (
            r#"{"type":"Polygon","coordinates":[[[5.4,43.3],[5.5,43.3],[5.5,43.4],[5.4,43.3]]]}"#,
            "geo_shape",
        ),
        (
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[5.4,43.3]},
                {"type":"LineString","coordinates":[[5.4,43.3],[5.5,43.4]]}]}"#,
            "geo_shape",
        ),
    ];
    for (geometry, field_type) in geometries {
        let alone = whole("t.geojson", geometry);
        assert_eq!(alone.types(), [("geometry", field_type)], "{geometry}");
        assert_eq!((alone.layout.format, alone.doubts().len()), (Format::GeoJson, 0));
        let feature =
            format!(r#"{{"type":"Feature","properties":{{"nom":"A"}},"geometry":{geometry}}}"#);
        let feature = whole("t.geojson", feature);
        assert_eq!(feature.types(), [("nom", "text"), ("geometry", field_type)]);
        assert!(feature.doubts().is_empty(), "{:?}", feature.doubts());
        let record = whole("t.json", format!(r#"[{{"nom":"A","lieu":{geometry}}},{{"nom":"B"}}]"#));
        assert_eq!(record.types(), [("nom", "text"), ("lieu", field_type)]);
    }
    let other = whole("t.json", r#"{"type":"Point","nom":"A"}"#);
    assert_eq!(other.types(), [("type", "text"), ("nom", "text")], "it only looks so");
}

#[test]
fn what_stands_beside_one_geometry_is_read_too() {
    let point = r#"{"type":"Point","coordinates":[5.4,43.3],"nom":"Mairie","places":12}"#;
    let point = whole("t.json", point);
    assert_eq!(point.table(), ["Point|[5.4,43.3]|Mairie|12|1"]);
    let ring = "[[[5.4,43.3],[5.5,43.3],[5.5,43.4],[5.4,43.3]]]";
    let zone = format!(r#"{{"type":"Polygon","coordinates":{ring},"nom":"Mairie"}}"#);
    let zone = whole("t.json", zone);
    assert_eq!(zone.table(), [format!("Polygon|{ring}|Mairie|1")]);
    let table = format!(
        r#"{{"type":"Polygon","coordinates":{ring},"records":[{{"nom":"A","n":1}},{{"nom":"B","n":2}}]}}"#
    );
    let table = whole("t.json", table);
    assert_eq!(table.table(), ["A|1|1", "B|2|2"]);
    assert_eq!(table.doubts(), ["json-table-within"]);
    let geometry = format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#);
    let feature = format!(
        r#"{{"type":"Feature","properties":{{"nom":"A"}},"geometry":{geometry},"source":"IGN"}}"#
    );
    let feature = whole("t.json", feature);
    assert_eq!(
        feature.types(),
        [
            ("type", "text"),
            ("properties_nom", "text"),
            ("geometry", "geo_shape"),
            ("source", "text")
        ]
    );
}

/// A Parquet file with one column of texts, one of moments without zone, one of bytes.
pub(super) fn parquet() -> Vec<u8> {
    use std::sync::Arc;

    use ::parquet::arrow::ArrowWriter;
    use arrow::array::{ArrayRef, BinaryArray, Int32Array, StringArray, TimestampMillisecondArray};

    let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("01"), Some("NC"), None]));
    let moments: ArrayRef = Arc::new(TimestampMillisecondArray::from(vec![0, 1000, 2000]));
    let bytes: ArrayRef = Arc::new(BinaryArray::from_vec(vec![&[0xFF][..], b"a", b"b"]));
    let small: ArrayRef = Arc::new(Int32Array::from(vec![1, 2, 3]));
    let columns = [("code", texts), ("quand", moments), ("brut", bytes), ("n", small)];
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
            .expect("columns of one length");
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, batch.schema(), None).expect("types are kept");
    writer.write(&batch).expect("written to memory");
    writer.close().expect("written to memory");
    out
}

#[test]
fn parquet_keeps_its_types_and_texts_stay_texts() {
    let whole = whole("t.parquet", parquet());
    assert_eq!(
        whole.types(),
        [("code", "text"), ("quand", "datetime"), ("brut", "text"), ("n", "int")]
    );
    assert_eq!(
        whole.table(),
        [
            "01|1969-12-31T23:00:00+00:00|ff|1|1",
            "NC|1969-12-31T23:00:01+00:00|61|2|2",
            "|1969-12-31T23:00:02+00:00|62|3|3",
        ]
    );
}

#[test]
fn a_forced_type_rejects_rows_of_parquet_too() {
    let file = Scratch::new("t.parquet", &parquet());
    let whole = Whole::planned(&file.0, "t.parquet", &ReadOptions::default(), |plan| {
        plan.columns.retain(|c| [Source::Column(0), Source::Column(3)].contains(&c.source));
        plan.columns[0].field_type = FieldType::Json;
        plan.columns[1].field_type = FieldType::Double;
    })
    .expect("readable");
    assert_eq!(whole.table(), ["|3.0|3"]);
    assert_eq!(whole.reasons(), [(1, "cell-misfit"), (2, "cell-misfit")]);
}
