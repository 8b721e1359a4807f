//! Who asks: portal by host, person by session cookie, language.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{HeaderValue, header, request::Parts};
use fanal_model::{Actor, Instant, Permission};
use fanal_service::{Caller, ServiceError};
use fanal_views::{Layout, Theme};
use fanal_words::Words;

use super::cookies::{cookie, set_cookie};
use super::language;
use super::proxies::household;
use crate::uri::Parameters;
use crate::{App, PageError};

/// Who asks the API: no session is looked at but its own host's.
pub(crate) struct Asked(pub(crate) Caller);

/// Who asks for a page, with what every page shows.
pub(crate) struct Visitor {
    /// Who asks.
    pub(crate) caller: Caller,
    /// The secret that each form of the session repeats; empty for strangers.
    pub(crate) csrf: String,
    /// Path and parameters that were asked for.
    pub(crate) path: String,
    /// `light` or `dark`, when chosen.
    pub(crate) theme: Option<String>,
    /// Where the request came from, as far as one visitor reaches; behind trusted proxies, where
    /// they say.
    pub(crate) household: String,
    /// The secret of forms before there is a session.
    form_cookie: Option<String>,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let (caller, _) = caller(parts, app).await.map_err(Refused)?;
        Ok(Self(caller))
    }
}

/// The API's refusal; see `api::error`.
pub(crate) struct Refused(pub(crate) ServiceError);

impl FromRequestParts<App> for Visitor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let theme = cookie(&parts.headers, "theme").filter(|t| matches!(*t, "light" | "dark"));
        let theme = theme.map(str::to_owned);
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let visitor = |peer| app.settings.trusted_proxies.visitor(peer, &parts.headers);
        let household = peer.map_or_else(|| "unknown".to_owned(), |peer| household(visitor(peer)));
        let form_cookie = cookie(&parts.headers, "form").map(str::to_owned);
        let (caller, csrf) = caller(parts, app).await.map_err(PageError::bare)?;
        Ok(Self { caller, csrf, path, theme, household, form_cookie })
    }
}

async fn caller(parts: &Parts, app: &App) -> Result<(Caller, String), ServiceError> {
    let host = parts.headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let host = host.map(|h| h.rsplit_once(':').map_or(h, |(name, _)| name));
    let portal = app.platform.portal(host).await?;
    let session = match cookie(&parts.headers, "session") {
        Some(token) => app.platform.session(token).await?,
        None => None,
    };
    let (actor, csrf) = match session {
        Some(session) => (Actor::Person(session.user), session.csrf),
        None => (Actor::Anonymous, String::new()),
    };
    let params = Parameters::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let chosen = cookie(&parts.headers, "lang");
    let language = language::choose(params.get("lang"), chosen, &parts.headers, portal.language);
    Ok((Caller { portal, actor, language }, csrf))
}

impl Visitor {
    /// What every page needs besides its own matter.
    pub(crate) fn layout(&self, now: Instant) -> Layout {
        let words = Words::of(self.caller.language);
        let mut layout = Layout::new(words, self.caller.portal.name.clone(), now);
        layout.demonstration = self.caller.portal.demonstration;
        if let Actor::Person(user) = &self.caller.actor {
            layout.signed_in = Some(user.name.clone());
        }
        layout.may_edit = self.caller.actor.may(Permission::EditDatasets);
        layout.csrf.clone_from(&self.csrf);
        layout.path.clone_from(&self.path);
        layout.theme = self.theme.as_deref().and_then(Theme::from_name);
        layout
    }

    /// The page that says why not.
    pub(crate) fn refused(&self, error: ServiceError) -> PageError {
        PageError::of(self, error)
    }

    /// Gives a page without a session a secret for its form, and the cookie that goes with it. A
    /// secret that the browser has already is kept: two tabs may be open.
    pub(crate) fn form_secret(&self, app: &App, layout: &mut Layout) -> HeaderValue {
        let secret = match &self.form_cookie {
            Some(secret) => secret.clone(),
            None => uuid::Uuid::new_v4().simple().to_string(),
        };
        layout.csrf.clone_from(&secret);
        set_cookie(app, "form", &secret, 3600)
    }
}
