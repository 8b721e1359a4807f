//! Loads that are watched, stopped, and that fail.

use fanal_testkit::model::{AuditAct, Role};
use fanal_testkit::service::JobEnd;
use fanal_testkit::{Browser, Catalogue, TestApp, on_both_catalogues, on_one_catalogue};

use crate::arbres::CSV;

on_both_catalogues! {
    a_load_that_waits_can_be_stopped_and_one_that_fails_says_why,
    who_stops_a_load_under_way_stands_in_the_log_and_who_began_it_does_not,
}

on_one_catalogue! { only_who_may_read_a_file_is_shown_the_way_to_it }

/// Gives a file to a dataset and answers the page of its load.
async fn load(editor: &Browser, csv: &str, mode: &str) -> String {
    let page = editor.get("/admin/datasets/arbres/load").await.expect(200);
    let form = page.form("/admin/uploads");
    let sent = editor.submit_file(&form, "suite.csv", csv.as_bytes()).await.expect(303);
    let understood = sent.location().expect("it goes on").to_owned();
    let form = editor.get(&understood).await.expect(200).form(&understood);
    let form = form.set("mode", mode).set("key", "id").set("action", "load");
    let sent = editor.submit(&form).await.expect(303);
    sent.location().expect("it goes on").to_owned()
}

async fn a_load_that_waits_can_be_stopped_and_one_that_fails_says_why(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    let editor = app.person(Role::Editor).await;
    let job = load(&editor, CSV, "append").await;
    let cancel = format!("{job}/cancel");
    let form = editor.get(&job).await.expect(200).form(&cancel);
    let log = app.audit().await.len();
    editor.submit(&form).await.expect(303);
    assert_eq!(app.acts_since(log).await, [AuditAct::JobCancelled]);
    let progress = editor.get(&format!("{job}/progress.json")).await.expect(200).json();
    assert_eq!(progress["state"], "cancelled");
    assert_eq!(app.work().await, [], "nobody takes it up");
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "its file went with it");
    assert!(!editor.get(&job).await.expect(200).text().contains(&cancel), "it is over");

    let job = load(&editor, CSV, "append").await;
    app.sql("UPDATE job SET attempts = 1 WHERE status = 'waiting'").await;
    let form = editor.get(&job).await.expect(200).form(&format!("{job}/cancel"));
    let log = app.audit().await.len();
    editor.submit(&form).await.expect(303);
    let acts = app.acts_since(log).await;
    assert_eq!(
        acts,
        [AuditAct::JobCancelled, AuditAct::JobEnqueued],
        "what a try wrote is deleted"
    );
    app.work().await;

    let job = load(&editor, "nom;autre\nSaule;1\n", "update").await;
    app.work().await;
    let page = editor.get(&job).await.expect(200);
    assert!(page.text().contains("pas de colonne «\u{a0}id\u{a0}»"), "the reason is told");
    let progress = editor.get(&format!("{job}/progress.json")).await.expect(200).json();
    assert_eq!(progress["state"], "failed");
    assert!(
        editor.get("/admin/").await.expect(200).text().contains(&job),
        "and can be found again"
    );
    assert_eq!(app.stored("arbres").await.current.map(|v| (v.number, v.records)), Some((1, 5)));
}

async fn who_stops_a_load_under_way_stands_in_the_log_and_who_began_it_does_not(
    catalogue: Catalogue,
) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    let (began, stops) = (app.person(Role::Editor).await, app.person(Role::Administrator).await);
    let job = load(&began, CSV, "append").await;
    let page = stops.get(&job).await.expect(200);
    let form = page.form(&format!("{job}/cancel"));
    let held = app.hold("arbres").await;
    let log = app.audit().await;
    let last = |act| log.iter().rfind(|entry| entry.act == act).and_then(|entry| entry.user);
    let (beginner, stopper) = (last(AuditAct::JobEnqueued), last(AuditAct::SignedIn));
    assert!(beginner.is_some() && stopper.is_some() && beginner != stopper);
    let stop = async {
        let progress = format!("{job}/progress.json");
        while stops.get(&progress).await.expect(200).json()["state"] != "running" {
            tokio::task::yield_now().await;
        }
        stops.submit(&form).await.expect(303);
        app.release(&held).await;
    };
    let (ends, ()) = tokio::join!(app.work(), stop);
    assert_eq!(ends[0], JobEnd::Cancelled);
    let after = app.audit().await.split_off(log.len());
    let stopped = after.iter().filter(|entry| entry.act == AuditAct::JobCancelled);
    let by: Vec<_> = stopped.map(|entry| entry.user).collect();
    assert_eq!(by, [stopper, None], "asked for by one, done by the platform");
}

async fn only_who_may_read_a_file_is_shown_the_way_to_it(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    let (administrator, editor) =
        (app.person(Role::Administrator).await, app.person(Role::Editor).await);
    for (by, editor_reads) in [(&editor, true), (&administrator, false)] {
        let job = load(by, "nom;autre\nSaule;1\n", "update").await;
        app.work().await;
        for (reader, reads) in [(&administrator, true), (&editor, editor_reads)] {
            let page = reader.get(&job).await.expect(200);
            let way = page.text().split('"').find(|text| text.starts_with("/admin/uploads/"));
            assert_eq!(way.is_some(), reads);
            if let Some(way) = way {
                reader.get(way).await.expect(200);
            }
        }
    }
}
