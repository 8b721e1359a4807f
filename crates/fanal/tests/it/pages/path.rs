//! The whole way of a file: dropped, understood, mended, loaded, described, published.

use fanal_testkit::model::Role;
use fanal_testkit::{Browser, Catalogue, Form, TestApp, on_both_catalogues, on_one_catalogue};
use serde_json::json;

use crate::arbres::CSV;

on_both_catalogues! {
    a_file_is_dropped_mended_loaded_described_and_published,
    two_people_who_describe_at_once_lose_nothing,
}

on_one_catalogue! {
    a_second_file_goes_into_the_dataset,
    a_file_that_is_nothing_is_told_on_the_form,
}

async fn drop_file(browser: &Browser, page: &str, name: &str, bytes: &[u8]) -> String {
    let form = browser.get(page).await.expect(200).form("/admin/uploads");
    let sent = browser.submit_file(&form, name, bytes).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

async fn a_file_is_dropped_mended_loaded_described_and_published(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let understood =
        drop_file(&editor, "/admin/datasets/new", "Arbres_publics.csv", CSV.as_bytes()).await;
    let page = editor.get(&understood).await.expect(200);
    let form = page.form(&understood);
    for (name, expected) in [
        ("separator", ";"),
        ("encoding", "utf-8"),
        ("header", "1"),
        ("title", "Arbres publics"),
        ("slug", "arbres-publics"),
        ("columns.0.name", "id"),
        ("columns.0.type", "int"),
        ("columns.3.type", "double"),
        ("columns.4.type", "date"),
        ("columns.5.type", "boolean"),
        ("columns.2.keep", "true"),
    ] {
        assert_eq!(form.get(name), Some(expected), "{name}");
    }
    assert!(page.text().contains("Chêne de l&#39;Abbaye"), "samples are shown, escaped");
    let form: Form = form
        .set("columns.0.type", "text")
        .set("columns.1.name", "arbre")
        .set("columns.1.label", "Nom de l'arbre")
        .without("columns.2.keep");
    let refreshed = editor.submit(&form.clone().set("action", "refresh")).await.expect(200);
    let again = refreshed.form(&understood);
    assert_eq!(again.get("columns.0.type"), Some("text"));
    assert_eq!(again.get("columns.1.name"), Some("arbre"));
    assert_eq!(again.get("columns.2.keep"), None);
    let wrong = again.clone().set("action", "load").set("slug", "Pas Une Adresse").set("title", "");
    let wrong = editor.submit(&wrong).await.expect(422);
    assert!(wrong.text().contains("aria-invalid"));
    assert_eq!(
        wrong.form(&understood).get("slug"),
        Some("Pas Une Adresse"),
        "what was typed stays"
    );
    let go =
        wrong.form(&understood).set("slug", "arbres").set("title", "Arbres").set("action", "load");
    let job = editor.submit(&go).await.expect(303).location().expect("it goes on").to_owned();
    editor.get(&job).await.expect(200);
    let progress = editor.get(&format!("{job}/progress.json")).await.expect(200).json();
    assert_eq!(progress["state"], "waiting");
    app.work().await;
    let done = editor.get(&format!("{job}/progress.json")).await.expect(200).json();
    assert_eq!(done["state"], "done");
    assert_eq!(done["redirect"], job.as_str(), "the page then says how it ended");
    let page = editor.get(&job).await.expect(200);
    assert!(page.text().contains("/admin/datasets/arbres/edit"), "the next step is shown");
    app.visitor().get("/explore/dataset/arbres/").await.expect(404);

    let edit = "/admin/datasets/arbres/edit";
    let form = editor.get(edit).await.expect(200).form(edit);
    assert_eq!(form.get("title"), Some("Arbres"));
    let form = form
        .set("title", "Arbres < de la ville >")
        .set("description", "Une ligne.\n\nUne autre.")
        .set("organisation", "Ville d'Anse-Claire")
        .set("licence", "lov2")
        .set("keywords", "nature, arbres")
        .set("fields.2.unit", "m");
    let sent = editor.submit(&form).await.expect(303);
    let publish = "/admin/datasets/arbres/publish";
    assert_eq!(sent.location(), Some(publish), "a draft with data goes on to publishing");
    let page = editor.get(publish).await.expect(200);
    for shown in [
        "Arbres &#60; de la ville &#62;",
        "Ville d&#39;Anse-Claire",
        "Nom de l&#39;arbre",
        "Platane 12",
    ] {
        assert!(page.text().contains(shown), "what becomes public is shown: {shown}");
    }
    let address = format!("{}/explore/dataset/arbres/", TestApp::URL);
    assert!(page.text().contains(&address), "and where");
    let sent = editor.submit(&page.form(publish)).await.expect(303);
    assert_eq!(sent.location(), Some("/explore/dataset/arbres/"));
    let public = app.visitor().get("/explore/dataset/arbres/").await.expect(200);
    assert!(public.text().contains("Nom de l&#39;arbre"));
    assert!(!public.text().contains("Tilleul</"), "the column that was left out is nowhere");
    let records =
        app.visitor().get("/api/explore/v2.1/catalog/datasets/arbres/records?limit=1").await;
    let expected = json!({
        "id": "1", "arbre": "Chêne de l'Abbaye", "hauteur": 18.5, "plante_le": "1850-06-15",
        "remarquable": true
    });
    assert_eq!(records.json()["results"][0], expected);
}

async fn a_second_file_goes_into_the_dataset(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    let editor = app.person(Role::Editor).await;
    let more = "id;nom;essence;hauteur;plante_le;remarquable;agent\n2;Tilleul coupé;;;;non;x\n";
    let into = "/admin/datasets/arbres/load";
    let understood = drop_file(&editor, into, "suite.csv", more.as_bytes()).await;
    let form = editor.get(&understood).await.expect(200).form(&understood);
    assert_eq!(form.get("mode"), Some("replace"));
    let form = form.without("columns.6.keep").set("mode", "update").set("action", "load");
    let refused = editor.submit(&form).await.expect(422);
    let form = refused.form(&understood).set("key", "id").set("action", "load");
    editor.submit(&form).await.expect(303);
    app.work().await;
    let visitor = app.visitor();
    let records =
        visitor.get("/api/explore/v2.1/catalog/datasets/arbres/records?order_by=id").await;
    let records = records.expect(200).json();
    assert_eq!(records["total_count"], 5);
    assert_eq!(records["results"][1]["nom"], "Tilleul coupé");
    assert_eq!(records["results"][0]["nom"], "Chêne de l'Abbaye");
}

async fn a_file_that_is_nothing_is_told_on_the_form(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.upload_limit_bytes = 1 << 20).await;
    let editor = app.person(Role::Editor).await;
    let form = editor.get("/admin/datasets/new").await.expect(200).form("/admin/uploads");
    let large = vec![b'a'; (1 << 20) + 1];
    for (name, bytes) in [("vide.csv", &b""[..]), ("grand.csv", &large), ("", b"a;b\n")] {
        let refused = editor.submit_file(&form, name, bytes).await.expect(422);
        assert!(refused.text().contains("field-file-error"), "{name} is told beside the field");
        assert!(refused.text().contains("<h1"), "{name} shows the form again");
    }
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "nothing of it is kept");
    let at =
        drop_file(&editor, "/admin/datasets/new", "image.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
            .await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("class=\"doubt\""), "what is wrong is said");
    let form = page.form(&at).set("action", "load").set("slug", "image").set("title", "Image");
    editor.submit(&form).await.expect(200);
    assert_eq!(app.work().await, [], "nothing is loaded");
}

async fn two_people_who_describe_at_once_lose_nothing(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    app.dataset("autre").csv(CSV).published().await;
    let (first, second) = (app.person(Role::Editor).await, app.person(Role::Administrator).await);
    let edit = "/admin/datasets/arbres/edit";
    let mine = first.get(edit).await.expect(200).form(edit).set("title", "Le mien");
    let theirs = second.get(edit).await.expect(200).form(edit).set("title", "Le leur");
    first.submit(&mine).await.expect(303);
    let late = second.submit(&theirs).await.expect(422);
    assert_eq!(late.form(edit).get("title"), Some("Le leur"), "what was typed stays");
    assert_eq!(app.stored("arbres").await.metadata.title, "Le mien");
    for (slug, why) in [("autre", "taken"), ("Pas une adresse", "no address")] {
        let form = first.get(edit).await.expect(200).form(edit).set("slug", slug);
        let refused = first.submit(&form).await.expect(422);
        assert!(refused.text().contains("field-slug-error"), "{why}");
    }
}
