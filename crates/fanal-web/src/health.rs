//! For balancers and watchers.

use axum::extract::State;
use axum::http::StatusCode;
use fanal_service::Chain;

use crate::App;

/// The program runs.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// The program can answer: its catalogue can be reached.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.platform.ready().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(error = %Chain(&error), "the catalogue can't be reached");
            (StatusCode::SERVICE_UNAVAILABLE, "the catalogue can't be reached\n")
        }
    }
}
