//! Data files: how they are cut, what they say of themselves, what stays when writing fails.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use fanal_model::{DatasetId, LoadId};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::file::metadata::PageIndexPolicy;
use tempfile::TempDir;

use super::statistics::{ColumnStatistics, to_json};
use super::*;
use crate::Lake;

fn small() -> WriterSettings {
    WriterSettings {
        threads: 3,
        row_group_rows: 100,
        row_group_bytes: 1 << 20,
        file_rows: 250,
        file_bytes: 1 << 20,
    }
}

struct Fixture {
    folder: TempDir,
    lake: Lake,
    load: LoadId,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let lake = runtime.block_on(Lake::open(folder.path().to_str().unwrap(), vec![])).unwrap();
        let load = LoadId::parse("00000000-0000-4000-8000-000000000001").unwrap();
        Self { folder, lake, load }
    }

    fn writer(&self, settings: WriterSettings) -> DataWriter {
        self.lake.table(DatasetId(1)).writer(&self.load, batch(0, 1).schema(), settings).unwrap()
    }

    fn path(&self, file: &DataFile) -> PathBuf {
        self.folder.path().join("datasets/1/table").join(&file.path)
    }

    /// Rows of each row group of a file.
    fn row_groups(&self, file: &DataFile) -> Vec<i64> {
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(File::open(self.path(file)).unwrap()).unwrap();
        reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect()
    }
}

fn batch(from: i64, rows: i64) -> RecordBatch {
    let text = StringArray::from_iter_values((from..from + rows).map(|n| format!("cell {n}")));
    let row = Int64Array::from_iter_values(from..from + rows);
    let columns: Vec<(&str, ArrayRef, bool)> =
        vec![("text", Arc::new(text), true), ("_row", Arc::new(row), false)];
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

#[test]
fn files_and_row_groups_are_cut_at_full_measure_whatever_the_batches() {
    for batch_rows in [1, 7, 100, 333, 1000] {
        let fixture = Fixture::new();
        let mut writer = fixture.writer(small());
        let mut from = 0;
        while from < 730 {
            let rows = batch_rows.min(730 - from);
            writer.write(batch(from, rows)).unwrap();
            from += rows;
        }
        let files = writer.finish().unwrap();
        let rows: Vec<u64> = files.iter().map(|file| file.rows).collect();
        assert_eq!(rows, [300, 300, 130], "batches of {batch_rows}");
        let groups: Vec<_> = files.iter().map(|file| fixture.row_groups(file)).collect();
        assert_eq!(groups, [vec![100, 100, 100], vec![100, 100, 100], vec![100, 30]]);
        assert!(files.iter().all(|file| file.path.starts_with(fixture.load.as_str())));
        for file in &files {
            assert_eq!(fixture.path(file).metadata().unwrap().len(), file.size_bytes);
        }
    }
}

#[test]
fn rows_come_back_in_their_order() {
    let fixture = Fixture::new();
    let mut writer = fixture.writer(small());
    for from in (0..900).step_by(9) {
        writer.write(batch(from, 9)).unwrap();
    }
    let mut seen = Vec::new();
    for file in writer.finish().unwrap() {
        let file = File::open(fixture.path(&file)).unwrap();
        for read in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
            let read = read.unwrap();
            let text = read.column(0).as_any().downcast_ref::<StringArray>().unwrap().clone();
            seen.extend(text.iter().flatten().map(str::to_owned));
        }
    }
    assert_eq!(seen, (0..900).map(|n| format!("cell {n}")).collect::<Vec<_>>());
}

#[test]
fn large_records_close_a_row_group_early() {
    let fixture = Fixture::new();
    let mut writer = fixture.writer(WriterSettings { row_group_bytes: 500, ..small() });
    for from in 0..10 {
        writer.write(batch(from * 10, 10)).unwrap();
    }
    let files = writer.finish().unwrap();
    assert!(fixture.row_groups(&files[0]).len() > 2, "{:?}", fixture.row_groups(&files[0]));
}

#[test]
fn file_tells_the_ranges_of_its_pages() {
    let fixture = Fixture::new();
    let mut writer = fixture.writer(small());
    writer.write(batch(0, 50)).unwrap();
    let files = writer.finish().unwrap();
    let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Required);
    let file = File::open(fixture.path(&files[0])).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).unwrap();
    let group = reader.metadata().row_group(0);
    assert!(group.column(0).column_index_offset().is_some());
    assert!(group.column(0).statistics().is_some());
}

#[test]
fn no_row_makes_no_file() {
    let fixture = Fixture::new();
    let mut writer = fixture.writer(small());
    writer.write(batch(0, 0)).unwrap();
    assert_eq!(writer.finish().unwrap(), []);
}

#[test]
fn writing_given_up_leaves_no_file() {
    let fixture = Fixture::new();
    let folder = fixture.folder.path().join("datasets/1/table").join(fixture.load.as_str());
    for give_up in [DataWriter::abort, drop] {
        let mut writer = fixture.writer(small());
        writer.write(batch(0, 450)).unwrap();
        assert!(folder.exists());
        give_up(writer);
        assert!(!folder.exists());
    }
}

#[test]
fn batch_with_other_columns_is_refused() {
    let fixture = Fixture::new();
    let mut writer = fixture.writer(small());
    let wrong_name = batch(0, 1).project(&[1, 0]).unwrap();
    assert!(matches!(writer.write(wrong_name), Err(LakeError::Encode(_))));
    let cells = Arc::new(Int64Array::from(vec![1])) as ArrayRef;
    let wrong_type = RecordBatch::try_from_iter([("text", cells.clone()), ("_row", cells)]);
    assert!(matches!(writer.write(wrong_type.unwrap()), Err(LakeError::Encode(_))));
}

#[track_caller]
fn check_range(cells: ArrayRef, expected: &str) {
    let schema =
        Schema::new(vec![arrow::datatypes::Field::new("c", cells.data_type().clone(), true)]);
    let mut statistics = ColumnStatistics::of(cells.data_type());
    // In two parts, as row groups are.
    for part in [cells.slice(0, 1), cells.slice(1, cells.len() - 1)] {
        let mut counted = ColumnStatistics::of(cells.data_type());
        counted.count(&part);
        statistics.merge(counted);
    }
    assert_eq!(to_json(cells.len() as u64, &schema, &[statistics]), expected);
}

#[test]
fn statistics_hold_ranges_that_are_true() {
    check_range(
        Arc::new(Int64Array::from(vec![None, Some(5), Some(-2)])),
        r#"{"numRecords":3,"minValues":{"c":-2},"maxValues":{"c":5},"nullCount":{"c":1}}"#,
    );
    check_range(
        Arc::new(Float64Array::from(vec![1.5, -0.5])),
        r#"{"numRecords":2,"minValues":{"c":-0.5},"maxValues":{"c":1.5},"nullCount":{"c":0}}"#,
    );
    // Nothing is above "not a number", which JSON can't write: no range rather than a wrong one.
    for odd in [f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        check_range(
            Arc::new(Float64Array::from(vec![1.5, odd, 3.0])),
            r#"{"numRecords":3,"minValues":{},"maxValues":{},"nullCount":{"c":0}}"#,
        );
    }
    check_range(
        Arc::new(arrow::array::Date32Array::from(vec![0, 20_000])),
        r#"{"numRecords":2,"minValues":{"c":"1970-01-01"},"maxValues":{"c":"2024-10-04"},"nullCount":{"c":0}}"#,
    );
    check_range(
        Arc::new(
            arrow::array::TimestampMicrosecondArray::from(vec![-1, 1_500]).with_timezone("UTC"),
        ),
        r#"{"numRecords":2,"minValues":{"c":"1969-12-31T23:59:59.999Z"},"maxValues":{"c":"1970-01-01T00:00:00.002Z"},"nullCount":{"c":0}}"#,
    );
    check_range(
        Arc::new(StringArray::from(vec![Some("Durand"), None])),
        r#"{"numRecords":2,"minValues":{},"maxValues":{},"nullCount":{"c":1}}"#,
    );
}
