//! `…/exports`: the formats on offer, and all records in one of them.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fanal_service::{
    ExportFormat, ExportOptions, ExportRequest, ParquetCompression, RecordsRequest,
};

use super::answer::{Validator, attachment, json};
use super::datasets::{found, readable};
use super::parameters::{
    boolean, export_query, moment, refuse_not_yet, timezone, version, warn_ignored, wrong,
};
use super::wire::{Link, Links};
use super::{ApiError, BASE};
use crate::App;
use crate::extract::{Asked, One, Params, Two};
use crate::uri::Parameters;

/// The formats on offer.
pub(super) async fn list(
    State(app): State<App>,
    Asked(caller): Asked,
    One(id): One,
) -> Result<Response, ApiError> {
    let found = found(&app, &caller, &id).await?;
    let at = format!("{}{BASE}/catalog/datasets/{}/exports", app.settings.url, found.dataset.slug);
    let mut links = vec![Link { rel: "self".to_owned(), href: at.clone() }];
    for format in ExportFormat::ALL {
        let (rel, href) = (format.name().to_owned(), format!("{at}/{}", format.name()));
        links.push(Link { rel, href });
    }
    Ok(json(StatusCode::OK, &Links { links }))
}

/// All records that match, as a file. Refusals come before the first byte.
pub(super) async fn export(
    State(app): State<App>,
    Asked(caller): Asked,
    Two(id, format): Two,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = readable(&app, &caller, &id).await?;
    let format = ExportFormat::from_name(&format).ok_or(ApiError::Format(format))?;
    refuse_not_yet(&params)?;
    let request = ExportRequest {
        records: RecordsRequest {
            query: export_query(&params)?,
            timezone: timezone(&params)?,
            language: caller.language,
            version: version(&params)?,
        },
        format,
        options: options(&params)?,
    };
    let chosen = app.platform.version(&found, request.records.version).await?;
    let shape = format!("{:?} {:?} {:?}", request.records.query, format, request.options);
    let shape = [shape, caller.language.code().to_owned(), moment(&app, &request.records.query)];
    let shape: Vec<&str> = shape.iter().map(String::as_str).collect();
    let validator = Validator::new(&app, &found, Some(&chosen), &shape);
    if validator.matches(&headers) {
        return Ok(validator.not_modified());
    }
    let file_name = format!("{}.{}", found.dataset.slug, format.extension());
    let export = app.platform.export(&found, request).await?;
    let response = attachment(format.media_type(), &file_name, Body::from_stream(export.body));
    Ok(warn_ignored(&params, validator.stamp(response)))
}

fn options(params: &Parameters) -> Result<ExportOptions, ApiError> {
    let delimiter = match params.get("delimiter") {
        None => b';',
        Some(text) => match text.as_bytes() {
            [one] if ExportOptions::DELIMITERS.contains(one) => *one,
            _ => return Err(wrong("delimiter", text, "one of ; , tab |")),
        },
    };
    let parquet_compression = match params.get("parquet_compression") {
        None => ParquetCompression::default(),
        Some(name) => ParquetCompression::from_name(name)
            .ok_or_else(|| wrong("parquet_compression", name, "snappy or zstd"))?,
    };
    Ok(ExportOptions {
        use_labels: boolean(params, "use_labels", false)?,
        delimiter,
        list_separator: params.get("list_separator").unwrap_or(",").to_owned(),
        quote_all: boolean(params, "quote_all", false)?,
        with_bom: boolean(params, "with_bom", true)?,
        timezone: timezone(params)?,
        parquet_compression,
    })
}
