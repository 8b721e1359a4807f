//! Choosing the language.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::Language;

use crate::App;
use crate::extract::{One, Params, set_cookie};

/// Remembers the language and goes back.
pub(super) async fn choose(State(app): State<App>, One(code): One, params: Params) -> Response {
    let back = super::sign_in::own_path(params.get("back").unwrap_or("/"));
    let go = Redirect::to(&back);
    match Language::from_code(&code) {
        Some(language) => {
            let cookie = set_cookie(&app, "lang", language.code(), 365 * 24 * 3600);
            ([(header::SET_COOKIE, cookie)], go).into_response()
        }
        None => go.into_response(),
    }
}
