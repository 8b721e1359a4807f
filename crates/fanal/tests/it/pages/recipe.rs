//! "What we understood": a form that changes how the file is read, and one that can't be followed.

use fanal_testkit::model::Role;
use fanal_testkit::{Browser, Catalogue, Form, TestApp, on_both_catalogues};
use serde_json::json;

use crate::arbres::{API, CSV};

on_both_catalogues! {
    columns_that_nobody_has_seen_are_never_loaded,
    a_form_that_cannot_be_followed_changes_nothing,
    decisions_about_columns_that_another_tab_read_otherwise_are_refused,
    a_recipe_that_does_not_suit_the_next_file_can_be_mended,
    totals_and_the_coordinate_system_are_settings_of_the_page,
    cells_that_hold_lists_are_split_with_one_click,
    outlines_that_cross_are_mended_in_one_click_and_shown_as_they_were,
    a_system_among_several_that_suit_is_chosen_in_one_click,
    a_system_that_nobody_knows_is_chosen_in_one_click,
    a_job_tells_what_it_made_itself,
    texts_beside_a_file_are_short,
}

async fn give(editor: &Browser, page: &str, bytes: &[u8]) -> String {
    let form = editor.get(page).await.expect(200).form("/admin/uploads");
    let sent = editor.submit_file(&form, "arbres.csv", bytes).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

fn named(form: Form) -> Form {
    form.set("title", "Arbres").set("slug", "arbres").set("action", "load")
}

async fn columns_that_nobody_has_seen_are_never_loaded(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "id;nom;prénom\n1;Chêne;Léa\n2;Tilleul;Ada\n";
    let at = give(&editor, "/admin/datasets/new", csv.as_bytes()).await;
    let form = editor.get(&at).await.expect(200).form(&at);
    let form = named(form).without("columns.2.keep").set("encoding", "windows-1252");
    let anew = editor.submit(&form).await.expect(422);
    assert!(anew.text().contains("relu autrement"), "the reason is told");
    assert_eq!(app.work().await, [], "nothing is loaded");
    let form = anew.form(&at);
    assert_eq!(form.get("encoding"), Some("windows-1252"));
    assert_eq!(form.get("columns.2.keep"), None, "it stays left out under its other title");
    let back = editor.submit(&named(form).set("encoding", "utf-8")).await.expect(422);
    let form = named(back.form(&at));
    assert_eq!(form.get("columns.2.keep"), None);
    editor.submit(&form).await.expect(303);
    app.work().await;
    let fields = app.stored("arbres").await.current.expect("it is loaded").fields;
    let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["id", "nom"]);
}

async fn totals_and_the_coordinate_system_are_settings_of_the_page(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;x;y\nMairie;893000;6247000\nÉcole;894000;6248000\nTotal;1787000;12495000\n";
    let at = give(&editor, "/admin/datasets/new", csv.as_bytes()).await;
    let form = editor.get(&at).await.expect(200).form(&at);
    assert_eq!((form.get("crs"), form.get("notes")), (Some("EPSG:2154"), Some("apart")));
    let asked = form.set("action", "refresh").set("notes", "kept").set("crs", "EPSG:3944");
    let form = editor.submit(&asked).await.expect(200).form(&at);
    assert_eq!((form.get("crs"), form.get("notes")), (Some("EPSG:3944"), Some("kept")));
    let asked = form.set("action", "refresh").set("notes", "apart").set("crs", "EPSG:2154");
    let form = editor.submit(&asked).await.expect(200).form(&at);
    editor.submit(&named(form)).await.expect(303);
    app.work().await;
    let version = app.stored("arbres").await.current.expect("it is loaded");
    assert_eq!((version.records, version.rejected), (2, 1));
    assert!(version.fields.iter().any(|f| f.name.as_str() == "geo_point_2d"));
}

async fn cells_that_hold_lists_are_split_with_one_click(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "id;modes\n1;vélo, bus\n2;bus, tram\n3;vélo, tram, bus\n4;tram, vélo\n";
    let at = give(&editor, "/admin/datasets/new", csv.as_bytes()).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("plusieurs valeurs, séparées par"), "it is told");
    let form = page.form(&at).set("columns.1.split", "true");
    let page = editor.submit(&form.set("action", "refresh")).await.expect(200);
    assert!(!page.text().contains("plusieurs valeurs, séparées par"), "nothing is left to do");
    assert_eq!(page.form(&at).get("columns.1.split"), Some("true"));
    editor.submit(&named(page.form(&at))).await.expect(303);
    app.work().await;
    let records = format!("{API}/records?select=modes&limit=3");
    let records = editor.get(&records).await.expect(200).json();
    assert_eq!(records["results"][2]["modes"], json!(["vélo", "tram", "bus"]));
}

async fn outlines_that_cross_are_mended_in_one_click_and_shown_as_they_were(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let bow = "POLYGON((2 47, 3 48, 3 47, 2 48, 2 47))";
    let csv = format!("nom;forme\nA;{bow}\nB;POLYGON((2 47, 3 47, 3 48, 2 47))\n");
    let at = give(&editor, "/admin/datasets/new", csv.as_bytes()).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("surface peut être fausse"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!(form.get("shapes"), Some("kept"));
    let asked = form.set("action", "refresh").set("shapes", "mended");
    let page = editor.submit(&asked).await.expect(200);
    assert!(page.text().contains("il est réparé"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!(form.get("shapes"), Some("mended"));
    let job = editor.submit(&named(form)).await.expect(303).location().expect("on").to_owned();
    app.work().await;
    let version = app.stored("arbres").await.current.expect("it is loaded");
    assert_eq!((version.records, version.rejected), (2, 0), "the row is loaded");
    let told = editor.get(&job).await.expect(200);
    assert!(told.text().contains("1 contour est réparé"), "{}", told.text());
    let address = "/explore/dataset/arbres/rejected/1";
    assert!(told.text().contains(address), "{}", told.text());
    let rows = editor.get(address).await.expect(200);
    let lines: Vec<&str> = rows.text().lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with("2;") && lines[1].ends_with(&format!("A;{bow}")), "{lines:?}");
}

async fn a_system_among_several_that_suit_is_chosen_in_one_click(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;x;y\nMairie;600990.31;127726.45\nÉcole;601990.31;128726.45\n";
    let at = give(&editor, "/admin/datasets/new", csv.as_bytes()).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("Lambert I Nord (EPSG:27561) – Paris"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!(form.get("crs"), Some("EPSG:27562"));
    let asked = form.set("action", "refresh").set("crs", "EPSG:27561");
    let page = editor.submit(&asked).await.expect(200);
    assert_eq!(page.form(&at).get("crs"), Some("EPSG:27561"));
    assert!(page.text().contains("48.849"), "the positions lie in Paris: {}", page.text());
}

async fn a_system_that_nobody_knows_is_chosen_in_one_click(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let far = r#"{"type": "Feature", "properties": {"lieu": "Balise"},
        "geometry": {"type": "Point", "coordinates": [4900000, 3900000]}}"#;
    let file = format!(r#"{{"type": "FeatureCollection", "features": [{far}]}}"#);
    let at = give(&editor, "/admin/datasets/new", file.as_bytes()).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("Choisissez ce système"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!(form.get("crs"), Some(""), "nobody knows it, and it can be chosen");
    let same = editor.submit(&form.clone().set("action", "refresh")).await.expect(200);
    assert_eq!(same.form(&at).get("crs"), Some(""), "nothing was chosen");
    let asked = form.set("action", "refresh").set("crs", "EPSG:3035");
    let page = editor.submit(&asked).await.expect(200);
    let form = page.form(&at);
    assert_eq!(form.get("crs"), Some("EPSG:3035"));
    assert_eq!(form.get("columns.1.type"), Some("geo_point_2d"), "the position is on the map");
}

async fn a_form_that_cannot_be_followed_changes_nothing(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", CSV.as_bytes()).await;
    let good = named(editor.get(&at).await.expect(200).form(&at));
    let wrong =
        |form: &Form| form.clone().without("columns.2.keep").set("columns.1.label", "Arbre");
    let none = (0..6).fold(good.clone(), |form, i| form.without(&format!("columns.{i}.keep")));
    for (form, kept) in [
        (wrong(&good).set("columns.1.name", "Pas Un Nom"), Some("true")),
        (wrong(&good).set("columns.1.name", "id"), Some("true")),
        (wrong(&none), None),
    ] {
        let refused = editor.submit(&form).await.expect(422);
        let again = refused.form(&at);
        assert_eq!(again.get("columns.1.name"), form.get("columns.1.name"), "what was typed stays");
        assert_eq!(again.get("columns.1.label"), Some("Arbre"));
        assert_eq!(again.get("columns.0.keep"), kept);
        assert_eq!(again.get("columns.2.keep"), None, "and what was unticked");
        let page = editor.get(&at).await.expect(200).form(&at);
        assert_eq!(page.get("columns.1.name"), Some("nom"), "nothing of it is kept");
        assert_eq!(page.get("columns.2.keep"), Some("true"));
    }
    assert_eq!(app.work().await, []);
    editor.submit(&good).await.expect(303);
    app.work().await;
    assert_eq!(app.stored("arbres").await.current.map(|v| v.records), Some(5));
}

async fn decisions_about_columns_that_another_tab_read_otherwise_are_refused(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = b"nom;agent,ville\nL\xc3\xa9a;Ada,Brest\nTom;Ida,Anse\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let form = editor.get(&at).await.expect(200).form(&at).set("separator", ";");
    let first_tab = named(editor.submit(&form).await.expect(200).form(&at));
    assert_eq!(first_tab.get("columns.1.label"), Some("agent,ville"));
    let second_tab = first_tab.clone().set("separator", ",").set("action", "refresh");
    let second_tab = editor.submit(&second_tab).await.expect(200).form(&at);
    assert_eq!(second_tab.get("columns.0.label"), Some("nom;agent"));

    let refused = editor.submit(&first_tab.without("columns.1.keep")).await.expect(422);
    assert!(refused.text().contains("ne sont plus celles"), "{}", refused.text());
    let now = refused.form(&at);
    assert_eq!(now.get("title"), Some("Arbres"), "what was typed stays");
    for name in ["separator", "columns.0.label", "columns.1.label", "columns.1.keep"] {
        assert_eq!(now.get(name), second_tab.get(name), "{name} is as the second tab left it");
    }
    assert_eq!(app.work().await, [], "nothing is loaded");
    editor.submit(&named(now)).await.expect(303);
    app.work().await;
    let fields = app.stored("arbres").await.current.expect("it is loaded").fields;
    let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["nom_agent", "ville"]);
}

async fn a_recipe_that_does_not_suit_the_next_file_can_be_mended(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", b"id;nom;agent\n1;Ginkgo;Ada\n").await;
    let form = named(editor.get(&at).await.expect(200).form(&at));
    let form = form.set("columns.1.name", "arbre").without("columns.2.keep");
    editor.submit(&form).await.expect(303);
    app.work().await;
    let next = b"id;nom;arbre;agent\n1;Ginkgo;oui;Ada\n";
    let at = give(&editor, "/admin/datasets/arbres/load", next).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("Deux colonnes"), "what is in the way is told");
    let form = page.form(&at).set("action", "load");
    assert_eq!(form.get("columns.1.name"), Some("nom"));
    assert_eq!(form.get("columns.3.keep"), None, "what is left out stays so");
    editor.submit(&form).await.expect(303);
    app.work().await;
    let fields = app.stored("arbres").await.current.expect("it is loaded").fields;
    let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["id", "nom", "arbre"]);
}

async fn a_job_tells_what_it_made_itself(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", CSV.as_bytes()).await;
    let form = named(editor.get(&at).await.expect(200).form(&at));
    let job = editor.submit(&form).await.expect(303).location().expect("it goes on").to_owned();
    app.work().await;
    app.dataset("arbres").csv("id;nom\n1;Chêne\n2;Tilleul\n").loaded().await;
    assert_eq!(app.stored("arbres").await.current.map(|v| (v.number, v.records)), Some((2, 2)));
    let page = editor.get(&job).await.expect(200);
    assert!(page.text().contains("5 lignes sont chargées"), "{}", page.text());
    assert!(page.text().contains("la version 1 de"), "{}", page.text());
}

async fn texts_beside_a_file_are_short(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let form = editor.get("/admin/datasets/new").await.expect(200).form("/admin/uploads");
    for name in ["csrf", "dataset"] {
        let long = form.clone().set(name, &"a".repeat(2000));
        let refused = editor.submit_file(&long, "a.csv", b"a;b\n1;2\n").await.expect(422);
        assert!(refused.text().contains("plus de texte"), "{name}");
    }
    let visitor = app.visitor();
    let form = visitor.get("/sign-in").await.expect(200).form("/sign-in");
    let long = form.set("email", "a@ville.example").set("password", &"a".repeat(20 << 10));
    let refused = visitor.submit(&long).await.expect(422);
    assert!(refused.text().contains("plus de texte"));
}
