//! The formats on offer.

/// A format of export, as the Explore API names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Text, one line a record.
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    JsonLines,
    /// A workbook of one sheet.
    Xlsx,
    /// Columns, with GeoParquet metadata when there is a geometry.
    Parquet,
}

impl ExportFormat {
    /// All of them, in the order in which menus show them.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Json, Self::JsonLines, Self::Xlsx, Self::Parquet];

    /// The name in addresses (`…/exports/csv`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// The value of `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::JsonLines => "application/jsonl; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// The end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        self.name()
    }

    /// Most records that a file of this format holds, the header line not counted.
    pub fn row_limit(self) -> Option<u64> {
        match self {
            Self::Xlsx => Some(1_048_575),
            Self::Csv | Self::Json | Self::JsonLines | Self::Parquet => None,
        }
    }

    /// Most columns that a file of this format holds.
    pub fn column_limit(self) -> Option<usize> {
        match self {
            Self::Xlsx => Some(16_384),
            Self::Csv | Self::Json | Self::JsonLines | Self::Parquet => None,
        }
    }
}
