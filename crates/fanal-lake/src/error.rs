//! Why the lake could not do what it was asked.

use std::error::Error;
use std::io;

use fanal_model::Problem;

/// Why the lake could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The place named in the settings can't be a lake.
    #[error("`{location}` can't hold the data")]
    Location {
        /// The folder or address, as given.
        location: String,
        /// What was wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// What is sent to the bucket, keys and data, could be read on its way.
    #[error("the endpoint `{endpoint}` is not encrypted, and `aws_allow_http` is not said")]
    Unencrypted {
        /// The address of the store.
        endpoint: String,
    },
    /// The store gives a name that is taken to a second file: two commits would be one.
    #[error("the storage overwrites what it must not")]
    Overwrites,
    /// The store answers, and what was written just before isn't there.
    #[error("the storage does not give back what was written")]
    Forgets,
    /// The store refuses what the lake can't do without.
    #[error("the storage refuses to {}", act.name())]
    Refused {
        /// What it was asked to do.
        act: StoreAct,
        /// What it answered.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The disk or the object store refused.
    #[error("storage failed at `{place}`")]
    Storage {
        /// The path in the lake.
        place: String,
        /// What it answered.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Another commit came first: the table's head is not the version that this one builds on.
    #[error("the table moved from {base:?} to {head:?}")]
    Moved {
        /// The version that the commit builds on.
        base: Option<i64>,
        /// The version that the log ends with.
        head: Option<i64>,
    },
    /// The log holds no such version: it was never written, or history was forgotten since.
    #[error("no version `{delta_version}` in the table's log")]
    NoSuchVersion {
        /// The version of the Delta table.
        delta_version: i64,
    },
    /// A commit removes a file that its base doesn't have, or adds one that it has.
    #[error("data file `{path}` is not as the commit says")]
    FileMismatch {
        /// Path in the table's folder.
        path: String,
    },
    /// A file that stays holds this column with another meaning; only a rewrite of it helps.
    #[error("column `{column}` clashes with the files that stay")]
    ColumnClash {
        /// The column.
        column: String,
    },
    /// The table uses a part of Delta that Fanal never writes.
    #[error("the table uses `{feature}`, which is not supported")]
    Unsupported {
        /// The part: `deletion vectors`, `column mapping`, `partitions`, a column's type.
        feature: String,
    },
    /// The records could not be made a Parquet file.
    #[error("the records could not be encoded")]
    Encode(#[source] Box<dyn Error + Send + Sync>),
    /// The log says things that can't be.
    #[error("the table's log is damaged")]
    Damaged(#[source] Box<dyn Error + Send + Sync>),
}

/// What a lake asks of its store, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreAct {
    /// To keep a file under a name that is free.
    Write,
    /// To give it back.
    Read,
    /// To name it among others.
    List,
    /// To delete it.
    Delete,
}

impl StoreAct {
    fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Read => "read",
            Self::List => "list",
            Self::Delete => "delete",
        }
    }
}

impl LakeError {
    /// A failure of the store at this place.
    pub(crate) fn storage(
        place: impl ToString,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Storage { place: place.to_string(), source: source.into() }
    }

    /// Returns what to say to a person. Codes: `lake-location` (location), `lake-unencrypted`
    /// (endpoint), `lake-overwrites`, `lake-forgets`, `lake-refuses-writing`, `…-reading`,
    /// `…-listing` and `…-deleting` (reason), `disk-full` (place), `storage-failed` (place), `lake-moved`, `lake-version-missing`
    /// (version), `lake-file-mismatch` (file), `lake-column-clash` (column), `lake-unsupported`
    /// (feature), `lake-encode-failed`, `lake-damaged`.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Storage { place, source } if is_disk_full(source.as_ref()) => {
                Problem::new("disk-full").text("place", place)
            }
            Self::Encode(source) if is_disk_full(source.as_ref()) => {
                Problem::new("disk-full").text("place", "")
            }
            Self::Storage { place, .. } => Problem::new("storage-failed").text("place", place),
            Self::Location { location, .. } => {
                Problem::new("lake-location").text("location", location)
            }
            Self::Unencrypted { endpoint } => {
                Problem::new("lake-unencrypted").text("endpoint", endpoint)
            }
            Self::Overwrites => Problem::new("lake-overwrites"),
            Self::Forgets => Problem::new("lake-forgets"),
            Self::Refused { source, .. } if is_disk_full(source.as_ref()) => {
                Problem::new("disk-full").text("place", "")
            }
            Self::Refused { act, source } => {
                let problem = match act {
                    StoreAct::Write => Problem::new("lake-refuses-writing"),
                    StoreAct::Read => Problem::new("lake-refuses-reading"),
                    StoreAct::List => Problem::new("lake-refuses-listing"),
                    StoreAct::Delete => Problem::new("lake-refuses-deleting"),
                };
                problem.text("reason", causes(source.as_ref()))
            }
            Self::Moved { .. } => Problem::new("lake-moved"),
            Self::NoSuchVersion { delta_version } => {
                Problem::new("lake-version-missing").number("version", *delta_version)
            }
            Self::FileMismatch { path } => Problem::new("lake-file-mismatch").text("file", path),
            Self::ColumnClash { column } => {
                Problem::new("lake-column-clash").text("column", column)
            }
            Self::Unsupported { feature } => {
                Problem::new("lake-unsupported").text("feature", feature)
            }
            Self::Encode(_) => Problem::new("lake-encode-failed"),
            Self::Damaged(_) => Problem::new("lake-damaged"),
        }
    }
}

/// An error with those it came from, on one line; each is told once.
fn causes(error: &(dyn Error + 'static)) -> String {
    let mut told = error.to_string();
    let mut link = error.source();
    while let Some(error) = link {
        let cause = error.to_string();
        if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
        link = error.source();
    }
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether an error, or one of those it came from, is a lack of room.
fn is_disk_full(error: &(dyn Error + 'static)) -> bool {
    let mut link = Some(error);
    while let Some(error) = link {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            if matches!(io.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
                return true;
            }
            // An `io::Error` that wraps another error skips it in its own chain of sources.
            link = io.get_ref().map(|inner| inner as &(dyn Error + 'static));
        } else {
            link = error.source();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: impl Into<Box<dyn Error + Send + Sync>>, expected: &str) {
        assert_eq!(LakeError::storage("a/b", source).problem().code, expected);
    }

    #[test]
    fn full_disk_is_told_from_other_failures() {
        check(io::Error::from(io::ErrorKind::StorageFull), "disk-full");
        check(io::Error::from(io::ErrorKind::QuotaExceeded), "disk-full");
        check(io::Error::from(io::ErrorKind::PermissionDenied), "storage-failed");
        check(io::Error::other(io::Error::from(io::ErrorKind::StorageFull)), "disk-full");
        check(
            object_store::Error::Generic {
                store: "test",
                source: io::Error::from(io::ErrorKind::StorageFull).into(),
            },
            "disk-full",
        );
    }
}
