//! Why a load ended without a version.

use fanal_engine::QueryError;
use fanal_formats::read::ReadError;
use fanal_lake::LakeError;
use fanal_model::{FieldName, Problem};

use crate::RecipeError;

/// Why a load ended without a version. What was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The recipe does not fit.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The file lacks a column of the key that records are to be replaced by.
    #[error("the file has no column `{0}`, which is part of the key")]
    KeyColumn(FieldName),
    /// The dataset does not take what the file would bring.
    #[error("{0}")]
    Refused(Problem),
    /// The lake refused.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The records that are there could not be read for the merge.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A scratch file could not be written.
    #[error("writing a scratch file")]
    Scratch(#[source] std::io::Error),
    /// The batch could not be completed with the hidden columns.
    #[error("completing a batch")]
    Batch(#[from] arrow::error::ArrowError),
    /// The record that a load keeps of itself could not be understood.
    #[error("reading the manifest of a load")]
    Manifest(#[source] serde_json::Error),
}

impl IngestError {
    /// The sentence for people.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Read(error) => error.problem(),
            Self::Recipe(error) => error.problem(),
            Self::KeyColumn(name) => Problem::new("key-not-in-file").text("column", name.as_str()),
            Self::Refused(problem) => problem.clone(),
            Self::Lake(error) => error.problem(),
            Self::Query(error) => error.problem(),
            Self::Scratch(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Problem::new("disk-full")
            }
            Self::Scratch(_) => Problem::new("storage-failed"),
            Self::Batch(_) | Self::Manifest(_) => Problem::new("internal"),
        }
    }

    /// Whether trying again later can help: the store was away or full, nothing was wrong with
    /// the file or the recipe.
    pub fn is_passing(&self) -> bool {
        match self {
            // The same file gives the same clash.
            Self::Lake(LakeError::ColumnClash { .. } | LakeError::FileMismatch { .. }) => false,
            Self::Lake(_) | Self::Scratch(_) | Self::Query(_) => true,
            Self::Read(error) => error.is_of_the_machine(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn what_the_machine_lacks_may_be_there_later() {
        let full = || ReadError::Io(Error::from(ErrorKind::StorageFull));
        let within = ReadError::InTable { table: "a.csv".to_owned(), source: Box::new(full()) };
        assert!(IngestError::Read(full()).is_passing());
        assert!(IngestError::Read(within).is_passing());
        assert_eq!(IngestError::Read(full()).problem().code, "disk-full");
        let cut = ReadError::Io(Error::from(ErrorKind::UnexpectedEof));
        for error in [cut, ReadError::Empty, ReadError::Cancelled] {
            assert!(!IngestError::Read(error).is_passing());
        }
    }
}
