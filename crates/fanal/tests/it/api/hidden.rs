//! What a caller may not see answers like what is not there, in every face.

use fanal_testkit::model::{Role, Visibility};
use fanal_testkit::{Answer, Browser, Catalogue, TestApp, on_both_catalogues};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::arbres::CSV;

const BASE: &str = "/api/explore/v2.1/catalog/datasets";

on_both_catalogues! {
    a_hidden_dataset_answers_like_a_missing_one,
    what_is_in_memory_shortens_no_answer_on_a_hidden_dataset,
    a_dataset_on_request_shows_its_description_and_no_record,
}

/// Faces of one dataset.
fn faces(slug: &str) -> Vec<String> {
    let api = format!("{BASE}/{slug}");
    vec![
        api.clone(),
        format!("{api}/records"),
        format!("{api}/records?where=nom = \"x\""),
        format!("{api}/records?limit=101"),
        format!("{api}/records?version=1"),
        format!("{api}/records?version=9"),
        format!("{api}/records/0000000000000000-0"),
        format!("{api}/attachments"),
        format!("{api}/attachments/notice_pdf"),
        format!("/api/datasets/1.0/{slug}/attachments/notice_pdf"),
        format!("{api}/exports"),
        format!("{api}/exports/csv"),
        format!("{api}/exports/docx"),
        format!("{api}/exports/parquet?version=1"),
        format!("/explore/dataset/{slug}/"),
        format!("/explore/dataset/{slug}"),
        format!("/explore/dataset/{slug}/?version=1"),
        format!("/explore/dataset/{slug}/rejected/1"),
        format!("/admin/datasets/{slug}/edit"),
        format!("/admin/datasets/{slug}/publish"),
        format!("/admin/datasets/{slug}/load"),
        format!("/admin/datasets/{slug}/attachments"),
        format!("/admin/datasets/{slug}/attachments/notice_pdf/remove"),
    ]
}

/// What an outsider can compare: everything but the name that was asked for.
fn seen(answer: &Answer, slug: &str) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).replace(slug, "…");
        (name.to_string(), value)
    });
    (answer.status, headers.collect(), String::from_utf8_lossy(&answer.body).replace(slug, "…"))
}

async fn same_as_missing(browser: &Browser, slug: &str) {
    // Of the same length, or the size of the answers would tell them apart.
    let nowhere = "x".repeat(slug.len());
    for (face, missing) in faces(slug).iter().zip(faces(&nowhere)) {
        let hidden = browser.get(face).await;
        let missing = browser.get(&missing).await;
        assert_ne!(hidden.status, 200, "{face}");
        assert_eq!(seen(&hidden, slug), seen(&missing, &nowhere), "{face}");
    }
}

async fn a_hidden_dataset_answers_like_a_missing_one(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("visible").title("Visible phare").csv(CSV).published().await;
    app.dataset("brouillon").title("Brouillon phare").csv(CSV).loaded().await;
    app.dataset("confidentiel")
        .title("Confidentiel phare")
        .csv(CSV)
        .published_as(Visibility::Secret)
        .await;
    app.dataset("reserve")
        .title("Réservé phare")
        .csv(CSV)
        .published_as(Visibility::Restricted)
        .await;
    app.describe("reserve", |dataset| dataset.organisation = "Service caché".to_owned()).await;
    for slug in ["brouillon", "confidentiel", "reserve"] {
        app.attach(slug, "notice.pdf", b"%PDF-1.4").await;
    }
    let (stranger, reader) = (app.visitor(), app.person(Role::Reader).await);
    for browser in [&stranger, &reader] {
        for slug in ["brouillon", "confidentiel", "reserve"] {
            same_as_missing(browser, slug).await;
        }
        let list = browser.get(BASE).await.expect(200).json();
        assert_eq!(list["total_count"], 1);
        for page in ["/", "/explore/", "/explore/?q=phare"] {
            let page = browser.get(page).await.expect(200);
            assert!(page.text().contains("Visible phare"), "{}", page.asked);
            for hidden in ["Brouillon", "Confidentiel phare", "Réservé phare", "Service caché"] {
                assert!(!page.text().contains(hidden), "{} shows `{hidden}`", page.asked);
            }
        }
        let producer = browser.get("/explore/?organisation=service-cache").await;
        let nobody = browser.get("/explore/?organisation=xxxxxxxxxxxxx").await;
        assert_eq!(
            seen(&producer, "service-cache"),
            seen(&nobody, "xxxxxxxxxxxxx"),
            "a producer of hidden datasets only"
        );
    }
    let editor = app.person(Role::Editor).await;
    assert_eq!(editor.get(BASE).await.expect(200).json()["total_count"], 4);
    for slug in ["brouillon", "confidentiel", "reserve"] {
        let records = editor.get(&format!("{BASE}/{slug}/records?limit=1")).await.expect(200);
        assert!(records.header("cache-control").contains("private"), "{slug}");
        editor.get(&format!("/explore/dataset/{slug}/")).await.expect(200);
    }
}

/// The catalogue is asked for a hidden dataset as for a missing one, even when an editor has just
/// brought it into memory: else the quicker answer would tell that it is there.
async fn what_is_in_memory_shortens_no_answer_on_a_hidden_dataset(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("brouillon").csv(CSV).loaded().await;
    let (stranger, editor) = (app.visitor(), app.person(Role::Editor).await);
    let platform = app.platform().clone();
    // Nothing is kept in memory but by who follows the feed of changes.
    let feed = tokio::spawn(async move { platform.follow_feed(CancellationToken::new()).await });
    let (hidden, missing) = (format!("{BASE}/brouillon"), format!("{BASE}/xxxxxxxxx"));
    loop {
        editor.get(&hidden).await.expect(200);
        app.sql("ALTER TABLE dataset_address RENAME TO elsewhere").await;
        if editor.get(&hidden).await.status == 200 {
            break;
        }
        app.sql("ALTER TABLE elsewhere RENAME TO dataset_address").await;
    }
    let (hidden, missing) = (stranger.get(&hidden).await, stranger.get(&missing).await);
    assert_eq!((hidden.status, missing.status), (500, 500), "the catalogue was asked for both");
    feed.abort();
}

async fn a_dataset_on_request_shows_its_description_and_no_record(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visibility = Visibility::MetadataOnly;
    app.dataset("demande").title("Sur demande").csv(CSV).published_as(visibility).await;
    let visitor = app.visitor();
    let one = visitor.get(&format!("{BASE}/demande")).await.expect(200).json();
    assert_eq!(one["data_visible"], false);
    let listed = visitor.get(BASE).await.expect(200).json();
    assert_eq!(listed["results"][0], one, "the list and the dataset tell the same");
    let refusal = json!({
        "error_code": "ForbiddenAccess",
        "message": "You don't have permission to access the requested resource"
    });
    let ids = app.record_ids("demande").await;
    for path in [
        "records".to_owned(),
        "records?limit=0".to_owned(),
        "exports/csv".to_owned(),
        "exports/xlsx".to_owned(),
        format!("records/{}", ids[0]),
    ] {
        let answer = visitor.get(&format!("{BASE}/demande/{path}")).await.expect(403);
        assert_eq!(answer.json(), refusal, "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
    }
    let page = visitor.get("/explore/dataset/demande/").await.expect(200);
    assert!(page.text().contains("Sur demande"));
    assert!(!page.text().contains("Abbaye"), "no record is shown");
    let editor = app.person(Role::Editor).await;
    editor.get(&format!("{BASE}/demande/records")).await.expect(200);
}
