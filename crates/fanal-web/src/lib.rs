//! Routes, extractors, middleware. A handler extracts, calls one function of the service, and
//! turns its answer into a page or a wire type; it decides nothing.

mod admin;
mod api;
mod app;
mod extract;
mod health;
mod html;
mod middleware;
mod page_error;
mod portal;
mod routes;
mod serve;
mod uri;

pub use app::{App, WebSettings};
pub use extract::TrustedProxies;
pub use routes::router;
pub use serve::serve;

pub(crate) use html::{Html, Page};
pub(crate) use page_error::PageError;
