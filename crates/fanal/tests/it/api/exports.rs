//! Exports, read back by the program itself.

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};
use serde_json::{Value, json};

use crate::arbres::{API, CSV};

on_one_catalogue! {
    every_export_reads_back_as_the_same_records,
    places_and_lists_read_back_too,
    exports_are_named_typed_and_cut_as_asked,
}

async fn every_export_reads_back_as_the_same_records(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    let records = async |slug: &str| -> Value {
        let base = "/api/explore/v2.1/catalog/datasets";
        visitor.get(&format!("{base}/{slug}/records")).await.expect(200).json()
    };
    let expected = records("arbres").await;
    let links = visitor.get(&format!("{API}/exports")).await.expect(200).json();
    let links = links["links"].as_array().expect("a list").clone();
    for format in ["csv", "json", "jsonl", "parquet", "xlsx"] {
        let address = format!("{}{API}/exports/{format}", TestApp::URL);
        assert!(links.contains(&json!({"rel": format, "href": address})), "{format}");
        let export = visitor.get(&format!("{API}/exports/{format}")).await.expect(200);
        let slug = format!("retour-{format}");
        let name = format!("arbres.{format}");
        app.dataset(&slug).file(&name, &export.body).published().await;
        assert_eq!(records(&slug).await, expected, "{format}");
    }
}

async fn places_and_lists_read_back_too(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let lines = "{\"id\":1,\"geo\":{\"lon\":2.35,\"lat\":48.85},\"mots\":[\"a\",\"b\"]}\n\
                 {\"id\":2,\"geo\":null,\"mots\":[\"c\"]}\n\
                 {\"id\":3,\"geo\":{\"lat\":-21.1,\"lon\":55.5},\"mots\":null}\n";
    let definition = |slug: &str| {
        format!(
            "[dataset]\nid = \"{slug}\"\ntitle = \"Lieux\"\n\
             [[field]]\nname = \"mots\"\nlabel = \"mots\"\ntype = \"text\"\nmultivalued = \",\"\n"
        )
    };
    app.apply(&definition("lieux")).await.expect("the definition is right");
    app.dataset("lieux").file("lieux.jsonl", lines.as_bytes()).published().await;
    let visitor = app.visitor();
    let base = "/api/explore/v2.1/catalog/datasets";
    let records = async |slug: &str| -> Value {
        visitor.get(&format!("{base}/{slug}/records")).await.expect(200).json()
    };
    let expected = records("lieux").await;
    assert_eq!(
        expected["results"],
        json!([
            {"id": 1, "geo": {"lon": 2.35, "lat": 48.85}, "mots": ["a", "b"]},
            {"id": 2, "geo": null, "mots": ["c"]},
            {"id": 3, "geo": {"lon": 55.5, "lat": -21.1}, "mots": null},
        ])
    );
    for format in ["json", "jsonl"] {
        let export = visitor.get(&format!("{base}/lieux/exports/{format}")).await.expect(200);
        let slug = format!("retour-{format}");
        app.apply(&definition(&slug)).await.expect("the definition is right");
        app.dataset(&slug).file(&format!("lieux.{format}"), &export.body).published().await;
        assert_eq!(records(&slug).await, expected, "{format}");
    }
    let csv = visitor.get(&format!("{base}/lieux/exports/csv?list_separator=|")).await.expect(200);
    let rows: Vec<&str> = csv.text().lines().skip(1).collect();
    assert_eq!(rows, ["1;48.85, 2.35;a|b", "2;;c", "3;-21.1, 55.5;"]);
}

async fn exports_are_named_typed_and_cut_as_asked(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.describe("arbres", |dataset| dataset.fields[3].label = "Hauteur (m)".to_owned()).await;
    let visitor = app.visitor();
    for (format, media_type) in [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        let export = visitor.get(&format!("{API}/exports/{format}")).await.expect(200);
        assert_eq!(export.header("content-type"), media_type);
        let disposition = format!("attachment; filename=\"arbres.{format}\"");
        assert_eq!(export.header("content-disposition"), disposition);
        assert_eq!(export.header("fanal-version"), "1");
    }
    for (query, expected) in [
        ("select=id,hauteur&limit=2", "\u{feff}id;hauteur\n1;18.5\n2;12.0\n"),
        ("select=id,hauteur&limit=1&use_labels=true&with_bom=false", "id;Hauteur (m)\n1;18.5\n"),
        (
            "select=id,nom&where=id=3&delimiter=,&quote_all=true&with_bom=False",
            "\"id\",\"nom\"\n3,\"Platane 12\"\n",
        ),
        ("select=id&order_by=-id&offset=4", "\u{feff}id\n1\n"),
        ("select=id&where=id=99", "\u{feff}id\n"),
    ] {
        let export = visitor.get(&format!("{API}/exports/csv?{query}")).await.expect(200);
        assert_eq!(export.text(), expected, "{query}");
    }
    let json = visitor.get(&format!("{API}/exports/json?select=id&where=id>3")).await.expect(200);
    assert_eq!(json.json(), json!([{"id": 4}, {"id": 5}]));
    let lines = visitor.get(&format!("{API}/exports/jsonl?select=id&limit=2")).await.expect(200);
    assert_eq!(lines.text(), "{\"id\":1}\n{\"id\":2}\n");
    visitor.get(&format!("{API}/exports/csv?delimiter=x")).await.expect(400);
}
