//! Why a query got no answer.

use arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use fanal_lake::LakeError;
use fanal_model::Problem;
use fanal_odsql::{OdsqlProblem, error_code, message};
use parquet::errors::ParquetError;

/// Why a query got no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The query is wrong: the sender's to mend.
    #[error("{}", message(.0))]
    Invalid(Vec<OdsqlProblem>),
    /// It took longer than the limit.
    #[error("query took more than {limit_ms} ms")]
    TimeLimit {
        /// The limit, in milliseconds.
        limit_ms: u64,
    },
    /// It needs more memory than there is, even with spilling.
    #[error("query needs more memory than the limit")]
    MemoryLimit,
    /// A sum of whole numbers that no whole number of 64 bits holds.
    #[error("a number is too large")]
    NumberTooLarge,
    /// The lake could not give the version or a file of it.
    #[error("reading the lake")]
    Storage(#[source] LakeError),
    /// Ours to mend: logged with its chain, never shown.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl QueryError {
    /// For people.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Invalid(problems) => {
                problems.first().map_or_else(|| Problem::new("query-failed"), OdsqlProblem::problem)
            }
            Self::TimeLimit { limit_ms } => {
                Problem::new("query-too-long").number("seconds", limit_ms.div_ceil(1000))
            }
            Self::MemoryLimit => Problem::new("query-too-large"),
            Self::NumberTooLarge => Problem::new("query-number-too-large"),
            Self::Storage(error) => error.problem(),
            Self::Internal(_) => Problem::new("query-failed"),
        }
    }

    /// Whether it is ours to mend: then it is logged and not shown.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Storage(_) | Self::Internal(_))
    }

    /// The `error_code` of the Explore API.
    pub fn error_code(&self) -> &'static str {
        match self {
            Self::Invalid(problems) => error_code(problems),
            Self::TimeLimit { .. } | Self::MemoryLimit => "QueryTooExpensive",
            Self::NumberTooLarge => "ODSQLError",
            Self::Storage(_) | Self::Internal(_) => "InternalError",
        }
    }

    /// The `message` of the Explore API. What is ours to mend is not told.
    pub fn message(&self) -> String {
        match self {
            Self::Invalid(problems) => message(problems),
            Self::TimeLimit { limit_ms } => format!("The query took more than {limit_ms} ms."),
            Self::MemoryLimit => "The query needs more memory than the limit.".to_owned(),
            Self::NumberTooLarge => "A number of the answer is too large.".to_owned(),
            Self::Storage(_) | Self::Internal(_) => "The query could not be answered.".to_owned(),
        }
    }

    /// Something that can't happen, said all the same.
    pub(crate) fn internal(text: impl Into<String>) -> Self {
        Self::Internal(text.into().into())
    }
}

impl From<LakeError> for QueryError {
    fn from(error: LakeError) -> Self {
        Self::Storage(error)
    }
}

impl From<DataFusionError> for QueryError {
    fn from(error: DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(_) => Self::MemoryLimit,
            // Casts are lossless but for the sums of whole numbers.
            DataFusionError::ArrowError(cause, _)
                if matches!(
                    **cause,
                    ArrowError::CastError(_) | ArrowError::ArithmeticOverflow(_)
                ) =>
            {
                Self::NumberTooLarge
            }
            _ => Self::Internal(Box::new(error)),
        }
    }
}

impl From<ArrowError> for QueryError {
    fn from(error: ArrowError) -> Self {
        DataFusionError::from(error).into()
    }
}

impl From<ParquetError> for QueryError {
    fn from(error: ParquetError) -> Self {
        Self::Internal(Box::new(error))
    }
}
