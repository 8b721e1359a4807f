//! `fanal import --publish`, `fanal inspect`.

use super::{ELECTED, REASON};
use crate::kill::Place;

#[test]
fn an_import_that_publishes_names_the_columns_and_both_ways_out() {
    let mut place = Place::new();
    let file = place.file("elus.csv", ELECTED);
    let file = file.to_str().expect("a plain path");
    let import = ["import", file, "--dataset", "elus", "--publish"];
    let refused = place.run(&import);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    for said in [
        "Ces 2 colonnes désignent des personnes\u{a0}: Nom de l’élu, Prénom de l’élu.",
        "--leave-out",
        "--public-because",
    ] {
        assert!(refused.err.replace('\'', "’").contains(said), "{said}: {}", refused.err);
    }
    place.set("LANG", "en_GB.UTF-8");
    let english = place.run(&import).err;
    assert!(english.contains("These 2 columns designate persons"), "{english}");
    let reason = format!("Nom de l'élu={REASON}");
    let decided = ["--leave-out", "Prénom de l'élu", "--public-because", &reason];
    place.must(&[&import[..], &decided].concat());
    let shown = place.must(&["show", "elus", "--toml"]).out;
    assert!(shown.contains("public_because = \"Mandat public\""), "{shown}");
    assert!(!shown.contains("prenom_de_l_elu"), "{shown}");
    let wrong = place.run(&[&import[..], &["--public-because", "Nom de l'élu"]].concat());
    assert!(wrong.err.contains("TITLE=REASON"), "{}", wrong.err);
    place.must(&import);
    place.is_sound();
}

#[test]
fn a_reason_counts_in_each_table_that_has_the_column() {
    let place = Place::new();
    let tables = r#"{"conseil": [{"nom": "Durand", "prenom": "Anne"}, {"nom": "Petit", "prenom": "Luc"}],
        "seances": [{"jour": "2024-03-01"}]}"#;
    let file = place.file("conseil.json", tables);
    let file = file.to_str().expect("a plain path");
    let import = ["import", file, "--dataset", "ville", "--each-table", "--publish"];
    let refused = place.run(&import);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.err.contains("--public-because"), "{}", refused.err);
    let because = ["nom", "prenom"].map(|column| format!("{column}={REASON}"));
    let [name, first] = &because;
    let reasons = ["--public-because", name, "--public-because", first];
    place.must(&[&import[..], &reasons].concat());
    let shown = place.must(&["show", "ville-conseil", "--toml"]).out;
    assert_eq!(shown.matches("public_because = \"Mandat public\"").count(), 2, "{shown}");
    place.is_sound();
}

#[test]
fn inspecting_tells_columns_of_persons() {
    let place = Place::new();
    let file = place.file("elus.csv", ELECTED);
    let file = file.to_str().expect("a plain path");
    let told = place.must(&["inspect", file]).out;
    assert_eq!(told.matches("Cette colonne désigne des personnes").count(), 2, "{told}");
    let json = place.must(&["inspect", "--json", file]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let marks: Vec<bool> = json["columns"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|column| column["designates_person"] == true)
        .collect();
    assert_eq!(marks, [false, true, true, false]);
}
