//! What the pages show and ask.

use fanal_testkit::model::{Role, Visibility};
use fanal_testkit::{Browser, Catalogue, Form, TestApp, on_both_catalogues, on_one_catalogue};

use super::{BORN, ELECTED, PAGE, REASON};

on_both_catalogues! { a_reason_is_asked_where_it_is_needed }

on_one_catalogue! {
    nothing_is_published_that_nobody_saw,
    columns_without_a_reason_are_left_out_of_the_original,
    a_public_dataset_asks_while_its_file_is_looked_at,
    the_description_keeps_and_asks_for_reasons,
    what_is_reserved_shows_them_and_is_not_stopped,
}

const PUBLISH: &str = "/admin/datasets/elus/publish";
const LEAVE_OUT: &str = "/admin/datasets/elus/leave-out";
const EDIT: &str = "/admin/datasets/elus/edit";

async fn give(editor: &Browser, page: &str, csv: &str) -> String {
    let form = editor.get(page).await.expect(200).form("/admin/uploads");
    let sent = editor.submit_file(&form, "elus.csv", csv.as_bytes()).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

fn with_reasons(form: Form) -> Form {
    form.set("public_because.nom_de_l_elu", REASON).set("public_because.prenom_de_l_elu", REASON)
}

async fn a_reason_is_asked_where_it_is_needed(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/new", ELECTED).await;
    let looked = editor.get(&at).await.expect(200);
    assert_eq!(looked.text().matches("Cette colonne désigne des personnes").count(), 2);
    let form = looked.form(&at);
    assert_eq!(form.get("columns.1.public_because"), None, "it is asked before publishing");
    let form = form.set("title", "Élus").set("slug", "elus").set("action", "load");
    editor.submit(&form).await.expect(303);
    app.work().await;

    let page = editor.get(PUBLISH).await.expect(200);
    assert!(page.text().contains("2 colonnes désignent des personnes"));
    assert!(page.text().contains("/admin/datasets/elus/leave-out"), "the other way is shown");
    let form = page.form(PUBLISH);
    assert_eq!(form.get("public_because.nom_de_l_elu"), Some(""));
    let refused = editor.submit(&form.set("public_because.nom_de_l_elu", REASON)).await;
    let refused = refused.expect(422);
    assert!(refused.text().contains("field-public-because-prenom-de-l-elu-error"));
    let again = refused.form(PUBLISH);
    assert_eq!(again.get("public_because.nom_de_l_elu"), Some(REASON), "what was typed stays");
    app.visitor().get(PAGE).await.expect(404);
    let sent = editor.submit(&with_reasons(again)).await.expect(303);
    assert_eq!(sent.location(), Some(PAGE));
    app.visitor().get(PAGE).await.expect(200);
}

async fn nothing_is_published_that_nobody_saw(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    app.dataset("arbres").csv("essence\nTilleul\n").loaded().await;
    let (publish, page) = ("/admin/datasets/arbres/publish", "/explore/dataset/arbres/");
    let form = editor.get(publish).await.expect(200).form(publish);
    app.dataset("arbres").csv("essence\nChêne\n").loaded().await;
    let shown = editor.submit(&form).await.expect(409);
    assert!(shown.text().contains("Rien n’a été publié"), "{}", shown.text());
    assert!(shown.text().contains("Chêne"), "what is there now is shown");
    app.visitor().get(page).await.expect(404);
    editor.submit(&shown.form(publish)).await.expect(303);
    app.visitor().get(page).await.expect(200);
}

async fn columns_without_a_reason_are_left_out_of_the_original(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    app.dataset("elus").title("Élus").csv(ELECTED).loaded().await;
    let form = editor.get(PUBLISH).await.expect(200).form(PUBLISH);
    let form = form.set("public_because.prenom_de_l_elu", REASON);
    let elsewhere = Form { action: LEAVE_OUT.to_owned(), ..form };
    let sent = editor.submit(&elsewhere).await.expect(303);
    let at = sent.location().expect("it goes on").to_owned();
    let form = editor.get(&at).await.expect(200).form(&at);
    let kept = |index: u8| form.get(&format!("columns.{index}.keep"));
    assert_eq!((kept(0), kept(1), kept(2)), (Some("true"), None, Some("true")));
    assert_eq!(form.get("mode"), Some("replace"));
    editor.submit(&form.clone().set("action", "load")).await.expect(303);
    app.work().await;
    assert_eq!(app.files_with(b"KERVELLA"), [] as [std::path::PathBuf; 0]);
    let page = editor.get(PUBLISH).await.expect(200);
    let original = page.text().contains(LEAVE_OUT);
    assert!(!original, "where a column was left out the original is not kept");
    assert!(page.text().contains("href=\"/admin/datasets/elus/load\""), "the file is asked for");
    let form = page.form(PUBLISH);
    assert_eq!(form.get("public_because.nom_de_l_elu"), None);
    assert_eq!(form.get("public_because.prenom_de_l_elu"), Some(REASON), "what was said stays");
    let again = Form { action: LEAVE_OUT.to_owned(), ..form.clone() };
    editor.submit(&again).await.expect(422);
    editor.submit(&form).await.expect(303);
    app.visitor().get(PAGE).await.expect(200);
}

async fn a_public_dataset_asks_while_its_file_is_looked_at(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let named = app.dataset("elus").csv(ELECTED).because("Nom de l'élu", REASON);
    named.because("Prénom de l'élu", REASON).published().await;
    let editor = app.person(Role::Editor).await;
    let at = give(&editor, "/admin/datasets/elus/load", BORN).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("Mandat public"), "what was said is shown");
    let form = page.form(&at).set("action", "load");
    assert_eq!(form.get("columns.1.public_because"), None);
    assert_eq!(form.get("columns.4.public_because"), Some(""));
    let refused = editor.submit(&form).await.expect(422);
    assert!(refused.text().contains("field-columns-4-public-because-error"));
    assert_eq!(app.work().await, [], "nothing is loaded");
    let told = refused.form(&at).set("columns.4.public_because", "Accord écrit");
    let refreshed = editor.submit(&told.clone().set("action", "refresh")).await.expect(200);
    let again = refreshed.form(&at);
    assert_eq!(again.get("columns.4.public_because"), Some("Accord écrit"), "what was typed stays");
    let left_out = again.clone().without("columns.4.keep").set("columns.4.public_because", "");
    let left_out = editor.submit(&left_out.set("action", "refresh")).await.expect(200);
    assert_eq!(left_out.form(&at).get("columns.4.public_because"), None, "nothing is to be said");
    let kept = left_out.form(&at).set("columns.4.keep", "true").set("action", "refresh");
    let kept = editor.submit(&kept).await.expect(200).form(&at);
    let kept = kept.set("columns.4.public_because", "Accord écrit").set("action", "load");
    editor.submit(&kept).await.expect(303);
    app.work().await;
    let fields = app.stored("elus").await.fields;
    assert_eq!(fields[4].annotations.public_because.as_deref(), Some("Accord écrit"));
    assert!(app.visitor().get(PAGE).await.expect(200).text().contains("Date de naissance"));
}

async fn the_description_keeps_and_asks_for_reasons(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let named = app.dataset("elus").title("Élus").csv(ELECTED).because("Nom de l'élu", REASON);
    named.because("Prénom de l'élu", REASON).published().await;
    let editor = app.person(Role::Editor).await;
    let form = editor.get(EDIT).await.expect(200).form(EDIT);
    assert_eq!(form.get("fields.1.public_because"), Some(REASON));
    assert_eq!(form.get("fields.0.public_because"), None, "a commune is no person");
    editor.submit(&form.clone().set("title", "Les élus")).await.expect(303);
    let form = editor.get(EDIT).await.expect(200).form(EDIT);
    assert_eq!(form.get("fields.1.public_because"), Some(REASON));
    let refused = editor.submit(&form.set("fields.2.public_because", " ")).await.expect(422);
    assert!(refused.text().contains("field-fields-2-public-because-error"));
}

async fn what_is_reserved_shows_them_and_is_not_stopped(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("elus").title("Élus").csv(ELECTED).loaded().await;
    app.describe("elus", |d| d.visibility = Visibility::Restricted).await;
    let editor = app.person(Role::Editor).await;
    let page = editor.get(PUBLISH).await.expect(200);
    assert!(page.text().contains("2 colonnes désignent des personnes"));
    editor.submit(&page.form(PUBLISH)).await.expect(303);
    editor.get(PAGE).await.expect(200);
    app.visitor().get(PAGE).await.expect(404);
}
