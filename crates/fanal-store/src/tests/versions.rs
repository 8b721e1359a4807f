use fanal_model::{FieldName, Instant, LoadMode, Source, Version, VersionState};

use super::harness::{Fixture, field, new_version, on_both_databases};
use crate::{DatasetFilter, Lease, NewVersion, StoreError};

on_both_databases![
    a_lease_has_one_holder_until_it_expires,
    a_stale_holder_commits_nothing,
    a_load_becomes_the_current_version,
    committing_a_load_again_gives_its_version,
    sources_keep_how_they_are_read,
    versions_are_found_by_number_instant_and_load,
    compaction_moves_a_version_and_expiry_ends_it,
];

async fn lease(it: &Fixture, source: &Source) -> Lease {
    it.store.acquire_lease(source.dataset, "worker", 30).await.unwrap().unwrap()
}

async fn commit(it: &Fixture, new: NewVersion, lease: &Lease) -> Result<Version, StoreError> {
    let act = it.act().await;
    let version = act.commit_version(new, lease).await?;
    act.commit().await?;
    Ok(version)
}

#[track_caller]
fn check_lost<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::LeaseLost)), "{result:?}");
}

async fn a_lease_has_one_holder_until_it_expires(it: Fixture) {
    let dataset = it.dataset("arbres").await.id;
    let take = async || it.store.acquire_lease(dataset, "worker", 30).await.unwrap();
    let first = take().await.unwrap();
    assert_eq!(take().await, None);
    it.pass_seconds(29);
    it.store.renew_lease(&first, 30).await.unwrap();
    it.pass_seconds(29);
    assert_eq!(take().await, None);
    it.pass_seconds(1);
    let second = take().await.unwrap();
    assert!(second.token > first.token);
    check_lost(it.store.renew_lease(&first, 30).await);
    it.store.release_lease(&first).await.unwrap();
    assert_eq!(take().await, None);
    it.store.release_lease(&second).await.unwrap();
    let third = take().await.unwrap();
    assert!(third.token > second.token);

    let act = it.act().await;
    act.release_lease(&third).await.unwrap();
    act.commit().await.unwrap();
    check_lost(it.store.renew_lease(&third, 30).await);
}

async fn a_stale_holder_commits_nothing(it: Fixture) {
    let source = it.source(it.dataset("arbres").await.id).await;
    let stale = lease(&it, &source).await;
    it.pass_seconds(31);
    let fresh = lease(&it, &source).await;
    check_lost(commit(&it, new_version(&source), &stale).await);
    assert_eq!(it.store.dataset(source.dataset).await.unwrap().unwrap().current, None);
    let version = commit(&it, new_version(&source), &fresh).await.unwrap();
    check_lost(it.act().await.move_version(version.id, 5, 1, &stale).await);

    it.store.release_lease(&fresh).await.unwrap();
    check_lost(commit(&it, new_version(&source), &fresh).await);
    let other = it.source(it.dataset("bancs").await.id).await;
    let others = lease(&it, &other).await;
    check_lost(commit(&it, new_version(&source), &others).await);
    assert_eq!(it.store.versions(source.dataset, 10, 0).await.unwrap(), [version]);
}

async fn a_load_becomes_the_current_version(it: Fixture) {
    let source = it.source(it.dataset("arbres").await.id).await;
    let lease = lease(&it, &source).await;
    it.pass_seconds(5);
    let key = vec![FieldName::parse("nom").unwrap()];
    let new = NewVersion { mode: LoadMode::Update { key }, ..new_version(&source) };
    let version = commit(&it, new.clone(), &lease).await.unwrap();
    let expected = Version {
        id: version.id,
        dataset: source.dataset,
        number: 1,
        delta_version: new.delta_version,
        load: new.load,
        mode: new.mode,
        source: source.id,
        fields: new.fields.clone(),
        records: 12,
        rejected: 1,
        size_bytes: 340,
        created: it.now(),
        state: VersionState::Available,
    };
    assert_eq!(version, expected);
    let dataset = it.store.dataset(source.dataset).await.unwrap().unwrap();
    assert_eq!(dataset.current, Some(version));
    assert_eq!(dataset.fields, new.fields);
    assert_eq!((dataset.metadata_revision, dataset.modified), (2, it.now()));
    let text = Some("nom".to_owned());
    let filter = DatasetFilter { text, ..DatasetFilter::everything() };
    let found = it.store.datasets(&filter).await.unwrap().datasets;
    assert_eq!(found, std::slice::from_ref(&dataset));

    it.pass_seconds(5);
    let second = commit(&it, new_version(&source), &lease).await.unwrap();
    assert_eq!(second.number, 2);
    let after = it.store.dataset(source.dataset).await.unwrap().unwrap();
    assert_eq!(after.metadata_revision, 2);
    assert_eq!(after.modified, dataset.modified);
    assert_eq!(after.last_change(), it.now());
    let fields = vec![field("nom", "Nom"), field("age", "Âge")];
    commit(&it, NewVersion { fields, ..new_version(&source) }, &lease).await.unwrap();
    let after = it.store.dataset(source.dataset).await.unwrap().unwrap();
    assert_eq!((after.metadata_revision, after.fields.len()), (3, 2));
}

async fn committing_a_load_again_gives_its_version(it: Fixture) {
    let source = it.source(it.dataset("arbres").await.id).await;
    let lease = lease(&it, &source).await;
    let new = new_version(&source);
    let first = commit(&it, new.clone(), &lease).await.unwrap();
    it.store.release_lease(&lease).await.unwrap();
    assert_eq!(commit(&it, new, &lease).await.unwrap(), first);
    assert_eq!(it.store.versions(source.dataset, 10, 0).await.unwrap(), [first]);
}

async fn sources_keep_how_they_are_read(it: Fixture) {
    let source = it.source(it.dataset("arbres").await.id).await;
    let second = it.source(source.dataset).await;
    let act = it.act().await;
    act.save_recipe(source.id, "{\"separator\":\";\"}").await.unwrap();
    act.commit().await.unwrap();
    let recipe = Some("{\"separator\":\";\"}".to_owned());
    let read = Source { recipe, ..source };
    assert_eq!(it.store.source(read.id).await.unwrap().as_ref(), Some(&read));
    assert_eq!(it.store.sources(read.dataset).await.unwrap(), [read, second]);
}

async fn versions_are_found_by_number_instant_and_load(it: Fixture) {
    let source = it.source(it.dataset("arbres").await.id).await;
    let lease = lease(&it, &source).await;
    let mut made = Vec::new();
    for _ in 0..3 {
        it.pass_seconds(10);
        made.push(commit(&it, new_version(&source), &lease).await.unwrap());
    }
    let (dataset, store) = (source.dataset, &it.store);
    let number = store.version_by_number(dataset, 2).await.unwrap();
    assert_eq!(number.as_ref(), Some(&made[1]));
    assert_eq!(store.version_by_number(dataset, 4).await.unwrap(), None);
    let load = store.version_by_load(&made[2].load).await.unwrap();
    assert_eq!(load.as_ref(), Some(&made[2]));
    for (instant, expected) in [
        (Instant(made[0].created.0 - 1), None),
        (made[0].created, Some(&made[0])),
        (made[2].created.plus_seconds(-1), Some(&made[1])),
        (made[2].created.plus_seconds(99), Some(&made[2])),
    ] {
        assert_eq!(store.version_as_of(dataset, instant).await.unwrap().as_ref(), expected);
    }
    let page = store.versions(dataset, 1, 1).await.unwrap();
    assert_eq!(page, [made[1].clone()]);
}

async fn compaction_moves_a_version_and_expiry_ends_it(it: Fixture) {
    let source = it.source(it.dataset("arbres").await.id).await;
    let lease = lease(&it, &source).await;
    let version = commit(&it, new_version(&source), &lease).await.unwrap();
    let act = it.act().await;
    act.move_version(version.id, 7, 99, &lease).await.unwrap();
    act.expire_version(version.id).await.unwrap();
    act.commit().await.unwrap();
    let gone = it.now();
    it.pass_seconds(9);
    let act = it.act().await;
    act.expire_version(version.id).await.unwrap();
    act.commit().await.unwrap();
    let read = it.store.version_by_number(source.dataset, 1).await.unwrap();
    let state = VersionState::Gone(gone);
    assert_eq!(read, Some(Version { delta_version: 7, size_bytes: 99, state, ..version }));
}
