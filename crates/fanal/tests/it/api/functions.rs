//! `functions`: what the query language can, in both languages.

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};
use serde_json::Value;

on_one_catalogue! { each_function_is_told_and_its_examples_are_read }

async fn each_function_is_told_and_its_examples_are_read(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    let list = visitor.get("/api/explore/v2.1/functions").await.expect(200).json();
    let english = [("accept-language", "en")];
    let english = visitor.get_with("/api/explore/v2.1/functions/", &english).await.expect(200);
    let english = english.json();
    let functions = list["functions"].as_array().expect("functions");
    assert!(functions.len() > 35, "{}", functions.len());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for (n, function) in functions.iter().enumerate() {
        let (name, said) = (text(&function["name"]), text(&function["description"]));
        assert!(text(&function["signature"]).starts_with(&format!("{name}(")), "{function}");
        assert!(said.ends_with('.'), "{name} is told in a sentence: {said}");
        assert_ne!(said, text(&english["functions"][n]["description"]), "{name}");
        let examples = function["examples"].as_array().expect("examples");
        assert!(examples.iter().any(|one| text(&one["text"]).contains(&name)), "{function}");
    }
    let percentile = functions.iter().find(|one| one["name"] == "percentile");
    let percentile = percentile.expect("it is a function");
    assert_eq!(percentile["signature"], "percentile(number, percentage)");
    assert_eq!(
        (&percentile["family"], &percentile["type"]),
        (&"aggregate".into(), &"double".into())
    );
}
