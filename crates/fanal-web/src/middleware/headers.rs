//! Headers that keep browsers from doing what pages never ask for.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::App;

/// No script, style or resource from elsewhere, and none inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// A browser that came by TLS once comes by TLS for a year.
const ENCRYPTED: &str = "max-age=31536000";

/// Adds them, unless the handler chose otherwise.
pub(crate) async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(self), microphone=()",
        ),
        (header::CACHE_CONTROL, "no-cache, private"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.is_secure() {
        let encrypted = HeaderValue::from_static(ENCRYPTED);
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(encrypted);
    }
    response
}
