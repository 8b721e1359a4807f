//! What everybody sees.

mod assets;
mod catalogue;
mod components;
mod dataset;
mod filters;
mod home;
mod language;
mod rejected;
mod sign_in;
mod welcome;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::App;
use crate::extract::Visitor;
use crate::page_error::PageError;

pub(crate) use dataset::{page_number, read_table};

/// Largest form of somebody who is not signed in, in bytes.
const FORM_LIMIT_BYTES: usize = 16 << 10;

/// The public routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/explore/", get(catalogue::list))
        .route("/explore", get(catalogue::list))
        .route("/explore/dataset/{slug}/", get(dataset::show))
        .route("/explore/dataset/{slug}", get(dataset::show))
        .route("/explore/dataset/{slug}/rejected/{version}", get(rejected::download))
        .merge(strangers())
        .route("/-/language/{code}", get(language::choose))
        .route("/-/components", get(components::show))
        .route("/-/assets/{file}", get(assets::read))
}

/// The forms that anybody may send: little of them is read.
fn strangers() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::form).post(sign_in::send))
        .route("/sign-out", post(sign_in::out))
        .route("/welcome/{token}", get(welcome::form).post(welcome::send))
        .layer(DefaultBodyLimit::max(FORM_LIMIT_BYTES))
}

/// There is no page at this address.
pub(crate) async fn no_such_page(visitor: Visitor) -> PageError {
    PageError::of(&visitor, fanal_service::ServiceError::NotFound)
}
