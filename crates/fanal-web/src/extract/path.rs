//! The variable parts of a path.

use axum::extract::FromRequestParts;
#[expect(
    clippy::disallowed_types,
    reason = "wrapped here, so that a path never answers by itself"
)]
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::request::Parts;

/// One variable part.
pub(crate) struct One(pub(crate) String);

/// Two variable parts.
pub(crate) struct Two(pub(crate) String, pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for One {
    type Rejection = StatusCode;

    #[expect(clippy::disallowed_types, reason = "wrapped here")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(one)| Self(one)).map_err(|_| StatusCode::NOT_FOUND)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Two {
    type Rejection = StatusCode;

    #[expect(clippy::disallowed_types, reason = "wrapped here")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        path.map(|Path((one, two))| Self(one, two)).map_err(|_| StatusCode::NOT_FOUND)
    }
}
