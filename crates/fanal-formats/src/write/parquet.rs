//! Parquet, with GeoParquet 1.1 metadata when there are geometries.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BinaryBuilder};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::record_batch::{RecordBatch, RecordBatchOptions};
use fanal_model::FieldType;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value, json};

use super::cells::{Cells, cells};
use super::exporter::Exporter;
use super::{ExportColumn, ExportOptions, ParquetCompression, WriteError};

/// Bytes of a row group: what is kept in memory before it is handed on.
const GROUP_BYTES: usize = 32 * 1024 * 1024;
const GROUP_ROWS: usize = 128 * 1024;

pub(super) struct ParquetExporter {
    columns: Vec<ExportColumn>,
    schema: SchemaRef,
    writer: ArrowWriter<Box<dyn Write + Send>>,
}

impl ParquetExporter {
    pub(super) fn start(
        columns: Vec<ExportColumn>,
        options: &ExportOptions,
        out: Box<dyn Write + Send>,
    ) -> Result<Self, WriteError> {
        let fields: Vec<Field> =
            columns.iter().map(|c| Field::new(&c.key, stored_type(c), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let compression = match options.parquet_compression {
            ParquetCompression::Snappy => Compression::SNAPPY,
            ParquetCompression::Zstd => Compression::ZSTD(ZstdLevel::default()),
        };
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .set_key_value_metadata(
                geo_metadata(&columns).map(|geo| vec![KeyValue::new("geo".to_owned(), geo)]),
            )
            .build();
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
        Ok(Self { columns, schema, writer })
    }
}

impl Exporter for ParquetExporter {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteError> {
        let arrays = cells(&self.columns, batch)?
            .into_iter()
            .zip(self.schema.fields())
            .map(|(cells, field)| stored(cells, batch.num_rows(), field.data_type()))
            .collect::<Result<Vec<_>, _>>()?;
        let counted = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        let stored = RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &counted)?;
        Ok(self.writer.write(&stored)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.writer.finish()?;
        Ok(self.writer.inner_mut().flush()?)
    }
}

/// The type in the file. All columns are optional.
fn stored_type(column: &ExportColumn) -> DataType {
    match column.field_type {
        FieldType::Text if column.multivalued => {
            DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)))
        }
        FieldType::Text | FieldType::File | FieldType::Json => DataType::Utf8,
        FieldType::Int => DataType::Int64,
        FieldType::Double => DataType::Float64,
        FieldType::Boolean => DataType::Boolean,
        FieldType::Date => DataType::Date32,
        // Milliseconds, as the Explore API's files have them.
        FieldType::DateTime => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        FieldType::GeoPoint | FieldType::GeoShape => DataType::Binary,
    }
}

fn stored(cells: Cells, rows: usize, target: &DataType) -> Result<ArrayRef, WriteError> {
    let array: ArrayRef = match cells {
        Cells::Text(texts) | Cells::Json(texts) => texts.into_array(),
        Cells::List(array) => Arc::new(array),
        Cells::Int(array) => Arc::new(array),
        Cells::Double(array) => Arc::new(array),
        Cells::Boolean(array) => Arc::new(array),
        Cells::Date(array) => Arc::new(array),
        Cells::DateTime(array) => Arc::new(array),
        Cells::Shape(array) => Arc::new(array),
        Cells::Point(ref points) => {
            let mut wkb = BinaryBuilder::with_capacity(rows, rows * 21);
            for row in 0..rows {
                if cells.is_null(row) {
                    wkb.append_null();
                } else {
                    wkb.append_value(point_wkb(points.get(row)));
                }
            }
            Arc::new(wkb.finish())
        }
    };
    if array.data_type() == target {
        return Ok(array);
    }
    let strict = CastOptions { safe: false, ..CastOptions::default() };
    Ok(cast_with_options(&array, target, &strict)?)
}

/// A point as WKB, little-endian, longitude first.
fn point_wkb((lon, lat): (f64, f64)) -> [u8; 21] {
    let mut wkb = [0; 21];
    wkb[0] = 1;
    wkb[1..5].copy_from_slice(&1_u32.to_le_bytes());
    wkb[5..13].copy_from_slice(&lon.to_le_bytes());
    wkb[13..].copy_from_slice(&lat.to_le_bytes());
    wkb
}

/// The value of the key `geo` (<https://geoparquet.org/releases/v1.1.0/>): the first shape, else the
/// first point, is the primary column. No `crs` means longitude and latitude in WGS 84.
fn geo_metadata(columns: &[ExportColumn]) -> Option<String> {
    let first = |wanted| columns.iter().find(|c| c.field_type == wanted);
    let primary = first(FieldType::GeoShape).or_else(|| first(FieldType::GeoPoint))?;
    let described: Map<String, Value> = columns
        .iter()
        .filter(|c| c.field_type.is_geographic())
        .map(|c| {
            // An empty list says that the kinds of geometry are not known.
            let kinds =
                if c.field_type == FieldType::GeoPoint { json!(["Point"]) } else { json!([]) };
            (c.key.clone(), json!({ "encoding": "WKB", "geometry_types": kinds }))
        })
        .collect();
    let geo = json!({ "version": "1.1.0", "primary_column": primary.key, "columns": described });
    Some(geo.to_string())
}
