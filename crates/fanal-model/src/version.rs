//! Versions: what a dataset held at one moment.

use crate::{DatasetId, Field, Instant, LoadId, LoadMode, SourceId, VersionId};

/// Whether a version can still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// Its files are there.
    Available,
    /// Taken away at that instant, by expiry, withdrawal or erasure; asking for it answers 410.
    Gone(Instant),
}

/// One state of a dataset: a row of the catalogue that names a version of its Delta table.
/// Readers follow this row, never the head of the Delta log.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Number in the catalogue.
    pub id: VersionId,
    /// The dataset.
    pub dataset: DatasetId,
    /// 1, 2, 3… within the dataset: what people and `?version=` say.
    pub number: i64,
    /// Version of the Delta table. Compaction moves it and makes no new version.
    pub delta_version: i64,
    /// The load that made it.
    pub load: LoadId,
    /// How that load was combined with what was there.
    pub mode: LoadMode,
    /// The source that was loaded.
    pub source: SourceId,
    /// Columns of the data as they were stored.
    pub fields: Vec<Field>,
    /// Records in the whole dataset at this version.
    pub records: u64,
    /// Rows of the source that this load could not read.
    pub rejected: u64,
    /// Size of the data files, in bytes.
    pub size_bytes: u64,
    /// When it was committed.
    pub created: Instant,
    /// Whether it can be read.
    pub state: VersionState,
}
