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
fn numbers_of_bodies_are_texts() {
    let columns: [(&str, ArrayRef); 2] = [
        ("SIRET", Arc::new(Int64Array::from(vec![21_130_055_300_016, 21_200_004_000_012]))),
        ("montant", Arc::new(Int64Array::from(vec![1_200, 3_400]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a head");
    writer.write(&batch).expect("written to memory");
    let read = whole("t.arrows", writer.into_inner().expect("written to memory"));
    assert_eq!(read.types(), [("siret", "text"), ("montant", "int")]);
    assert_eq!(column_of(&read, "siret").meaning.as_deref(), Some("siret"));
    assert_eq!(read.table(), ["21130055300016|1200|1", "21200004000012|3400|2"]);
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

#[test]
fn values_within_values_are_columns_lists_and_json() {
    use arrow::array::{
        BooleanArray, Float64Array, Float64Builder, ListBuilder, MapBuilder, StructArray,
    };
    use arrow::array::{Int64Builder, StringBuilder};
    use arrow::buffer::NullBuffer;
    use arrow::datatypes::{DataType, Field};

    let inner = StructArray::from(vec![
        (
            Arc::new(Field::new("lon", DataType::Float64, true)),
            Arc::new(Float64Array::from(vec![5.4, 5.5])) as ArrayRef,
        ),
        (
            Arc::new(Field::new("sûr", DataType::Boolean, true)),
            Arc::new(BooleanArray::from(vec![true, false])) as ArrayRef,
        ),
    ]);
    // In the second record the structure is missing, whatever stands below it.
    let place = StructArray::new(
        vec![
            Field::new("ville", DataType::Utf8, true),
            Field::new("point", inner.data_type().clone(), true),
        ]
        .into(),
        vec![Arc::new(StringArray::from(vec!["Apt", "Aix"])), Arc::new(inner)],
        Some(NullBuffer::from(vec![true, false])),
    );
    let mut numbers = ListBuilder::new(Float64Builder::new());
    numbers.append_value([Some(1.5), None]);
    numbers.append_null();
    let mut lines = ListBuilder::new(Int64Builder::new());
    lines.append_value([Some(1), Some(30)]);
    lines.append_null();
    let mut words = ListBuilder::new(StringBuilder::new());
    words.append_value([Some("a"), Some("b")]);
    words.append_value([Some("c")]);
    let mut labels = MapBuilder::new(None, StringBuilder::new(), Int64Builder::new());
    labels.keys().append_value("h\"");
    labels.values().append_value(7);
    labels.append(true).expect("as many keys as values");
    labels.append(true).expect("as many keys as values");
    let columns: [(&str, ArrayRef); 5] = [
        ("lieu", Arc::new(place)),
        ("nombres", Arc::new(numbers.finish())),
        ("lignes", Arc::new(lines.finish())),
        ("mots", Arc::new(words.finish())),
        ("noms", Arc::new(labels.finish())),
    ];
    let columns = columns.map(|(name, array)| (name, array, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length");
    let mut arrow = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a head");
    arrow.write(&batch).expect("written to memory");
    let mut parquet = Vec::new();
    let mut writer = ::parquet::arrow::ArrowWriter::try_new(&mut parquet, batch.schema(), None)
        .expect("types are kept");
    writer.write(&batch).expect("written to memory");
    writer.close().expect("written to memory");
    for (name, content) in
        [("t.arrows", arrow.into_inner().expect("written to memory")), ("t.parquet", parquet)]
    {
        let read = whole(name, content);
        assert_eq!(
            read.types(),
            [
                ("lieu_ville", "text"),
                ("lieu_point_lon", "double"),
                ("lieu_point_sur", "boolean"),
                ("nombres", "json_blob"),
                ("lignes", "text"),
                ("mots", "text"),
                ("noms", "json_blob"),
            ]
        );
        assert_eq!(
            read.table(),
            ["Apt|5.4|true|[1.5,null]|[1, 30]|[a, b]|{\"h\\\"\":7}|1", "|||||[c]|{}|2"],
            "{name}"
        );
        assert_eq!(read.profile.columns[0].title, "lieu.ville");
    }
}
