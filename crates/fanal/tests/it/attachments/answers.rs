//! What the API tells of attachments, and how it hands them out.

use fanal_testkit::model::{Role, Visibility};
use fanal_testkit::service::{SeenAttachment, ServiceError};
use fanal_testkit::{Catalogue, Method, TestApp, on_both_catalogues, on_one_catalogue};
use serde_json::json;

use super::PDF;
use crate::arbres::{API, CSV};

on_both_catalogues! {
    a_dataset_tells_its_attachments_and_hands_them_out,
    attachments_are_for_those_who_may_read_the_records,
}

on_one_catalogue! {
    what_browsers_could_run_is_handed_out_to_be_kept,
    what_is_compressed_already_keeps_its_length,
    an_attachment_whose_bytes_are_lost_is_a_fault_and_is_not_missing,
    a_file_is_opened_only_for_those_who_get_it,
    an_answer_changes_with_its_attachments,
}

fn whole(path: &str) -> String {
    format!("{}{path}", TestApp::URL)
}

async fn a_dataset_tells_its_attachments_and_hands_them_out(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    let none = visitor.get(&format!("{API}/attachments")).await.expect(200).json();
    assert_eq!(none["attachments"], json!([]));
    // What it is, its bytes say, and not its name.
    app.attach("arbres", "Notice d'été.doc", PDF).await;
    app.attach("arbres", "Notice d'été.doc", b"Lisez-moi.").await;
    let at = whole(&format!("{API}/attachments/notice_d_ete_doc"));
    let told = json!([
        {"id": "notice_d_ete_doc", "title": "Notice d'été.doc", "mimetype": "application/pdf",
            "url": at},
        {"id": "notice_d_ete_doc_2", "title": "Notice d'été.doc", "mimetype": "text/plain",
            "url": format!("{at}_2")},
    ]);
    let dataset = visitor.get(API).await.expect(200).json();
    assert_eq!(dataset["attachments"], told);
    let listed = visitor.get("/api/explore/v2.1/catalog/datasets").await.expect(200).json();
    assert_eq!(listed["results"][0], dataset, "the list and the dataset tell the same");
    let list = visitor.get(&format!("{API}/attachments")).await.expect(200).json();
    let links = json!([
        {"rel": "self", "href": whole(&format!("{API}/attachments"))},
        {"rel": "dataset", "href": whole(API)},
    ]);
    assert_eq!(list["links"], links);
    let first = json!({"href": at, "metas": {"id": "notice_d_ete_doc", "title": "Notice d'été.doc",
        "mime-type": "application/pdf", "url": at}});
    assert_eq!(list["attachments"][0], first);
    let older = "/api/datasets/1.0/arbres/attachments/notice_d_ete_doc";
    for address in [
        format!("{API}/attachments/notice_d_ete_doc"),
        format!("{API}/attachments/notice_d_ete_doc/"),
        older.to_owned(),
    ] {
        let file = visitor.get(&address).await.expect(200);
        assert_eq!(file.body, PDF, "{address}");
        let head = visitor.send(Method::HEAD, &address, &[], Vec::new()).await.expect(200);
        assert_eq!(head.body, b"");
        for answer in [&file, &head] {
            assert_eq!(answer.header("content-type"), "application/pdf");
            assert_eq!(answer.header("content-length"), PDF.len().to_string());
            let kept = answer.header("content-disposition");
            assert!(kept.starts_with("attachment; filename=\"Notice d'_t_.doc\""), "{kept}");
            assert!(kept.ends_with("filename*=UTF-8''Notice%20d%27%C3%A9t%C3%A9.doc"), "{kept}");
        }
    }
    for missing in [format!("{API}/attachments/autre"), format!("{API}/attachments/%00")] {
        let answer = visitor.get(&missing).await.expect(404).json();
        assert_eq!(answer["error_code"], "NotFoundResource", "{missing}");
    }
}

async fn what_browsers_could_run_is_handed_out_to_be_kept(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let page = b"<!DOCTYPE html><script>alert(1)</script>";
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (name, bytes, media_type) in
        [("page.pdf", &page[..], "text/html"), ("dessin.png", &drawing[..], "image/svg+xml")]
    {
        let attachment = app.attach("arbres", name, bytes).await;
        let address = format!("{API}/attachments/{}", attachment.name);
        let answer = app.visitor().get(&address).await.expect(200);
        assert_eq!(answer.body, bytes);
        assert_eq!(answer.header("content-type"), media_type);
        assert!(answer.header("content-disposition").starts_with("attachment;"), "{name}");
        assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

async fn what_is_compressed_already_keeps_its_length(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    let package = [&b"PK\x03\x04"[..], &[0; 26], b"mimetypeapplication/epub+zip"].concat();
    for (begins, media_type) in [
        (&b"\x1f\x8b"[..], "application/gzip"),
        (b"\x28\xb5\x2f\xfd", "application/zstd"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (&package, "application/epub+zip"),
        (b"OggS", "application/ogg"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\x7fELF", "application/octet-stream"),
        (b"%PDF-", "application/pdf"),
    ] {
        let mut bytes = begins.to_vec();
        bytes.resize(1000, 0);
        let attachment = app.attach("arbres", "fichier", &bytes).await;
        let address = format!("{API}/attachments/{}", attachment.name);
        let answer = visitor.get_with(&address, &[("accept-encoding", "gzip")]).await.expect(200);
        assert_eq!(answer.header("content-type"), media_type);
        assert_eq!(answer.header("content-length"), "1000", "{media_type}");
        assert_eq!(answer.body, bytes, "{media_type}");
    }
    let attachment = app.attach("arbres", "texte", " ".repeat(1000).as_bytes()).await;
    let address = format!("{API}/attachments/{}", attachment.name);
    let answer = visitor.get_with(&address, &[("accept-encoding", "gzip")]).await.expect(200);
    assert_eq!(answer.header("content-encoding"), "gzip", "a text becomes smaller");
}

async fn an_attachment_whose_bytes_are_lost_is_a_fault_and_is_not_missing(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let attachment = app.attach("arbres", "notice.pdf", PDF).await;
    let kept = app.lake_folder().join("attachments").join(&attachment.file);
    let address = format!("{API}/attachments/notice_pdf");
    for bytes in [&PDF[1..], &[PDF, PDF].concat()] {
        std::fs::write(&kept, bytes).expect("the lake can be written");
        let answer = app.visitor().get(&address).await.expect(500).json();
        assert_eq!(answer["error_code"], "InternalError", "{} bytes", bytes.len());
    }
    std::fs::remove_file(&kept).expect("it is there");
    let answer = app.visitor().get(&address).await.expect(500).json();
    assert_eq!(answer["error_code"], "InternalError");
    // Whoever found it just before it was taken away is told that it is gone.
    let (platform, operator) = (app.platform(), app.operator().await);
    let seen = SeenAttachment { name: &attachment.name, id: Some(attachment.id) };
    platform.remove_attachment(&operator, "arbres", seen).await.expect("it can be taken away");
    let opened = platform.open_attachment(&attachment).await;
    assert!(matches!(opened.err(), Some(ServiceError::NotFound)));
    app.visitor().get(&address).await.expect(404);
}

async fn a_file_is_opened_only_for_those_who_get_it(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let attachment = app.attach("arbres", "notice.pdf", PDF).await;
    let address = format!("{API}/attachments/notice_pdf");
    let visitor = app.visitor();
    let tag = visitor.get(&address).await.expect(200).header("etag").to_owned();
    let kept = app.lake_folder().join("attachments").join(&attachment.file);
    std::fs::remove_file(kept).expect("it is there");
    visitor.get_with(&address, &[("if-none-match", &tag)]).await.expect(304);
    let head = visitor.send(Method::HEAD, &address, &[], Vec::new()).await.expect(200);
    assert_eq!(head.header("content-length"), PDF.len().to_string());
    assert_eq!(head.header("etag"), tag);
    visitor.get(&address).await.expect(500);
}

async fn an_answer_changes_with_its_attachments(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    let file = format!("{API}/attachments/notice_pdf");
    let editor = app.operator().await;
    let mut tags = vec![String::new(); 2];
    let mut changed = async |what: &str| {
        for (address, tag) in [API, &format!("{API}/attachments")].into_iter().zip(&mut tags) {
            let answer = visitor.get_with(address, &[("if-none-match", tag)]).await;
            assert_eq!(answer.status, 200, "{address} after {what}");
            answer.header("etag").clone_into(tag);
            visitor.get_with(address, &[("if-none-match", tag)]).await.expect(304);
        }
    };
    changed("nothing").await;
    let attachment = app.attach("arbres", "notice.pdf", PDF).await;
    let seen = SeenAttachment { name: "notice_pdf", id: Some(attachment.id) };
    changed("an attachment").await;
    let tag = visitor.get(&file).await.expect(200).header("etag").to_owned();
    visitor.get_with(&file, &[("if-none-match", &tag)]).await.expect(304);
    let platform = app.platform();
    let renamed = platform.rename_attachment(&editor, "arbres", seen, "Notice").await;
    renamed.expect("it is there");
    changed("another title").await;
    let removed = platform.remove_attachment(&editor, "arbres", seen).await;
    removed.expect("it is there");
    changed("its end").await;
    visitor.get(&file).await.expect(404);
}

async fn attachments_are_for_those_who_may_read_the_records(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("demande").csv(CSV).published_as(Visibility::MetadataOnly).await;
    app.attach("demande", "notice.pdf", PDF).await;
    let api = "/api/explore/v2.1/catalog/datasets/demande";
    let (reader, editor) = (app.person(Role::Reader).await, app.person(Role::Editor).await);
    for browser in [&app.visitor(), &reader] {
        let dataset = browser.get(api).await.expect(200).json();
        assert_eq!(dataset["attachments"], json!([]));
        let list = browser.get("/api/explore/v2.1/catalog/datasets").await.expect(200).json();
        assert_eq!(list["results"][0]["attachments"], json!([]));
        let list = browser.get(&format!("{api}/attachments")).await.expect(200).json();
        assert_eq!(list["attachments"], json!([]));
        // What is there and what is not answer alike.
        let there = browser.get(&format!("{api}/attachments/notice_pdf")).await.expect(403);
        let missing = browser.get(&format!("{api}/attachments/autre")).await.expect(403);
        assert_eq!(there.body, missing.body);
        let page = browser.get("/explore/dataset/demande/").await.expect(200);
        assert!(!page.text().contains("notice"), "its page says nothing of it");
    }
    let dataset = editor.get(api).await.expect(200).json();
    assert_eq!(dataset["attachments"][0]["id"], "notice_pdf");
    let file = editor.get(&format!("{api}/attachments/notice_pdf")).await.expect(200);
    assert_eq!(file.body, PDF);
    assert!(file.header("cache-control").contains("private"));
}
