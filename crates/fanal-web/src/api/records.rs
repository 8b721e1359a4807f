//! `…/records`: pages of records, and one record.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono_tz::Tz;
use fanal_service::{RecordId, Records, RecordsRequest, ServiceError, write_json_objects};

use super::ApiError;
use super::answer::{Validator, raw_json};
use super::datasets::readable;
use super::parameters::{moment, page_query, refuse_not_yet, timezone, version, warn_ignored};
use crate::App;
use crate::extract::{Asked, One, Params, Two};

/// A page of records, with the exact number of all that match.
pub(super) async fn list(
    State(app): State<App>,
    Asked(caller): Asked,
    One(id): One,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = readable(&app, &caller, &id).await?;
    refuse_not_yet(&params)?;
    let query = page_query(&params)?;
    let timezone = timezone(&params)?;
    let choice = version(&params)?;
    let chosen = app.platform.version(&found, choice).await?;
    let language = caller.language;
    let grouped = !query.group_by.is_empty();
    let zone = timezone.to_string();
    let shape = [format!("{query:?}"), zone, language.code().to_owned(), moment(&app, &query)];
    let shape: Vec<&str> = shape.iter().map(String::as_str).collect();
    let validator = Validator::new(&app, &found, Some(&chosen), &shape);
    if validator.matches(&headers) {
        return Ok(validator.not_modified());
    }
    let request = RecordsRequest { query, timezone, language, version: choice };
    let records = app.platform.records(&found, request).await?;
    // Records are counted, groups are not.
    let mut body = match grouped {
        true => b"{\"results\":[".to_vec(),
        false => format!("{{\"total_count\":{},\"results\":[", records.total).into_bytes(),
    };
    write_objects(&records, timezone, &mut body)?;
    body.extend_from_slice(b"]}");
    Ok(warn_ignored(&params, validator.stamp(raw_json(StatusCode::OK, body))))
}

/// One record by its lasting address.
pub(super) async fn show(
    State(app): State<App>,
    Asked(caller): Asked,
    Two(id, record): Two,
    params: Params,
) -> Result<Response, ApiError> {
    let found = readable(&app, &caller, &id).await?;
    let timezone = timezone(&params)?;
    let record = RecordId::parse(&record).ok_or(ServiceError::NotFound)?;
    let records = app.platform.record(&found, record).await?;
    let mut body = Vec::new();
    write_objects(&records, timezone, &mut body)?;
    let validator = Validator::new(&app, &found, Some(&records.version), &[]);
    Ok(validator.stamp(raw_json(StatusCode::OK, body)))
}

fn write_objects(records: &Records, timezone: Tz, body: &mut Vec<u8>) -> Result<(), ApiError> {
    let mut first = true;
    for batch in records.batches.iter().filter(|b| b.num_rows() > 0) {
        if !first {
            body.push(b',');
        }
        first = false;
        write_json_objects(&records.columns, batch, timezone, body, b",")
            .map_err(ServiceError::from)?;
    }
    Ok(())
}
