//! `…/facets`: the values of fields, or of what describes datasets, with how many have each.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fanal_model::{Facet, FacetValue};
use fanal_service::RecordsRequest;
use serde::Serialize;

use super::answer::{Validator, json};
use super::datasets::{list_query, readable};
use super::licences;
use super::parameters::{
    facets_query, moment, refuse_not_yet, timezone, version, warn, warn_ignored,
};
use super::wire::Link;
use super::{ApiError, BASE};
use crate::App;
use crate::extract::{Asked, One, Params};

/// The shape of the answer (contract § 9.6).
#[derive(Serialize)]
struct FacetList {
    links: [Link; 2],
    facets: Vec<FacetWire>,
}

#[derive(Serialize)]
struct FacetWire {
    name: String,
    facets: Vec<ValueWire>,
}

#[derive(Serialize)]
struct ValueWire {
    name: String,
    count: u64,
    state: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facets: Vec<ValueWire>,
}

impl ValueWire {
    fn new(value: FacetValue) -> Self {
        Self {
            name: value.name,
            count: value.count,
            state: value.state.name(),
            value: value.value,
            facets: value.children.into_iter().map(Self::new).collect(),
        }
    }
}

/// The facets of a dataset's records.
pub(super) async fn of_records(
    State(app): State<App>,
    Asked(caller): Asked,
    One(id): One,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = readable(&app, &caller, &id).await?;
    refuse_not_yet(&params)?;
    let request = RecordsRequest {
        query: facets_query(&params)?,
        timezone: timezone(&params)?,
        language: caller.language,
        version: version(&params)?,
    };
    let chosen = app.platform.version(&found, request.version).await?;
    let query = format!("{:?} {}", request.query, request.timezone);
    let shape = ["facets", &query, caller.language.code(), &moment(&app, &request.query)];
    let validator = Validator::new(&app, &found, Some(&chosen), &shape);
    if validator.matches(&headers) {
        return Ok(validator.not_modified());
    }
    let facets = app.platform.facets(&found, request).await?.facets;
    let source = format!("/catalog/datasets/{}", found.dataset.slug);
    let answer = listed(&app, &source, facets);
    Ok(warn_ignored(&params, validator.stamp(answer)))
}

/// The facets of the catalogue.
pub(super) async fn of_catalogue(
    State(app): State<App>,
    Asked(caller): Asked,
    params: Params,
) -> Result<Response, ApiError> {
    let query = list_query(&params)?;
    let facets = app.platform.catalogue_facets(&caller, &query).await?;
    let facets = facets.into_iter().map(licences::named).collect();
    Ok(warn_ignored(&params, listed(&app, "/catalog", facets)))
}

/// Facets as they are sent. One that has more values than are listed is named in a header.
fn listed(app: &App, source: &str, facets: Vec<Facet>) -> Response {
    let cut: Vec<String> = facets.iter().filter(|f| f.cut).map(|f| f.name.clone()).collect();
    let source = format!("{}{BASE}{source}", app.settings.url);
    let link = |rel: &str, href: String| Link { rel: rel.to_owned(), href };
    let wire = |facet: Facet| FacetWire {
        name: facet.name,
        facets: facet.values.into_iter().map(ValueWire::new).collect(),
    };
    let list = FacetList {
        links: [link("self", format!("{source}/facets")), link("source", source)],
        facets: facets.into_iter().map(wire).collect(),
    };
    let cut: Vec<&str> = cut.iter().map(String::as_str).collect();
    warn(json(StatusCode::OK, &list), "facet-cut", &cut)
}
