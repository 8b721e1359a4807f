//! Pages: a template rendered, or the page of an error.

use askama::Template;
use axum::response::{IntoResponse, Response};
use fanal_service::Chain;

use crate::PageError;

/// What a page's handler answers.
pub(crate) type Page<T> = Result<Html<T>, PageError>;

/// A page to be rendered.
pub(crate) struct Html<T>(pub(crate) T);

impl<T: Template> IntoResponse for Html<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => axum::response::Html(html).into_response(),
            Err(error) => {
                tracing::error!(error = %Chain(&error), "a page can't be rendered");
                axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}
