//! Arrow's own files and streams; Parquet that is broken.

use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int64Array, StringArray};
use arrow::datatypes::Int32Type;
use arrow_ipc::CompressionType;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};

use super::*;

fn batch() -> RecordBatch {
    let kinds: DictionaryArray<Int32Type> = ["parc", "école", "parc"].into_iter().collect();
    let columns: [(&str, ArrayRef); 3] = [
        ("code", Arc::new(StringArray::from(vec!["01", "2A", "13"]))),
        ("n", Arc::new(Int64Array::from(vec![Some(1), None, Some(3)]))),
        ("genre", Arc::new(kinds)),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
        .expect("columns of one length")
}

fn file(compression: Option<CompressionType>) -> Vec<u8> {
    let options = IpcWriteOptions::default().try_with_compression(compression).expect("known");
    let batch = batch();
    let mut writer =
        FileWriter::try_new_with_options(Vec::new(), &batch.schema(), options).expect("a head");
    writer.write(&batch).expect("written to memory");
    writer.write(&batch).expect("written to memory");
    writer.into_inner().expect("written to memory")
}

fn stream() -> Vec<u8> {
    let batch = batch();
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a head");
    writer.write(&batch).expect("written to memory");
    writer.into_inner().expect("written to memory")
}

#[test]
fn arrow_files_and_streams_keep_their_types() {
    let once = ["01|1|parc|1", "2A||école|2", "13|3|parc|3"];
    let read = whole("t.arrows", stream());
    assert_eq!(read.layout.format, Format::Arrow);
    assert_eq!(read.types(), [("code", "text"), ("n", "int"), ("genre", "text")]);
    assert_eq!(read.table(), once);
    for compression in [None, Some(CompressionType::LZ4_FRAME), Some(CompressionType::ZSTD)] {
        let read = whole("t.feather", file(compression));
        assert_eq!(
            (read.table()[..3].to_vec(), read.profile.records),
            (once.map(String::from).to_vec(), 6)
        );
        assert!(read.doubts().is_empty());
    }
}

#[test]
fn cut_and_changed_files_are_refused_or_read_and_never_harm() {
    let content = file(Some(CompressionType::LZ4_FRAME));
    for end in (0..content.len()).step_by(7) {
        let cut = of("t.arrow", &content[..end], &ReadOptions::default());
        assert!(cut.is_err(), "{end}");
    }
    for source in [content, stream()] {
        for place in 0..source.len() {
            let mut changed = source.clone();
            changed[place] ^= 0xFF;
            drop(of("t.arrow", &changed, &ReadOptions::default()));
        }
    }
}

#[test]
fn a_cut_parquet_file_is_refused() {
    let content = super::documents::parquet();
    for end in (4..content.len()).step_by(11) {
        match of("t.parquet", &content[..end], &ReadOptions::default()) {
            Err(error) => assert_eq!(error.problem().code, "parquet-broken", "{end}"),
            Ok(_) => panic!("{end} bytes were read"),
        }
    }
}
