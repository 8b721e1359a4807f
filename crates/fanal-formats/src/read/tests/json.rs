//! Where the tables of a JSON document lie, and the shapes in which others write them.

use super::*;

fn table(name: &str) -> ReadOptions {
    ReadOptions { table: Some(name.to_owned()), ..Default::default() }
}

fn names(whole: &Whole) -> Vec<(&str, Option<u64>)> {
    whole.layout.tables.iter().map(|t| (t.name.as_str(), t.records)).collect()
}

#[test]
fn each_list_of_objects_is_a_table_that_can_be_chosen() {
    let text = r#"{"zoo":{"animaux":{"animal":[{"id":1,"zones":[{"z":1},{"z":2},{"z":3}]},{"id":2}]},
        "agents":[{"nom":"A"}]}}"#;
    let first = whole("t.json", text);
    assert_eq!(first.layout.table.as_deref(), Some("zoo.animaux.animal"));
    assert_eq!(first.doubts(), ["json-tables-several"]);
    assert_eq!(
        names(&first),
        [
            ("zoo.animaux.animal.zones", Some(3)),
            ("zoo.animaux.animal", Some(2)),
            ("zoo.agents", Some(1))
        ]
    );
    assert_eq!(first.types(), [("id", "int"), ("zones", "json_blob")]);
    let zones = of("t.json", text, &table("zoo.animaux.animal.zones")).expect("readable");
    assert_eq!(zones.table(), ["1|1", "2|2", "3|3"]);
    assert!(zones.doubts().is_empty());
    let agents = of("t.json", text, &table("zoo.agents")).expect("readable");
    assert_eq!(agents.table(), ["A|1"]);
    let absent = of("t.json", text, &table("zoo.plantes"));
    assert!(matches!(absent, Err(ReadError::NoSuchTable(_))));
}

#[test]
fn a_list_that_is_the_document_offers_the_lists_within() {
    let text = r#"[{"id":"a","lots":[{"n":1},{"n":2}]},{"id":"b","lots":[{"n":3}]},{"id":"c"}]"#;
    let first = whole("t.json", text);
    assert_eq!(names(&first), [("lots", Some(3)), (".", Some(3))]);
    assert_eq!((first.layout.table.as_deref(), first.profile.records), (Some("."), 3));
    assert!(first.doubts().is_empty(), "{:?}", first.doubts());
    assert_eq!(of("t.json", text, &table("lots")).expect("readable").profile.records, 3);
}

#[test]
fn texts_in_several_languages_are_french_first() {
    let text = r#"{"last_updated":1,"data":{"stations":[
        {"station_id":"07","name":[{"text":"Old Port","language":"en"},{"text":"Vieux-Port","language":"fr"}]},
        {"station_id":"08","name":[{"text":"Town hall","language":"en"}]}]}}"#;
    assert_eq!(whole("t.json", text).table(), ["07|Vieux-Port|1", "08|Town hall|2"]);
}

#[test]
fn the_stations_of_shared_bicycles_are_points() {
    let text = r#"{"last_updated":1717486761,"ttl":60,"version":"2.3","data":{"stations":[
        {"station_id":"007","name":"Gare","lat":43.3,"lon":5.4,"capacity":20,"rental_methods":["creditcard","key"]},
        {"station_id":"008","name":"Port","lat":43.2,"lon":5.3,"capacity":10,"rental_methods":[]}]}}"#;
    let read = whole("station_information.json", text);
    assert_eq!(
        read.types(),
        [
            ("station_id", "text"),
            ("name", "text"),
            ("lat", "double"),
            ("lon", "double"),
            ("capacity", "int"),
            ("rental_methods", "text"),
            ("geo_point_2d", "geo_point_2d")
        ]
    );
    assert_eq!(read.table()[0], "007|Gare|43.3|5.4|20|[creditcard, key]|{lon: 5.4, lat: 43.3}|1");
}

#[test]
fn records_are_taken_out_of_the_wrapping_of_portals() {
    let first = r#"{"nhits":1,"records":[{"datasetid":"d","recordid":"r","fields":{"nom":"A","n":2},
        "geometry":{"type":"Point","coordinates":[5.4,43.3]}}]}"#;
    assert_eq!(
        whole("t.json", first).types(),
        [
            ("nom", "text"),
            ("n", "int"),
            ("datasetid", "text"),
            ("recordid", "text"),
            ("geometry", "geo_point_2d")
        ]
    );
    let second = r#"{"total_count":1,"records":[{"links":[{"rel":"self","href":"x"}],
        "record":{"id":"r","size":9,"fields":{"nom":"A","n":2}}}]}"#;
    assert_eq!(whole("t.json", second).types()[..2], [("nom", "text"), ("n", "int")]);
    let third = r#"{"total_count":2,"results":[{"nom":"A","n":2},{"nom":"B","n":3}]}"#;
    assert_eq!(whole("t.json", third).table(), ["A|2|1", "B|3|2"]);
}

#[test]
fn lists_of_lists_take_their_titles_from_beside_or_from_their_first_row() {
    let ckan = r#"{"fields":[{"id":"_id","type":"int"},{"id":"nom","type":"text"}],
        "records":[[1,"A"],[2,"B"],[3]]}"#;
    let read = whole("t.json", ckan);
    assert_eq!(read.types(), [("id", "int"), ("nom", "text")]);
    assert_eq!(read.table(), ["1|A|1", "2|B|2", "3||3"]);
    let own = whole("t.json", r#"[["nom","places"],["A",12],["B",30],["C",1,2]]"#);
    assert_eq!(own.types(), [("nom", "text"), ("places", "int")]);
    assert_eq!(own.table(), ["A|12|1", "B|30|2"]);
    assert_eq!(own.reasons(), [(4, "row-too-wide")]);
    let none = whole("t.json", "[[1,2.5],[2,3.5]]");
    assert_eq!(none.types(), [("colonne_1", "int"), ("colonne_2", "double")]);
    assert_eq!(none.doubts(), ["header-missing"]);
}

#[test]
fn columns_are_turned_into_records() {
    let lists = r#"{"nom":["A","B"],"places":[12,30]}"#;
    let counted = r#"{"nom":{"0":"A","1":"B"},"places":{"0":12,"1":30}}"#;
    for text in [lists, counted] {
        assert_eq!(whole("t.json", text).table(), ["A|12|1", "B|30|2"], "{text}");
    }
    let within = r#"{"latitude":43.3,"hourly":{"time":["2024-01-01T00:00","2024-01-01T01:00"],
        "pluie":[0.5,1.5]}}"#;
    assert_eq!(whole("t.json", within).types(), [("time", "datetime"), ("pluie", "double")]);
}

#[test]
fn geometries_within_records_are_shapes() {
    let text = r#"[{"id":1,"zone":{"type":"LineString","coordinates":[[5.4,43.3],[5.5,43.4]]}}]"#;
    assert_eq!(whole("t.json", text).types(), [("id", "int"), ("zone", "geo_shape")]);
    let lines = r#"{"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[5.4,43.3]}}"#;
    let read = whole("t.jsonl", format!("{lines}\n{lines}\n"));
    assert_eq!(read.types(), [("n", "int"), ("geometry", "geo_point_2d")]);
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    for (text, line, column) in [
        ("[\n{\"a\":1},\n]", 3, 1),
        ("{\"a\":[{\"b\":1,}]}", 1, 14),
        ("// liste\n[{\"a\":1}]", 1, 1),
        ("[{\"a\":1}, /* fin */ {\"a\":2}]", 1, 11),
    ] {
        let options = ReadOptions { format: Some(Format::Json), ..Default::default() };
        match of("t.json", text, &options) {
            Err(ReadError::BrokenJson { line: l, column: c }) => {
                assert_eq!((l, c), (line, column), "{text}");
            }
            other => panic!("{text}: {:?}", other.map(|w| w.table())),
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_content() {
    assert_eq!(whole("t.json", "\u{feff}[{\"é\":\"à\"}]").table(), ["à|1"]);
    let wide: Vec<u8> =
        "\u{feff}[{\"é\":\"à\"}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(whole("t.json", wide).table(), ["à|1"]);
}

#[test]
fn nesting_and_values_without_end_are_refused() {
    let lists = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
    let objects = format!("[{}1{}]", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    for text in [lists, objects] {
        match of("t.json", &text, &ReadOptions::default()) {
            Err(error) => assert_eq!(error.problem().code, "document-too-deep"),
            Ok(read) => panic!("was read: {:?}", read.layout),
        }
    }
    let options = ReadOptions { row_limit_bytes: Some(300_000), ..Default::default() };
    let long = format!("{{\"a\":[{{\"b\":1}},{{\"b\":\"{}\"}}]}}", "x".repeat(3_000_000));
    assert!(matches!(of("t.json", &long, &options), Err(ReadError::RowTooLong { .. })));
    // A long document of short records is none.
    let many = format!(
        "{{\"autre\":[{}1],\"a\":[{}{{\"b\":2}}]}}",
        "1,".repeat(400_000),
        "{\"b\":1},".repeat(100_000)
    );
    assert_eq!(of("t.json", &many, &options).expect("readable").profile.records, 100_001);
}

#[test]
fn long_lines_are_lines_all_the_same() {
    let long = "x".repeat(2 << 20);
    let text = format!("{{\"a\":\"{long}\"}}\n{{\"a\":\"y\"}}\n");
    let whole = whole("t.json", text);
    assert_eq!((whole.layout.format, whole.profile.records), (Format::JsonLines, 2));
}

#[test]
fn lists_of_whole_numbers_are_several_values_and_other_lists_stay_json() {
    let content = r#"[
        {"lignes":[1,2,30],"mixte":["T1",2],"boite":[5.1,43.2],"vrai":[true],"tantot":[1,2]},
        {"lignes":[],"mixte":[18446744073709551615],"boite":[5,44],"vrai":[],"tantot":[1.5]}
    ]"#;
    let found = whole("t.json", content);
    let kinds: Vec<(&str, bool)> =
        found.profile.columns.iter().map(|c| (c.field_type.name(), c.multivalued)).collect();
    let (list, json) = (("text", true), ("json_blob", false));
    assert_eq!(kinds, [list, list, json, json, json]);
    assert_eq!(found.table()[0], "[1, 2, 30]|[T1, 2]|[5.1,43.2]|[true]|[1,2]|1");
    assert_eq!(found.table()[1], "[]|[18446744073709551615]|[5,44]|[]|[1.5]|2");
    assert_eq!(column_of(&found, "lignes").samples, ["[1,2,30]", "[]"]);
}
