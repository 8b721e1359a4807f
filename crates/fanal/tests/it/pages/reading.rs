//! "What we understood": how the cells of a column are read, said on the page, kept for the next
//! file of the source, and taken back.

use fanal_testkit::model::{FieldType, Role};
use fanal_testkit::{Browser, Catalogue, Form, TestApp, on_both_catalogues};
use serde_json::{Value, json};

use crate::arbres::API;
use crate::persons::ELECTED;

on_both_catalogues! {
    the_order_of_day_and_month_is_chosen_on_the_page,
    the_sign_of_decimals_is_chosen_on_the_page,
    the_zone_of_local_times_is_chosen_on_the_page,
    a_mark_of_missing_values_is_refused_and_another_one_added,
    a_mark_can_be_said_of_all_columns,
    the_quotes_around_cells_are_chosen_on_the_page,
    a_meaning_is_chosen_on_the_page,
    saying_that_a_column_names_nobody_opens_nothing,
    a_definition_says_all_of_it_and_takes_it_back,
}

async fn give(editor: &Browser, page: &str, csv: &str) -> String {
    let form = editor.get(page).await.expect(200).form("/admin/uploads");
    let sent = editor.submit_file(&form, "arbres.csv", csv.as_bytes()).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

async fn shown(editor: &Browser, at: &str) -> Form {
    editor.get(at).await.expect(200).form(at)
}

async fn refreshed(editor: &Browser, at: &str, form: Form) -> Form {
    editor.submit(&form.set("action", "refresh")).await.expect(200).form(at)
}

async fn loaded(app: &TestApp, editor: &Browser, form: Form) {
    let form = form.set("title", "Arbres").set("slug", "arbres").set("action", "load");
    editor.submit(&form).await.expect(303);
    app.work().await;
}

/// The values of a column, in the file's order.
async fn values(editor: &Browser, column: &str) -> Vec<Value> {
    let address = format!("{API}/records?select={column}&limit=20");
    let records = editor.get(&address).await.expect(200).json();
    let rows = records["results"].as_array().expect("rows").iter();
    rows.map(|row| row[column].clone()).collect()
}

async fn definition(app: &TestApp) -> String {
    let operator = app.operator().await;
    app.platform().show_definition(&operator, "arbres").await.expect("it is there")
}

async fn the_order_of_day_and_month_is_chosen_on_the_page(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;jour\nA;03/04/2024\nB;05/06/2024\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("Rien ne distingue le jour du mois"), "{}", page.text());
    assert!(page.text().contains("03/04/2024 se lit 3 avril 2024"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!((form.get("columns.1.order"), form.get("columns.0.order")), (Some(""), None));
    let months = refreshed(&editor, &at, form.set("columns.1.order", "mdy")).await;
    assert_eq!(months.get("columns.1.order"), Some("mdy"));
    let page = editor.get(&at).await.expect(200);
    assert!(!page.text().contains("Rien ne distingue"), "it is settled");
    assert!(page.text().contains("Une personne en a décidé ainsi"), "and who decided is told");
    loaded(&app, &editor, months).await;
    assert_eq!(values(&editor, "jour").await, [json!("2024-03-04"), json!("2024-05-06")]);
    assert!(definition(&app).await.contains("date_order = \"mdy\""));

    let next = "lieu;jour\nC;07/08/2024\n";
    let at = give(&editor, "/admin/datasets/arbres/load", next).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("columns.1.order"), Some("mdy"), "the source is read like before");
    let back = refreshed(&editor, &at, form.set("columns.1.order", "")).await;
    assert_eq!(back.get("columns.1.order"), Some(""));
    loaded(&app, &editor, back).await;
    assert_eq!(values(&editor, "jour").await, [json!("2024-08-07")]);
    assert!(!definition(&app).await.contains("date_order"), "nothing is left of it");
}

async fn the_sign_of_decimals_is_chosen_on_the_page(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;surface\nA;12.500\nB;3.250\nC;7.100\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("columns.1.decimal"), Some(""));
    assert_eq!(form.get("columns.1.type"), Some("double"));
    let asked = form.set("columns.1.decimal", "comma").set("action", "load");
    let asked = asked.set("title", "Arbres").set("slug", "arbres");
    let anew = editor.submit(&asked).await.expect(422);
    assert!(anew.text().contains("relu autrement"), "another type is seen before it is loaded");
    let form = anew.form(&at);
    assert_eq!(form.get("columns.1.type"), Some("int"));
    loaded(&app, &editor, form).await;
    assert_eq!(values(&editor, "surface").await, [json!(12500), json!(3250), json!(7100)]);
    assert!(definition(&app).await.contains("decimal = \"comma\""));

    let at = give(&editor, "/admin/datasets/arbres/load", "lieu;surface\nD;1.234,5\n").await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("columns.1.decimal"), Some("comma"));
    loaded(&app, &editor, form).await;
    assert_eq!(values(&editor, "surface").await, [json!(1234.5)]);
}

async fn the_zone_of_local_times_is_chosen_on_the_page(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;heure\nA;2024-07-15 12:00\nB;2024-07-15 13:30\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("columns.1.zone"), Some(""));
    let form = refreshed(&editor, &at, form.set("columns.1.zone", "Indian/Reunion")).await;
    assert_eq!(form.get("columns.1.zone"), Some("Indian/Reunion"));
    let page = editor.get(&at).await.expect(200);
    assert!(!page.text().contains("sans fuseau horaire"), "it is settled");
    loaded(&app, &editor, form).await;
    assert_eq!(values(&editor, "heure").await[0], json!("2024-07-15T08:00:00+00:00"));
    let zone = async || app.stored("arbres").await.fields[1].annotations.timezone.clone();
    assert_eq!(zone().await.as_deref(), Some("Indian/Reunion"));

    let at = give(&editor, "/admin/datasets/arbres/load", csv).await;
    let form = shown(&editor, &at).await.set("columns.1.zone", "Europe/Paris");
    loaded(&app, &editor, form).await;
    assert_eq!(values(&editor, "heure").await[0], json!("2024-07-15T10:00:00+00:00"));
    assert_eq!(zone().await.as_deref(), Some("Europe/Paris"));
}

async fn a_mark_of_missing_values_is_refused_and_another_one_added(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;places\nA;12\nB;NC\nC;NC\nD;7\nE;8\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains(": 2 cellules</label>"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!(form.get("columns.1.mark"), Some("NC"));
    assert_eq!(form.get("columns.1.type"), Some("int"));
    let refused = refreshed(&editor, &at, form.without("columns.1.mark")).await;
    assert_eq!(refused.get("columns.1.type"), Some("text"), "it is kept as a text");
    assert_eq!((refused.get("columns.1.marks"), refused.get("columns.1.mark")), (Some("NC"), None));
    loaded(&app, &editor, refused).await;
    assert_eq!(values(&editor, "places").await[1], json!("NC"));
    assert!(definition(&app).await.contains("not_missing = [\"NC\"]"));

    let next = "lieu;places\nA;12\nB;NC\nC;xx\nD;7\n";
    let at = give(&editor, "/admin/datasets/arbres/load", next).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("columns.1.mark"), None, "the source is read like before");
    let form = form.set("columns.1.mark", "NC").set("columns.1.missing", " xx ");
    let form = refreshed(&editor, &at, form).await;
    assert_eq!(form.get("columns.1.type"), Some("int"), "every other cell is a number");
    assert_eq!(form.get("columns.1.missing"), Some(""));
    loaded(&app, &editor, form).await;
    let empty = Value::Null;
    assert_eq!(values(&editor, "places").await, [json!(12), empty.clone(), empty, json!(7)]);
    let text = definition(&app).await;
    assert!(text.contains("missing = [\"xx\"]") && !text.contains("not_missing"), "{text}");

    let at = give(&editor, "/admin/datasets/arbres/load", next).await;
    let form = shown(&editor, &at).await.without("columns.1.mark");
    loaded(&app, &editor, refreshed(&editor, &at, form).await).await;
    let text = definition(&app).await;
    assert!(text.contains("not_missing = [\"NC\"]") && !text.contains("xx"), "{text}");
}

async fn a_mark_can_be_said_of_all_columns(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "lieu;places;étages\nA;12;inc.\ninc.;inc.;2\nC;7;3\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let form = shown(&editor, &at).await.set("missing", "inc.");
    let form = refreshed(&editor, &at, form).await;
    let types = [0, 1, 2].map(|i| form.get(&format!("columns.{i}.type")));
    assert_eq!(types, [Some("text"), Some("int"), Some("int")]);
    let kept = form.clone().without("columns.0.mark");
    let kept = refreshed(&editor, &at, kept).await;
    loaded(&app, &editor, kept).await;
    assert_eq!(values(&editor, "lieu").await, [json!("A"), json!("inc."), json!("C")]);
    assert_eq!(values(&editor, "places").await, [json!(12), Value::Null, json!(7)]);

    let at = give(&editor, "/admin/datasets/arbres/load", csv).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("mark"), Some("inc."), "it is told of the file");
    let form = refreshed(&editor, &at, form.without("mark")).await;
    assert_eq!(form.get("columns.1.type"), Some("text"), "nobody says it any more");
}

async fn the_quotes_around_cells_are_chosen_on_the_page(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "id;nom\n1;'Chêne; vert'\n2;Tilleul\n3;Orme\n4;If\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("1 ligne n’a pas pu"), "{}", page.text());
    let form = page.form(&at);
    assert_eq!(form.get("quote"), Some(""));
    let form = refreshed(&editor, &at, form.set("quote", "'")).await;
    assert_eq!(form.get("quote"), Some("'"));
    loaded(&app, &editor, form).await;
    assert_eq!(values(&editor, "nom").await[..2], [json!("Chêne; vert"), json!("Tilleul")]);
    assert!(definition(&app).await.contains("quote = \"'\""));

    let csv = "id;nom\n1;\"Chêne\"\n2;\"Tilleul\"\n";
    let at = give(&editor, "/admin/datasets/arbres/load", csv).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("quote"), Some("'"), "the source is read like before");
    let form = refreshed(&editor, &at, form.set("quote", "none")).await;
    loaded(&app, &editor, form).await;
    assert_eq!(values(&editor, "nom").await, [json!("\"Chêne\""), json!("\"Tilleul\"")]);
    let at = give(&editor, "/admin/datasets/arbres/load", csv).await;
    let form = shown(&editor, &at).await.set("quote", "");
    loaded(&app, &editor, refreshed(&editor, &at, form).await).await;
    assert_eq!(values(&editor, "nom").await, [json!("Chêne"), json!("Tilleul")]);
    assert!(!definition(&app).await.contains("quote"), "nothing is left of it");
}

async fn a_meaning_is_chosen_on_the_page(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let csv = "id;rang\n1;13055\n2;29019\n3;45234\n";
    let at = give(&editor, "/admin/datasets/new", csv).await;
    let form = shown(&editor, &at).await;
    assert_eq!(
        (form.get("columns.1.meaning"), form.get("columns.1.type")),
        (Some(""), Some("int"))
    );
    let form = refreshed(&editor, &at, form.set("columns.1.meaning", "code_insee")).await;
    assert_eq!(form.get("columns.1.type"), Some("text"), "a code is no amount");
    loaded(&app, &editor, form).await;
    let field = |dataset: fanal_testkit::model::Dataset| dataset.fields[1].clone();
    let stored = field(app.stored("arbres").await);
    assert_eq!(stored.field_type, FieldType::Text);
    assert_eq!(stored.annotations.meaning.as_deref(), Some("code_insee"));

    let at = give(&editor, "/admin/datasets/arbres/load", csv).await;
    let form = shown(&editor, &at).await;
    assert_eq!(form.get("columns.1.meaning"), Some("code_insee"));
    let form = refreshed(&editor, &at, form.set("columns.1.meaning", "none")).await;
    loaded(&app, &editor, form).await;
    let stored = field(app.stored("arbres").await);
    assert_eq!((stored.field_type, stored.annotations.meaning), (FieldType::Int, None));
    assert!(definition(&app).await.contains("meaning = \"none\""));
}

async fn saying_that_a_column_names_nobody_opens_nothing(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", ELECTED).await;
    let form = shown(&editor, &at).await.without("columns.2.keep");
    let form = form.set("columns.1.meaning", "none").set("action", "refresh");
    let page = editor.submit(&form).await.expect(200);
    assert!(
        page.text().contains("Ses cellules semblent désigner des personnes"),
        "{}",
        page.text()
    );
    loaded(&app, &editor, page.form(&at)).await;
    let stored = app.stored("arbres").await.fields[1].annotations.clone();
    assert_eq!(stored.meaning, None);
    assert!(stored.persons_seen.is_some(), "it is known what was seen");
    let publish = "/admin/datasets/arbres/publish";
    let form = editor.get(publish).await.expect(200).form(publish);
    assert_eq!(form.get("public_because.nom_de_l_elu"), Some(""), "a reason is asked for");
    editor.submit(&form).await.expect(422);
    let shown_text = definition(&app).await;
    let published = shown_text.replace("state = \"draft\"", "state = \"published\"");
    assert!(app.apply(&published).await.is_err(), "a definition does not open it either");
    let reason = "Noms de lieux, pas de personnes";
    editor.submit(&form.set("public_because.nom_de_l_elu", reason)).await.expect(303);
    app.visitor().get("/explore/dataset/arbres/").await.expect(200);

    let at = give(&editor, "/admin/datasets/arbres/load", ELECTED).await;
    let again = shown(&editor, &at).await;
    assert_eq!(again.get("columns.1.meaning"), Some("none"), "it is read like before");
    loaded(&app, &editor, again).await;
    let said = app.stored("arbres").await.fields[1].annotations.clone();
    assert_eq!((said.meaning, said.public_because.as_deref()), (None, Some(reason)));
    let at = give(&editor, "/admin/datasets/arbres/load", ELECTED).await;
    let back = shown(&editor, &at).await.set("columns.1.meaning", "");
    loaded(&app, &editor, back).await;
    let back = app.stored("arbres").await.fields[1].annotations.clone();
    assert!(back.meaning.is_some() && back.persons_seen.is_none(), "{back:?}");
}

async fn a_definition_says_all_of_it_and_takes_it_back(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let head = "[dataset]\nid = \"arbres\"\ntitle = \"Arbres\"\n[source.recipe]\n";
    let recipe = "quote = \"none\"\nmissing = [\"?\"]\n\n\
        [[source.recipe.columns]]\ntitle = \"jour\"\ndate_order = \"mdy\"\n\n\
        [[source.recipe.columns]]\ntitle = \"surface\"\ndecimal = \"comma\"\nmissing = [\"xx\"]\n\n\
        [[source.recipe.columns]]\ntitle = \"places\"\nnot_missing = [\"NC\"]\n\n\
        [[source.recipe.columns]]\ntitle = \"rang\"\nmeaning = \"code_insee\"\n";
    app.apply(&format!("{head}{recipe}")).await.expect("it fits");
    let csv = "jour;surface;places;rang\n03/04/2024;12.500;NC;13055\n?;xx;7;29019\n";
    app.dataset("arbres").csv(csv).loaded().await;
    assert_eq!(values(&editor, "jour").await, [json!("2024-03-04"), Value::Null]);
    assert_eq!(values(&editor, "surface").await, [json!(12500), Value::Null]);
    assert_eq!(values(&editor, "places").await, [json!("NC"), json!("7")]);
    assert_eq!(values(&editor, "rang").await, [json!("13055"), json!("29019")]);
    let text = definition(&app).await;
    assert!(text.contains(recipe.trim_end()), "it is shown as it was said: {text}");
    let wrong = recipe.replace("\"mdy\"", "\"ymd\"");
    assert!(app.apply(&format!("{head}{wrong}")).await.is_err(), "no such order");
    app.apply(head).await.expect("nothing is decided any more");
    app.dataset("arbres").csv("jour;surface;places;rang\n03/04/2024;12.500;NC;1\n").loaded().await;
    assert_eq!(values(&editor, "jour").await, [json!("2024-04-03")]);
    assert!(!definition(&app).await.contains("recipe"), "nothing is left of it");
}
