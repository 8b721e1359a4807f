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
fn what_is_understood_is_printed_for_people() {
    let mut place = Place::new();
    let file = place.file("arbres.csv", CSV);
    let arguments = ["inspect", file.to_str().expect("a plain path")];
    let french = place.must(&arguments).out;
    place.set("LANG", "en_GB.UTF-8");
    let english = place.must(&arguments).out;
    insta::assert_snapshot!(format!("{french}\n{english}"));
}
