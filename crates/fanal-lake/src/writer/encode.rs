//! The thread that makes Parquet files of row groups, their columns encoded side by side.

use std::sync::Mutex;
use std::sync::mpsc::Receiver;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, FieldRef, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use super::sink::{Sink, Sinks};
use super::statistics::{ColumnStatistics, to_json};
use super::{DataFile, WriterSettings};
use crate::LakeError;

/// What the writer hands over.
pub(super) enum Work {
    /// Rows of one row group, in order.
    RowGroup {
        /// The rows.
        batches: Vec<RecordBatch>,
        /// How many.
        rows: usize,
    },
    /// All rows are there.
    Finish,
}

/// Makes Parquet files of row groups.
pub(super) struct Encoder {
    sinks: Sinks,
    schema: SchemaRef,
    settings: WriterSettings,
    properties: WriterProperties,
    open: Option<OpenFile>,
    done: Vec<DataFile>,
}

struct OpenFile {
    path: String,
    writer: SerializedFileWriter<Sink>,
    columns: ArrowRowGroupWriterFactory,
    row_groups: usize,
    rows: u64,
    statistics: Vec<ColumnStatistics>,
}

impl Encoder {
    pub(super) fn new(sinks: Sinks, schema: SchemaRef, settings: WriterSettings) -> Self {
        let properties = properties();
        Self { sinks, schema, settings, properties, open: None, done: Vec::new() }
    }

    /// Works until the last row group; deletes all files when it fails or is left alone.
    pub(super) fn run(mut self, work: &Receiver<Work>) -> Result<Vec<DataFile>, LakeError> {
        let outcome = loop {
            match work.recv() {
                Ok(Work::RowGroup { batches, rows }) => {
                    if let Err(error) = self.encode(&batches, rows) {
                        break Err(error);
                    }
                }
                Ok(Work::Finish) => break self.close_file().and_then(|()| self.sinks.settle()),
                Err(_) => break Err(LakeError::Encode("the writing was given up".into())),
            }
        };
        match outcome {
            Ok(()) => Ok(self.done),
            Err(error) => {
                if let Some(Ok(sink)) = self.open.take().map(|open| open.writer.into_inner()) {
                    sink.abandon();
                }
                self.sinks.delete_all();
                Err(error)
            }
        }
    }

    fn encode(&mut self, batches: &[RecordBatch], rows: usize) -> Result<(), LakeError> {
        if self.open.is_none() {
            self.open = Some(self.open_file()?);
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        let writers = open.columns.create_column_writers(open.row_groups).map_err(encode_error)?;
        let columns = columns(&self.schema, batches, writers);
        let encoded = encode_columns(columns, self.settings.threads.max(1))?;

        let mut row_group = open.writer.next_row_group().map_err(encode_error)?;
        for (column, statistics) in encoded.into_iter().zip(&mut open.statistics) {
            for chunk in column.chunks {
                chunk.append_to_row_group(&mut row_group).map_err(encode_error)?;
            }
            statistics.merge(column.statistics);
        }
        row_group.close().map_err(encode_error)?;
        open.row_groups += 1;
        open.rows += rows as u64;
        let size_bytes = open.writer.bytes_written() as u64;
        if open.rows >= self.settings.file_rows || size_bytes >= self.settings.file_bytes {
            self.close_file()?;
        }
        Ok(())
    }

    fn open_file(&mut self) -> Result<OpenFile, LakeError> {
        let (path, sink) = self.sinks.next()?;
        let writer = ArrowWriter::try_new(sink, self.schema.clone(), Some(self.properties.clone()));
        let (writer, columns) =
            writer.and_then(ArrowWriter::into_serialized_writer).map_err(encode_error)?;
        let fields = self.schema.fields().iter();
        let statistics = fields.map(|field| ColumnStatistics::of(field.data_type())).collect();
        Ok(OpenFile { path, writer, columns, row_groups: 0, rows: 0, statistics })
    }

    fn close_file(&mut self) -> Result<(), LakeError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let stats = to_json(open.rows, &self.schema, &open.statistics);
        let sink = open.writer.into_inner().map_err(encode_error)?;
        let size_bytes = sink.close().map_err(|error| LakeError::storage(&open.path, error))?;
        self.done.push(DataFile { path: open.path, size_bytes, rows: open.rows, stats });
        Ok(())
    }
}

/// How files are laid out: pages with an index, so that a reader fetches the rows it wants.
fn properties() -> WriterProperties {
    let column = |name: &str| ColumnPath::new(vec![name.to_owned()]);
    WriterProperties::builder()
        .set_created_by("fanal".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).unwrap_or_default()))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_statistics_truncate_length(Some(64))
        .set_max_row_group_row_count(None)
        // Row numbers follow each other: their differences take no room.
        .set_column_dictionary_enabled(column("_row"), false)
        .set_column_encoding(column("_row"), Encoding::DELTA_BINARY_PACKED)
        // Hashes are noise: no dictionary, no compression and no range says anything of them.
        .set_column_dictionary_enabled(column("_hash"), false)
        .set_column_compression(column("_hash"), Compression::UNCOMPRESSED)
        .set_column_statistics_enabled(column("_hash"), EnabledStatistics::None)
        .build()
}

/// One column of a row group, on its way to be encoded.
struct Column {
    field: FieldRef,
    arrays: Vec<ArrayRef>,
    /// One a leaf: a point has two, a list one.
    writers: Vec<ArrowColumnWriter>,
}

struct EncodedColumn {
    chunks: Vec<ArrowColumnChunk>,
    statistics: ColumnStatistics,
}

fn columns(
    schema: &SchemaRef,
    batches: &[RecordBatch],
    writers: Vec<ArrowColumnWriter>,
) -> Vec<Column> {
    let mut writers = writers.into_iter();
    let fields = schema.fields().iter().enumerate();
    fields
        .map(|(index, field)| Column {
            field: field.clone(),
            arrays: batches.iter().map(|batch| batch.column(index).clone()).collect(),
            writers: writers.by_ref().take(leaves(field.data_type())).collect(),
        })
        .collect()
}

fn leaves(data_type: &DataType) -> usize {
    match data_type {
        DataType::Struct(fields) => fields.iter().map(|field| leaves(field.data_type())).sum(),
        DataType::List(element) => leaves(element.data_type()),
        _ => 1,
    }
}

/// Encodes the columns on so many threads, each taking the next one when it is free.
fn encode_columns(columns: Vec<Column>, threads: usize) -> Result<Vec<EncodedColumn>, LakeError> {
    let count = columns.len();
    let waiting = Mutex::new(columns.into_iter().enumerate());
    let encoded = Mutex::new((0..count).map(|_| None).collect::<Vec<_>>());
    let take = || waiting.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).next();
    let work = || -> Result<(), ParquetError> {
        while let Some((index, column)) = take() {
            let column = encode_column(column)?;
            let mut encoded = encoded.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            encoded[index] = Some(column);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(work)).collect();
        let mut outcome = work();
        for other in others {
            let ended = other.join().unwrap_or_else(|_| {
                Err(ParquetError::General("an encoding thread broke off".to_owned()))
            });
            outcome = outcome.and(ended);
        }
        outcome.map_err(encode_error)
    })?;
    let encoded = encoded.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    Ok(encoded.into_iter().flatten().collect())
}

fn encode_column(column: Column) -> Result<EncodedColumn, ParquetError> {
    let Column { field, arrays, mut writers } = column;
    let mut statistics = ColumnStatistics::of(field.data_type());
    for array in &arrays {
        statistics.count(array);
        for (leaf, writer) in compute_leaves(&field, array)?.iter().zip(&mut writers) {
            writer.write(leaf)?;
        }
    }
    let chunks = writers.into_iter().map(ArrowColumnWriter::close).collect::<Result<_, _>>()?;
    Ok(EncodedColumn { chunks, statistics })
}

fn encode_error(error: ParquetError) -> LakeError {
    LakeError::Encode(error.into())
}
