//! Columns kept in memory: used, given back, forgotten.

use fanal_model::Access;
use fanal_odsql::QueryText;
use object_store::ObjectStoreExt as _;

use super::sample::{DATASET, Sample, answer};
use crate::{Handle, QueryOptions};

const TABLE: &str = "n:int | nom:text\n3 | c\n1 | a\n2 | b\n5 | e\n4 | d\n6 | f\n7 | g";

async fn ask(handle: &Handle, order: &str) -> String {
    let text = QueryText { order_by: vec![order.into()], limit: Some(2), ..QueryText::default() };
    answer(handle, &text, &QueryOptions::default()).await
}

async fn delete_files(sample: &Sample) {
    let table = sample.lake.table(DATASET);
    let snapshot = table.snapshot(sample.pinned.delta_version).await.expect("a snapshot");
    for file in &snapshot.files {
        sample.lake.object_store().delete(&file.path).await.expect("deleted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_seen_before_needs_no_file_until_its_dataset_is_forgotten() {
    let sample = Sample::new(TABLE).await;
    let engine = sample.engine(32 << 20);
    let handle = engine.open(&sample.pinned, Access::unrestricted()).await.expect("a handle");
    let expected = "n | nom\n7 | g\n6 | f";
    assert_eq!(ask(&handle, "-n").await, expected);
    delete_files(&sample).await;
    assert_eq!(ask(&handle, "-n").await, expected);
    assert_eq!(ask(&handle, "n * -1").await, expected);
    engine.forget(DATASET);
    assert!(ask(&handle, "-n").await.starts_with("InternalError"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_memory_for_columns_answers_are_the_same() {
    let sample = Sample::new(TABLE).await;
    for cache_bytes in [0, 600, 32 << 20] {
        let handle = sample.handle(cache_bytes, Access::unrestricted()).await;
        for _ in 0..2 {
            assert_eq!(ask(&handle, "nom").await, "n | nom\n1 | a\n2 | b");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_is_kept_from_the_second_look_on() {
    let sample = Sample::new(TABLE).await;
    let engine = sample.engine(32 << 20);
    let handle = engine.open(&sample.pinned, Access::unrestricted()).await.expect("a handle");
    let options = QueryOptions::default();
    let first = QueryText { limit: Some(3), ..QueryText::default() };
    for _ in 0..2 {
        assert_eq!(answer(&handle, &first, &options).await, "n | nom\n3 | c\n1 | a\n2 | b");
    }
    delete_files(&sample).await;
    assert_eq!(answer(&handle, &first, &options).await, "n | nom\n3 | c\n1 | a\n2 | b");
    let next = QueryText { offset: 3, ..first };
    assert!(answer(&handle, &next, &options).await.starts_with("InternalError"));
}
