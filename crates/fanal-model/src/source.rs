//! Sources: where the records of a dataset come from.

use crate::{DatasetId, FieldName, SourceId};

/// The kind of a source. More kinds come with harvesting, forms and streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A file that somebody gave.
    File,
}

impl SourceKind {
    /// The name in definitions and in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        (name == Self::File.name()).then_some(Self::File)
    }
}

/// Where records come from; the records of several sources are united.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Number in the catalogue; stands in the hidden column `_source` of its records.
    pub id: SourceId,
    /// The dataset that it feeds.
    pub dataset: DatasetId,
    /// What it is.
    pub kind: SourceKind,
    /// Name for people: the file's name at first.
    pub name: String,
    /// The saved reading recipe, opaque here (`fanal-ingest` writes and reads it).
    pub recipe: Option<String>,
}

/// How a load is combined with the records that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadMode {
    /// The source's earlier records go, the file's come.
    Replace,
    /// The file's records are added.
    Append,
    /// A record with the same key takes the place of the earlier one; others are added.
    Update {
        /// Fields that together identify a record.
        key: Vec<FieldName>,
    },
}

impl LoadMode {
    /// The name in definitions, on the command line and in the catalogue.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Append => "append",
            Self::Update { .. } => "update",
        }
    }
}
