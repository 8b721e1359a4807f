//! `catalog/datasets` and one dataset.

use fanal_testkit::{Answer, Catalogue, TestApp, on_both_catalogues};
use serde_json::{Value, json};

use crate::arbres::{API, CSV};

const LIST: &str = "/api/explore/v2.1/catalog/datasets";

on_both_catalogues! {
    the_catalogue_is_listed_page_by_page_in_the_order_asked_for,
    a_dataset_tells_what_it_is,
}

async fn the_catalogue_is_listed_page_by_page_in_the_order_asked_for(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    let nothing = visitor.get(LIST).await.expect(200).json();
    assert_eq!(nothing, json!({"total_count": 0, "results": []}));
    for (slug, title) in [("zebres", "Abris"), ("eaux", "Écoles"), ("arbres", "Zones")] {
        app.dataset(slug).title(title).csv("a;b\n1;2\n").published().await;
        app.clock().pass_seconds(60);
    }
    for (query, expected) in [
        ("", vec!["arbres", "eaux", "zebres"]),
        ("?order_by=dataset_id", vec!["arbres", "eaux", "zebres"]),
        ("?order_by=title", vec!["zebres", "eaux", "arbres"]),
        ("?order_by=modified desc", vec!["arbres", "eaux", "zebres"]),
        ("?order_by=title&limit=1&offset=1", vec!["eaux"]),
        ("?limit=0", vec![]),
        ("?offset=3", vec![]),
        ("/?limit=1", vec!["arbres"]),
    ] {
        let answer = visitor.get(&format!("{LIST}{query}")).await.expect(200);
        assert_eq!(ids(&answer), expected, "{query}");
        assert_eq!(answer.json()["total_count"], 3, "{query}");
    }
}

fn ids(answer: &Answer) -> Vec<String> {
    let list = answer.json();
    let results = list["results"].as_array().expect("a list");
    let id = |one: &Value| one["dataset_id"].as_str().unwrap_or_default().to_owned();
    results.iter().map(id).collect()
}

async fn a_dataset_tells_what_it_is(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    app.describe("arbres", |dataset| {
        dataset.organisation = "Ville d'Anse-Claire".to_owned();
        dataset.metadata.description = "Tous < les > arbres.\n\nSauf un.".to_owned();
        dataset.metadata.licence = Some("lov2".to_owned());
        dataset.metadata.keywords = vec!["nature".to_owned()];
        dataset.metadata.update_frequency = Some("ANNUAL".to_owned());
        dataset.fields[3].annotations.unit = Some("m".to_owned());
        dataset.fields[2].annotations.facet = true;
    })
    .await;
    let visitor = app.visitor();
    let one = visitor.get(API).await.expect(200).json();
    assert_eq!(one["dataset_id"], "arbres");
    assert_eq!(one["has_records"], true);
    assert_eq!(one["data_visible"], true);
    let metas = &one["metas"]["default"];
    for (key, expected) in [
        ("title", json!("Arbres")),
        ("description", json!("<p>Tous &lt; les &gt; arbres.</p><p>Sauf un.</p>")),
        ("publisher", json!("Ville d'Anse-Claire")),
        ("license", json!("Licence Ouverte 2.0")),
        ("keyword", json!(["nature"])),
        ("update_frequency", json!("ANNUAL")),
        ("records_count", json!(5)),
        ("language", json!("fr")),
    ] {
        assert_eq!(metas[key], expected, "{key}");
    }
    let fields = one["fields"].as_array().expect("a list");
    let told: Vec<(&str, &str)> = fields
        .iter()
        .map(|f| (f["name"].as_str().unwrap_or(""), f["type"].as_str().unwrap_or("")))
        .collect();
    let expected = [
        ("id", "int"),
        ("nom", "text"),
        ("essence", "text"),
        ("hauteur", "double"),
        ("plante_le", "date"),
        ("remarquable", "boolean"),
    ];
    assert_eq!(told, expected);
    assert_eq!(fields[3]["annotations"], json!({"unit": "m"}));
    assert_eq!(fields[2]["annotations"], json!({"facet": true}));
    let listed = visitor.get("/api/explore/v2.1/catalog/datasets").await.expect(200).json();
    assert_eq!(listed["results"][0], one, "the list and the dataset tell the same");
}
