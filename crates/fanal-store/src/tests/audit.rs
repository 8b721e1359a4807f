use fanal_model::{AuditAct, DatasetId, JobId, Subject, UserId, VersionId};
use tokio::task::JoinSet;

use super::harness::{Fixture, on_both_databases};
use crate::AuditCheck;

on_both_databases![
    entries_come_back_as_they_were_noted,
    an_act_that_is_dropped_leaves_no_entry_and_no_gap,
    writers_at_once_leave_no_gap,
    a_changed_line_is_found,
    a_removed_line_is_found,
    a_line_slipped_in_is_found,
];

async fn note(it: &Fixture, subjects: &[Subject]) {
    let mut act = it.act().await;
    for subject in subjects {
        act.audit(Some(UserId(7)), AuditAct::DatasetChanged, *subject);
    }
    act.commit().await.unwrap();
}

async fn entries_come_back_as_they_were_noted(it: Fixture) {
    let subjects = [
        Subject::Dataset(DatasetId(3)),
        Subject::Version(DatasetId(3), VersionId(9)),
        Subject::Job(JobId(4), Some(DatasetId(3))),
        Subject::Job(JobId(5), None),
        Subject::User(UserId(7)),
        Subject::Organisation(fanal_model::OrganisationId(2)),
        Subject::Portal(fanal_model::PortalId(1)),
    ];
    note(&it, &subjects).await;
    it.pass_seconds(5);
    let mut act = it.act().await;
    act.audit(None, AuditAct::SignedOut, Subject::User(UserId(7)));
    act.commit().await.unwrap();

    let entries = it.store.audit_since(0, 100).await.unwrap();
    let read: Vec<Subject> = entries.iter().take(7).map(|e| e.subject).collect();
    assert_eq!(read, subjects);
    assert_eq!((entries[0].user, entries[0].act), (Some(UserId(7)), AuditAct::DatasetChanged));
    let last = &entries[7];
    assert_eq!((last.sequence, last.user, last.at), (8, None, it.now()));
    assert_eq!(last.act, AuditAct::SignedOut);
    assert_eq!(it.store.audit_head().await.unwrap(), 8);
    let page = it.store.audit_since(2, 2).await.unwrap();
    assert_eq!(page.iter().map(|e| e.sequence).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(it.store.verify_audit().await.unwrap(), AuditCheck::Sound { entries: 8 });
}

async fn an_act_that_is_dropped_leaves_no_entry_and_no_gap(it: Fixture) {
    note(&it, &[Subject::User(UserId(1))]).await;
    let mut act = it.act().await;
    act.audit(None, AuditAct::UserCreated, Subject::User(UserId(2)));
    drop(act);
    note(&it, &[Subject::User(UserId(3))]).await;
    let entries = it.store.audit_since(0, 10).await.unwrap();
    let read: Vec<_> = entries.iter().map(|e| (e.sequence, e.subject)).collect();
    assert_eq!(read, [(1, Subject::User(UserId(1))), (2, Subject::User(UserId(3)))]);
}

async fn writers_at_once_leave_no_gap(it: Fixture) {
    // Two programs, sixteen writers in all, four acts each; every third act is given up.
    let other = it.reopened().await.unwrap();
    let mut writers = JoinSet::new();
    for writer in 0..16_i64 {
        let store = if writer % 2 == 0 { it.store.clone() } else { other.clone() };
        writers.spawn(async move {
            for round in 0..4_i64 {
                let mut act = store.write().await.unwrap();
                act.audit(None, AuditAct::SignedIn, Subject::User(UserId(writer)));
                act.audit(None, AuditAct::SignedOut, Subject::User(UserId(writer)));
                if (writer + round) % 3 != 0 {
                    act.commit().await.unwrap();
                }
            }
        });
    }
    writers.join_all().await;
    let given_up = (0..16).flat_map(|w| (0..4).map(move |r| w + r)).filter(|n| n % 3 == 0).count();
    let expected = i64::try_from(2 * (64 - given_up)).unwrap();
    assert_eq!(it.store.verify_audit().await.unwrap(), AuditCheck::Sound { entries: expected });
    // The two entries of an act stand together.
    let entries = it.store.audit_since(0, 1000).await.unwrap();
    assert!(entries.chunks(2).all(|pair| pair[0].subject == pair[1].subject));
}

async fn check_broken(it: Fixture, sql: &str, sequence: i64) {
    // More than a page, so that the walk goes on from one to the next.
    note(&it, &vec![Subject::User(UserId(1)); 1001]).await;
    assert_eq!(it.store.verify_audit().await.unwrap(), AuditCheck::Sound { entries: 1001 });
    it.run(sql).await;
    assert_eq!(it.store.verify_audit().await.unwrap(), AuditCheck::Broken { sequence });
}

async fn a_changed_line_is_found(it: Fixture) {
    check_broken(it, "UPDATE audit SET \"user\" = 8 WHERE sequence = 1001", 1001).await;
}

async fn a_removed_line_is_found(it: Fixture) {
    check_broken(it, "DELETE FROM audit WHERE sequence = 500", 500).await;
}

async fn a_line_slipped_in_is_found(it: Fixture) {
    let sql = "INSERT INTO audit (sequence, at, act, subject, subject_id, hash) \
               VALUES (1002, 1, 'user.created', 'user', 1, 'abc')";
    check_broken(it, sql, 1002).await;
}
