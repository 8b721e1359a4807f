//! Loading by key, and reading back what is stored.

use fanal_model::{Access, FieldName, SourceId};

use super::sample::{DATASET, Sample, lines, load, read};
use crate::Merge;

const TABLE: &str = "code:text | lieu:text | n:int
A | x | 1
B | x | 2
 | x | 3
A | y | 4
C | x | 5
D | x | 6
E | x | 7";

async fn merged(base: bool, incoming: &str, key: &[&str]) -> Vec<String> {
    let sample = Sample::new(TABLE).await;
    let (_, batch) = read(incoming, 1);
    let files = sample.write(&load(2), batch).await;
    let key: Vec<FieldName> = key.iter().map(|k| FieldName::parse(k).expect("a name")).collect();
    let merge = Merge {
        dataset: DATASET,
        base: base.then_some(&sample.pinned),
        source: SourceId(1),
        fields: &sample.pinned.fields,
        incoming: &files,
        key: &key,
        access: &Access::unrestricted(),
    };
    let batches = sample.engine(0).merge_by_key(merge).await.expect("a stream");
    let told = lines(batches).await.expect("lines");
    // The hash is of no matter here.
    told.iter().map(|line| line.rsplit_once(" | ").expect("a hash").0.to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_comes_in_takes_the_place_of_the_one_with_its_key() {
    let incoming = "code:text | lieu:text | n:int\nC | x | 50\nF | x | 60\n | x | 30\nC | x | 51";
    let expected = [
        "A | x | 1 | 1 | 1",
        "B | x | 2 | 1 | 2",
        "A | y | 4 | 1 | 4",
        "D | x | 6 | 1 | 6",
        "E | x | 7 | 1 | 7",
        "F | x | 60 | 1 | 2",
        " | x | 30 | 1 | 3",
        "C | x | 51 | 1 | 4",
    ];
    assert_eq!(merged(true, incoming, &["code", "lieu"]).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_load_by_key_keeps_the_last_of_each() {
    let incoming =
        "code:text | lieu:text | n:int\nC | x | 1\nF | x | 2\n | x | 3\nC | y | 4\n | z | 5";
    let expected = ["F | x | 2 | 1 | 2", "C | y | 4 | 1 | 4", " | z | 5 | 1 | 5"];
    assert_eq!(merged(false, incoming, &["code"]).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_comes_back_in_order_with_its_hidden_columns() {
    let sample = Sample::new(TABLE).await;
    let engine = sample.engine(0);
    let reader = Access::hiding([]);
    assert!(engine.stored(&sample.pinned, &reader, None).await.is_err(), "a reader has its door");
    let access = Access::unrestricted();
    let stored = engine.stored(&sample.pinned, &access, None).await.expect("a stream");
    let all = lines(stored).await.expect("lines");
    assert_eq!(all.len(), 7);
    assert!(all[3].starts_with("A | y | 4 | 1 | 4 | "), "{}", all[3]);
    let snapshot = sample.lake.table(DATASET).snapshot(sample.pinned.delta_version).await;
    let names: Vec<String> =
        snapshot.expect("a snapshot").files.iter().map(|f| f.table_path.clone()).collect();
    assert!(names.len() > 1, "the sample has several files");
    let part = engine.stored(&sample.pinned, &access, Some(&names[1..])).await.expect("a stream");
    assert_eq!(lines(part).await.expect("lines"), all[6..]);
}
