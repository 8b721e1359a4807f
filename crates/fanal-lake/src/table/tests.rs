//! Commits, versions, and what stays of them.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array, ListBuilder,
    RecordBatch, StringArray, StringBuilder, StructArray, TimestampMicrosecondArray,
};
use arrow::buffer::NullBuffer;
use arrow::compute::concat_batches;
use arrow::datatypes::{DataType, Field, Fields};
use bytes::Bytes;
use fanal_model::{DatasetId, LoadId};
use futures::TryStreamExt as _;
use object_store::ObjectStoreExt as _;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tempfile::TempDir;

use super::{Commit, Head, Purpose, Table};
use crate::{DataFile, Lake, LakeError, WriterSettings};

mod bucket;
mod evolution;
#[cfg(debug_assertions)]
mod killed;
mod upkeep;

/// A table of its own in a folder that goes with it.
struct Fixture {
    folder: TempDir,
    lake: Lake,
    table: Table,
}

impl Fixture {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap(), vec![]).await.unwrap();
        let table = lake.table(DatasetId(7));
        Self { folder, lake, table }
    }

    /// The same table, nothing remembered.
    async fn table_again(&self) -> Table {
        let path = self.folder.path().to_str().unwrap();
        Lake::open(path, vec![]).await.unwrap().table(DatasetId(7))
    }

    /// Writes the batch as the data files of a load.
    async fn files(&self, load: &LoadId, batch: &RecordBatch) -> Vec<DataFile> {
        let (table, load, batch) = (self.table.clone(), load.clone(), batch.clone());
        let settings = WriterSettings { threads: 2, ..WriterSettings::default() };
        tokio::task::spawn_blocking(move || {
            let mut writer = table.writer(&load, batch.schema(), settings).unwrap();
            writer.write(batch).unwrap();
            writer.finish().unwrap()
        })
        .await
        .unwrap()
    }

    async fn try_load(
        &self,
        load: &LoadId,
        base: Option<i64>,
        batch: &RecordBatch,
        remove: Vec<String>,
    ) -> Result<i64, LakeError> {
        let add = self.files(load, batch).await;
        let schema = batch.schema();
        let purpose = Purpose::Load;
        self.table.commit(Commit { load: load.clone(), base, schema, add, remove, purpose }).await
    }

    /// Loads the batch on top of a version.
    async fn append(&self, load: &LoadId, base: Option<i64>, batch: &RecordBatch) -> i64 {
        self.try_load(load, base, batch, vec![]).await.unwrap()
    }

    /// Loads the batch in place of all that a version holds.
    async fn replace(&self, load: &LoadId, base: i64, batch: &RecordBatch) -> i64 {
        let remove = self.paths(base).await;
        self.try_load(load, Some(base), batch, remove).await.unwrap()
    }

    async fn paths(&self, version: i64) -> Vec<String> {
        let snapshot = self.table.snapshot(version).await.unwrap();
        snapshot.files.iter().map(|file| file.table_path.clone()).collect()
    }

    /// Reads all rows of a version whose files share the table's schema.
    async fn rows(&self, version: i64) -> RecordBatch {
        let snapshot = self.table.snapshot(version).await.unwrap();
        let mut batches = Vec::new();
        for file in &snapshot.files {
            let bytes = self.read(file.path.as_ref()).await;
            assert_eq!(bytes.len() as u64, file.size_bytes);
            let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
            let reader = reader.with_batch_size(1 << 20).build().unwrap();
            let read: Vec<RecordBatch> = reader.collect::<Result<_, _>>().unwrap();
            assert_eq!(read.iter().map(|batch| batch.num_rows() as u64).sum::<u64>(), file.rows);
            batches.extend(read);
        }
        concat_batches(&snapshot.schema, &batches).unwrap()
    }

    async fn read(&self, path: &str) -> Bytes {
        self.lake.object_store().get(&path.into()).await.unwrap().bytes().await.unwrap()
    }

    /// The first column of a version.
    async fn numbers(&self, version: i64) -> Vec<i64> {
        let rows = self.rows(version).await;
        let column = rows.column(0).as_any().downcast_ref::<Int64Array>().unwrap().clone();
        column.iter().flatten().collect()
    }
}

fn load(number: u32) -> LoadId {
    LoadId::parse(&format!("00000000-0000-4000-8000-{number:012}")).unwrap()
}

/// Rows of one source: a column `n`, then the hidden ones.
fn numbers(source: i64, first_row: i64, values: &[i64]) -> RecordBatch {
    with_hidden(source, first_row, vec![("n", Arc::new(Int64Array::from(values.to_vec())))])
}

fn with_hidden(source: i64, first_row: i64, columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let rows = columns[0].1.len() as i64;
    let mut columns = columns;
    columns.push(("_source", Arc::new(Int64Array::from_iter_values((0..rows).map(|_| source)))));
    columns.push(("_row", Arc::new(Int64Array::from_iter_values(first_row..first_row + rows))));
    columns.push(("_hash", Arc::new(Int64Array::from_iter_values((0..rows).map(|row| !row)))));
    RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    )
    .unwrap()
}

/// Every type that a field can have, with an empty cell and extreme ones.
fn every_type() -> RecordBatch {
    let mut words = ListBuilder::new(StringBuilder::new());
    words.append_value([Some("école"), None]);
    words.append_null();
    words.append_value::<[Option<&str>; 0], _>([]);
    let coordinates = Fields::from(vec![
        Field::new("lon", DataType::Float64, true),
        Field::new("lat", DataType::Float64, true),
    ]);
    let lon: ArrayRef = Arc::new(Float64Array::from(vec![2.35, 0.0, -61.5]));
    let lat: ArrayRef = Arc::new(Float64Array::from(vec![48.85, 0.0, 16.25]));
    let presence = NullBuffer::from(vec![true, false, true]);
    let points = StructArray::new(coordinates, vec![lon, lat], Some(presence));
    let micros = vec![Some(-62_135_596_800_000_000), None, Some(1_795_253_400_123_456)];
    let instants = TimestampMicrosecondArray::from(micros).with_timezone("UTC");
    let shapes = BinaryArray::from_opt_vec(vec![Some(&b"\x01\x00\xff"[..]), None, Some(b"")]);
    with_hidden(
        3,
        1,
        vec![
            ("text", Arc::new(StringArray::from(vec![Some("02 98"), None, Some("")]))),
            ("words", Arc::new(words.finish())),
            ("int", Arc::new(Int64Array::from(vec![Some(i64::MIN), None, Some(i64::MAX)]))),
            ("double", Arc::new(Float64Array::from(vec![Some(-0.1), None, Some(f64::INFINITY)]))),
            ("boolean", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]))),
            ("date", Arc::new(Date32Array::from(vec![Some(-719_162), None, Some(20_000)]))),
            ("datetime", Arc::new(instants)),
            ("point", Arc::new(points)),
            ("shape", Arc::new(shapes)),
            ("json", Arc::new(StringArray::from(vec![Some("{\"a\":[1]}"), None, Some("null")]))),
        ],
    )
}

#[tokio::test]
async fn every_type_comes_back_as_it_was_committed() {
    let fixture = Fixture::new().await;
    let batch = every_type();
    let version = fixture.append(&load(1), None, &batch).await;
    assert_eq!(version, 0);
    let snapshot = fixture.table.snapshot(0).await.unwrap();
    assert_eq!(snapshot.schema, batch.schema());
    assert_eq!(fixture.rows(0).await, batch);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_type_survives_a_checkpoint() {
    let fixture = Fixture::new().await;
    let batch = every_type();
    fixture.append(&load(1), None, &batch).await;
    fixture.table.checkpoint().await.unwrap();
    let reopened = fixture.table_again().await;
    let before = fixture.table.snapshot(0).await.unwrap();
    let after = reopened.snapshot(0).await.unwrap();
    assert_eq!(after.schema, before.schema);
    assert_eq!(format!("{:?}", after.files), format!("{:?}", before.files));
}

#[tokio::test]
async fn table_without_a_commit_has_no_head() {
    let fixture = Fixture::new().await;
    assert_eq!(fixture.table.head().await.unwrap(), None);
    let missing = fixture.table.snapshot(0).await;
    assert!(matches!(missing, Err(LakeError::NoSuchVersion { delta_version: 0 })), "{missing:?}");
}

#[tokio::test]
async fn head_names_the_load_that_committed() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    fixture.append(&load(2), Some(0), &numbers(1, 2, &[2])).await;
    let head = fixture.table.head().await.unwrap();
    assert_eq!(head, Some(Head { delta_version: 1, load: Some(load(2)) }));
}

#[tokio::test]
async fn appended_rows_follow_and_replaced_rows_go() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[10, 20])).await;
    fixture.append(&load(2), Some(0), &numbers(1, 3, &[30])).await;
    fixture.replace(&load(3), 1, &numbers(1, 1, &[99])).await;
    assert_eq!(fixture.numbers(1).await, [10, 20, 30]);
    assert_eq!(fixture.numbers(2).await, [99]);
    // The versions before stay what they were.
    assert_eq!(fixture.numbers(0).await, [10, 20]);
    let forgotten = fixture.table_again().await;
    assert_eq!(forgotten.snapshot(1).await.unwrap().rows(), 3);
}

#[tokio::test]
async fn files_come_by_source_then_row_whatever_the_order_of_loads() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(2, 1, &[21])).await;
    fixture.append(&load(2), Some(0), &numbers(1, 5, &[15])).await;
    fixture.append(&load(3), Some(1), &numbers(1, 1, &[11])).await;
    assert_eq!(fixture.numbers(2).await, [11, 15, 21]);
    let snapshot = fixture.table.snapshot(2).await.unwrap();
    let keys: Vec<_> = snapshot.files.iter().map(|file| (file.source, file.first_row)).collect();
    assert_eq!(keys, [(Some(1), Some(1)), (Some(1), Some(5)), (Some(2), Some(1))]);
}

#[tokio::test]
async fn replacing_one_source_leaves_the_others() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[11])).await;
    fixture.append(&load(2), Some(0), &numbers(2, 1, &[21])).await;
    let snapshot = fixture.table.snapshot(1).await.unwrap();
    let of_first = snapshot.files.iter().filter(|file| file.source == Some(1));
    let remove = of_first.map(|file| file.table_path.clone()).collect();
    let new = numbers(1, 1, &[12, 13]);
    fixture.try_load(&load(3), Some(1), &new, remove).await.unwrap();
    assert_eq!(fixture.numbers(2).await, [12, 13, 21]);
}

#[tokio::test]
async fn hidden_columns_are_found_in_a_wide_table() {
    let fixture = Fixture::new().await;
    let names: Vec<String> = (0..60).map(|column| format!("column_{column}")).collect();
    let cell = || Arc::new(StringArray::from(vec!["x"])) as ArrayRef;
    let columns = names.iter().map(|name| (name.as_str(), cell())).collect();
    fixture.append(&load(1), None, &with_hidden(4, 9, columns)).await;
    fixture.table.checkpoint().await.unwrap();
    let table = fixture.table_again().await;
    let file = table.snapshot(0).await.unwrap().files[0].clone();
    assert_eq!((file.source, file.first_row, file.rows), (Some(4), Some(9), 1));
}

#[tokio::test]
async fn commit_on_a_head_that_moved_is_refused() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    fixture.append(&load(2), Some(0), &numbers(1, 2, &[2])).await;
    for base in [None, Some(0), Some(2)] {
        let refused = fixture.try_load(&load(3), base, &numbers(1, 3, &[3]), vec![]).await;
        let head = match refused {
            Err(LakeError::Moved { base: told, head }) if told == base => head,
            other => panic!("{other:?}"),
        };
        assert_eq!(head, Some(1));
    }
    assert_eq!(fixture.numbers(1).await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_commits_at_once_one_wins() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    let (second, third) = (numbers(1, 2, &[2]), numbers(1, 2, &[3]));
    let (a, b) = (load(2), load(3));
    let (a, b) = tokio::join!(
        fixture.try_load(&a, Some(0), &second, vec![]),
        fixture.try_load(&b, Some(0), &third, vec![]),
    );
    let won = [&a, &b].iter().filter(|outcome| matches!(outcome, Ok(1))).count();
    let lost = [&a, &b].iter().filter(|o| matches!(o, Err(LakeError::Moved { .. }))).count();
    assert_eq!((won, lost), (1, 1), "{a:?} {b:?}");
}

#[tokio::test]
async fn file_that_is_not_in_the_base_cannot_be_removed() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    let batch = numbers(1, 2, &[2]);
    let gone = vec!["elsewhere/0.parquet".to_owned()];
    let refused = fixture.try_load(&load(2), Some(0), &batch, gone).await;
    assert!(matches!(refused, Err(LakeError::FileMismatch { .. })), "{refused:?}");
    assert_eq!(fixture.table.head().await.unwrap().unwrap().delta_version, 0);
}

#[tokio::test]
async fn log_holds_no_text_of_any_cell() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &every_type()).await;
    let log = fixture.read("datasets/7/table/_delta_log/00000000000000000000.json").await;
    let log = String::from_utf8(log.to_vec()).unwrap();
    assert!(log.contains("numRecords") && log.contains("enableExpiredLogCleanup"));
    for text in ["école", "02 98"] {
        assert!(!log.contains(text), "{log}");
    }
}

#[tokio::test]
async fn file_beside_a_load_comes_back() {
    let fixture = Fixture::new().await;
    let source = fixture.folder.path().join("original.csv");
    for size in [0, 1, 8 * 1024 * 1024, 8 * 1024 * 1024 + 5] {
        let contents: Vec<u8> = (0..size).map(|byte| (byte % 251) as u8).collect();
        std::fs::write(&source, &contents).unwrap();
        let stored = fixture.table.put_beside(&load(1), "original.csv", &source).await.unwrap();
        assert_eq!(stored, size as u64);
        let found = fixture.table.open_beside(&load(1), "original.csv").await.unwrap();
        let (size_bytes, stream) = found.unwrap();
        let parts: Vec<Bytes> = stream.try_collect().await.unwrap();
        assert_eq!(size_bytes, size as u64);
        assert!(parts.concat() == contents, "{size} bytes differ");
    }
    assert!(fixture.table.open_beside(&load(1), "other").await.unwrap().is_none());
}

#[tokio::test]
async fn name_beside_a_load_cannot_leave_its_folder() {
    let fixture = Fixture::new().await;
    let source = fixture.folder.path().join("original.csv");
    std::fs::write(&source, "x").unwrap();
    for name in ["", "..", "../x", "a/b", "a\\b", ".hidden"] {
        assert!(fixture.table.put_beside(&load(1), name, &source).await.is_err(), "{name}");
    }
}

#[tokio::test]
async fn what_no_kept_load_put_beside_its_records_goes() {
    let fixture = Fixture::new().await;
    let source = fixture.folder.path().join("original.csv");
    std::fs::write(&source, "x").unwrap();
    fixture.table.clean_beside(&[]).await.unwrap();
    for number in 1..=3 {
        fixture.table.put_beside(&load(number), "original.csv", &source).await.unwrap();
    }
    fixture.table.clean_beside(&[load(2)]).await.unwrap();
    for number in 1..=3 {
        let found = fixture.table.open_beside(&load(number), "original.csv").await.unwrap();
        assert_eq!(found.is_some(), number == 2, "load {number}");
    }
}
