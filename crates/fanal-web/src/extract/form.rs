//! Forms: fields as they were written, taken only with the session's secret.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use fanal_model::{Actor, Problem};
use fanal_service::ServiceError;

use super::{Visitor, cookie};
use crate::uri::Parameters;
use crate::{App, PageError};

/// A form that came from one of our own pages.
pub(crate) struct CheckedForm {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// Its fields.
    pub(crate) fields: Parameters,
}

impl FromRequest<App> for CheckedForm {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let request = Request::from_parts(parts, body);
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, app).await.map_err(|_| {
            PageError::of(&visitor, ServiceError::Refused(Problem::new("form-too-large")))
        })?;
        let fields = Parameters::parse(&bytes);
        let expected = match &visitor.caller.actor {
            // Before there is a session the form and a cookie carry the same secret.
            Actor::Anonymous => cookie(&headers, "form").unwrap_or_default().to_owned(),
            Actor::Person(_) | Actor::Operator => visitor.csrf.clone(),
        };
        if same(&expected, fields.get("csrf").unwrap_or_default()) {
            Ok(Self { visitor, fields })
        } else {
            Err(PageError::of(&visitor, ServiceError::Refused(Problem::new("form-stale"))))
        }
    }
}

/// Compares in constant time; two empty secrets are not the same.
pub(crate) fn same(expected: &str, given: &str) -> bool {
    let (a, b) = (expected.as_bytes(), given.as_bytes());
    !a.is_empty() && a.len() == b.len() && a.iter().zip(b).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn an_absent_secret_opens_nothing() {
        assert!(!same("", ""));
        assert!(!same("abc", "abd"));
        assert!(same("abc", "abc"));
    }
}
