//! `fanal inspect`.

use crate::arbres::CSV;
use crate::kill::Place;

#[test]
fn what_is_understood_is_printed_as_json() {
    let place = Place::new();
    let file = place.file("arbres.csv", CSV);
    let outcome = place.must(&["inspect", "--json", file.to_str().expect("a plain path")]);
    let understood: serde_json::Value = serde_json::from_str(&outcome.out).expect("JSON");
    insta::assert_json_snapshot!(understood);
    assert!(!place.data().exists(), "inspecting needs no data folder and makes none");
}

#[test]
fn a_file_that_is_mostly_set_aside_is_doubted_and_read_otherwise() {
    let place = Place::new();
    let wide = (0..20).map(|n| if n % 3 == 0 { "1;2;3;4;5\n" } else { "1;2;3\n" });
    let file = place.file("large.csv", format!("a;b;c\n{}", wide.collect::<String>()));
    let path = file.to_str().expect("a plain path");
    let told = place.must(&["inspect", path]).out;
    assert!(told.contains("35 % des lignes") || told.contains("35\u{a0}% des lignes"), "{told}");
    let json = place.must(&["inspect", "--json", path]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["rejected_percent"], 35);
    assert_eq!(json["doubts"][0]["code"], "rows-rejected-many", "{json}");
    let otherwise = place.must(&["inspect", path, "--separator", ",", "--header", "0"]).out;
    assert!(otherwise.contains("Séparateur\u{a0}: ,"), "{otherwise}");
}

#[test]
fn a_total_is_no_row_that_can_not_be_read() {
    let place = Place::new();
    let months: String = (1..=12).map(|month| format!("2024-{month:02};{month}0\n")).collect();
    let file = place.file("visites.csv", format!("mois;visites\n{months}Total;780\n"));
    let path = file.to_str().expect("a plain path");
    let json = place.must(&["inspect", "--json", path]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["rejected"], 1);
    assert_eq!(json["rejected_percent"], 0);
    assert!(!json["doubts"].to_string().contains("rows-rejected-many"), "{json}");
}

#[test]
fn what_is_understood_is_printed_for_people() {
    let mut place = Place::new();
    let file = place.file("arbres.csv", CSV);
    let arguments = ["inspect", file.to_str().expect("a plain path")];
    let french = place.must(&arguments).out;
    place.set("LANG", "en_GB.UTF-8");
    let english = place.must(&arguments).out;
    insta::assert_snapshot!(format!("{french}\n{english}"));
}
