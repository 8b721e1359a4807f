//! The public page of a dataset (*fiche du jeu de données*).

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono_tz::Tz;
use fanal_model::{
    Facet, Field, FieldProfile, Instant, Language, Permission, Value, Version, VersionState,
};
use fanal_odsql::{Query, QueryText};
use fanal_service::{
    Chain, Found, Records, RecordsRequest, ServiceError, Sight, VersionChoice, values,
};
use fanal_views::portal::{DatasetPage, Records as Shown, Siblings, VersionLine};
use fanal_views::{Chosen, DatasetLink, Filter, Filters, RecordsTable, Sort};

use super::filters::{chosen, refinements};
use crate::api::version;
use crate::extract::{One, Params, Visitor};
use crate::uri::Parameters;
use crate::{App, Html, PageError};

/// Records on a page of the table.
const PAGE_SIZE: u64 = 20;
/// Pages of any list.
const PAGES: u64 = 1_000_000_000;
/// Versions on a page of their list.
const VERSIONS: u64 = 20;
/// Datasets of the same series in the list.
const SIBLINGS: u64 = 24;
/// The zone of the tables that people read: moments say that they are in UTC.
const ZONE: Tz = Tz::UTC;

/// What a dataset is, its records, and how to take them away.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
    params: Params,
) -> Result<Response, PageError> {
    let refused = |e| visitor.refused(e);
    let found = app.platform.dataset(&visitor.caller, &slug).await.map_err(refused)?;
    if found.moved {
        let mut address = format!("/explore/dataset/{}/", found.dataset.slug);
        if let Some((_, query)) = visitor.path.split_once('?') {
            address = format!("{address}?{query}");
        }
        return Ok(Redirect::permanent(&address).into_response());
    }
    let page = dataset_page(&app, &visitor, found, &params).await.map_err(refused)?;
    Ok(Html(page).into_response())
}

async fn dataset_page(
    app: &App,
    visitor: &Visitor,
    found: Found,
    params: &Parameters,
) -> Result<DatasetPage, ServiceError> {
    let platform = &app.platform;
    // What chooses none is none: never silently the current one.
    let chosen = version(params).map_err(|_| ServiceError::NotFound)?;
    let shown = match platform.version(&found, chosen).await {
        Ok(version) => Some(version),
        Err(ServiceError::NotFound) if chosen.is_none() => None,
        Err(error) => return Err(error),
    };
    // Found by a date, it is read and linked to by its number.
    let number = shown.as_ref().map(|version| VersionChoice::Number(version.number));
    let choice = chosen.and(number);
    let current = found.dataset.current.as_ref().map(|v| v.number);
    let old = shown.as_ref().filter(|v| Some(v.number) != current);
    let old_version = old.map(line);
    let (records, fields) = match (&found.sight, &shown) {
        (Sight::Records(_), Some(version)) => {
            let path = format!("/explore/dataset/{}/", found.dataset.slug);
            let table = read_table(app, &found, choice, &path, params).await;
            records_of(table, version)?
        }
        (Sight::Records(_), None) => (Shown::NotLoaded, found.dataset.fields.clone()),
        _ => (Shown::OnRequest, found.dataset.fields.clone()),
    };
    let filters = match &records {
        Shown::Shown(_) | Shown::Failed(_) => filters(app, &found, choice, &fields, params).await?,
        _ => Filters::default(),
    };
    let profiles = match &shown {
        Some(version) => profiles(app, &found, version).await,
        None => Vec::new(),
    };
    let versions_page = numbered(params, "versions");
    let before = (versions_page - 1) * VERSIONS;
    let mut versions = platform.versions(&found, VERSIONS + 1, before).await?;
    let older_versions = versions.len() as u64 > VERSIONS;
    versions.truncate(VERSIONS as usize);
    let organisations = platform.organisations().await?;
    let others = platform.siblings(&visitor.caller, &found.dataset, SIBLINGS).await?;
    let links = others.datasets.iter().map(DatasetLink::of).collect();
    let attachments = platform.attachments(&found).await?;
    Ok(DatasetPage {
        attachments,
        siblings: Siblings { links, total: others.total },
        layout: visitor.layout(platform.now()),
        organisation: organisations.into_iter().find(|o| Some(o.id) == found.dataset.organisation),
        fields,
        profiles,
        old_version,
        records,
        filters,
        versions: versions.iter().map(line).collect(),
        versions_page,
        older_versions,
        base_url: app.settings.url.clone(),
        may_edit: visitor.caller.actor.may(Permission::EditDatasets),
        dataset: found.dataset,
    })
}

/// The filters of a table, with their values as far as these can be counted.
async fn filters(
    app: &App,
    found: &Found,
    version: Option<VersionChoice>,
    fields: &[Field],
    params: &Parameters,
) -> Result<Filters, ServiceError> {
    let chosen = chosen(params)?;
    let facets = match fields.iter().any(|field| field.annotations.facet) {
        false => Vec::new(),
        true => {
            let query = Query { limit: None, offset: 0, ..query(1, None, &chosen) };
            match app.platform.facets(found, request(query, version)).await {
                Ok(found) => found.facets,
                Err(ServiceError::Query(error)) => {
                    tracing::debug!(error = %Chain(&error), "filters can't be counted");
                    Vec::new()
                }
                Err(error) => return Err(error),
            }
        }
    };
    let labelled = |facet: Facet| {
        let field = fields.iter().find(|field| field.name.as_str() == facet.name)?;
        Some(Filter::of(field, facet))
    };
    let number = number_of(version).map(|number| format!("version={number}"));
    let sort = params.get("sort").and_then(Sort::parse).map(|sort| format!("sort={sort}"));
    Ok(Filters {
        path: format!("/explore/dataset/{}/", found.dataset.slug),
        kept: number.into_iter().chain(sort).collect(),
        anchor: "#table",
        chosen,
        filters: facets.into_iter().filter_map(labelled).collect(),
    })
}

/// What the columns look like, if it is known: the page says the rest all the same.
async fn profiles(app: &App, found: &Found, version: &Version) -> Vec<FieldProfile> {
    match app.platform.profiles(found, version).await {
        Ok(profiles) => profiles,
        Err(ServiceError::Forbidden) => Vec::new(),
        Err(error) => {
            tracing::warn!(error = %Chain(&error), "a profile can't be read");
            Vec::new()
        }
    }
}

/// The table, or why it can't be shown: the rest of the page is there all the same.
fn records_of(
    table: Result<RecordsTable, ServiceError>,
    version: &Version,
) -> Result<(Shown, Vec<Field>), ServiceError> {
    match table {
        Ok(table) => {
            let fields = table.fields.clone();
            Ok((Shown::Shown(table), fields))
        }
        Err(ServiceError::Query(error)) => {
            Ok((Shown::Failed(error.problem()), version.fields.clone()))
        }
        Err(error) => Err(error),
    }
}

/// Reads a page of a dataset's table: `?page=`, `?sort=` and what was chosen of its filters. Beyond
/// the last page stands the last one.
pub(crate) async fn read_table(
    app: &App,
    found: &Found,
    version: Option<VersionChoice>,
    path: &str,
    params: &Parameters,
) -> Result<RecordsTable, ServiceError> {
    let last = |records: u64| records.div_ceil(PAGE_SIZE).max(1);
    let all = app.platform.version(found, version).await?.records;
    let mut page = page_number(params).min(last(all));
    let chosen = chosen(params)?;
    let mut sort = params.get("sort").and_then(Sort::parse);
    let asked = |page, sort: Option<&Sort>| request(query(page, sort, &chosen), version);
    let mut read = match app.platform.records(found, asked(page, sort.as_ref())).await {
        // A column that is not there: the table in its own order says more than an error.
        Err(ServiceError::Query(_)) if sort.is_some() => {
            sort = None;
            app.platform.records(found, asked(page, None)).await?
        }
        read => read?,
    };
    if page > last(read.total) {
        page = last(read.total);
        read = app.platform.records(found, asked(page, sort.as_ref())).await?;
    }
    Ok(RecordsTable {
        rows: rows(&read)?,
        total: read.total,
        fields: read.fields,
        page,
        page_size: PAGE_SIZE,
        sort,
        path: path.to_owned(),
        version: number_of(version),
        chosen,
    })
}

fn number_of(version: Option<VersionChoice>) -> Option<i64> {
    match version {
        Some(VersionChoice::Number(number)) => Some(number),
        _ => None,
    }
}

fn request(query: Query, version: Option<VersionChoice>) -> RecordsRequest {
    RecordsRequest { query, timezone: ZONE, language: Language::French, version }
}

fn query(page: u64, sort: Option<&Sort>, chosen: &[Chosen]) -> Query {
    let order = sort.map(|s| format!("`{}`{}", s.field, if s.descending { " desc" } else { "" }));
    let text = QueryText {
        order_by: order.into_iter().collect(),
        limit: Some(PAGE_SIZE),
        offset: (page - 1).saturating_mul(PAGE_SIZE),
        ..QueryText::default()
    };
    let (refine, exclude) = (refinements(chosen, false), refinements(chosen, true));
    Query { refine, exclude, ..text.parse().query }
}

fn rows(records: &Records) -> Result<Vec<Vec<Value>>, ServiceError> {
    let mut rows = Vec::new();
    for batch in &records.batches {
        rows.extend(values(&records.columns, batch)?);
    }
    Ok(rows)
}

/// The number of the page asked for, from 1. It is bounded, so that what is counted from it
/// stays a number for every database.
pub(crate) fn page_number(params: &Parameters) -> u64 {
    numbered(params, "page")
}

fn numbered(params: &Parameters, name: &str) -> u64 {
    params.get(name).and_then(|p| p.parse().ok()).map_or(1, |p: u64| p.clamp(1, PAGES))
}

fn line(version: &Version) -> VersionLine {
    VersionLine {
        number: version.number,
        created: version.created,
        records: version.records,
        rejected: version.rejected,
        gone: match version.state {
            VersionState::Available => None,
            VersionState::Gone(at) => Some::<Instant>(at),
        },
    }
}
