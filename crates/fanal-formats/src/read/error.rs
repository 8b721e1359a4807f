//! Why a file could not be read at all.

use fanal_model::Problem;

use super::Format;

/// Why whoever takes the batches refused one.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SinkError(pub Box<dyn std::error::Error + Send + Sync>);

/// Why a file could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file can't be opened or read.
    #[error("the file can't be read")]
    Io(#[from] std::io::Error),
    /// No bytes, or only spaces and line ends.
    #[error("the file is empty")]
    Empty,
    /// Neither text nor a kind of file that is read.
    #[error("the file is of no known kind")]
    UnknownKind,
    /// A text for printing, which holds no tables.
    #[error("the file is a PDF")]
    Pdf,
    /// An archive of a kind that is not opened.
    #[error("the file is an archive that can't be opened")]
    Archive,
    /// An archive that is broken or cut.
    #[error("the archive can't be read: {0}")]
    BrokenArchive(String),
    /// An archive without a file that may hold a table.
    #[error("the archive holds no table")]
    ArchiveEmpty,
    /// The archive wants a password.
    #[error("the archive is protected by a password")]
    ArchiveProtected,
    /// A file of the archive would lie outside it.
    #[error("the archive's file `{0}` would lie outside it")]
    ArchiveUnsafe(String),
    /// More files than are looked at.
    #[error("{files} files in the archive, at most {limit} are read")]
    ArchiveTooMany {
        /// Files in the archive.
        files: usize,
        /// Files allowed.
        limit: usize,
    },
    /// It unpacks to more than is allowed, by its ratio or as a whole.
    #[error("the archive unpacks to more than {limit_bytes} bytes")]
    ArchiveTooLarge {
        /// Bytes allowed.
        limit_bytes: u64,
    },
    /// Archives within archives within archives.
    #[error("archives within archives are opened {limit} deep")]
    ArchiveNested {
        /// Depth allowed.
        limit: usize,
    },
    /// No column at all.
    #[error("the file has no columns")]
    NoColumns,
    /// More columns than are read.
    #[error("{columns} columns, at most {limit} are read")]
    TooManyColumns {
        /// Columns found.
        columns: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// One row is longer than the limit.
    #[error("the row that starts on line {line} is longer than {limit_bytes} bytes")]
    RowTooLong {
        /// Where it starts.
        line: u64,
        /// Bytes allowed.
        limit_bytes: u64,
    },
    /// The header was said to stand where there is nothing.
    #[error("no header on line {line}")]
    NoHeader {
        /// Where it was said to stand.
        line: u64,
    },
    /// No encoding has that name.
    #[error("no encoding is named `{0}`")]
    UnknownEncoding(String),
    /// No coordinate system has that name.
    #[error("no coordinate system is named `{0}`")]
    UnknownCrs(String),
    /// No table of the file has that name.
    #[error("no table is named `{0}`")]
    NoSuchTable(String),
    /// One of the tables that are to be read as one.
    #[error("the table `{table}` can't be read")]
    InTable {
        /// Its name.
        table: String,
        /// Why.
        source: Box<Self>,
    },
    /// Tables that are to be read as one and have no columns in common.
    #[error("no table is like `{0}`")]
    NoneAlike(String),
    /// More tables than are compared.
    #[error("{tables} tables, at most {limit} are compared")]
    TooManyTables {
        /// Tables of the file.
        tables: usize,
        /// Tables allowed.
        limit: usize,
    },
    /// More ways of vehicles than are kept in memory.
    #[error("more than {limit} ways")]
    TooManyWays {
        /// Ways allowed.
        limit: usize,
    },
    /// The sheet or the workbook is broken.
    #[error("the sheet can't be read: {0}")]
    BrokenSheet(String),
    /// A part of a workbook or of a text unpacks to more than is allowed.
    #[error("a part of the document unpacks to more than {limit_bytes} bytes")]
    PartTooLarge {
        /// Bytes allowed.
        limit_bytes: u64,
    },
    /// One row of a sheet is longer than the limit.
    #[error("row {line} of the sheet is longer than {limit_bytes} bytes")]
    SheetRowTooLong {
        /// Its number.
        line: u64,
        /// Bytes allowed.
        limit_bytes: u64,
    },
    /// The workbook wants a password.
    #[error("the workbook is protected by a password")]
    Protected,
    /// The file can only be read whole and is too large for that.
    #[error("a file of this kind is read up to {limit_bytes} bytes, this one has {size_bytes}")]
    TooLarge {
        /// Bytes of the file.
        size_bytes: u64,
        /// Bytes allowed.
        limit_bytes: u64,
    },
    /// The text is no JSON.
    #[error("no valid JSON at line {line}, column {column}")]
    BrokenJson {
        /// Line, from 1.
        line: u64,
        /// Column, from 1.
        column: u64,
    },
    /// The JSON document holds no table.
    #[error("the document holds no list of objects")]
    NoTable,
    /// The text is no XML.
    #[error("no valid XML at line {line}")]
    BrokenXml {
        /// Line, from 1.
        line: u64,
    },
    /// An XML document that defines entities, which could stand for anything.
    #[error("the document defines entities")]
    XmlEntities,
    /// Values within values within values.
    #[error("values lie more than {limit} deep within others")]
    TooDeep {
        /// Depth allowed.
        limit: usize,
    },
    /// The dBase table is broken or cut.
    #[error("no valid dBase table")]
    BrokenDbf,
    /// The GTFS-Realtime feed is broken or cut.
    #[error("no valid GTFS-Realtime feed")]
    BrokenRealtime,
    /// The Parquet file is broken or cut.
    #[error("the Parquet file can't be read: {0}")]
    BrokenParquet(String),
    /// The Arrow file is broken or cut.
    #[error("the Arrow file can't be read: {0}")]
    BrokenArrow(String),
    /// A file of places is broken or cut.
    #[error("the {} file can't be read: {detail}", .format.label())]
    BrokenGeo {
        /// The kind of file.
        format: Format,
        /// What is wrong, for logs.
        detail: String,
    },
    /// A variant of a format of places that is not read.
    #[error("a variant of {kind} that is not read: {detail}")]
    UnsupportedGeo {
        /// The kind of file, for people.
        kind: &'static str,
        /// What is not read, for logs.
        detail: String,
    },
    /// A file that goes with this one is missing.
    #[error("the file `{0}` is missing")]
    NoCompanion(&'static str),
    /// A file of places without a layer.
    #[error("the {} file has no layer", .0.label())]
    NoLayer(Format),
    /// A batch could not be made: ours to mend.
    #[error("a batch could not be made")]
    Batch(#[from] arrow::error::ArrowError),
    /// Whoever takes the batches refused one.
    #[error("the records could not be handed on")]
    Sink(#[source] SinkError),
    /// Somebody stopped it.
    #[error("stopped")]
    Cancelled,
}

impl From<SinkError> for ReadError {
    fn from(error: SinkError) -> Self {
        Self::Sink(error)
    }
}

impl From<::parquet::errors::ParquetError> for ReadError {
    fn from(error: ::parquet::errors::ParquetError) -> Self {
        Self::BrokenParquet(error.to_string())
    }
}

/// Whether it is the machine that fails: its disk, its limits. What a broken file can cause as well is
/// of the file.
pub(crate) fn is_of_the_machine(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    !matches!(error.kind(), InvalidData | InvalidInput | Other | UnexpectedEof)
}

impl ReadError {
    /// Whether nothing is wrong with the file: the machine fails, or whoever takes the rows. The same
    /// file may be read another time, and nothing is known of it by then.
    pub fn is_of_the_machine(&self) -> bool {
        match self {
            Self::Io(error) => is_of_the_machine(error),
            Self::Sink(_) => true,
            Self::InTable { source, .. } => source.is_of_the_machine(),
            _ => false,
        }
    }

    /// Whether it ends the reading of the whole file, rather than that of one of its tables.
    pub(crate) fn ends_all(&self) -> bool {
        matches!(self, Self::Cancelled | Self::TooManyTables { .. }) || self.is_of_the_machine()
    }

    /// What people are told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Problem::new("disk-full")
            }
            Self::Io(_) => Problem::new("file-unreadable"),
            Self::Empty => Problem::new("file-empty"),
            Self::UnknownKind => Problem::new("file-kind-unknown"),
            Self::Pdf => Problem::new("file-pdf"),
            Self::Archive => Problem::new("file-archive"),
            Self::BrokenArchive(_) => Problem::new("archive-broken"),
            Self::ArchiveEmpty => Problem::new("archive-without-table"),
            Self::ArchiveProtected => Problem::new("archive-protected"),
            Self::ArchiveUnsafe(name) => Problem::new("archive-unsafe").text("file", name),
            Self::ArchiveTooMany { files, limit } => {
                Problem::new("archive-too-many").number("files", *files).number("limit", *limit)
            }
            Self::ArchiveTooLarge { limit_bytes } => {
                Problem::new("archive-too-large").number("limit_bytes", *limit_bytes)
            }
            Self::ArchiveNested { limit } => Problem::new("archive-nested").number("limit", *limit),
            Self::NoColumns => Problem::new("file-without-columns"),
            Self::TooManyColumns { columns, limit } => {
                Problem::new("columns-too-many").number("columns", *columns).number("limit", *limit)
            }
            Self::RowTooLong { line, limit_bytes } => Problem::new("row-too-long")
                .number("line", *line)
                .number("limit_bytes", *limit_bytes),
            Self::NoHeader { line } => Problem::new("header-not-found").number("line", *line),
            Self::UnknownEncoding(name) => Problem::new("encoding-unknown").text("encoding", name),
            Self::UnknownCrs(name) => Problem::new("crs-not-known").text("crs", name),
            Self::NoSuchTable(name) => Problem::new("table-not-found").text("table", name),
            Self::InTable { table, .. } => Problem::new("union-table-broken").text("table", table),
            Self::NoneAlike(table) => Problem::new("union-none-alike").text("table", table),
            Self::TooManyTables { tables, limit } => {
                Problem::new("union-too-many").number("tables", *tables).number("limit", *limit)
            }
            Self::TooManyWays { limit } => {
                Problem::new("gtfs-shapes-too-many").number("limit", *limit)
            }
            Self::BrokenSheet(_) => Problem::new("sheet-unreadable"),
            Self::PartTooLarge { limit_bytes } => {
                Problem::new("document-too-large").number("limit_bytes", *limit_bytes)
            }
            Self::SheetRowTooLong { line, limit_bytes } => Problem::new("sheet-row-too-long")
                .number("line", *line)
                .number("limit_bytes", *limit_bytes),
            Self::Protected => Problem::new("workbook-protected"),
            Self::TooLarge { size_bytes, limit_bytes } => Problem::new("file-too-large")
                .number("size_bytes", *size_bytes)
                .number("limit_bytes", *limit_bytes),
            Self::BrokenJson { line, column } => {
                Problem::new("json-broken").number("line", *line).number("column", *column)
            }
            Self::NoTable => Problem::new("json-without-table"),
            Self::BrokenXml { line } => Problem::new("xml-broken").number("line", *line),
            Self::XmlEntities => Problem::new("xml-entities"),
            Self::TooDeep { limit } => Problem::new("document-too-deep").number("limit", *limit),
            Self::BrokenDbf => Problem::new("dbf-broken"),
            Self::BrokenRealtime => Problem::new("realtime-broken"),
            Self::BrokenParquet(_) => Problem::new("parquet-broken"),
            Self::BrokenArrow(_) => Problem::new("arrow-broken"),
            Self::BrokenGeo { format, .. } => {
                Problem::new("geo-broken").text("format", format.label())
            }
            Self::UnsupportedGeo { kind, .. } => {
                Problem::new("geo-unsupported").text("format", *kind)
            }
            Self::NoCompanion(file) => Problem::new("geo-companion-missing").text("file", *file),
            Self::NoLayer(format) => {
                Problem::new("geo-layer-missing").text("format", format.label())
            }
            Self::Batch(_) => Problem::new("read-failed"),
            Self::Sink(_) => Problem::new("write-failed"),
            Self::Cancelled => Problem::new("cancelled"),
        }
    }
}
