//! `catalog/datasets`: what there is.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fanal_model::{Attachment, Dataset, OrganisationId};
use fanal_service::{Caller, DatasetOrder, Found, ListQuery, ServiceError, Sight};

use super::answer::{Validator, json};
use super::attachments::wires;
use super::parameters::{choices, page_query, refuse_not_yet, timezone, warn_ignored, wrong};
use super::wire::{DatasetList, DatasetWire, Link, Links};
use super::{ApiError, BASE, licences};
use crate::App;
use crate::extract::{Asked, One, Params};
use crate::uri::Parameters;

/// Links to the sources.
pub(crate) async fn root(State(app): State<App>) -> Response {
    let base = format!("{}{BASE}", app.settings.url);
    let links = vec![link("self", &base, ""), link("catalog", &base, "/catalog")];
    json(StatusCode::OK, &Links { links })
}

/// Links of the catalogue.
pub(super) async fn catalog(State(app): State<App>) -> Response {
    let base = format!("{}{BASE}/catalog", app.settings.url);
    let links = ["datasets", "facets"].map(|rel| link(rel, &base, &format!("/{rel}")));
    let links = std::iter::once(link("self", &base, "")).chain(links).collect();
    json(StatusCode::OK, &Links { links })
}

fn link(rel: &str, base: &str, path: &str) -> Link {
    Link { rel: rel.to_owned(), href: format!("{base}{path}") }
}

/// A page of the catalogue. `where` and `select` come with the catalogue queries.
pub(super) async fn list(
    State(app): State<App>,
    Asked(caller): Asked,
    params: Params,
) -> Result<Response, ApiError> {
    let choices = list_query(&params)?;
    let page = page_query(&Parameters::parse(
        crate::uri::encode(&[
            ("limit", params.get("limit").unwrap_or_default()),
            ("offset", params.get("offset").unwrap_or_default()),
        ])
        .as_bytes(),
    ))?;
    let order = match params.get("order_by").map(str::trim) {
        None => None,
        Some("dataset_id" | "dataset_id asc" | "datasetid") => Some(DatasetOrder::SlugAsc),
        Some("title" | "title asc") => Some(DatasetOrder::TitleAsc),
        Some("modified desc" | "-modified") => Some(DatasetOrder::ModifiedDesc),
        Some(text) => {
            return Err(wrong("order_by", text, "dataset_id, title or modified desc"));
        }
    };
    let query =
        ListQuery { order, limit: page.limit.unwrap_or(10), offset: page.offset, ..choices };
    let found = app.platform.datasets(&caller, &query).await?;
    let names = organisation_names(&app).await?;
    let attached = app.platform.attachments_of_all(&caller, &found.datasets).await?;
    let of = |d: &Dataset| attached.get(&d.id).map_or(&[][..], Vec::as_slice);
    let shown = |d: &Dataset| visible(&app.platform.sight(&caller, d));
    let results = found.datasets.iter().map(|d| wire(&app, d, shown(d), &names, of(d))).collect();
    let list = DatasetList { total_count: found.total, results };
    Ok(warn_ignored(&params, json(StatusCode::OK, &list)))
}

/// What is chosen of the catalogue, and which facets are listed.
pub(super) fn list_query(params: &Parameters) -> Result<ListQuery, ApiError> {
    refuse_not_yet(params)?;
    for name in ["where", "select", "group_by", "having"] {
        if let Some(text) = params.get(name) {
            return Err(wrong(name, text, "nothing: catalogue queries are not supported yet,"));
        }
    }
    let chosen = choices(params)?;
    Ok(ListQuery {
        refine: chosen.refine.into_iter().map(licences::coded).collect(),
        exclude: chosen.exclude.into_iter().map(licences::coded).collect(),
        facets: chosen.facets,
        timezone: Some(timezone(params)?),
        ..ListQuery::default()
    })
}

/// One dataset.
pub(super) async fn show(
    State(app): State<App>,
    Asked(caller): Asked,
    One(id): One,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = found(&app, &caller, &id).await?;
    let current = found.dataset.current.as_ref();
    let validator = Validator::new(&app, &found, current, &[caller.language.code()]);
    if validator.matches(&headers) {
        return Ok(validator.not_modified());
    }
    let names = organisation_names(&app).await?;
    let attached = app.platform.attachments(&found).await?;
    let dataset = wire(&app, &found.dataset, visible(&found.sight), &names, &attached);
    Ok(validator.stamp(json(StatusCode::OK, &dataset)))
}

fn visible(sight: &Sight) -> bool {
    matches!(sight, Sight::Records(_))
}

/// The dataset of that id, as far as the caller may know of it.
pub(super) async fn found(app: &App, caller: &Caller, id: &str) -> Result<Found, ApiError> {
    app.platform.dataset(caller, id).await.map_err(|error| match error {
        ServiceError::NotFound => ApiError::Dataset(id.to_owned()),
        error => ApiError::Service(error),
    })
}

/// The dataset of that id, when the caller may read its records: refused before anything is said
/// of its versions or of what the caller has already.
pub(super) async fn readable(app: &App, caller: &Caller, id: &str) -> Result<Found, ApiError> {
    let found = found(app, caller, id).await?;
    if visible(&found.sight) { Ok(found) } else { Err(ServiceError::Forbidden.into()) }
}

async fn organisation_names(app: &App) -> Result<HashMap<OrganisationId, String>, ApiError> {
    let all = app.platform.organisations().await?;
    Ok(all.into_iter().map(|o| (o.id, o.name)).collect())
}

fn wire(
    app: &App,
    dataset: &Dataset,
    visible: bool,
    names: &HashMap<OrganisationId, String>,
    attached: &[Attachment],
) -> DatasetWire {
    let publisher = dataset.organisation.and_then(|id| names.get(&id).cloned());
    DatasetWire::new(dataset, publisher, visible, wires(app, &dataset.slug, attached))
}
