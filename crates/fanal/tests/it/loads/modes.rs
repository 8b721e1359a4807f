//! Replace, append, update by key.

use fanal_testkit::service::JobEnd;
use fanal_testkit::{Browser, Catalogue, TestApp, on_both_catalogues};
use serde_json::Value;

use crate::arbres::{API, CSV, LATER};

on_both_catalogues! {
    a_replacement_takes_the_place_of_all_records,
    an_addition_keeps_what_is_there,
    an_update_replaces_records_of_the_same_key_and_adds_the_others,
    a_load_that_fails_leaves_the_version_before,
    a_record_is_known_by_the_key_of_its_dataset_whatever_the_load,
    a_record_is_known_by_its_content_whatever_the_order_of_columns,
}

/// The names of a version's trees, in its order.
async fn names(visitor: &Browser, query: &str) -> Vec<String> {
    let answer = visitor.get(&format!("{API}/records?limit=100{query}")).await.expect(200).json();
    let results = answer["results"].as_array().expect("a list").clone();
    let name = |r: &Value| r["nom"].as_str().unwrap_or_default().to_owned();
    results.iter().map(name).collect()
}

const FIVE: [&str; 5] = ["Chêne de l'Abbaye", "Tilleul du Parc", "Platane 12", "Érable", "Ginkgo"];

async fn a_replacement_takes_the_place_of_all_records(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    app.dataset("arbres").csv("id;nom\n7;Saule\n").loaded().await;
    assert_eq!(names(&visitor, "").await, ["Saule"]);
    assert_eq!(names(&visitor, "&version=1").await, FIVE);
    let fields = app.stored("arbres").await.fields;
    let fields: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(fields, ["id", "nom"], "the columns are those of the new file");
    let old = visitor.get(&format!("{API}/records?version=1&limit=1")).await.expect(200).json();
    assert_eq!(old["results"][0]["essence"], "Chêne", "the old version keeps its columns");
}

async fn an_addition_keeps_what_is_there(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    let before = app.record_ids("arbres").await;
    let more = "id;nom;essence;hauteur;plante_le;remarquable\n7;Saule;Saule;2;01/01/2026;non\n\
                5;Ginkgo;;9,75;;non\n";
    app.dataset("arbres").csv(more).appended().loaded().await;
    let expected: Vec<&str> = FIVE.into_iter().chain(["Saule", "Ginkgo"]).collect();
    assert_eq!(names(&visitor, "").await, expected);
    assert_eq!(names(&visitor, "&version=1").await, FIVE);
    let after = app.record_ids("arbres").await;
    assert_eq!(after[..5], before[..]);
    assert_ne!(after[6], after[4], "two equal records have two addresses");
}

async fn an_update_replaces_records_of_the_same_key_and_adds_the_others(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    let mut changed = CSV.lines().take(1).collect::<Vec<_>>();
    changed.push("2;Tilleul du Square;Tilleul;13;02/11/1990;oui");
    changed.push("7;Saule;Saule;2;01/01/2026;non");
    app.dataset("arbres").csv(&changed.join("\n")).updated_by(&["id"]).loaded().await;
    let mut now = names(&visitor, "").await;
    now.sort();
    let mut expected = FIVE.map(str::to_owned).to_vec();
    expected[1] = "Tilleul du Square".to_owned();
    expected.push("Saule".to_owned());
    expected.sort();
    assert_eq!(now, expected);
    assert_eq!(names(&visitor, "&version=1").await, FIVE);
    let is_data = |file: &&String| file.contains("/table/") && !file.contains("_delta_log");
    let data = app.lake_files().iter().filter(is_data).count();
    assert_eq!(data, 2, "one of each version, what was merged is gone: {:?}", app.lake_files());
    let ids = app.record_ids("arbres").await;
    app.dataset("arbres").csv(&changed.join("\n")).updated_by(&["id"]).loaded().await;
    let mut again = app.record_ids("arbres").await;
    let mut before = ids.clone();
    again.sort();
    before.sort();
    assert_eq!(again, before, "the same update twice changes no address");
}

async fn a_record_is_known_by_the_key_of_its_dataset_whatever_the_load(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let key = "[dataset]\nid = \"arbres\"\ntitle = \"Arbres\"\n[[field]]\nname = \"id\"\n\
               label = \"id\"\ntype = \"int\"\nkey = true\n";
    app.apply(key).await.expect("a dataset may be described before its data");
    app.dataset("arbres").csv(CSV).loaded().await;
    let ids = app.record_ids("arbres").await;
    let grown = CSV.replace("18,5", "19");
    assert_ne!(grown, CSV);
    app.dataset("arbres").csv(&grown).updated_by(&["nom"]).loaded().await;
    let sorted = async || {
        let mut ids = app.record_ids("arbres").await;
        ids.sort();
        ids
    };
    let updated = sorted().await;
    app.dataset("arbres").csv(CSV).loaded().await;
    assert_eq!(app.record_ids("arbres").await, ids);
    assert_eq!(sorted().await, updated, "also when it was found by another key, and changed");
}

async fn a_record_is_known_by_its_content_whatever_the_order_of_columns(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv("id;nom\n1;Orme\n2;Saule\n").loaded().await;
    let ids = app.record_ids("arbres").await;
    app.dataset("arbres").csv("nom;id\nOrme;1\nSaule;2\n").loaded().await;
    assert_eq!(app.record_ids("arbres").await, ids);
}

async fn a_load_that_fails_leaves_the_version_before(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    let files = app.lake_files();
    for (bytes, mode) in
        [(&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x01\x02\x03"[..], "replace"), (b"a;b\n1;2\n", "update")]
    {
        let load = app.dataset("arbres").file("arbres.csv", bytes);
        let load = if mode == "update" { load.updated_by(&["id"]) } else { load };
        let end = load.end(false).await;
        assert!(!matches!(end, Ok(JobEnd::Done)), "{mode}: {end:?}");
        assert_eq!(names(&visitor, "").await, FIVE, "{mode}");
    }
    assert_eq!(app.stored("arbres").await.current.map(|v| v.number), Some(1));
    assert_eq!(app.lake_files(), files, "nothing of the failed loads stays");
    app.dataset("arbres").csv(LATER).loaded().await;
    assert_eq!(app.stored("arbres").await.current.map(|v| v.number), Some(2));
}
