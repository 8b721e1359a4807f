//! The common face of all formats.

use std::io::Write;

use arrow::record_batch::RecordBatch;

use super::csv::CsvExporter;
use super::json::{JsonExporter, Layout};
use super::parquet::ParquetExporter;
use super::xlsx::XlsxExporter;
use super::{ExportColumn, ExportFormat, ExportOptions, WriteError, check};

/// Writes batches to one file. Dropped without [`Exporter::finish`] it leaves a file without its
/// end: no `]`, no footer; CSV and JSON lines have no end of their own, their carrier must be cut.
pub trait Exporter: Send {
    /// Writes the records of a batch. After an error the export is lost.
    fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteError>;

    /// Writes the end of the file and flushes it.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}

/// Starts an export; text formats write their header at once, workbooks everything at the end.
/// The number of records is checked as they come; call [`check()`] first to refuse before that.
pub fn exporter(
    format: ExportFormat,
    columns: Vec<ExportColumn>,
    options: &ExportOptions,
    out: Box<dyn Write + Send>,
) -> Result<Box<dyn Exporter>, WriteError> {
    check(format, 0, columns.len())?;
    Ok(match format {
        ExportFormat::Csv => Box::new(CsvExporter::start(columns, options, out)?),
        ExportFormat::Json => {
            Box::new(JsonExporter::start(columns, options.timezone, Layout::Array, out))
        }
        ExportFormat::JsonLines => {
            Box::new(JsonExporter::start(columns, options.timezone, Layout::Lines, out))
        }
        ExportFormat::Xlsx => Box::new(XlsxExporter::start(columns, options, out)?),
        ExportFormat::Parquet => Box::new(ParquetExporter::start(columns, options, out)?),
    })
}
