//! `…/attachments`: the files that go with a dataset, and the bytes of each.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use fanal_model::{Attachment, Slug};
use fanal_service::ServiceError;

use super::answer::{Validator, attachment, json};
use super::datasets::{found, readable};
use super::wire::{AttachmentList, AttachmentWire, Link};
use super::{ApiError, BASE};
use crate::App;
use crate::extract::{Asked, One, Two};

/// Should a browser show a file all the same, it runs nothing and fetches nothing.
const POLICY: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// The attachments of a dataset.
pub(super) async fn list(
    State(app): State<App>,
    Asked(caller): Asked,
    One(id): One,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = found(&app, &caller, &id).await?;
    let validator = Validator::new(&app, &found, None, &["attachments"]);
    if validator.matches(&headers) {
        return Ok(validator.not_modified());
    }
    let there = app.platform.attachments(&found).await?;
    let dataset = format!("{}{BASE}/catalog/datasets/{}", app.settings.url, found.dataset.slug);
    let link = |rel: &str, href| Link { rel: rel.to_owned(), href };
    let links = vec![link("self", format!("{dataset}/attachments")), link("dataset", dataset)];
    let list = AttachmentList::new(links, wires(&app, &found.dataset.slug, &there));
    Ok(validator.stamp(json(StatusCode::OK, &list)))
}

/// The bytes of one, always to be kept and never to be shown.
pub(crate) async fn download(
    State(app): State<App>,
    Asked(caller): Asked,
    Two(id, name): Two,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = readable(&app, &caller, &id).await?;
    let refused = |error| match error {
        ServiceError::NotFound => ApiError::Attachment(name.clone()),
        error => ApiError::Service(error),
    };
    let about = app.platform.attachment(&found, &name).await.map_err(refused)?;
    let validator = Validator::new(&app, &found, None, &["attachment", &about.file]);
    if validator.matches(&headers) {
        return Ok(validator.not_modified());
    }
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        Body::from_stream(app.platform.open_attachment(&about).await.map_err(refused)?)
    };
    let mut response = validator.stamp(attachment(&about.media_type, &about.file_name, body));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(about.size_bytes));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
    Ok(response)
}

/// Attachments as the API tells them.
pub(super) fn wires(app: &App, dataset: &Slug, there: &[Attachment]) -> Vec<AttachmentWire> {
    let at = format!("{}{BASE}/catalog/datasets/{dataset}/attachments", app.settings.url);
    there.iter().map(|attachment| AttachmentWire::new(&at, attachment)).collect()
}
