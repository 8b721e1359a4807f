//! For balancers and watchers.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use fanal_service::Chain;

use crate::App;

/// A balancer hears soon that it has to ask another server.
const PATIENCE: Duration = Duration::from_secs(2);

/// The program runs.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// The program can answer: its catalogue can be reached.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match tokio::time::timeout(PATIENCE, app.platform.ready()).await {
        Ok(Ok(())) => return (StatusCode::OK, "ok\n"),
        Ok(Err(error)) => {
            tracing::error!(error = %Chain(&error), "the catalogue can't be reached");
        }
        Err(_) => tracing::error!("the catalogue does not answer"),
    }
    (StatusCode::SERVICE_UNAVAILABLE, "the catalogue can't be reached\n")
}
