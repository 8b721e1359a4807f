//! The link that makes the first administrator; it works once.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use fanal_service::ServiceError;
use fanal_views::FormState;
use fanal_views::portal::WelcomePage;

use super::sign_in::enter;
use crate::extract::{CheckedForm, One, Visitor};
use crate::{App, Html, PageError};

/// The form, as long as nobody has an account.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    One(token): One,
) -> Result<Response, PageError> {
    check(&app, &token).await.map_err(|e| visitor.refused(e))?;
    Ok(shown(&app, &visitor, StatusCode::OK, token, FormState::default()))
}

/// Makes the account and signs it in.
pub(super) async fn send(
    State(app): State<App>,
    One(token): One,
    form: CheckedForm,
) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    check(&app, &token).await.map_err(|e| visitor.refused(e))?;
    let field = |name| fields.get(name).unwrap_or_default().to_owned();
    let (name, email) = (field("name"), field("email"));
    match app.platform.make_first_administrator(&name, &email, &field("password")).await {
        Ok(signed_in) => Ok(enter(&app, &signed_in, "/admin/")),
        Err(ServiceError::Refused(problem)) => {
            let mut state = FormState::sent([("name", name), ("email", email)]);
            let wrong = match problem.code.as_str() {
                "name-missing" => Some("name"),
                "email-wrong" => Some("email"),
                "password-short" => Some("password"),
                _ => None,
            };
            match wrong {
                Some(field) => state.fail(field, problem),
                None => state.fail_whole(problem),
            }
            Ok(shown(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, token, state))
        }
        Err(error) => Err(visitor.refused(error)),
    }
}

async fn check(app: &App, token: &str) -> Result<(), ServiceError> {
    if app.platform.is_welcome(token).await? { Ok(()) } else { Err(ServiceError::NotFound) }
}

fn shown(
    app: &App,
    visitor: &Visitor,
    status: StatusCode,
    token: String,
    form: FormState,
) -> Response {
    let mut layout = visitor.layout(app.platform.now());
    let cookie = visitor.form_secret(app, &mut layout);
    let shortest_password = fanal_service::PASSWORD_CHARACTERS as u64;
    let page = WelcomePage { layout, token, shortest_password, form };
    (status, AppendHeaders([(header::SET_COOKIE, cookie)]), Html(page)).into_response()
}
