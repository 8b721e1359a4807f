use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use fanal_model::{
    AuditAct, DatasetId, JobKind, Language, Portal, PortalId, SourceId, Subject, SystemClock,
    VersionId,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::harness::{
    Fixture, PORTAL, new_dataset, new_upload, on_both_databases, on_sqlite, slug,
};
use crate::{
    AuditCheck, DatasetFilter, NewDataset, NewJob, NewOrganisation, Store, StoreError, Unique,
};

on_both_databases![
    a_new_catalogue_has_the_default_portal,
    opening_again_keeps_everything,
    an_upload_of_an_older_catalogue_keeps_its_load,
    programs_that_open_an_older_catalogue_together_agree,
    a_catalogue_of_the_first_days_is_brought_up_to_date,
    a_catalogue_of_a_later_program_is_refused,
    a_dropped_act_leaves_nothing,
    work_abandoned_at_any_moment_blocks_nobody,
    portals_answer_by_host,
    a_taken_name_is_refused,
    what_is_not_there_is_missing,
    a_row_that_no_program_of_ours_wrote_is_told,
];

async fn a_new_catalogue_has_the_default_portal(it: Fixture) {
    it.store.ping().await.unwrap();
    let portal = it.store.portal(None).await.unwrap();
    assert_eq!(portal.id, PORTAL);
    assert_eq!((portal.slug.as_str(), portal.name.as_str()), ("portail", "Portail de données"));
    assert_eq!(
        (portal.language, portal.host, portal.demonstration),
        (Language::French, None, false)
    );
}

async fn opening_again_keeps_everything(it: Fixture) {
    let dataset = it.dataset("arbres").await;
    let again = it.reopened().await.unwrap();
    assert_eq!(again.dataset(dataset.id).await.unwrap(), Some(dataset));
    assert_eq!(again.portal(None).await.unwrap().id, PORTAL);
}

/// Takes the catalogue back to what it was before series.
async fn without_series(it: &Fixture) {
    for (table, column) in [("dataset", "series"), ("job", "upload")] {
        it.run(&format!("DROP INDEX {table}_{column}")).await;
        it.run(&format!("ALTER TABLE {table} DROP COLUMN {column}")).await;
    }
    it.run("DELETE FROM seaql_migrations WHERE version = 'm0003_series'").await;
}

async fn an_upload_of_an_older_catalogue_keeps_its_load(it: Fixture) {
    let id = Uuid::new_v4().to_string();
    let act = it.act().await;
    let new = new_upload(&id, "a.csv");
    act.create_upload(new).await.unwrap();
    let job = NewJob {
        kind: JobKind::Import,
        dataset: None,
        user: None,
        payload: String::new(),
        not_before: None,
    };
    act.enqueue(job).await.unwrap();
    act.commit().await.unwrap();
    without_series(&it).await;
    it.run("UPDATE upload SET job = (SELECT max(id) FROM job)").await;
    let again = it.reopened().await.unwrap();
    let act = again.write().await.unwrap();
    assert!(act.upload_is_loading(&id).await.unwrap());
}

async fn programs_that_open_an_older_catalogue_together_agree(it: Fixture) {
    without_series(&it).await;
    it.run("DROP TABLE upload").await;
    it.run("DROP TABLE job").await;
    it.run("DROP TABLE lease").await;
    it.run("DROP TABLE audit").await;
    it.run("DROP TABLE welcome").await;
    it.run("DROP TABLE attachment").await;
    it.run("ALTER TABLE dataset DROP COLUMN public_from").await;
    it.run("DELETE FROM seaql_migrations WHERE version > 'm0001_catalogue'").await;
    let (one, two) = tokio::join!(it.reopened(), it.reopened());
    assert_eq!(one.unwrap().audit_head().await.unwrap(), 0);
    assert_eq!(two.unwrap().portal(None).await.unwrap().id, PORTAL);
}

/// Uploads had a path then, and no job.
async fn a_catalogue_of_the_first_days_is_brought_up_to_date(it: Fixture) {
    without_series(&it).await;
    it.run("DROP TABLE upload").await;
    it.run(
        "CREATE TABLE upload (id text PRIMARY KEY, \"user\" bigint, file_name text NOT NULL, \
         path text NOT NULL, size_bytes bigint NOT NULL, recipe text, dataset bigint, \
         created bigint NOT NULL)",
    )
    .await;
    it.run("INSERT INTO upload VALUES ('a', NULL, 'a.csv', 'spool/a', 12, NULL, NULL, 7)").await;
    it.run("DELETE FROM seaql_migrations WHERE version = 'm0005_upload_place'").await;
    let store = it.reopened().await.unwrap();
    let upload = store.upload("a").await.unwrap().unwrap();
    assert_eq!((&*upload.file_name, upload.size_bytes, upload.created.0), ("a.csv", 12, 7));
    let act = store.write().await.unwrap();
    let new = new_upload("b", "b.csv");
    act.create_upload(new).await.unwrap();
    let new = NewJob {
        kind: JobKind::Import,
        dataset: None,
        user: None,
        payload: String::new(),
        not_before: None,
    };
    let job = act.enqueue(new).await.unwrap();
    assert!(act.give_upload("a", &[job.id]).await.unwrap());
    act.commit().await.unwrap();
}

async fn a_catalogue_of_a_later_program_is_refused(it: Fixture) {
    it.run("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)").await;
    match it.reopened().await {
        Err(StoreError::NewerStore { migration }) => assert_eq!(migration, "m9999_later"),
        other => panic!("opened: {other:?}"),
    }
}

async fn a_dropped_act_leaves_nothing(it: Fixture) {
    let act = it.act().await;
    let new = NewOrganisation { slug: slug("ville"), name: "Ville".into() };
    act.create_organisation(new).await.unwrap();
    drop(act);
    it.act().await.commit().await.unwrap();
    assert_eq!(it.store.organisations().await.unwrap(), []);
}

/// A request is dropped wherever it stands when its client goes away.
async fn work_abandoned_at_any_moment_blocks_nobody(it: Fixture) {
    let whole = async |number: usize| {
        let mut act = it.store.write().await.unwrap();
        let new = NewOrganisation { slug: slug(&format!("o{number}")), name: "Ville".into() };
        let made = act.create_organisation(new).await.unwrap();
        act.audit(None, AuditAct::OrganisationChanged, Subject::Organisation(made.id));
        it.store.datasets(&DatasetFilter::everything()).await.unwrap();
        act.commit().await.unwrap();
    };
    let mut steps = 1;
    while abandoned_after(steps, whole(steps)).await.is_none() {
        steps += 1;
    }
    assert!(steps > 2, "all was done in {steps} steps");
    whole(0).await;
    let there = it.store.organisations().await.unwrap().len();
    let entries = i64::try_from(there).unwrap();
    assert_eq!(it.store.verify_audit().await.unwrap(), AuditCheck::Sound { entries });
}

/// Runs the work for so many steps, each up to where it waits, then drops it.
async fn abandoned_after<W: Future>(steps: usize, work: W) -> Option<W::Output> {
    let mut work = pin!(work);
    let mut left = steps;
    poll_fn(move |context| {
        left -= 1;
        match work.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

async fn portals_answer_by_host(it: Fixture) {
    it.run(
        "INSERT INTO portal (slug, name, host, language, demonstration) \
         VALUES ('commune', 'Commune', 'data.commune.example', 'fr', FALSE)",
    )
    .await;
    let commune = it.store.portal(Some("data.commune.EXAMPLE")).await.unwrap();
    assert_eq!((commune.slug.as_str(), commune.demonstration), ("commune", false));
    assert_eq!(it.store.portal(Some("ailleurs.example")).await.unwrap().id, PORTAL);

    let act = it.act().await;
    act.rename_portal(commune.id, "Ville", true).await.unwrap();
    act.commit().await.unwrap();
    let renamed = Portal { name: "Ville".into(), demonstration: true, ..commune };
    assert_eq!(it.store.portal(Some("data.commune.example")).await.unwrap(), renamed);
    assert_eq!(it.store.portal(None).await.unwrap().name, "Portail de données");
}

async fn a_taken_name_is_refused(it: Fixture) {
    let new = NewOrganisation { slug: slug("ville"), name: "Ville".into() };
    let act = it.act().await;
    act.create_organisation(new.clone()).await.unwrap();
    act.commit().await.unwrap();
    let taken = it.act().await.create_organisation(new).await;
    assert!(
        matches!(&taken, Err(StoreError::Taken { what: Unique::OrganisationSlug, .. })),
        "{taken:?}"
    );
}

#[track_caller]
fn check_missing<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Missing { .. })), "{result:?}");
}

async fn what_is_not_there_is_missing(it: Fixture) {
    check_missing(it.act().await.rename_portal(PortalId(99), "Autre", false).await);
    check_missing(it.act().await.save_recipe(SourceId(99), "{}").await);
    check_missing(it.act().await.expire_version(VersionId(99)).await);
    check_missing(it.store.acquire_lease(DatasetId(99), "w", 30).await);
    let portal = PortalId(99);
    let homeless = NewDataset { portal, ..new_dataset("arbres") };
    check_missing(it.act().await.create_dataset(homeless).await);
    let dataset = it.dataset("arbres").await;
    let lease = it.store.acquire_lease(dataset.id, "w", 30).await.unwrap().unwrap();
    check_missing(it.act().await.move_version(VersionId(99), 1, 1, &lease).await);
}

async fn a_row_that_no_program_of_ours_wrote_is_told(it: Fixture) {
    let dataset = it.dataset("arbres").await;
    it.run("UPDATE dataset SET visibility = 'partout'").await;
    match it.store.dataset(dataset.id).await {
        Err(StoreError::Corrupt { column, value }) => {
            assert_eq!((column, value.as_str()), ("dataset.visibility", "partout"));
        }
        other => panic!("read: {other:?}"),
    }
}

#[tokio::test]
async fn a_reader_of_sqlite_cannot_write() {
    async fn test(it: Fixture) {
        let write = it.store.reader().execute_unprepared("DELETE FROM portal").await;
        assert!(write.unwrap_err().to_string().contains("readonly"));
    }
    on_sqlite(test).await;
}

#[tokio::test]
async fn sqlite_syncs_its_log_and_keeps_its_references() {
    async fn test(it: Fixture) {
        let act = it.act().await;
        for (pragma, expected) in [("synchronous", 2), ("foreign_keys", 1)] {
            let query = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"));
            let row = act.transaction().query_one_raw(query).await.unwrap().unwrap();
            assert_eq!(row.try_get_by::<i64, _>(0).unwrap(), expected, "{pragma}");
        }
        let query = Statement::from_string(DbBackend::Sqlite, "PRAGMA journal_mode");
        let row = it.store.reader().query_one_raw(query).await.unwrap().unwrap();
        assert_eq!(row.try_get_by::<String, _>(0).unwrap(), "wal");
    }
    on_sqlite(test).await;
}

#[tokio::test]
async fn other_addresses_are_refused() {
    for url in ["mysql://localhost/x", "sqlite::memory:", "catalogue.db"] {
        let opened = Store::open(url, Arc::new(SystemClock)).await;
        assert!(matches!(opened, Err(StoreError::Address)), "{url}");
    }
}
