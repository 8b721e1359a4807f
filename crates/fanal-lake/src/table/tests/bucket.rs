//! The same acts on a store that is no folder, as a bucket.

use object_store::memory::InMemory;

use super::*;

async fn bucket() -> Fixture {
    let mut fixture = Fixture::new().await;
    fixture.lake = Lake::on(Arc::new(InMemory::new()));
    fixture.table = fixture.lake.table(DatasetId(7));
    fixture
}

async fn objects(fixture: &Fixture) -> usize {
    let all: Vec<_> = fixture.lake.object_store().list(None).try_collect().await.unwrap();
    all.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bucket_keeps_its_promises() {
    let fixture = bucket().await;
    fixture.lake.check().await.unwrap();
    assert_eq!(objects(&fixture).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bucket_holds_versions_as_a_folder_does() {
    let fixture = bucket().await;
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
    let (size_bytes, _) = fixture.table.open_beside(&load(5), "original").await.unwrap().unwrap();
    assert_eq!(size_bytes, 9 * 1024 * 1024);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_given_up_leaves_no_object() {
    let fixture = bucket().await;
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
