//! A column that is left out is stored nowhere.

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};
use serde_json::json;

use crate::arbres::API;

on_one_catalogue! { a_column_left_out_is_stored_nowhere }

/// Stands in the column that is left out, in good rows and in bad ones.
const SECRET: &str = "jardinier-kx7q2";
/// Stands in the column that is kept.
const SHOWN: &str = "essence-kx7q2";

async fn a_column_left_out_is_stored_nowhere(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let mut csv = "id;essence;agent\n".to_owned();
    for id in 1..=40 {
        csv.push_str(&format!("{id};{SHOWN}-{id};{SECRET}-{id}\n"));
    }
    csv.push_str(&format!("41;{SHOWN};{SECRET};de-trop\n42\n"));
    app.dataset("arbres").csv(&csv).published().await;
    let with = app.files_with(SECRET.as_bytes());
    for place in [".parquet", "original.csv", "rejected.jsonl"] {
        let found = with.iter().any(|file| file.to_string_lossy().ends_with(place));
        assert!(found, "where the column is kept, the search finds it in {place}: {with:?}");
    }

    let app = TestApp::on(&Catalogue::Sqlite).await;
    app.dataset("arbres").csv(&csv).without_column("agent").published().await;
    let version = app.stored("arbres").await.current.expect("it was loaded");
    assert!(version.rejected > 0, "rows that can't be read are part of the test");
    let visitor = app.visitor();
    let first = visitor.get(&format!("{API}/records?limit=1")).await.expect(200).json();
    assert_eq!(first["results"][0], json!({"id": 1, "essence": format!("{SHOWN}-1")}));
    assert_eq!(app.files_with(SECRET.as_bytes()), [] as [std::path::PathBuf; 0]);
    let kept = app.files_with(SHOWN.as_bytes());
    assert!(!kept.is_empty(), "what is kept is stored where the search looks");
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "the spool is empty after the load");
}
