//! A file of several tables: one of them, those that are alike as one, each in its own dataset.

use fanal_testkit::model::{Lifecycle, Role};
use fanal_testkit::service::Reasons;
use fanal_testkit::{Browser, Catalogue, Form, TestApp, on_both_catalogues};

on_both_catalogues! {
    tables_with_the_same_columns_are_read_one_after_the_other,
    each_table_becomes_a_dataset_of_a_series,
    a_series_that_can_t_be_made_makes_nothing,
}

const COUNTS: &str = r#"{
    "janvier": [{"rue": "Prado", "passages": 12}, {"rue": "Breteuil", "passages": 7}],
    "fevrier": [{"rue": "Prado", "passages": 9.5}],
    "mentions": [{"auteur": "Service voirie"}]
}"#;

async fn give(editor: &Browser, page: &str, json: &str) -> String {
    let form = editor.get(page).await.expect(200).form("/admin/uploads");
    let sent = editor.submit_file(&form, "comptages.json", json.as_bytes()).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

fn named(form: Form, action: &str) -> Form {
    form.set("title", "Comptages").set("slug", "comptages").set("action", action)
}

/// The same form with one of the boxes of that name unticked.
fn unticked(mut form: Form, name: &str, value: &str) -> Form {
    form.fields.retain(|(n, v)| n != name || v != value);
    form
}

async fn records(app: &TestApp, slug: &str) -> Option<u64> {
    app.stored(slug).await.current.map(|version| version.records)
}

async fn publish(app: &TestApp, slug: &str) {
    let operator = app.operator().await;
    let published = app.platform().publish(&operator, slug, &Reasons::new(), None).await;
    published.expect("it has a title and data");
}

async fn tables_with_the_same_columns_are_read_one_after_the_other(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", COUNTS).await;
    let form = editor.get(&at).await.expect(200).form(&at);
    assert_eq!(form.get("together"), Some("one"));
    let asked = form.set("together", "alike").set("action", "refresh");
    let page = editor.submit(&asked).await.expect(200);
    assert!(page.text().contains("mentions"), "the table that does not fit is told");
    let form = page.form(&at);
    assert_eq!(form.get("together"), Some("alike"));
    assert_eq!(form.get("columns.0.label"), Some("Tableau"));
    editor.submit(&named(form, "load")).await.expect(303);
    app.work().await;
    let version = app.stored("comptages").await.current.expect("it is loaded");
    let names: Vec<&str> = version.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["tableau", "rue", "passages"]);
    assert_eq!((version.records, version.rejected), (3, 0));

    // The next file has one more of them, which is read as well, without anybody saying it.
    let next = COUNTS
        .replace("\"mentions\"", "\"mars\": [{\"rue\": \"Rome\", \"passages\": 1}], \"mentions\"");
    let at = give(&editor, "/admin/datasets/comptages/load", &next).await;
    let form = editor.get(&at).await.expect(200).form(&at);
    assert_eq!(form.get("together"), Some("alike"));
    let without = unticked(form.clone(), "tables", "janvier").set("action", "refresh");
    let left = editor.submit(&without).await.expect(200).form(&at);
    assert!(!left.fields.contains(&("tables".into(), "janvier".into())), "{:?}", left.fields);
    let mut back = left.set("action", "refresh");
    back.fields.push(("tables".into(), "janvier".into()));
    let form = editor.submit(&back).await.expect(200).form(&at);
    editor.submit(&form.set("action", "load")).await.expect(303);
    app.work().await;
    assert_eq!(records(&app, "comptages").await, Some(4));
}

async fn each_table_becomes_a_dataset_of_a_series(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", COUNTS).await;
    let form = editor.get(&at).await.expect(200).form(&at);
    let form = unticked(named(form, "each"), "each", "mentions");
    let sent = editor.submit(&form).await.expect(303);
    assert_eq!(sent.location(), Some("/admin/"));
    app.work().await;
    assert_eq!(records(&app, "comptages-janvier").await, Some(2));
    assert_eq!(records(&app, "comptages-fevrier").await, Some(1));
    let january = app.stored("comptages-janvier").await;
    assert_eq!(january.metadata.title, "Comptages – janvier");
    assert_eq!(january.metadata.series.as_deref(), Some("Comptages"));
    assert_eq!(january.lifecycle, Lifecycle::Draft);
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "the file went with the last of its loads");
    let kept = app.files_with(b"Service voirie");
    assert!(kept.is_empty(), "a table that was left out lies beside others: {kept:?}");

    publish(&app, "comptages-janvier").await;
    let visitor = app.visitor();
    let page = "/explore/dataset/comptages-janvier/";
    let alone = visitor.get(page).await.expect(200);
    assert!(!alone.text().contains("comptages-fevrier"), "a draft is no secret told by its series");
    let seen = editor.get(page).await.expect(200);
    assert!(seen.text().contains("/explore/dataset/comptages-fevrier/"), "its editor sees it");
    publish(&app, "comptages-fevrier").await;
    let both = visitor.get(page).await.expect(200);
    assert!(both.text().contains("/explore/dataset/comptages-fevrier/"));
    let list = visitor.get("/explore/?series=Comptages").await.expect(200);
    assert!(list.text().contains("comptages-janvier") && list.text().contains("comptages-fevrier"));
    let other = visitor.get("/explore/?series=Autre").await.expect(200);
    assert!(!other.text().contains("comptages-janvier"));

    // The next file of the series says first what it replaces.
    let at = give(&editor, "/admin/datasets/new", COUNTS).await;
    let form = named(editor.get(&at).await.expect(200).form(&at), "each");
    let mut unknown = form.clone();
    unknown.fields.push(("each".into(), "avril".into()));
    let refused = editor.submit(&unknown).await.expect(422);
    assert!(refused.text().contains("avril"), "{}", refused.text());
    let asked = editor.submit(&unticked(form, "each", "mentions")).await.expect(422);
    assert!(asked.text().contains("2 des jeux de données existent déjà"), "{}", asked.text());
    let again = asked.form(&at).set("action", "each");
    editor.submit(&again).await.expect(303);
    app.work().await;
    let version = app.stored("comptages-janvier").await.current.expect("it is loaded");
    assert_eq!(version.number, 2);
}

async fn a_series_that_can_t_be_made_makes_nothing(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("comptages-fevrier").csv("a\n1\n").loaded().await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", COUNTS).await;
    let form = named(editor.get(&at).await.expect(200).form(&at), "each");
    let refused = editor.submit(&unticked(form.clone(), "each", "mentions")).await.expect(422);
    let again = refused.form(&at);
    assert!(!again.fields.contains(&("each".into(), "mentions".into())), "what was unticked stays");
    let none = form.without("each");
    let refused = editor.submit(&none).await.expect(422);
    assert!(refused.text().contains("Aucun tableau"), "{}", refused.text());
    assert_eq!(app.work().await, [], "nothing waits");
    editor.get("/explore/dataset/comptages-janvier/").await.expect(404);
}
