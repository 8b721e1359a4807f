//! What the caller chooses: the columns and how they are written.

use chrono_tz::Tz;
use fanal_model::FieldType;

use super::WriteError;

/// A column of an export. The columns of the batches stand in the same order; further columns of a
/// batch (the lake's own) are not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportColumn {
    /// Name in the header and in JSON: the field's name, or an alias of the query.
    pub key: String,
    /// Name for people, taken for the header with [`ExportOptions::use_labels`].
    pub label: String,
    /// Type of the values.
    pub field_type: FieldType,
    /// Whether a cell holds several texts.
    pub multivalued: bool,
}

/// How Parquet files are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ParquetCompression {
    /// Fast, read by everything.
    #[default]
    Snappy,
    /// Smaller.
    Zstd,
}

impl ParquetCompression {
    /// The name in the Explore API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snappy => "snappy",
            Self::Zstd => "zstd",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Snappy, Self::Zstd].into_iter().find(|c| c.name() == name)
    }
}

/// How an export is written. The default is that of the Explore API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The header line of CSV and XLSX holds labels instead of names.
    pub use_labels: bool,
    /// CSV: between two cells; one of [`ExportOptions::DELIMITERS`].
    pub delimiter: u8,
    /// CSV and XLSX: between two values of one cell.
    pub list_separator: String,
    /// CSV: quotes around every cell that is not a number, a boolean or empty.
    pub quote_all: bool,
    /// CSV: the file starts with U+FEFF, without which Excel misreads accents.
    pub with_bom: bool,
    /// Zone in which instants are written.
    pub timezone: Tz,
    /// Parquet: compression.
    pub parquet_compression: ParquetCompression,
}

impl ExportOptions {
    /// What may stand between two cells of a CSV file.
    pub const DELIMITERS: [u8; 4] = *b";,\t|";

    /// Refuses a delimiter that could be taken for a part of a cell.
    pub(super) fn check_delimiter(&self) -> Result<(), WriteError> {
        if Self::DELIMITERS.contains(&self.delimiter) {
            Ok(())
        } else {
            Err(WriteError::Delimiter(char::from(self.delimiter)))
        }
    }

    /// The name of a column in a header line.
    pub(super) fn title<'a>(&self, column: &'a ExportColumn) -> &'a str {
        if self.use_labels { &column.label } else { &column.key }
    }
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            use_labels: false,
            delimiter: b';',
            list_separator: ",".to_owned(),
            quote_all: false,
            with_bom: true,
            timezone: Tz::UTC,
            parquet_compression: ParquetCompression::default(),
        }
    }
}
