//! Why an export could not be written.

use fanal_model::Problem;

use super::ExportFormat;

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More records than the format holds; said before the first byte.
    #[error("`{}` holds at most {limit} records, asked for {rows}", .format.name())]
    TooManyRows {
        /// The format.
        format: ExportFormat,
        /// Records asked for.
        rows: u64,
        /// Records that it holds.
        limit: u64,
    },
    /// More columns than the format holds; said before the first byte.
    #[error("`{}` holds at most {limit} columns, asked for {columns}", .format.name())]
    TooManyColumns {
        /// The format.
        format: ExportFormat,
        /// Columns asked for.
        columns: usize,
        /// Columns that it holds.
        limit: usize,
    },
    /// A text is longer than a cell of a workbook.
    #[error("a text of column `{column}`, record {row}, is longer than {limit} characters")]
    CellTooLong {
        /// Key of the column.
        column: String,
        /// Record, from 1.
        row: u64,
        /// Characters (UTF-16 units) that a cell holds.
        limit: usize,
    },
    /// Not one of the delimiters on offer.
    #[error("`{0}` can't stand between cells")]
    Delimiter(char),
    /// The batch's column is not of the type that was announced.
    #[error("column `{column}` holds `{found}` where `{expected}` is expected")]
    ColumnType {
        /// Key of the column.
        column: String,
        /// Arrow type found, or `nothing` when the batch is too narrow.
        found: String,
        /// Field type announced.
        expected: &'static str,
    },
    /// A geometry is not WKB.
    #[error("a geometry of column `{column}`, row {row} of its batch, is not readable")]
    Geometry {
        /// Key of the column.
        column: String,
        /// Row within the batch, from 1.
        row: usize,
    },
    /// The receiver went away or the disk is full.
    #[error("the export was cut")]
    Io(#[from] std::io::Error),
    /// Ours to mend: a conversion between Arrow types.
    #[error("arrow conversion failed")]
    Arrow(#[from] arrow::error::ArrowError),
    /// Ours to mend, or a full disk: the Parquet writer.
    #[error("writing Parquet failed")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Ours to mend, or a full disk: the workbook writer.
    #[error("writing the workbook failed")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl WriteError {
    /// What people are told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::TooManyRows { format, rows, limit } => Problem::new("export-too-many-rows")
                .text("format", format.name())
                .number("rows", *rows)
                .number("limit", *limit),
            Self::TooManyColumns { format, columns, limit } => {
                Problem::new("export-too-many-columns")
                    .text("format", format.name())
                    .number("columns", *columns)
                    .number("limit", *limit)
            }
            Self::CellTooLong { column, row, limit } => Problem::new("export-cell-too-long")
                .text("column", column)
                .number("row", *row)
                .number("limit", *limit),
            Self::Delimiter(found) => {
                Problem::new("export-delimiter").text("delimiter", found.to_string())
            }
            Self::Geometry { column, .. } => {
                Problem::new("export-geometry-unreadable").text("column", column)
            }
            Self::Io(_) => Problem::new("export-interrupted"),
            Self::ColumnType { .. } | Self::Arrow(_) | Self::Parquet(_) | Self::Workbook(_) => {
                Problem::new("export-failed")
            }
        }
    }
}
