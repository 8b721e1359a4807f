//! The API's parameters: their kinds, bounds and messages (contract § 6).

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use fanal_model::Instant;
use fanal_odsql::{Query, QueryText};
use fanal_service::VersionChoice;

use super::ApiError;
use crate::App;
use crate::uri::Parameters;

/// Most records of a page, and how deep pages go.
const RECORDS: (i64, u64) = (100, 10_000);
/// The same for groups.
const GROUPS: (i64, u64) = (20_000, 20_000);

/// Most values of a facet.
const FACET_VALUES: u32 = 20_000;

/// The clauses and the page of a list.
pub(super) fn page_query(params: &Parameters) -> Result<Query, ApiError> {
    let offset = natural(params, "offset")?;
    let query = query(params, None, offset)?;
    // What was parsed decides: a clause of spaces is none.
    let (page_limit, depth_limit) = if query.group_by.is_empty() { RECORDS } else { GROUPS };
    let limit = match integer(params, "limit", 10)? {
        -1 => page_limit,
        limit if (0..=page_limit).contains(&limit) => limit,
        limit => {
            return Err(ApiError::Parameter(format!(
                "Invalid value for limit API parameter: {limit} was found but -1 <= limit <= \
                 {page_limit} is expected."
            )));
        }
    };
    let limit = limit.unsigned_abs();
    if offset.saturating_add(limit) > depth_limit {
        return Err(ApiError::Parameter(format!(
            "Invalid value for sum of offset + limit API parameter: {} was found but <= \
             {depth_limit} is expected.",
            offset.saturating_add(limit)
        )));
    }
    Ok(Query { limit: Some(limit), ..query })
}

/// The clauses of an export; without a limit all records.
pub(super) fn export_query(params: &Parameters) -> Result<Query, ApiError> {
    let limit = match integer(params, "limit", -1)? {
        -1 => None,
        limit if limit >= 0 => Some(limit.unsigned_abs()),
        limit => {
            return Err(ApiError::Parameter(format!(
                "Invalid value for limit API parameter: {limit} was found but -1 <= limit is \
                 expected."
            )));
        }
    };
    query(params, limit, natural(params, "offset")?)
}

fn query(params: &Parameters, limit: Option<u64>, offset: u64) -> Result<Query, ApiError> {
    parsed(&QueryText {
        select: params.all("select"),
        group_by: params.all("group_by"),
        having: params.all("having"),
        order_by: params.all("order_by"),
        limit,
        offset,
        ..filters(params)
    })
}

/// The clauses of facets: which records, and which facets of them.
pub(super) fn facets_query(params: &Parameters) -> Result<Query, ApiError> {
    parsed(&filters(params))
}

/// What was chosen of facets, and which are listed.
pub(super) fn choices(params: &Parameters) -> Result<Query, ApiError> {
    parsed(&QueryText { filters: Vec::new(), ..filters(params) })
}

fn filters(params: &Parameters) -> QueryText {
    QueryText {
        filters: params.all("where"),
        refine: params.all("refine"),
        exclude: params.all("exclude"),
        facets: params.all("facet"),
        ..QueryText::default()
    }
}

fn parsed(text: &QueryText) -> Result<Query, ApiError> {
    let parsed = text.parse();
    if !parsed.problems.is_empty() {
        return Err(ApiError::Query(parsed.problems));
    }
    match parsed.query.facets.iter().filter_map(|facet| facet.limit).max() {
        Some(limit) if limit > FACET_VALUES => Err(ApiError::Parameter(format!(
            "Invalid value for limit of facet API parameter: {limit} was found but 0 <= limit <= \
             {FACET_VALUES} is expected."
        ))),
        _ => Ok(parsed.query),
    }
}

fn integer(params: &Parameters, name: &str, default: i64) -> Result<i64, ApiError> {
    let Some(text) = params.get(name) else { return Ok(default) };
    text.trim().parse().map_err(|_| wrong(name, text, "an integer"))
}

fn natural(params: &Parameters, name: &str) -> Result<u64, ApiError> {
    let Some(text) = params.get(name) else { return Ok(0) };
    text.trim().parse().map_err(|_| wrong(name, text, "a non-negative integer"))
}

/// `true`/`false` in any case, or `1`/`0`.
pub(super) fn boolean(params: &Parameters, name: &str, default: bool) -> Result<bool, ApiError> {
    match params.get(name).map(str::to_ascii_lowercase).as_deref() {
        None => Ok(default),
        Some("true" | "1") => Ok(true),
        Some("false" | "0") => Ok(false),
        Some(text) => Err(wrong(name, text, "true or false")),
    }
}

/// An IANA zone; UTC when none is said.
pub(super) fn timezone(params: &Parameters) -> Result<Tz, ApiError> {
    let Some(text) = params.get("timezone") else { return Ok(Tz::UTC) };
    text.parse().map_err(|_| wrong("timezone", text, "an IANA time zone"))
}

/// `version=` (a number) or `as_of=` (a day or an instant), and not both.
pub(crate) fn version(params: &Parameters) -> Result<Option<VersionChoice>, ApiError> {
    if params.get("version").is_some() && params.get("as_of").is_some() {
        let message = "The version and as_of API parameters can't be combined: one is expected.";
        return Err(ApiError::Parameter(message.to_owned()));
    }
    if let Some(text) = params.get("version") {
        let number = text.parse().map_err(|_| wrong("version", text, "a version's number"))?;
        return Ok(Some(VersionChoice::Number(number)));
    }
    let Some(text) = params.get("as_of") else { return Ok(None) };
    instant(text)
        .map(|at| Some(VersionChoice::AsOf(at)))
        .ok_or_else(|| wrong("as_of", text, "a date or an ISO 8601 instant"))
}

/// An instant, or the last one of a day.
pub(crate) fn instant(text: &str) -> Option<Instant> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Instant(at.timestamp_micros()));
    }
    let day = text.parse::<NaiveDate>().ok()?.succ_opt()?;
    Some(Instant(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_micros() - 1))
}

pub(super) fn wrong(name: &str, found: &str, expected: &str) -> ApiError {
    ApiError::Parameter(format!(
        "Invalid value for {name} API parameter: {found} was found but {expected} is expected."
    ))
}

/// Parameters that lists and exports know; others are ignored, and said so in a header.
const KNOWN: [&str; 21] = [
    "select",
    "where",
    "group_by",
    "having",
    "order_by",
    "limit",
    "offset",
    "lang",
    "timezone",
    "use_labels",
    "epsg",
    "delimiter",
    "list_separator",
    "quote_all",
    "with_bom",
    "parquet_compression",
    "version",
    "as_of",
    "refine",
    "exclude",
    "facet",
];

/// Parameters of the contract that are not answered yet: ignoring them would answer something
/// else than was asked.
const NOT_YET: [&str; 2] = ["qv1", "epsg"];

/// What changes the answer to a query by itself: the present instant, when it is asked for.
pub(super) fn moment(app: &App, query: &Query) -> String {
    let now = query.changes_with_time().then(|| app.platform.now().to_rfc3339());
    now.unwrap_or_default()
}

/// Refuses what can't be answered yet rather than answer something else.
pub(super) fn refuse_not_yet(params: &Parameters) -> Result<(), ApiError> {
    let asked = NOT_YET.into_iter().find(|name| params.get(name).is_some());
    match asked {
        None => Ok(()),
        Some(name) => Err(ApiError::Parameter(format!(
            "The {name} API parameter is not supported by this version of Fanal."
        ))),
    }
}

/// Names the ignored parameters on the answer.
pub(super) fn warn_ignored(params: &Parameters, response: Response) -> Response {
    let ignored: Vec<&str> = params.names().filter(|n| !KNOWN.contains(n)).collect();
    warn(response, "ignored-parameter", &ignored)
}

/// Says something of some names on the answer; nothing when there are none.
pub(super) fn warn(mut response: Response, what: &str, names: &[&str]) -> Response {
    if !names.is_empty() {
        let text: String = format!("{what}={}", names.join(","))
            .chars()
            .filter(|c| c.is_ascii_graphic())
            .take(500)
            .collect();
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().append(HeaderName::from_static("fanal-warning"), value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(query: &str) -> String {
        match page_query(&Parameters::parse(query.as_bytes())) {
            Err(ApiError::Parameter(message)) => message,
            other => panic!("{query} gives {other:?}"),
        }
    }

    #[test]
    fn bounds_are_told_as_the_contract_words_them() {
        assert_eq!(
            refused("limit=101"),
            "Invalid value for limit API parameter: 101 was found but -1 <= limit <= 100 is expected."
        );
        assert_eq!(
            refused("offset=9991&limit=10"),
            "Invalid value for sum of offset + limit API parameter: 10001 was found but <= 10000 is expected."
        );
        assert!(page_query(&Parameters::parse(b"offset=9990&limit=10")).is_ok());
        assert!(page_query(&Parameters::parse(b"group_by=a&limit=20000")).is_ok());
        assert!(refused("group_by=a&limit=20001").contains("limit <= 20000 is expected"));
        assert!(refused("limit=dix").contains("dix was found"));
        let facet = "facet=facet(name%3D%22a%22,limit%3D20001)";
        assert!(refused(facet).contains("20001 was found but 0 <= limit <= 20000 is expected"));
        assert!(refused("group_by=%20&limit=101").contains("limit <= 100 is expected"));
        assert!(refused("group_by=&group_by=%09&limit=20000").contains("20000 was found"));
    }

    #[test]
    fn a_day_means_its_end() {
        let end = instant("2026-11-21").expect("a day");
        assert_eq!(end.to_rfc3339(), "2026-11-21T23:59:59.999999+00:00");
        assert_eq!(
            instant("2026-11-21T10:00:00+01:00").map(|i| i.to_rfc3339()).as_deref(),
            Some("2026-11-21T09:00:00+00:00")
        );
        assert_eq!(instant("hier"), None);
    }
}
