//! What every handler can reach.

use std::ops::Deref;
use std::sync::Arc;

use fanal_service::{Platform, Throttle};

use crate::TrustedProxies;

/// What the web needs to know of its place.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// Public address, without a slash at the end.
    pub url: String,
    /// Whose word about a visitor's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// What tells the program from other builds of it; the same wherever one release serves.
    pub build: String,
}

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// The parts of an [`App`].
pub struct Inner {
    pub(crate) platform: Platform,
    pub(crate) settings: WebSettings,
    pub(crate) throttle: Throttle,
}

impl App {
    /// Puts the parts together.
    pub fn new(platform: Platform, settings: WebSettings) -> Self {
        Self(Arc::new(Inner { platform, settings, throttle: Throttle::default() }))
    }

    /// Whether the portal is reached through TLS: cookies are then only sent so.
    pub(crate) fn is_secure(&self) -> bool {
        self.settings.url.starts_with("https://")
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
