//! How the API's answers are sent: JSON, CORS, validators.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fanal_model::{Lifecycle, Version, Visibility};
use fanal_service::{Chain, Found, Sight};
use serde::Serialize;

use crate::App;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// A JSON answer.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => raw_json(status, bytes),
        Err(error) => {
            tracing::error!(error = %Chain(&error), "an answer can't be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A JSON answer that is written already.
pub(super) fn raw_json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, JSON)], body).into_response()
}

/// What an answer depends on besides its address.
const VARY: HeaderValue = HeaderValue::from_static("Accept-Language, Cookie, Host");

/// Headers that let scripts of other sites read the API (contract § 3), and those that keep
/// caches and browsers from taking an answer for another one.
pub(crate) async fn cross_origin(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    let mut response = if request.method() == axum::http::Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "1000"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, ODS-Widgets-Version"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, Fanal-Version, Fanal-Warning"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.append(header::VARY, VARY);
    let private = HeaderValue::from_static("no-cache, private");
    headers.entry(header::CACHE_CONTROL).or_insert(private);
    response
}

/// What an answer was computed from: two answers with equal parts are equal.
pub(super) struct Validator {
    etag: String,
    version: Option<i64>,
    open: bool,
}

impl Validator {
    /// From the dataset, what the caller may see of it, its version, everything else that shapes
    /// the answer, and the program that writes it.
    pub(super) fn new(app: &App, found: &Found, version: Option<&Version>, shape: &[&str]) -> Self {
        let dataset = &found.dataset;
        let mut hasher = DefaultHasher::new();
        (dataset.id, dataset.metadata_revision, shape).hash(&mut hasher);
        match &found.sight {
            Sight::Nothing => 0.hash(&mut hasher),
            Sight::Description => 1.hash(&mut hasher),
            Sight::Records(access) => {
                2.hash(&mut hasher);
                access.hidden().for_each(|field| field.as_str().hash(&mut hasher));
            }
        }
        app.settings.build.hash(&mut hasher);
        version.map(|v| (v.number, v.delta_version)).hash(&mut hasher);
        Self {
            etag: format!("\"{:016x}\"", hasher.finish()),
            version: version.map(|v| v.number),
            open: dataset.visibility == Visibility::Open
                && dataset.lifecycle == Lifecycle::Published,
        }
    }

    /// Whether the caller has this answer already.
    pub(super) fn matches(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
        given.is_some_and(|given| {
            given.split(',').any(|tag| tag.trim().trim_start_matches("W/") == self.etag)
        })
    }

    /// The answer that there is nothing new.
    pub(super) fn not_modified(&self) -> Response {
        self.stamp(StatusCode::NOT_MODIFIED.into_response())
    }

    /// Writes the validator on an answer.
    pub(super) fn stamp(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        let policy = if self.open { "no-cache" } else { "no-cache, private" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
        if let Some(version) = self.version {
            headers.insert(HeaderName::from_static("fanal-version"), HeaderValue::from(version));
        }
        response
    }
}

/// A body that is sent as it comes, with the name of the file that it is.
pub(super) fn attachment(media_type: &str, file_name: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    for (name, value) in
        [(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, &disposition(file_name))]
    {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}

/// Says under which name a file is to be kept (RFC 6266): one that is not plain ASCII stands there
/// twice, once for programs that know no other.
fn disposition(file_name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " !#$&'()+,-.;=@[]^_`{}~".contains(c);
    let plain: String = file_name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let said = format!("attachment; filename=\"{plain}\"");
    if plain == file_name {
        return said;
    }
    let encoded: String = file_name
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("{said}; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_that_is_not_plain_is_said_twice() {
        assert_eq!(disposition("notice 2.pdf"), "attachment; filename=\"notice 2.pdf\"");
        assert_eq!(
            disposition("été \"1\"\r\n.pdf"),
            "attachment; filename=\"_t_ _1___.pdf\"; \
             filename*=UTF-8''%C3%A9t%C3%A9%20%221%22%0D%0A.pdf"
        );
    }
}
