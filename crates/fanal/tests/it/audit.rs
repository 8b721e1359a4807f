//! Each act leaves an entry; the chain holds; entries hold numbers only.

use fanal_testkit::model::{AuditAct as Act, AuditEntry, JobKind, Role, Visibility};
use fanal_testkit::{Catalogue, Form, People, TestApp, on_both_catalogues};

use crate::arbres::{CSV, LATER};

on_both_catalogues! { every_act_leaves_an_entry_that_holds_numbers_only }

async fn every_act_leaves_an_entry_that_holds_numbers_only(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.kept_versions = 1).await;
    let mut seen = 0;
    let expect = async |seen: &mut usize, what: &str, expected: &[Act]| {
        let acts = app.acts_since(*seen).await;
        assert_eq!(acts, expected, "{what}");
        *seen += acts.len();
    };
    let welcome = format!("/welcome/{}", TestApp::WELCOME);
    let browser = app.visitor();
    let form = browser.get(&welcome).await.expect(200).form(&welcome);
    let form = form
        .set("name", People::NAME)
        .set("email", People::ADMINISTRATOR)
        .set("password", People::PASSWORD);
    browser.submit(&form).await.expect(303);
    expect(&mut seen, "welcome", &[Act::UserCreated, Act::SignedIn]).await;

    app.dataset("arbres").title("Arbres").csv(CSV).loaded().await;
    expect(
        &mut seen,
        "a first load and its profile",
        &[Act::DatasetCreated, Act::JobEnqueued, Act::VersionCommitted, Act::JobEnqueued],
    )
    .await;
    app.describe("arbres", |d| d.organisation = "Ville".to_owned()).await;
    expect(
        &mut seen,
        "a description with a new producer",
        &[Act::OrganisationChanged, Act::DatasetChanged],
    )
    .await;
    let submit = async |path: &str| {
        let page = browser.get(path).await.expect(200);
        browser.submit(&page.form(path)).await.expect(303);
    };
    submit("/admin/datasets/arbres/publish").await;
    expect(&mut seen, "publishing", &[Act::DatasetPublished]).await;
    submit("/admin/datasets/arbres/unpublish").await;
    expect(&mut seen, "taking back", &[Act::DatasetUnpublished]).await;
    let load = [
        Act::JobEnqueued,
        Act::VersionCommitted,
        Act::DatasetPublished,
        Act::JobEnqueued,
        Act::JobEnqueued,
        Act::VersionExpired,
    ];
    app.dataset("arbres").csv(LATER).published().await;
    expect(&mut seen, "a second load, its vacuum and its profile", &load).await;
    app.keep_house("arbres", JobKind::Compact).await;
    expect(&mut seen, "a compaction that finds nothing to do", &[Act::JobEnqueued]).await;
    let _ = app.dataset("arbres").csv("a;b\n1;2\n").updated_by(&["id"]).end(false).await;
    expect(
        &mut seen,
        "a load that fails, and its cleaning",
        &[Act::JobEnqueued, Act::JobFailed, Act::JobEnqueued],
    )
    .await;
    app.describe("arbres", |d| d.visibility = Visibility::Secret).await;
    let operator = app.operator().await;
    app.platform().rename_portal(&operator, "Données de la ville", false).await.expect("allowed");
    expect(&mut seen, "hiding, renaming", &[Act::DatasetChanged, Act::PortalChanged]).await;
    let page = browser.get("/").await.expect(200);
    let out: Form = page.form("/sign-out");
    browser.submit(&out).await.expect(303);
    expect(&mut seen, "signing out", &[Act::SignedOut]).await;
    let form = browser.get("/sign-in").await.expect(200).form("/sign-in");
    browser.submit(&form.set("email", "x@ville.example").set("password", "faux")).await.expect(422);
    app.visitor().get("/explore/dataset/arbres/").await.expect(404);
    app.person(Role::Administrator).await;
    expect(&mut seen, "reading leaves nothing, signing in does", &[Act::SignedIn]).await;

    let log = app.audit().await;
    assert!(app.audit_is_sound().await);
    let numbered: Vec<i64> = log.iter().map(|entry| entry.sequence).collect();
    let expected: Vec<i64> = (1_i64..).take(log.len()).collect();
    assert_eq!(numbered, expected, "numbered without gaps");
    let signed: Vec<&AuditEntry> =
        log.iter().filter(|e| e.act == Act::DatasetUnpublished).collect();
    assert!(signed[0].user.is_some(), "who did it stands there, by number");
    let rows = app.audit_rows().await;
    assert_eq!(rows.len(), log.len());
    for row in rows {
        for told in ["ville", "Camille", "Arbres", "arbres", "Tilleul", "Données", "192.0.2"] {
            assert!(!row.contains(told), "`{told}` stands in the log: {row}");
        }
    }
}
