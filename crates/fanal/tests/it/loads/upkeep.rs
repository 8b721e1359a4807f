//! Compaction: fewer files, the same answers.

use fanal_testkit::model::{AuditAct, JobKind};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};
use serde_json::Value;

use crate::arbres::API;

on_both_catalogues! { compaction_keeps_every_answer }

async fn compaction_keeps_every_answer(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv("id;nom\n0;Arbre 0\n").published().await;
    for id in 1..10 {
        let csv = format!("id;nom\n{id};Arbre {id}\n");
        app.dataset("arbres").csv(&csv).appended().loaded().await;
    }
    let questions = [
        "records?limit=100",
        "records?order_by=-id&limit=3",
        "records?where=id in [2..4]",
        "exports/csv",
        "records?version=4",
    ];
    let mut before: Vec<Vec<u8>> = Vec::new();
    for question in questions {
        before.push(visitor.get(&format!("{API}/{question}")).await.expect(200).body);
    }
    let ids = app.record_ids("arbres").await;
    let version = app.stored("arbres").await.current.expect("it was loaded");
    let log = app.audit().await.len();
    app.keep_house("arbres", JobKind::Compact).await;
    let compacted = app.stored("arbres").await.current.expect("it was loaded");
    assert_eq!(compacted.number, version.number, "compaction makes no version");
    assert!(compacted.delta_version > version.delta_version, "it moves the pointer");
    assert_eq!(compacted.records, version.records);
    for (question, expected) in questions.iter().zip(&before) {
        let after = visitor.get(&format!("{API}/{question}")).await.expect(200).body;
        let shown = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
        assert_eq!(shown(&after), shown(expected), "{question}");
    }
    assert_eq!(app.record_ids("arbres").await, ids);
    let acts = app.acts_since(log).await;
    assert_eq!(acts, [AuditAct::JobEnqueued, AuditAct::VersionCompacted]);
    app.dataset("arbres").csv("id;nom\n10;Arbre 10\n").appended().loaded().await;
    let answer = visitor.get(&format!("{API}/records?order_by=-id")).await.expect(200).json();
    assert_eq!(answer["total_count"], Value::from(11), "loads go on from there");
}
