use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow::array::{Array, AsArray};
use arrow::datatypes::{TimeUnit, TimestampMillisecondType};
use bytes::Bytes;

use super::*;

fn opened(bytes: Vec<u8>) -> ParquetRecordBatchReaderBuilder<Bytes> {
    ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).unwrap()
}

#[test]
fn every_type_is_read_back() {
    let table = everything();
    for parquet_compression in [ParquetCompression::Snappy, ParquetCompression::Zstd] {
        let options = ExportOptions { parquet_compression, ..plain() };
        let reader = opened(exported(ExportFormat::Parquet, &options, &table));
        let types: Vec<_> =
            reader.schema().fields().iter().map(|f| f.data_type().clone()).collect();
        assert_eq!(types[5], DataType::Date32);
        assert_eq!(types[6], DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())));
        assert!(reader.schema().fields().iter().all(|f| f.is_nullable()));
        let batch = reader.build().unwrap().next().unwrap().unwrap();
        assert_eq!(batch.num_rows(), 2);
        for same in [0, 1, 2, 3, 4, 5, 8, 9] {
            assert_eq!(batch.column(same), table.1.column(same), "column {same}");
        }
        let instants = batch.column(6).as_primitive::<TimestampMillisecondType>();
        assert_eq!(instants.value(0), 1_737_642_688_000);
        let points = batch.column(7).as_binary::<i32>();
        assert_eq!(points.value(0), wkb(1, &[&doubles(&[5.36, 43.29])]));
        assert!((0..10).all(|i| batch.column(i).is_null(1)));
    }
}

#[test]
fn geometries_are_announced_as_geoparquet() {
    let reader = opened(exported(ExportFormat::Parquet, &plain(), &everything()));
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let geo = metadata.iter().find(|entry| entry.key == "geo").unwrap().value.clone().unwrap();
    let geo: serde_json::Value = serde_json::from_str(&geo).unwrap();
    assert_eq!(geo["version"], "1.1.0");
    assert_eq!(geo["primary_column"], "trace");
    assert_eq!(geo["columns"]["lieu"]["geometry_types"][0], "Point");
    assert_eq!(geo["columns"]["trace"]["encoding"], "WKB");
}

#[test]
fn a_file_that_was_dropped_has_no_footer() {
    let (columns, batch) = everything();
    let sink = Sink::default();
    let mut exporter =
        exporter(ExportFormat::Parquet, columns, &plain(), Box::new(sink.clone())).unwrap();
    exporter.write(&batch).unwrap();
    drop(exporter);
    assert!(ParquetRecordBatchReaderBuilder::try_new(Bytes::from(sink.bytes())).is_err());
}
