//! Built styles, scripts, fonts.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use fanal_views::assets;

use crate::extract::One;

/// One built file; a name with a hash in it never changes its bytes.
pub(super) async fn read(One(file): One) -> Response {
    let Some(asset) = assets::read(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let policy = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers =
        [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, policy.into())];
    (headers, asset.bytes.into_owned()).into_response()
}
