//! Rolling back, cleaning, forgetting.

use std::collections::HashSet;

use super::*;

async fn data_files(fixture: &Fixture) -> HashSet<String> {
    let folder = "datasets/7/table".into();
    let all: Vec<_> = fixture.lake.object_store().list(Some(&folder)).try_collect().await.unwrap();
    let paths = all.iter().map(|meta| meta.location.to_string());
    paths.filter(|path| path.ends_with(".parquet") && !path.contains("_delta_log")).collect()
}

async fn named(fixture: &Fixture, versions: &[i64]) -> HashSet<String> {
    let mut named = HashSet::new();
    for version in versions {
        let snapshot = fixture.table.snapshot(*version).await.unwrap();
        named.extend(snapshot.files.iter().map(|file| file.path.to_string()));
    }
    named
}

/// Three versions: appended, then replaced by what a dead load left.
async fn three_versions() -> Fixture {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    fixture.append(&load(2), Some(0), &numbers(1, 2, &[2])).await;
    fixture.replace(&load(3), 1, &numbers(1, 1, &[99])).await;
    fixture
}

#[tokio::test]
async fn restore_gives_back_exactly_the_files() {
    let fixture = three_versions().await;
    let version = fixture.table.restore(Some(1), &load(4)).await.unwrap();
    assert_eq!(version, 3);
    let (wanted, got) = (
        fixture.table.snapshot(1).await.unwrap(),
        fixture.table_again().await.snapshot(3).await.unwrap(),
    );
    assert_eq!(format!("{:?}", got.files), format!("{:?}", wanted.files));
    assert_eq!(fixture.numbers(3).await, [1, 2]);
    let head = fixture.table.head().await.unwrap().unwrap();
    assert_eq!(head.load, Some(load(4)));
}

#[tokio::test]
async fn restore_of_the_head_makes_no_commit() {
    let fixture = three_versions().await;
    assert_eq!(fixture.table.restore(Some(2), &load(4)).await.unwrap(), 2);
    assert_eq!(fixture.table.head().await.unwrap().unwrap().load, Some(load(3)));
}

#[tokio::test]
async fn restore_of_what_is_there_makes_no_commit() {
    let fixture = three_versions().await;
    let version = fixture.table.restore(Some(1), &load(4)).await.unwrap();
    assert_eq!(fixture.table.restore(Some(1), &load(5)).await.unwrap(), version);
}

#[tokio::test]
async fn restore_of_nothing_empties_the_table() {
    let fixture = three_versions().await;
    let version = fixture.table.restore(None, &load(4)).await.unwrap();
    let snapshot = fixture.table.snapshot(version).await.unwrap();
    assert_eq!((snapshot.files.len(), snapshot.rows()), (0, 0));
    // And it can be loaded again.
    let version = fixture.append(&load(5), Some(version), &numbers(1, 1, &[5])).await;
    assert_eq!(fixture.numbers(version).await, [5]);
}

#[tokio::test]
async fn restore_of_a_version_whose_files_went_is_refused() {
    let fixture = three_versions().await;
    fixture.table.clean(&[2]).await.unwrap();
    let refused = fixture.table.restore(Some(1), &load(4)).await;
    assert!(matches!(refused, Err(LakeError::NoSuchVersion { delta_version: 1 })), "{refused:?}");
    assert_eq!(fixture.table.head().await.unwrap().unwrap().delta_version, 2);
}

#[tokio::test]
async fn clean_keeps_what_kept_versions_name() {
    let fixture = three_versions().await;
    fixture.files(&load(8), &numbers(1, 1, &[8])).await;
    let expected = named(&fixture, &[0, 2]).await;
    assert_eq!(data_files(&fixture).await.len(), 4);

    let cleaned = fixture.table.clean(&[0, 2]).await.unwrap();
    assert_eq!(cleaned.files, 2);
    assert!(cleaned.bytes > 0);
    assert_eq!(data_files(&fixture).await, expected);
    assert_eq!(fixture.numbers(0).await, [1]);
    assert_eq!(fixture.numbers(2).await, [99]);
    let folder = fixture.folder.path().join("datasets/7/table");
    assert!(!folder.join(load(8).as_str()).exists(), "the dead load's folder stays");
    assert_eq!(fixture.table.clean(&[0, 2]).await.unwrap().files, 0);
}

#[tokio::test]
async fn file_beside_a_data_file_goes_and_stays_with_it() {
    let fixture = three_versions().await;
    let store = fixture.lake.object_store();
    let beside = |version: i64| {
        let table = fixture.table.clone();
        async move { format!("{}.text", table.snapshot(version).await.unwrap().files[0].path) }
    };
    let (gone, kept) = (beside(0).await, beside(2).await);
    for path in [&gone, &kept] {
        store.put(&path.as_str().into(), "index".into()).await.unwrap();
    }
    fixture.table.clean(&[2]).await.unwrap();
    assert!(store.head(&kept.as_str().into()).await.is_ok());
    assert!(store.head(&gone.as_str().into()).await.is_err());
}

#[tokio::test]
async fn clean_deletes_nothing_when_a_kept_version_is_unknown() {
    let fixture = three_versions().await;
    let refused = fixture.table.clean(&[2, 17]).await;
    assert!(matches!(refused, Err(LakeError::NoSuchVersion { delta_version: 17 })), "{refused:?}");
    assert_eq!(data_files(&fixture).await.len(), 3);
}

#[tokio::test]
async fn kept_versions_outlive_the_forgotten_ones() {
    let fixture = three_versions().await;
    fixture.append(&load(4), Some(2), &numbers(1, 2, &[100])).await;
    let deleted = fixture.table.forget(&[1]).await.unwrap();
    assert_eq!(deleted, 2);

    let table = fixture.table_again().await;
    for (version, rows) in [(1, 2), (3, 2)] {
        assert_eq!(table.snapshot(version).await.unwrap().rows(), rows, "version {version}");
    }
    for version in [0, 2] {
        let gone = table.snapshot(version).await;
        assert!(matches!(gone, Err(LakeError::NoSuchVersion { .. })), "{version}: {gone:?}");
    }
    let head = table.head().await.unwrap();
    assert_eq!(head, Some(Head { delta_version: 3, load: Some(load(4)) }));
    // The table goes on as before.
    let version = fixture.append(&load(5), Some(3), &numbers(1, 3, &[101])).await;
    assert_eq!(fixture.numbers(version).await, [99, 100, 101]);
    assert_eq!(fixture.table_again().await.snapshot(4).await.unwrap().rows(), 3);

    assert_eq!(fixture.table.forget(&[]).await.unwrap(), 4);
    let table = fixture.table_again().await;
    assert_eq!(table.snapshot(4).await.unwrap().rows(), 3);
    assert!(matches!(table.snapshot(1).await, Err(LakeError::NoSuchVersion { .. })));
}

/// A clock that stands where it is set.
#[derive(Debug)]
struct Stopped(fanal_model::Instant);

impl fanal_model::Clock for Stopped {
    fn now(&self) -> fanal_model::Instant {
        self.0
    }
}

#[tokio::test]
async fn half_written_files_of_dead_programs_are_swept_after_a_day() {
    let fixture = three_versions().await;
    let abandoned = fixture.folder.path().join(".tmp/half-written");
    std::fs::write(&abandoned, "x").unwrap();
    fixture.table.clean(&[2]).await.unwrap();
    assert!(abandoned.exists(), "it may still be being written");

    let now = fanal_model::Clock::now(&fanal_model::SystemClock);
    let later = Arc::new(Stopped(now.plus_seconds(25 * 3600)));
    let path = fixture.folder.path().to_str().unwrap();
    let lake = Lake::open_with_clock(path, vec![], later).await.unwrap();
    lake.table(DatasetId(7)).clean(&[2]).await.unwrap();
    assert!(!abandoned.exists());
}

#[tokio::test]
async fn forgotten_entries_leave_no_trace_of_their_cells() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[424_242])).await;
    fixture.replace(&load(2), 0, &numbers(1, 1, &[7])).await;
    let entry = fixture.read("datasets/7/table/_delta_log/00000000000000000000.json").await;
    assert!(entry.windows(6).any(|window| window == b"424242"));
    fixture.table.forget(&[]).await.unwrap();
    fixture.table.clean(&[1]).await.unwrap();
    let all: Vec<_> = fixture.lake.object_store().list(None).try_collect().await.unwrap();
    for meta in all {
        let bytes = fixture.read(meta.location.as_ref()).await;
        let found = bytes.windows(6).any(|window| window == b"424242");
        assert!(!found, "{}", meta.location);
    }
}

#[tokio::test]
async fn checkpoint_twice_is_no_error() {
    let fixture = three_versions().await;
    fixture.table.checkpoint().await.unwrap();
    fixture.table.checkpoint().await.unwrap();
    assert_eq!(fixture.table_again().await.snapshot(2).await.unwrap().rows(), 1);
}

#[tokio::test]
async fn many_commits_stay_readable_over_their_checkpoints() {
    let fixture = Fixture::new().await;
    let mut base = None;
    for row in 1..=43 {
        base = Some(fixture.append(&load(1), base, &numbers(1, row, &[row])).await);
    }
    let log = fixture.folder.path().join("datasets/7/table/_delta_log");
    assert!(log.join("00000000000000000040.checkpoint.parquet").exists());
    let table = fixture.table_again().await;
    for version in [0, 19, 20, 21, 42] {
        let rows = table.snapshot(version).await.unwrap().rows();
        assert_eq!(rows, version as u64 + 1, "version {version}");
    }
}

#[tokio::test]
async fn foreign_tables_that_a_plain_scan_would_misread_are_refused() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    let file = &fixture.paths(0).await[0];
    let entry = format!(
        "{{\"add\":{{\"path\":\"{file}\",\"partitionValues\":{{}},\"size\":1,\
         \"modificationTime\":0,\"dataChange\":true,\"stats\":\"{{\\\"numRecords\\\":1}}\",\
         \"deletionVector\":{{\"storageType\":\"u\",\"pathOrInlineDv\":\"ab^-aqEH.-t@S}}K{{vb[*k^\",\
         \"offset\":4,\"sizeInBytes\":40,\"cardinality\":1}}}}}}\n"
    );
    let log = fixture.folder.path().join("datasets/7/table/_delta_log");
    let protocol = "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\
                    \"readerFeatures\":[\"deletionVectors\"],\
                    \"writerFeatures\":[\"deletionVectors\"]}}\n";
    std::fs::write(log.join("00000000000000000001.json"), format!("{protocol}{entry}")).unwrap();
    let refused = fixture.table.snapshot(1).await;
    assert!(
        matches!(&refused, Err(LakeError::Unsupported { feature }) if feature == "deletion vectors"),
        "{refused:?}"
    );
}
