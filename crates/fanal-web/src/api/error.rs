//! The one place where the API's statuses and envelopes are chosen (contract § 5).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fanal_odsql::{OdsqlProblem, error_code, message};
use fanal_service::{Chain, QueryError, ServiceError};
use serde::Serialize;

use super::answer::json;
use crate::extract::Refused;
use crate::page_error::RETRY_AFTER_SECONDS;

/// Why the API did not answer what was asked.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// The service refused.
    Service(ServiceError),
    /// The clauses don't parse.
    Query(Vec<OdsqlProblem>),
    /// A parameter is no value of its kind, or out of bounds.
    Parameter(String),
    /// No such address.
    Address,
    /// No such dataset, or none that the caller may know of.
    Dataset(String),
    /// No such attachment.
    Attachment(String),
    /// No such export format, or the dataset can't be written in it.
    Format(String),
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    error_code: &'a str,
    message: &'a str,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        let mut answer = json(status, &Envelope { error_code: code, message: &message });
        if status == StatusCode::SERVICE_UNAVAILABLE {
            let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
            answer.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        answer
    }
}

impl ApiError {
    fn parts(self) -> (StatusCode, &'static str, String) {
        use StatusCode as S;
        match self {
            Self::Query(problems) => (S::BAD_REQUEST, error_code(&problems), message(&problems)),
            Self::Parameter(message) => (S::BAD_REQUEST, "InvalidRESTParameterError", message),
            Self::Address => {
                (S::NOT_FOUND, "NotFoundURI", "The requested URI does not exist.".to_owned())
            }
            Self::Dataset(id) => (
                S::NOT_FOUND,
                "NotFoundResource",
                format!("The requested dataset {id} does not exist."),
            ),
            Self::Attachment(id) => (
                S::NOT_FOUND,
                "NotFoundResource",
                format!("The requested attachment {id} does not exist."),
            ),
            Self::Format(format) => (
                S::NOT_FOUND,
                "NotFoundResource",
                format!("The requested export format {format} does not exist."),
            ),
            Self::Service(error) => service(error),
        }
    }
}

fn service(error: ServiceError) -> (StatusCode, &'static str, String) {
    use StatusCode as S;
    match error {
        ServiceError::NotFound => {
            (S::NOT_FOUND, "NotFoundResource", "The requested resource does not exist.".to_owned())
        }
        ServiceError::Forbidden => (
            S::FORBIDDEN,
            "ForbiddenAccess",
            "You don't have permission to access the requested resource".to_owned(),
        ),
        ServiceError::SignInNeeded => {
            (S::UNAUTHORIZED, "Unauthorized", "Authentication is needed.".to_owned())
        }
        ServiceError::Gone(at) => {
            (S::GONE, "VersionGone", format!("This version was removed on {}.", at.to_rfc3339()))
        }
        ServiceError::Query(error) => query(&error),
        ServiceError::Write(error) => (S::BAD_REQUEST, "ExportRefused", error.to_string()),
        ServiceError::Refused(problem) => {
            (S::BAD_REQUEST, "InvalidRESTParameterError", problem.to_string())
        }
        // No act of the API publishes or loads.
        ServiceError::PersonsUndecided(_) | ServiceError::WouldReplace(_) => {
            (S::BAD_REQUEST, "InvalidRESTParameterError", error.to_string())
        }
        ServiceError::Conflict(problem) => (S::CONFLICT, "Conflict", problem.to_string()),
        ServiceError::Busy(problem) => (S::SERVICE_UNAVAILABLE, "Busy", problem.to_string()),
        ServiceError::Internal(chain) => {
            tracing::error!(error = %Chain(chain.as_ref()), "a request of the API failed");
            (S::INTERNAL_SERVER_ERROR, "InternalError", "Internal error.".to_owned())
        }
    }
}

fn query(error: &QueryError) -> (StatusCode, &'static str, String) {
    let status = if error.is_ours() {
        tracing::error!(error = %Chain(error), "a query failed");
        StatusCode::INTERNAL_SERVER_ERROR
    } else {
        StatusCode::BAD_REQUEST
    };
    (status, error.error_code(), error.message())
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        ApiError::Service(self.0).into_response()
    }
}

/// Below the API's base there are no pages.
pub(super) async fn no_such_address() -> ApiError {
    ApiError::Address
}
