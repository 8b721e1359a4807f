//! Rows that can't be read: kept apart, counted, and given to those who prepare the dataset.

use fanal_testkit::model::Role;
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};

use crate::arbres::API;

on_both_catalogues! { rejected_rows_are_given_to_editors_only }

async fn rejected_rows_are_given_to_editors_only(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let mut csv = "id;nom\n".to_owned();
    for id in 1..=20 {
        csv.push_str(&format!("{id};Arbre {id}\n"));
    }
    csv.push_str("21;Orme;de trop;encore\n22;Frêne\n");
    app.dataset("arbres").csv(&csv).published().await;
    let version = app.stored("arbres").await.current.expect("it was loaded");
    assert_eq!((version.records, version.rejected), (21, 1));
    let records = app.visitor().get(&format!("{API}/records?where=id=22")).await.expect(200);
    assert_eq!(records.json()["total_count"], 1, "the rows behind it are read");
    let address = "/explore/dataset/arbres/rejected/1";
    let stranger = app.visitor().get(address).await;
    assert_eq!(
        stranger.location(),
        Some("/sign-in?next=%2Fexplore%2Fdataset%2Farbres%2Frejected%2F1")
    );
    app.person(Role::Reader).await.get(address).await.expect(403);
    let editor = app.person(Role::Editor).await;
    let rows = editor.get(address).await.expect(200);
    assert_eq!(rows.header("content-type"), "text/csv; charset=utf-8");
    assert!(rows.header("content-disposition").contains("arbres-1-lignes-ecartees.csv"));
    let lines: Vec<&str> = rows.text().lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("\u{feff}ligne;motif;id;nom"), "{lines:?}");
    assert!(lines[1].starts_with("22;"), "the line in the file: {lines:?}");
    assert!(lines[1].contains("cellules"), "why, in the reader's language: {lines:?}");
    assert!(lines[1].ends_with("21;Orme;de trop;encore"), "{lines:?}");
    let rows = editor.get_with(address, &[("accept-language", "en")]).await.expect(200);
    assert!(rows.text().starts_with("\u{feff}line;reason;id;nom\n22;"), "{}", rows.text());
    assert!(rows.text().contains("cells"), "{}", rows.text());
    editor.get("/explore/dataset/arbres/rejected/2").await.expect(404);
    editor.get("/explore/dataset/arbres/rejected/x").await.expect(404);
}
