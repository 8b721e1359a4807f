//! Signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use fanal_model::{Actor, Problem};
use fanal_service::{ServiceError, SignedIn};
use fanal_views::FormState;
use fanal_views::portal::SignInPage;

use crate::extract::{CheckedForm, Params, Visitor, clear_cookie, cookie, set_cookie};
use crate::{App, Html, PageError};

/// The form. Who is signed in already goes on.
pub(super) async fn form(State(app): State<App>, visitor: Visitor, params: Params) -> Response {
    let next = own_path(params.get("next").unwrap_or("/admin/"));
    if visitor.caller.actor != Actor::Anonymous {
        return Redirect::to(&next).into_response();
    }
    shown(&app, &visitor, StatusCode::OK, FormState::sent([("next", next)]))
}

/// Signs in. Wrong address and wrong password look alike.
pub(super) async fn send(State(app): State<App>, form: CheckedForm) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    let email = fields.get("email").unwrap_or_default().trim().to_lowercase();
    let password = fields.get("password").unwrap_or_default();
    let next = own_path(fields.get("next").unwrap_or("/admin/"));
    let now = app.platform.now();
    if app.throttle.begin(&visitor.household, &email, now).is_err() {
        let problem = Problem::new("too-many-tries");
        return Err(visitor.refused(ServiceError::Refused(problem)));
    }
    match app.platform.sign_in(&email, password).await {
        Ok(signed_in) => {
            app.throttle.was_right(&visitor.household, &email);
            Ok(enter(&app, &signed_in, &next))
        }
        Err(ServiceError::Refused(problem)) => {
            let mut state = FormState::sent([("email", email), ("next", next)]);
            state.fail_whole(problem);
            Ok(shown(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, state))
        }
        Err(error) => Err(visitor.refused(error)),
    }
}

/// Signs out.
pub(super) async fn out(
    State(app): State<App>,
    headers: HeaderMap,
    form: CheckedForm,
) -> Result<Response, PageError> {
    if let Some(token) = cookie(&headers, "session") {
        app.platform.sign_out(token).await.map_err(|e| form.visitor.refused(e))?;
    }
    let cleared = AppendHeaders([(header::SET_COOKIE, clear_cookie(&app, "session"))]);
    Ok((cleared, Redirect::to("/")).into_response())
}

/// Gives the session's cookie and goes on.
pub(super) fn enter(app: &App, signed_in: &SignedIn, next: &str) -> Response {
    let seconds = signed_in.expires.seconds() - app.platform.now().seconds();
    let session = set_cookie(app, "session", &signed_in.token, seconds);
    let cookies = AppendHeaders([
        (header::SET_COOKIE, session),
        (header::SET_COOKIE, clear_cookie(app, "form")),
    ]);
    (cookies, Redirect::to(next)).into_response()
}

/// The form, with a secret of its own in a cookie: there is no session yet.
fn shown(app: &App, visitor: &Visitor, status: StatusCode, form: FormState) -> Response {
    let mut layout = visitor.layout(app.platform.now());
    let cookie = visitor.form_secret(app, &mut layout);
    (status, AppendHeaders([(header::SET_COOKIE, cookie)]), Html(SignInPage { layout, form }))
        .into_response()
}

/// A path of this site; anything else becomes the front page.
pub(super) fn own_path(path: &str) -> String {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.chars().all(|c| c.is_ascii_graphic());
    if own { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(own_path("/admin/?page=2"), "/admin/?page=2");
        for path in ["https://example.org", "//example.org", "/\\example.org", "", "/\n/x"] {
            assert_eq!(own_path(path), "/", "{path:?}");
        }
    }
}
