//! Why a job did not do its work, and whether to try again.

use fanal_formats::read::ReadError;
use fanal_ingest::IngestError;
use fanal_lake::LakeError;
use fanal_model::Problem;
use fanal_store::StoreError;

use crate::ServiceError;

/// Why a job did not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JobError {
    /// Somebody asked to stop it.
    #[error("cancelled")]
    Cancelled,
    /// Trying again gives the same: a sentence says how to mend it.
    #[error("{0}")]
    Final(Problem),
    /// It may work later: the store was away, the disk full.
    #[error("{problem}")]
    Passing {
        /// What people read if it never works.
        problem: Problem,
        /// What the log gets.
        #[source]
        source: anyhow::Error,
    },
}

impl From<IngestError> for JobError {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Read(ReadError::Cancelled) => Self::Cancelled,
            error if error.is_passing() => {
                Self::Passing { problem: error.problem(), source: anyhow::Error::new(error) }
            }
            error => Self::Final(error.problem()),
        }
    }
}

impl From<LakeError> for JobError {
    fn from(error: LakeError) -> Self {
        IngestError::Lake(error).into()
    }
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Passing { problem: error.problem(), source: anyhow::Error::new(error) }
    }
}

impl From<ServiceError> for JobError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Internal(source) => {
                Self::Passing { problem: Problem::new("internal"), source }
            }
            error @ ServiceError::Busy(_) => {
                Self::Passing { problem: error.problem(), source: anyhow::Error::new(error) }
            }
            error => Self::Final(error.problem()),
        }
    }
}
