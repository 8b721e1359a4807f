//! All addresses.

use std::time::Duration;

use axum::Router;
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::{App, admin, api, health, middleware, portal};

/// Longest silence while a form or a file is sent.
const SILENCE: Duration = Duration::from_secs(30);

/// How the media types begin of what is compressed already, as workbooks, Parquet and most documents
/// are, or may be: these answers keep their length.
const COMPRESSED: [&str; 11] = [
    "application/vnd",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/zstd",
    "application/x-7z-compressed",
    "application/epub+zip",
    "application/ogg",
    "application/octet-stream",
    "audio/",
    "video/",
];

/// Whether an answer becomes smaller when it is compressed.
fn is_loose(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_none_or(|kind| !COMPRESSED.iter().any(|compressed| kind.starts_with(compressed)))
}

/// Everything that Fanal answers.
pub fn router(app: App) -> Router {
    let worth = DefaultPredicate::new().and(is_loose);
    let pages = Router::new().merge(portal::routes()).merge(admin::routes());
    let secure = from_fn_with_state(app.clone(), middleware::secure);
    let pages = pages.fallback(portal::no_such_page).layer(secure);
    let root = Router::new().route(&format!("{}/", api::BASE), get(api::root));
    // Clients of the older API that take datasets elsewhere link to attachments by this address.
    let older = "/api/datasets/1.0/{id}/attachments/{attachment}";
    let older = Router::new()
        .route(older, get(api::download))
        .route(&format!("{older}/"), get(api::download));
    let api = Router::new().nest(api::BASE, api::routes()).merge(root).merge(older);
    Router::new()
        .merge(api.layer(from_fn(api::cross_origin)))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(pages)
        .layer(CompressionLayer::new().compress_when(worth))
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .with_state(app)
}
