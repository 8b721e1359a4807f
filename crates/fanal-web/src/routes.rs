//! All addresses.

use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::{App, admin, api, health, middleware, portal};

/// Longest silence while a form or a file is sent.
const SILENCE: Duration = Duration::from_secs(30);

/// Everything that Fanal answers.
pub fn router(app: App) -> Router {
    // Workbooks, Parquet and most documents are compressed already.
    let worth = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/vnd"))
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"));
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
