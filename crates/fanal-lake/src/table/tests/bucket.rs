//! The same acts on a store that is no folder: in memory, and on the bucket of an S3 server when
//! `FANAL_TEST_BUCKET_URL` names one, with the variables `AWS_…` for its options.

use std::io::Write as _;

use fanal_model::Instant;
use object_store::memory::InMemory;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::*;
use crate::Shelf;

/// A table in each bucket that there is.
async fn buckets() -> Vec<Fixture> {
    let mut lakes = vec![Lake::on(Arc::new(InMemory::new()))];
    match std::env::var("FANAL_TEST_BUCKET_URL") {
        Ok(url) => lakes.push(served(&format!("{url}/{}", Uuid::new_v4())).await),
        Err(_) => {
            // As fanal-testkit tells it, which stands above this crate.
            let line = "told: in memory only, FANAL_TEST_BUCKET_URL names no S3 server";
            writeln!(std::io::stderr(), "{line}").unwrap();
        }
    }
    let mut fixtures = Vec::new();
    for lake in lakes {
        let table = lake.table(DatasetId(7));
        fixtures.push(Fixture { lake, table, ..Fixture::new().await });
    }
    fixtures
}

async fn served(url: &str) -> Lake {
    // Two TLS providers are linked and one must be chosen; another test may have done so.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let names = ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "REGION", "ENDPOINT_URL", "ALLOW_HTTP"];
    let options = names.iter().filter_map(|name| {
        let name = format!("AWS_{name}");
        Some((name.to_ascii_lowercase(), std::env::var(name).ok()?))
    });
    let options = options.collect();
    Lake::open(url, options).await.unwrap()
}

async fn objects(fixture: &Fixture) -> usize {
    let all: Vec<_> = fixture.lake.object_store().list(None).try_collect().await.unwrap();
    all.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bucket_keeps_its_promises() {
    for fixture in buckets().await {
        fixture.lake.check().await.unwrap();
        assert_eq!(objects(&fixture).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bucket_holds_versions_as_a_folder_does() {
    for fixture in buckets().await {
        let batch = every_type();
        fixture.append(&load(1), None, &batch).await;
        assert_eq!(fixture.rows(0).await, batch);
        fixture.replace(&load(2), 0, &numbers(1, 1, &[1, 2])).await;
        fixture.append(&load(3), Some(1), &numbers(1, 3, &[3])).await;
        assert_eq!(fixture.numbers(2).await, [1, 2, 3]);
        let moved = fixture.try_load(&load(4), Some(1), &numbers(1, 4, &[4]), vec![]).await;
        assert!(matches!(moved, Err(LakeError::Moved { head: Some(2), .. })), "{moved:?}");

        let version = fixture.table.restore(Some(0), &load(5)).await.unwrap();
        assert_eq!(fixture.rows(version).await, batch);
        fixture.table.forget(&[]).await.unwrap();
        let cleaned = fixture.table.clean(&[version]).await.unwrap();
        assert_eq!(cleaned.files, 3);
        assert_eq!(fixture.rows(version).await, batch);

        let original = fixture.folder.path().join("original");
        std::fs::write(&original, vec![7; 9 * 1024 * 1024]).unwrap();
        fixture.table.put_beside(&load(5), "original", &original).await.unwrap();
        let (size_bytes, _) =
            fixture.table.open_beside(&load(5), "original").await.unwrap().unwrap();
        assert_eq!(size_bytes, 9 * 1024 * 1024);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_given_up_leaves_no_object() {
    for fixture in buckets().await {
        let table = fixture.table.clone();
        tokio::task::spawn_blocking(move || {
            let batch = numbers(1, 1, &[1, 2, 3, 4]);
            let settings = WriterSettings { row_group_rows: 1, file_rows: 2, ..Default::default() };
            let mut writer = table.writer(&load(1), batch.schema(), settings).unwrap();
            writer.write(batch).unwrap();
            writer.abort();
        })
        .await
        .unwrap();
        assert_eq!(objects(&fixture).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_commits_at_once_exactly_one_counts() {
    const ROUNDS: u32 = 20;
    const WRITERS: u32 = 4;
    for fixture in buckets().await {
        let mut kept = Vec::new();
        for round in 0..ROUNDS {
            let base = round.checked_sub(1).map(i64::from);
            let mut commits = JoinSet::new();
            for writer in 0..WRITERS {
                let number = i64::from(round * WRITERS + writer);
                let (load, batch) =
                    (load(u32::try_from(number).unwrap()), numbers(1, 1, &[number]));
                let add = fixture.files(&load, &batch).await;
                let (schema, purpose) = (batch.schema(), Purpose::Load);
                let commit = Commit { load, base, schema, add, remove: vec![], purpose };
                let table = fixture.table.clone();
                commits.spawn(async move { (number, table.commit(commit).await) });
            }
            let mut won = Vec::new();
            for (number, outcome) in commits.join_all().await {
                match outcome {
                    Ok(version) => won.push((number, version)),
                    Err(LakeError::Moved { .. }) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
            let [(number, version)] = won[..] else { panic!("round {round}: {won:?}") };
            assert_eq!(version, i64::from(round));
            kept.push(number);
        }
        let mut found = fixture.numbers(i64::from(ROUNDS - 1)).await;
        found.sort_unstable();
        assert_eq!(found, kept, "what was announced is what is there");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_file_is_found_by_other_machines_until_it_is_deleted() {
    for fixture in buckets().await {
        let original = fixture.folder.path().join("original");
        std::fs::write(&original, vec![7; 9 * 1024 * 1024]).unwrap();
        for (shelf, other) in
            [(Shelf::Spool, Shelf::Attachments), (Shelf::Attachments, Shelf::Spool)]
        {
            let lake = &fixture.lake;
            lake.put_file(shelf, "a", &original).await.unwrap();
            let (size_bytes, stream) = lake.open_file(shelf, "a").await.unwrap().unwrap();
            let parts: Vec<Bytes> = stream.try_collect().await.unwrap();
            assert_eq!((size_bytes, parts.concat()), (9 * 1024 * 1024, vec![7; 9 * 1024 * 1024]));
            assert!(lake.open_file(shelf, "b").await.unwrap().is_none());
            assert!(lake.open_file(other, "a").await.unwrap().is_none());
            let before = async |instant| lake.files_before(shelf, instant).await.unwrap();
            assert_eq!(before(Instant(0)).await, [""; 0]);
            assert_eq!(before(Instant(i64::MAX)).await, ["a"]);
            lake.delete_file(shelf, "a").await.unwrap();
            lake.delete_file(shelf, "a").await.unwrap();
            assert_eq!(before(Instant(i64::MAX)).await, [""; 0]);
        }
    }
}
