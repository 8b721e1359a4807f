//! What everybody sees.

mod catalogue;
mod dataset;
mod error;
mod home;
mod sign_in;
mod snippets;
mod welcome;

pub use catalogue::{CataloguePage, CatalogueSort};
pub(crate) use dataset::SHEET_LIMIT;
pub use dataset::{DatasetPage, Records, Siblings, VersionLine};
pub use error::{ErrorPage, Way};
pub use home::{HomePage, OrganisationLine};
pub use sign_in::SignInPage;
pub use snippets::Snippet;
pub use welcome::WelcomePage;
