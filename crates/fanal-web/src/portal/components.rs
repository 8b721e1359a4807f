//! The gallery of components.

use axum::extract::State;
use fanal_views::GalleryPage;

use crate::extract::Visitor;
use crate::{App, Html, Page};

/// Every component in every state.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Page<GalleryPage> {
    Ok(Html(GalleryPage::new(visitor.layout(app.platform.now()))))
}
