//! Why an act was not done.

use fanal_engine::QueryError;
use fanal_formats::write::WriteError;
use fanal_ingest::IngestError;
use fanal_lake::LakeError;
use fanal_model::{Dataset, Field, Instant, Problem};
use fanal_store::StoreError;

use crate::datasets::told;

/// Why an act was not done. Each face chooses its status and words from the variant.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such thing, or the caller may not learn that there is.
    #[error("not found")]
    NotFound,
    /// The caller may know of it and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Only people with an account may do this, and nobody is signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// It was there until that instant.
    #[error("gone since {}", .0.to_rfc3339())]
    Gone(Instant),
    /// What was asked can't be done as it stands: a sentence says how to mend it.
    #[error("refused: {0}")]
    Refused(Problem),
    /// Somebody changed it in between, or it exists already.
    #[error("conflict: {0}")]
    Conflict(Problem),
    /// These columns designate persons, and nobody has said why they may be public.
    #[error("{} column(s) designate persons without a reason to be public", .0.len())]
    PersonsUndecided(Vec<Field>),
    /// These datasets would get other records, and nobody was told so.
    #[error("{} dataset(s) would get other records", .0.len())]
    WouldReplace(Vec<Dataset>),
    /// The query has no answer.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The rows can't be written in that format.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It can be done in a while: too much is under way, or the disk is full.
    #[error("busy: {0}")]
    Busy(Problem),
    /// Ours to mend: logged once with its chain, never shown.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl ServiceError {
    /// The sentence for people.
    pub fn problem(&self) -> Problem {
        match self {
            Self::NotFound => Problem::new("not-found"),
            Self::Forbidden => Problem::new("forbidden"),
            Self::SignInNeeded => Problem::new("sign-in-needed"),
            Self::Gone(at) => Problem::new("version-gone").text("date", at.to_rfc3339()),
            Self::Refused(problem) | Self::Conflict(problem) | Self::Busy(problem) => {
                problem.clone()
            }
            Self::PersonsUndecided(columns) => told("persons-undecided", columns),
            Self::WouldReplace(datasets) => {
                let titles: Vec<&str> =
                    datasets.iter().map(|d| d.metadata.title.as_str()).collect();
                let problem = Problem::new("series-replaces").number("count", datasets.len());
                problem.text("datasets", titles.join(", "))
            }
            Self::Query(error) => error.problem(),
            Self::Write(error) => error.problem(),
            Self::Internal(_) => Problem::new("internal"),
        }
    }

    /// Wraps an error of the machine with what was being done.
    pub(crate) fn internal(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |error| {
            if error.kind() == std::io::ErrorKind::StorageFull {
                Self::Busy(Problem::new("disk-full"))
            } else {
                Self::Internal(anyhow::Error::new(error).context(doing))
            }
        }
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken { .. } | StoreError::LeaseLost => Self::Conflict(error.problem()),
            StoreError::Changed { what: "dataset" } => {
                Self::Conflict(Problem::new("dataset-changed-meanwhile"))
            }
            StoreError::Changed { .. } => Self::Conflict(error.problem()),
            StoreError::SearchTooLong { .. } => Self::Refused(error.problem()),
            StoreError::Full(_) => Self::Busy(error.problem()),
            other => Self::Internal(anyhow::Error::new(other)),
        }
    }
}

impl From<LakeError> for ServiceError {
    fn from(error: LakeError) -> Self {
        match error.problem() {
            full if full.code == "disk-full" => Self::Busy(full),
            _ => Self::Internal(anyhow::Error::new(error)),
        }
    }
}

impl From<IngestError> for ServiceError {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Query(error) => Self::Query(error),
            IngestError::Read(_) | IngestError::Recipe(_) | IngestError::Refused(_) => {
                Self::Refused(error.problem())
            }
            other => Self::Internal(anyhow::Error::new(other)),
        }
    }
}

/// An error with its causes on one line, for the log.
pub struct Chain<'a>(pub &'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
