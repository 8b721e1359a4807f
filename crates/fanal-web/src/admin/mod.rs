//! What those see who prepare and publish datasets.

mod attachments;
mod columns;
mod describe;
mod home;
mod job;
mod persons;
mod publish;
mod recipe_form;
mod reread;
mod tables;
mod understanding;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::App;

/// The routes of the administration.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/", get(home::show))
        .route("/admin", get(home::show))
        .route("/admin/datasets/new", get(upload::form))
        .route("/admin/datasets/{slug}/load", get(upload::form_into))
        .route(
            "/admin/uploads",
            // The spool has its own limit, and no memory is taken for the file.
            post(upload::receive).layer(DefaultBodyLimit::disable()),
        )
        .route("/admin/uploads/{id}/attach", post(attachments::join))
        .route("/admin/uploads/{id}", get(understanding::show).post(understanding::send))
        .merge(attached())
        .route("/admin/jobs/{id}", get(job::show))
        .route("/admin/jobs/{id}/progress.json", get(job::progress))
        .route("/admin/jobs/{id}/cancel", post(job::cancel))
        .route("/admin/datasets/{slug}/edit", get(describe::form).post(describe::send))
        .route("/admin/datasets/{slug}/publish", get(publish::form).post(publish::send))
        .route("/admin/datasets/{slug}/leave-out", post(publish::leave_out))
        .route("/admin/datasets/{slug}/unpublish", get(publish::form_back).post(publish::send_back))
}

/// The routes of the files that go with a dataset.
fn attached() -> Router<App> {
    Router::new()
        .route(
            "/admin/datasets/{slug}/attachments",
            get(attachments::show).post(attachments::add).layer(DefaultBodyLimit::disable()),
        )
        .route("/admin/datasets/{slug}/attachments/{name}", post(attachments::rename))
        .route(
            "/admin/datasets/{slug}/attachments/{name}/remove",
            get(attachments::form_remove).post(attachments::remove),
        )
}
