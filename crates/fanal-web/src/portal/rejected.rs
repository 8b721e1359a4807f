//! The rows that a load could not read, for those who prepare the dataset.

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::extract::{Two, Visitor};
use crate::{App, PageError};

/// The rows as CSV: line, reason, cells.
pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    Two(slug, version): Two,
) -> Result<Response, PageError> {
    let refused = |e| visitor.refused(e);
    let number = version.parse().map_err(|_| refused(fanal_service::ServiceError::NotFound))?;
    let rejected =
        app.platform.rejected_rows(&visitor.caller, &slug, number).await.map_err(refused)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{slug}-{number}-lignes-ecartees.csv\""),
        ),
    ];
    Ok((headers, Body::from_stream(rejected)).into_response())
}
