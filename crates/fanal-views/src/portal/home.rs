//! The front page.

use askama::Template;
use fanal_model::Slug;

use crate::{DatasetCard, Layout};

/// A producer in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationLine {
    /// Address.
    pub slug: Slug,
    /// Name.
    pub name: String,
    /// Datasets of it that the reader may find.
    pub datasets: u64,
}

/// `/`: search first, then what there is.
#[derive(Debug, Template)]
#[template(path = "portal/home.html")]
pub struct HomePage {
    /// What every page needs.
    pub layout: Layout,
    /// Datasets that the reader may find.
    pub datasets: u64,
    /// Their records.
    pub records: u64,
    /// Those that changed last, newest first.
    pub latest: Vec<DatasetCard>,
    /// Producers that have at least one of them.
    pub organisations: Vec<OrganisationLine>,
}
