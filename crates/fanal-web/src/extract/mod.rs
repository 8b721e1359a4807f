//! Extractors: who asks, and what was sent, each refusing in our own words.

mod caller;
mod cookies;
mod form;
mod language;
mod path;
mod proxies;
mod query;

pub(crate) use caller::{Asked, Refused, Visitor};
pub(crate) use cookies::{clear_cookie, cookie, set_cookie};
pub(crate) use form::{CheckedForm, same};
pub(crate) use path::{One, Two};
pub use proxies::TrustedProxies;
pub(crate) use query::Params;
