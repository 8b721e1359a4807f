//! Joining files on the pages, without a script.

use fanal_testkit::model::Role;
use fanal_testkit::{
    Browser, Catalogue, TestApp, on_both_catalogues, on_one_catalogue, on_postgres,
};

use super::PDF;
use crate::arbres::{API, CSV};

const ATTACHMENTS: &str = "/admin/datasets/arbres/attachments";
const PUBLIC: &str = "/explore/dataset/arbres/";

on_both_catalogues! {
    a_file_is_joined_renamed_and_taken_away,
    another_file_of_the_same_name_is_neither_renamed_nor_taken_away,
    a_file_that_is_no_table_is_joined_without_being_sent_again,
}

on_one_catalogue! {
    what_is_wrong_with_an_attachment_is_told_beside_its_field,
    nothing_is_joined_by_strangers_or_without_the_secret,
    what_is_published_shows_its_attachments_first,
    a_file_without_a_dataset_to_go_with_says_so,
}

async fn a_file_is_joined_renamed_and_taken_away(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    let (editor, visitor) = (app.person(Role::Editor).await, app.visitor());
    let public = async || visitor.get(PUBLIC).await.expect(200).text().to_owned();
    assert!(!public().await.contains("attachments"), "without any, nothing is said of them");
    let page = editor.get(PUBLIC).await.expect(200);
    assert!(page.text().contains(ATTACHMENTS), "who may join a file finds the way");
    let form = editor.get(ATTACHMENTS).await.expect(200).form(ATTACHMENTS);
    let form = form.set("title", " Notice < du relevé > ");
    let sent = editor.submit_file(&form, "notice.pdf", PDF).await.expect(303);
    assert_eq!(sent.location(), Some(ATTACHMENTS));
    let file = format!("{API}/attachments/notice_pdf");
    let text = public().await;
    for shown in ["Notice &#60; du relevé &#62;", &file, "PDF, "] {
        assert!(text.contains(shown), "the public page shows {shown}");
    }
    let rename = format!("{ATTACHMENTS}/notice_pdf");
    let form = editor.get(ATTACHMENTS).await.expect(200).form(&rename);
    assert_eq!(form.get("title.notice_pdf"), Some("Notice < du relevé >"));
    editor.submit(&form.set("title.notice_pdf", "Mode d'emploi")).await.expect(303);
    assert!(public().await.contains("Mode d&#39;emploi"));
    assert_eq!(visitor.get(&file).await.expect(200).body, PDF, "its address stays");
    let remove = format!("{rename}/remove");
    let page = editor.get(&remove).await.expect(200);
    assert!(page.text().contains("Mode d&#39;emploi"), "what goes is named");
    editor.submit(&page.form(&remove)).await.expect(303);
    assert!(!public().await.contains("attachments"));
    visitor.get(&file).await.expect(404);
    editor.get(&remove).await.expect(404);
}

async fn another_file_of_the_same_name_is_neither_renamed_nor_taken_away(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.attach("arbres", "notice.pdf", PDF).await;
    let (one, two) = (app.person(Role::Editor).await, app.person(Role::Editor).await);
    let rename = format!("{ATTACHMENTS}/notice_pdf");
    let remove = format!("{rename}/remove");
    let renaming = one.get(ATTACHMENTS).await.expect(200).form(&rename);
    let removing = one.get(&remove).await.expect(200).form(&remove);
    let theirs = two.get(&remove).await.expect(200).form(&remove);
    two.submit(&theirs).await.expect(303);
    one.submit(&removing).await.expect(404);
    let other = b"%PDF-1.4\nCelui-ci reste.\n";
    app.attach("arbres", "notice.pdf", other).await;
    let renaming = renaming.set("title.notice_pdf", "Ancienne notice");
    let unsaid = removing.clone().without("attachment");
    for form in [&renaming, &removing, &unsaid] {
        let refused = one.submit(form).await.expect(409);
        assert!(refused.text().contains("remplacé par un autre du même nom"));
    }
    let told = app.visitor().get(API).await.expect(200).json();
    assert_eq!(told["attachments"][0]["title"], "notice.pdf");
    let file = app.visitor().get(&format!("{API}/attachments/notice_pdf")).await.expect(200);
    assert_eq!(file.body, other);
}

async fn dropped(browser: &Browser, page: &str, name: &str, bytes: &[u8]) -> String {
    let form = browser.get(page).await.expect(200).form("/admin/uploads");
    let sent = browser.submit_file(&form, name, bytes).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

async fn a_file_that_is_no_table_is_joined_without_being_sent_again(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    app.dataset("brouillon").title("Brouillon").csv(CSV).loaded().await;
    let editor = app.person(Role::Editor).await;
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0";
    let into = "/admin/datasets/arbres/load";
    for (page, name, bytes, said) in [
        ("/admin/datasets/new", "notice_arbres.pdf", PDF, "Ce PDF n’est pas un tableau"),
        (into, "photo.png", &picture[..], "Ce fichier n’est pas un tableau"),
    ] {
        let at = dropped(&editor, page, name, bytes).await;
        let seen = editor.get(&at).await.expect(200);
        assert!(seen.text().contains(said), "{name}");
        for title in ["Arbres</option>", "Brouillon</option>"] {
            assert!(seen.text().contains(title), "{name} may go with {title}");
        }
        let join = format!("{at}/attach");
        let form = seen.form(&join);
        let chosen = if page == into { Some("arbres") } else { Some("") };
        assert_eq!(form.get("dataset"), chosen, "{name}");
        let form = if page == into {
            form
        } else {
            let refused = editor.submit(&form.set("title", "Ma notice")).await.expect(422);
            assert!(refused.text().contains("field-dataset-error"), "{name}");
            let again = refused.form(&join);
            assert_eq!(again.get("title"), Some("Ma notice"), "what was typed stays");
            again.set("dataset", "arbres")
        };
        let sent = editor.submit(&form).await.expect(303);
        assert_eq!(sent.location(), Some(ATTACHMENTS));
        editor.get(&at).await.expect(404);
        editor.submit(&form).await.expect(404);
    }
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "they left the spool");
    let visitor = app.visitor();
    for (name, bytes) in [("notice_arbres_pdf", PDF), ("photo_png", &picture[..])] {
        let file = visitor.get(&format!("{API}/attachments/{name}")).await.expect(200);
        assert_eq!(file.body, bytes);
    }
    // A table with a fault is mended, not joined; nor is what nobody knows.
    for (name, bytes) in [("vide.csv", &b"\n\n"[..]), ("brut.bin", b"\x01\x02\x03\0\0")] {
        let at = dropped(&editor, into, name, bytes).await;
        let page = editor.get(&at).await.expect(200);
        assert!(!page.text().contains(&format!("{at}/attach")), "{name}");
    }
}

async fn what_is_wrong_with_an_attachment_is_told_beside_its_field(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.upload_limit_bytes = 1000).await;
    app.dataset("arbres").csv("id\n1\n").published().await;
    let editor = app.person(Role::Editor).await;
    let form = editor.get(ATTACHMENTS).await.expect(200).form(ATTACHMENTS);
    let long = "é".repeat(201);
    for (title, name, bytes, field) in [
        ("", "", PDF, "field-file-error"),
        ("", "vide.pdf", &b""[..], "field-file-error"),
        ("", "grand.pdf", &[b'x'; 1001][..], "field-file-error"),
        (long.as_str(), "notice.pdf", PDF, "field-title-error"),
        ("\0", "notice.pdf", PDF, "field-title-error"),
    ] {
        let sent = form.clone().set("title", title);
        let refused = editor.submit_file(&sent, name, bytes).await.expect(422);
        assert!(refused.text().contains(field), "{name} is told at {field}");
        assert_eq!(refused.form(ATTACHMENTS).get("title"), Some(title), "what was typed stays");
    }
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "nothing of it is kept");
    app.attach("arbres", "notice.pdf", PDF).await;
    let rename = format!("{ATTACHMENTS}/notice_pdf");
    let form = editor.get(ATTACHMENTS).await.expect(200).form(&rename);
    let refused = editor.submit(&form.set("title.notice_pdf", "  ")).await.expect(422);
    assert!(refused.text().contains("field-title-notice-pdf-error"));
    let file = app.visitor().get(API).await.expect(200).json();
    assert_eq!(file["attachments"][0]["title"], "notice.pdf");
    for _ in 1..100 {
        app.attach("arbres", "notice.pdf", PDF).await;
    }
    let form = editor.get(ATTACHMENTS).await.expect(200).form(ATTACHMENTS);
    let refused = editor.submit_file(&form, "notice.pdf", PDF).await.expect(422);
    assert!(refused.text().contains("100 fichiers sont déjà joints"));
}

#[test]
fn a_full_disk_leaves_the_title_that_was_typed() {
    // Only PostgreSQL can be told to say so.
    on_postgres("a_full_disk_leaves_the_title_that_was_typed", full_disk);
}

async fn full_disk(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let editor = app.person(Role::Editor).await;
    app.sql(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$; \
         CREATE TRIGGER full_disk BEFORE INSERT ON attachment EXECUTE FUNCTION full_disk()",
    )
    .await;
    let form = editor.get(ATTACHMENTS).await.expect(200).form(ATTACHMENTS);
    let form = form.set("title", "Ma notice");
    let refused = editor.submit_file(&form, "notice.pdf", PDF).await.expect(503);
    let at = dropped(&editor, "/admin/datasets/new", "notice.pdf", PDF).await;
    let join = format!("{at}/attach");
    let joining = editor.get(&at).await.expect(200).form(&join);
    let joining = joining.set("title", "Ma notice").set("dataset", "arbres");
    let not_joined = editor.submit(&joining).await.expect(503);
    for (answer, form) in [(&refused, ATTACHMENTS), (&not_joined, &join)] {
        assert!(answer.text().contains("plus de place sur le disque"), "{form}");
        assert_eq!(answer.header("retry-after"), "60", "{form}");
        assert_eq!(answer.form(form).get("title"), Some("Ma notice"), "{form}");
    }
    app.sql("DROP TRIGGER full_disk ON attachment").await;
    editor.submit(&not_joined.form(&join)).await.expect(303);
    let told = app.visitor().get(API).await.expect(200).json();
    assert_eq!(told["attachments"][0]["title"], "Ma notice");
}

async fn nothing_is_joined_by_strangers_or_without_the_secret(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.attach("arbres", "notice.pdf", PDF).await;
    let (editor, reader) = (app.person(Role::Editor).await, app.person(Role::Reader).await);
    let page = editor.get(ATTACHMENTS).await.expect(200);
    let rename = format!("{ATTACHMENTS}/notice_pdf");
    let remove = format!("{rename}/remove");
    let add = page.form(ATTACHMENTS).without("csrf");
    editor.submit_file(&add, "autre.pdf", PDF).await.expect(403);
    editor.submit(&page.form(&rename).without("csrf")).await.expect(403);
    let removal = editor.get(&remove).await.expect(200).form(&remove);
    editor.submit(&removal.clone().without("csrf")).await.expect(403);
    let theirs = |form: fanal_testkit::Form, csrf: &str| form.set("csrf", csrf);
    let own = reader.get("/").await.expect(200).form("/sign-out");
    let csrf = own.get("csrf").expect("a secret").to_owned();
    reader.submit_file(&theirs(page.form(ATTACHMENTS), &csrf), "autre.pdf", PDF).await.expect(403);
    reader.submit(&theirs(page.form(&rename), &csrf)).await.expect(403);
    reader.submit(&theirs(removal, &csrf)).await.expect(403);
    let told = app.visitor().get(API).await.expect(200).json();
    assert_eq!(told["attachments"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["attachments"][0]["title"], "notice.pdf");
}

async fn what_is_published_shows_its_attachments_first(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).loaded().await;
    app.attach("arbres", "notice.pdf", PDF).await;
    let editor = app.person(Role::Editor).await;
    let publish = "/admin/datasets/arbres/publish";
    let seen = editor.get(publish).await.expect(200);
    assert!(seen.text().contains("notice.pdf"));
    app.attach("arbres", "plan.pdf", PDF).await;
    let late = editor.submit(&seen.form(publish)).await.expect(409);
    assert!(late.text().contains("plan.pdf"), "what came meanwhile is shown first");
    app.visitor().get(&format!("{API}/attachments/plan_pdf")).await.expect(404);
    editor.submit(&late.form(publish)).await.expect(303);
    app.visitor().get(&format!("{API}/attachments/plan_pdf")).await.expect(200);
}

async fn a_file_without_a_dataset_to_go_with_says_so(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let at = dropped(&editor, "/admin/datasets/new", "notice.pdf", PDF).await;
    let page = editor.get(&at).await.expect(200);
    assert!(page.text().contains("Ce PDF n’est pas un tableau"));
    assert!(!page.text().contains(&format!("{at}/attach")), "there is nothing to choose");
}
