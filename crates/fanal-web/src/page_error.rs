//! The one place where a page's refusals get their status and their page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{Instant, Language};
use fanal_service::{Chain, ServiceError};
use fanal_views::Layout;
use fanal_views::portal::ErrorPage;
use fanal_words::Words;

use crate::Html;
use crate::extract::Visitor;

/// When to come back once too much was under way.
pub(crate) const RETRY_AFTER_SECONDS: &str = "60";

/// Why a page can't be shown.
pub(crate) struct PageError {
    layout: Box<Layout>,
    error: ServiceError,
}

impl PageError {
    /// For a visitor who is known.
    pub(crate) fn of(visitor: &Visitor, error: ServiceError) -> Self {
        Self { layout: Box::new(visitor.layout(Instant(0))), error }
    }

    /// Before it is known who asks.
    pub(crate) fn bare(error: ServiceError) -> Self {
        let words = Words::of(Language::French);
        Self { layout: Box::new(Layout::new(words, "Fanal", Instant(0))), error }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        use StatusCode as S;
        let Self { layout, error } = self;
        let layout = *layout;
        let refused = |status: S, layout, error: &ServiceError| {
            (status, ErrorPage::problem(layout, status.as_u16(), &error.problem()))
        };
        let (status, page) = match &error {
            ServiceError::NotFound => (S::NOT_FOUND, ErrorPage::not_found(layout)),
            ServiceError::Forbidden => (S::FORBIDDEN, ErrorPage::forbidden(layout)),
            ServiceError::SignInNeeded => {
                let next = crate::uri::encode(&[("next", &layout.path)]);
                return Redirect::to(&format!("/sign-in?{next}")).into_response();
            }
            ServiceError::Gone(at) => (S::GONE, ErrorPage::gone(layout, *at)),
            ServiceError::Refused(problem) if problem.code == "form-stale" => {
                (S::FORBIDDEN, ErrorPage::stale_form(layout))
            }
            ServiceError::Refused(problem) if problem.code == "too-many-tries" => {
                (S::TOO_MANY_REQUESTS, ErrorPage::too_many_requests(layout))
            }
            ServiceError::Refused(_)
            | ServiceError::PersonsUndecided(_)
            | ServiceError::WouldReplace(_)
            | ServiceError::Write(_) => refused(S::UNPROCESSABLE_ENTITY, layout, &error),
            ServiceError::Query(query) if !query.is_ours() => {
                refused(S::UNPROCESSABLE_ENTITY, layout, &error)
            }
            ServiceError::Conflict(_) => refused(S::CONFLICT, layout, &error),
            ServiceError::Busy(_) => refused(S::SERVICE_UNAVAILABLE, layout, &error),
            ServiceError::Query(_) | ServiceError::Internal(_) => {
                let reference = uuid::Uuid::new_v4().simple().to_string();
                let reference = reference.get(..8).unwrap_or_default().to_owned();
                tracing::error!(%reference, error = %Chain(&error), "a page failed");
                (S::INTERNAL_SERVER_ERROR, ErrorPage::internal(layout, reference))
            }
        };
        let mut answer =
            (status, [(header::CACHE_CONTROL, "no-store")], Html(page)).into_response();
        if status == S::SERVICE_UNAVAILABLE {
            let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
            answer.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        answer
    }
}
