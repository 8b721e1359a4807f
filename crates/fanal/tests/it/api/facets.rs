//! `facets`, `refine` and `exclude`: of records and of the catalogue.

use fanal_testkit::{Browser, Catalogue, TestApp, on_both_catalogues, on_one_catalogue};
use serde_json::{Value, json};

use crate::arbres::{API, CSV, LATER};

const CATALOG: &str = "/api/explore/v2.1/catalog";

on_one_catalogue! {
    what_is_chosen_goes_with_every_way_to_records,
    facets_are_listed_as_the_contract_shapes_them,
    each_value_keeps_as_many_records_as_it_says,
    facets_follow_the_version_and_what_describes_it,
}

on_both_catalogues! {
    the_catalogue_is_counted_and_refined,
    what_is_hidden_is_counted_in_no_facet,
}

/// Five trees whose species and planting are facets.
async fn arbres(catalogue: &Catalogue) -> TestApp {
    let app = TestApp::on(catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.describe("arbres", |dataset| {
        for at in [2, 4, 5] {
            dataset.fields[at].annotations.facet = true;
        }
        dataset.fields[2].annotations.disjunctive = true;
    })
    .await;
    app
}

async fn get(visitor: &Browser, address: &str) -> Value {
    visitor.get(address).await.expect(200).json()
}

/// The values of a facet, with their numbers.
fn values(answer: &Value, facet: usize) -> Vec<(String, u64, String)> {
    let values = answer["facets"][facet]["facets"].as_array().expect("values");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |v: &Value| (text(&v["value"]), v["count"].as_u64().unwrap_or(99), text(&v["state"]));
    values.iter().map(one).collect()
}

async fn what_is_chosen_goes_with_every_way_to_records(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    for (query, ids) in [
        ("refine=essence:Chêne", vec![1]),
        ("refine=essence:Chêne&refine=essence:Platane", vec![1, 3]),
        ("refine=remarquable:true&exclude=essence:Chêne", vec![3]),
        ("exclude=essence:Chêne", vec![2, 3, 4, 5]),
        ("refine=plante_le:1990/11", vec![2]),
        ("refine=hauteur:12", vec![2]),
        ("where=hauteur > 10&refine=remarquable:true", vec![1, 3]),
    ] {
        let records = get(&visitor, &format!("{API}/records?order_by=id&{query}")).await;
        let found: Vec<u64> = records["results"]
            .as_array()
            .expect("records")
            .iter()
            .filter_map(|record| record["id"].as_u64())
            .collect();
        assert_eq!(found, ids, "{query}");
        assert_eq!(records["total_count"], ids.len(), "{query}");
        let export = get(&visitor, &format!("{API}/exports/json?order_by=id&{query}")).await;
        assert_eq!(export, records["results"], "{query}");
        let groups = format!("{API}/records?group_by=remarquable&select=count(*) as n&{query}");
        let groups = get(&visitor, &groups).await;
        let groups = groups["results"].as_array().expect("groups").iter();
        assert_eq!(groups.filter_map(|g| g["n"].as_u64()).sum::<u64>(), ids.len() as u64);
        let facets = get(&visitor, &format!("{API}/facets?facet=id&{query}")).await;
        assert_eq!(values(&facets, 0).len(), ids.len(), "{query}");
    }
}

async fn facets_are_listed_as_the_contract_shapes_them(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let answer = visitor.get(&format!("{API}/facets/?refine=plante_le:1990/11")).await.expect(200);
    assert_eq!(answer.header("fanal-version"), "1");
    let dataset = format!("{}{API}", TestApp::URL);
    let month = json!({"name": "11", "value": "1990/11", "count": 1, "state": "refined",
        "facets": [{"name": "02", "value": "1990/11/02", "count": 1, "state": "displayed"}]});
    let expected = json!({
        "links": [
            {"rel": "self", "href": format!("{dataset}/facets")},
            {"rel": "source", "href": dataset},
        ],
        "facets": [
            {"name": "essence", "facets": [
                {"name": "Tilleul", "value": "Tilleul", "count": 1, "state": "displayed"}]},
            {"name": "plante_le", "facets": [
                {"name": "1990", "value": "1990", "count": 1, "state": "displayed",
                 "facets": [month]}]},
            {"name": "remarquable", "facets": [
                {"name": "false", "value": "false", "count": 1, "state": "displayed"}]},
        ],
    });
    assert_eq!(answer.json(), expected);
    let tag = answer.header("etag").to_owned();
    let again = format!("{API}/facets?refine=plante_le:1990/11");
    visitor.get_with(&again, &[("if-none-match", &tag)]).await.expect(304);
    let short = "facet=facet(name=essence, limit=1, sort=alphanum)&facet=remarquable";
    let short = visitor.get(&format!("{API}/facets?{short}&colour=1")).await.expect(200);
    let said: Vec<&str> =
        short.headers.get_all("fanal-warning").iter().filter_map(|v| v.to_str().ok()).collect();
    assert_eq!(said, ["facet-cut=essence", "ignored-parameter=colour"]);
    assert_eq!(values(&short.json(), 0), [("Chêne".into(), 1, "displayed".into())]);
}

async fn each_value_keeps_as_many_records_as_it_says(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let all = "facet=id&facet=nom&facet=essence&facet=hauteur&facet=plante_le&facet=remarquable";
    let answer = get(&visitor, &format!("{API}/facets?{all}")).await;
    let mut counted = 0;
    for (n, facet) in answer["facets"].as_array().expect("facets").iter().enumerate() {
        let name = facet["name"].as_str().expect("a name");
        for (value, count, _) in values(&answer, n) {
            let refined = format!("{API}/records?limit=0&refine={name}:{value}");
            assert_eq!(get(&visitor, &refined).await["total_count"], count, "{name}:{value}");
            counted += 1;
        }
    }
    assert_eq!(counted, 5 + 5 + 4 + 4 + 4 + 2);
}

async fn facets_follow_the_version_and_what_describes_it(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let asked = format!("{API}/facets?facet=essence&refine=essence:Cèdre&refine=essence:Chêne");
    let cedars = async |address: &str| values(&get(&visitor, address).await, 0);
    let of = |value: &str, count, state: &str| (value.to_owned(), count, state.to_owned());
    let first = cedars(&asked).await;
    assert!(first.contains(&of("Cèdre", 0, "refined")), "{first:?}");
    assert!(first.contains(&of("Tilleul", 1, "displayed")), "{first:?}");
    app.dataset("arbres").csv(LATER).loaded().await;
    let second = cedars(&asked).await;
    assert!(second.contains(&of("Cèdre", 1, "refined")), "{second:?}");
    assert_eq!(cedars(&format!("{asked}&version=1")).await, first);
    app.describe("arbres", |dataset| dataset.fields[2].annotations.disjunctive = false).await;
    let both = cedars(&asked).await;
    assert_eq!(both, [of("Cèdre", 0, "refined"), of("Chêne", 0, "refined")]);
}

/// Three datasets, of two producers.
async fn three(catalogue: &Catalogue) -> TestApp {
    let app = TestApp::on(catalogue).await;
    for (slug, themes, keywords, producer, licence) in [
        ("arbres", &["Environnement", "Ville"][..], "nature", "Ville", "lov2"),
        ("eau", &["Environnement"], "eau", "Métropole", "lov2"),
        ("bus", &["Transports"], "nature", "Ville", "odc-odbl"),
    ] {
        app.dataset(slug).title(slug).csv(CSV).published().await;
        app.describe(slug, |dataset| {
            dataset.organisation = producer.to_owned();
            dataset.metadata.themes = themes.iter().map(|theme| (*theme).to_owned()).collect();
            dataset.metadata.keywords = vec![keywords.to_owned()];
            dataset.metadata.licence = Some(licence.to_owned());
        })
        .await;
        app.clock().pass_seconds(60);
    }
    app
}

async fn the_catalogue_is_counted_and_refined(catalogue: Catalogue) {
    let app = three(&catalogue).await;
    let visitor = app.visitor();
    let all = get(&visitor, &format!("{CATALOG}/facets")).await;
    let names: Vec<&str> = all["facets"]
        .as_array()
        .expect("facets")
        .iter()
        .filter_map(|facet| facet["name"].as_str())
        .collect();
    let expected = ["features", "modified", "publisher", "keyword", "theme", "license", "language"];
    assert_eq!(names[..7], expected);
    for (n, name) in names.iter().enumerate() {
        for (value, count, _) in values(&all, n) {
            let refined = format!("{CATALOG}/datasets?limit=0&refine={name}:{value}");
            assert_eq!(get(&visitor, &refined).await["total_count"], count, "{refined}");
        }
    }
    let of = |value: &str, count, state: &str| (value.to_owned(), count, state.to_owned());
    assert_eq!(
        values(&all, 5),
        [
            of("Licence Ouverte 2.0", 2, "displayed"),
            of("Open Database License (ODbL) 1.0", 1, "displayed")
        ]
    );
    for (query, expected) in [
        ("refine=theme:Environnement", vec!["eau", "arbres"]),
        ("refine=default.theme:Environnement&refine=theme:Ville", vec!["arbres"]),
        ("refine=keyword:nature&exclude=publisher:Métropole", vec!["bus", "arbres"]),
        ("exclude=theme:Ville&order_by=title", vec!["bus", "eau"]),
        ("refine=license:Licence Ouverte 2.0&refine=publisher:Ville", vec!["arbres"]),
        ("refine=features:geo", vec![]),
        ("refine=features:timeserie&limit=1&offset=1", vec!["eau"]),
        (
            "refine=theme:Ville&refine=theme:Transports&facet=facet(name=theme,disjunctive=true)",
            vec!["bus", "arbres"],
        ),
    ] {
        let list = get(&visitor, &format!("{CATALOG}/datasets?{query}")).await;
        let found = list["results"].as_array().expect("datasets").iter();
        let found: Vec<&str> = found.filter_map(|one| one["dataset_id"].as_str()).collect();
        assert_eq!(found, expected, "{query}");
    }
    let refined = "facet=theme&facet=modified&refine=theme:Ville";
    let refined = get(&visitor, &format!("{CATALOG}/facets?{refined}")).await;
    assert_eq!(
        values(&refined, 0),
        [of("Environnement", 1, "displayed"), of("Ville", 1, "refined")]
    );
    let year = values(&refined, 1).remove(0).0;
    let months = format!("{CATALOG}/facets?facet=modified&refine=modified:{year}");
    let months = get(&visitor, &months).await;
    assert_eq!(values(&months, 0)[0].1, 3);
    let month = &months["facets"][0]["facets"][0]["facets"][0]["value"];
    assert!(month.as_str().is_some_and(|month| month.starts_with(&format!("{year}/"))), "{month}");
}

async fn what_is_hidden_is_counted_in_no_facet(catalogue: Catalogue) {
    let app = three(&catalogue).await;
    app.dataset("secret").title("Secret").csv(CSV).loaded().await;
    app.describe("secret", |dataset| {
        dataset.metadata.themes = vec!["Brouillon".to_owned(), "Ville".to_owned()];
    })
    .await;
    let visitor = app.visitor();
    let themes = visitor.get(&format!("{CATALOG}/facets?facet=theme")).await.expect(200);
    assert!(!themes.text().contains("Brouillon"));
    let of_ville = values(&themes.json(), 0).into_iter().find(|(value, ..)| value == "Ville");
    assert_eq!(of_ville.map(|(_, count, _)| count), Some(1));
    let drafts = get(&visitor, &format!("{CATALOG}/datasets?refine=theme:Brouillon")).await;
    assert_eq!(drafts, json!({"total_count": 0, "results": []}));
    let page = visitor.get("/explore/").await.expect(200);
    assert!(!page.text().contains("Brouillon"));
}
