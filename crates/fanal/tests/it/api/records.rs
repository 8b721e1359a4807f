//! `records`: pages, selections, filters, orders.

use fanal_testkit::{Browser, Catalogue, TestApp, on_both_catalogues, on_one_catalogue};
use serde_json::{Value, json};

use crate::arbres::{API, CSV};

on_both_catalogues! { a_record_keeps_its_address }

on_one_catalogue! {
    records_are_answered_with_their_types,
    clauses_choose_order_and_cut,
}

async fn arbres(catalogue: &Catalogue) -> TestApp {
    let app = TestApp::on(catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app
}

async fn get(visitor: &Browser, query: &str) -> Value {
    visitor.get(&format!("{API}/records{query}")).await.expect(200).json()
}

async fn records_are_answered_with_their_types(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let answer = app.visitor().get(&format!("{API}/records?limit=2")).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(answer.header("fanal-version"), "1");
    let first = json!({
        "id": 1, "nom": "Chêne de l'Abbaye", "essence": "Chêne", "hauteur": 18.5,
        "plante_le": "1850-06-15", "remarquable": true
    });
    let second = json!({
        "id": 2, "nom": "Tilleul du Parc", "essence": "Tilleul", "hauteur": 12.0,
        "plante_le": "1990-11-02", "remarquable": false
    });
    assert_eq!(answer.json(), json!({"total_count": 5, "results": [first, second]}));
    let last = get(&app.visitor(), "?offset=4").await;
    let last = last["results"][0].as_object().expect("a record").clone();
    assert_eq!(last["essence"], Value::Null);
    assert_eq!(last["plante_le"], Value::Null);
    let hidden: Vec<&String> = last.keys().filter(|k| k.starts_with('_')).collect();
    assert_eq!(hidden, [] as [&String; 0], "the platform's own columns are not shown");
}

async fn clauses_choose_order_and_cut(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    for (query, total, ids) in [
        ("?limit=3", 5, vec![1, 2, 3]),
        ("?limit=2&offset=3", 5, vec![4, 5]),
        ("?limit=-1", 5, vec![1, 2, 3, 4, 5]),
        ("?limit=0", 5, vec![]),
        ("?order_by=hauteur desc&limit=2", 5, vec![3, 1]),
        ("?order_by=nom", 5, vec![1, 4, 5, 3, 2]),
        ("?order_by=remarquable,-id", 5, vec![5, 4, 2, 3, 1]),
        ("?where=hauteur > 10", 3, vec![1, 2, 3]),
        ("?where=hauteur > 10&where=remarquable is true", 2, vec![1, 3]),
        ("?where=not (hauteur > 10)", 2, vec![4, 5]),
        ("?where=essence is null", 1, vec![5]),
        ("?where=plante_le >= date'1990-01-01'", 2, vec![2, 4]),
        ("?where=essence in (\"Chêne\",\"Érable\")", 2, vec![1, 4]),
        ("?where=id in [2..4]&order_by=-id&limit=2", 3, vec![4, 3]),
        ("?where=&select=&order_by=", 5, vec![1, 2, 3, 4, 5]),
    ] {
        let answer = get(&visitor, query).await;
        let results = answer["results"].as_array().expect("a list");
        let found: Vec<i64> = results.iter().filter_map(|r| r["id"].as_i64()).collect();
        assert_eq!((answer["total_count"].as_i64(), found), (Some(total), ids), "{query}");
    }
    for (select, expected) in [
        ("id,nom", json!({"id": 1, "nom": "Chêne de l'Abbaye"})),
        ("nom as arbre", json!({"arbre": "Chêne de l'Abbaye"})),
        ("id, hauteur*2 as h2", json!({"id": 1, "h2": 37.0})),
    ] {
        let answer = get(&visitor, &format!("?limit=1&select={select}")).await;
        assert_eq!(answer["results"][0], expected, "{select}");
    }
}

async fn a_record_keeps_its_address(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let ids = app.record_ids("arbres").await;
    let one = visitor.get(&format!("{API}/records/{}", ids[2])).await.expect(200).json();
    assert_eq!(one["nom"], "Platane 12");
    app.dataset("arbres").csv(CSV).loaded().await;
    assert_eq!(app.stored("arbres").await.current.map(|v| v.number), Some(2));
    assert_eq!(app.record_ids("arbres").await, ids, "an unchanged record keeps its address");
    let again = visitor.get(&format!("{API}/records/{}", ids[2])).await.expect(200);
    assert_eq!(again.json(), one);
    assert_eq!(again.header("fanal-version"), "2");
    for wrong in ["x", "0000000000000000-0", "1"] {
        visitor.get(&format!("{API}/records/{wrong}")).await.expect(404);
    }
}
