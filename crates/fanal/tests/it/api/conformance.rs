//! The contract's cases, kept beside the repository: each that is answered today must be right, and
//! each that is not is listed with its reason. A listed case that comes out right fails the test:
//! take it off the list.

mod case;
mod check;

use std::collections::BTreeMap;

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue, shared_folder};
use serde_json::Value;

on_one_catalogue! { the_contract_s_cases_hold }

const CATALOGUE: &str = "queries on the catalogue";

/// What is not answered yet.
const NOT_YET: &[(i64, &str)] = &[(114, CATALOGUE)];

/// The dataset of the cases: types and annotations as the cases' page gives them.
const DEFINITION: &str = r#"
[dataset]
id = "arbres_test"
title = "Arbres d'essai"
themes = ["Environnement"]

[[field]]
name = "id"
label = "id"
type = "int"

[[field]]
name = "nom"
label = "nom"
type = "text"

[[field]]
name = "essence"
label = "essence"
type = "text"
facet = true
disjunctive = true

[[field]]
name = "quartier"
label = "quartier"
type = "text"
facet = true
hierarchical = "/"

[[field]]
name = "etiquettes"
label = "etiquettes"
type = "text"
facet = true
multivalued = ","

[[field]]
name = "hauteur"
label = "hauteur"
type = "double"

[[field]]
name = "tours"
label = "tours"
type = "int"

[[field]]
name = "plante_le"
label = "plante_le"
type = "date"
facet = true

[[field]]
name = "releve"
label = "releve"
type = "datetime"
facet = true

[[field]]
name = "remarquable"
label = "remarquable"
type = "boolean"

[[field]]
name = "geo"
label = "geo"
type = "geo_point_2d"

[[field]]
name = "2024"
label = "2024"
type = "int"

[[field]]
name = "top"
label = "top"
type = "text"
"#;

async fn the_contract_s_cases_hold(catalogue: Catalogue) {
    let test = "the_contract_s_cases_hold";
    let Some(cases) = shared_folder(test, "data/explore/cases.json") else { return };
    let Some(fixture) = shared_folder(test, "data/explore/fixture.jsonl") else { return };
    let cases = std::fs::read(cases).expect("the cases can be read");
    let cases: Vec<Value> = serde_json::from_slice(&cases).expect("the cases are JSON");
    let fixture = std::fs::read(fixture).expect("the fixture can be read");
    let app = TestApp::on(&catalogue).await;
    app.apply(DEFINITION).await.expect("the definition is right");
    app.dataset("arbres_test").file("fixture.jsonl", &fixture).published().await;
    let visitor = app.visitor();
    let every_get: Vec<&Value> =
        cases.iter().filter_map(|c| c["every_get"].as_array()).flatten().collect();
    let not_yet: BTreeMap<i64, &str> = NOT_YET.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut held = 0;
    for case in &cases {
        let number = case["n"].as_i64().expect("cases are numbered");
        let faults = case::faults(&visitor, case, &every_get).await;
        match (not_yet.get(&number), faults.is_empty()) {
            (None, true) => held += 1,
            (None, false) => wrong.push(format!("case {number}, {}: {faults:#?}", case["about"])),
            (Some(_), false) => {}
            (Some(reason), true) => {
                wrong.push(format!("case {number} is listed as not answered ({reason}) and holds"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(held + NOT_YET.len(), cases.len());
}
