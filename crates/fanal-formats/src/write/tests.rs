//! What the formats write, read back by other readers.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array, ListBuilder,
    StringArray, StringBuilder, StructArray, TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use fanal_model::FieldType;

use super::*;

mod csv;
mod encodings;
mod json;
mod limits;
mod parquet;
mod xlsx;

/// What an exporter wrote, readable after the exporter took its half.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

/// CSV without the byte-order mark, UTC, names.
fn plain() -> ExportOptions {
    ExportOptions { with_bom: false, ..ExportOptions::default() }
}

fn column(key: &str, field_type: FieldType) -> ExportColumn {
    ExportColumn { key: key.into(), label: format!("{key} !"), field_type, multivalued: false }
}

/// A batch of these columns, each with its array.
fn table(columns: Vec<(ExportColumn, ArrayRef)>) -> (Vec<ExportColumn>, RecordBatch) {
    let fields: Vec<Field> =
        columns.iter().map(|(c, a)| Field::new(&c.key, a.data_type().clone(), true)).collect();
    let (columns, arrays) = columns.into_iter().unzip();
    (columns, RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap())
}

fn texts(values: &[Option<&str>]) -> (ExportColumn, ArrayRef) {
    (column("texte", FieldType::Text), Arc::new(StringArray::from(values.to_vec())))
}

fn exported(
    format: ExportFormat,
    options: &ExportOptions,
    (columns, batch): &(Vec<ExportColumn>, RecordBatch),
) -> Vec<u8> {
    let sink = Sink::default();
    let mut exporter = exporter(format, columns.clone(), options, Box::new(sink.clone())).unwrap();
    exporter.write(batch).unwrap();
    exporter.finish().unwrap();
    sink.bytes()
}

/// Little-endian WKB: kind, then what follows the head.
fn wkb(kind: u32, rest: &[&[u8]]) -> Vec<u8> {
    [&[1][..], &kind.to_le_bytes()]
        .into_iter()
        .chain(rest.iter().copied())
        .flatten()
        .copied()
        .collect()
}

fn doubles(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// Two records of every type, the second without any value.
fn everything() -> (Vec<ExportColumn>, RecordBatch) {
    let mut tags = ListBuilder::new(StringBuilder::new());
    tags.values().append_value("ancien");
    tags.values().append_value("remarquable");
    tags.append(true);
    tags.append(false);
    let degree = |value| -> ArrayRef { Arc::new(Float64Array::from(vec![Some(value), None])) };
    let point = StructArray::from(vec![
        (Arc::new(Field::new("lon", DataType::Float64, true)), degree(5.36)),
        (Arc::new(Field::new("lat", DataType::Float64, true)), degree(43.29)),
    ]);
    let shape = wkb(2, &[&2_u32.to_le_bytes(), &doubles(&[5.0, 43.5, 5.25, 43.0])]);
    // 2025-01-23T14:31:28Z
    let instants = TimestampMicrosecondArray::from(vec![Some(1_737_642_688_000_000), None]);
    let several = ExportColumn { multivalued: true, ..column("tags", FieldType::Text) };
    table(vec![
        (column("nom", FieldType::Text), Arc::new(StringArray::from(vec![Some("Chêne"), None]))),
        (several, Arc::new(tags.finish())),
        (column("age", FieldType::Int), Arc::new(Int64Array::from(vec![Some(-120), None]))),
        (
            column("haut", FieldType::Double),
            Arc::new(Float64Array::from(vec![Some(0.1 + 0.2), None])),
        ),
        (column("sain", FieldType::Boolean), Arc::new(BooleanArray::from(vec![Some(true), None]))),
        (column("plante", FieldType::Date), Arc::new(Date32Array::from(vec![Some(19_860), None]))),
        (column("vu", FieldType::DateTime), Arc::new(instants.with_timezone("UTC"))),
        (column("lieu", FieldType::GeoPoint), Arc::new(point)),
        (
            column("trace", FieldType::GeoShape),
            Arc::new(BinaryArray::from_opt_vec(vec![Some(&shape), None])),
        ),
        (
            column("plus", FieldType::Json),
            Arc::new(StringArray::from(vec![Some("{\"n\": 1.50,\n \"t\": \"a \\\" b\"}"), None])),
        ),
    ])
}
