//! The list of datasets.

use askama::Template;

use crate::paging::encode;
use crate::{DatasetCard, Layout, Paging};

use super::OrganisationLine;

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CatalogueSort {
    /// What changed last first.
    #[default]
    Modified,
    /// By title.
    Title,
}

impl CatalogueSort {
    /// All of them, as the list shows them.
    pub const ALL: [Self; 2] = [Self::Modified, Self::Title];

    /// The value of the parameter `sort`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Modified => "modified",
        }
    }

    /// Finds one by that value.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Title => "catalogue-sort-title",
            Self::Modified => "catalogue-sort-modified",
        }
    }
}

/// `/explore/`: the datasets that answer a search, page by page.
#[derive(Debug, Template)]
#[template(path = "portal/catalogue.html")]
pub struct CataloguePage {
    /// What every page needs.
    pub layout: Layout,
    /// The search, as it was typed.
    pub q: String,
    /// The order.
    pub sort: CatalogueSort,
    /// The producer that the list is limited to (`?organisation=` and its address).
    pub organisation: Option<OrganisationLine>,
    /// The series that the list is limited to, by its title (`?series=`).
    pub series: Option<String>,
    /// Datasets that answer.
    pub total: u64,
    /// The page shown, from 1.
    pub page: u64,
    /// Datasets on a page.
    pub page_size: u64,
    /// Those of the page.
    pub cards: Vec<DatasetCard>,
}

impl CataloguePage {
    pub(crate) fn paging(&self) -> Paging {
        Paging {
            page: self.page,
            page_size: self.page_size,
            total: self.total,
            base: self.address(true, true),
        }
    }

    pub(crate) fn without_organisation(&self) -> String {
        self.address(false, true)
    }

    pub(crate) fn without_series(&self) -> String {
        self.address(true, false)
    }

    pub(crate) fn is_sorted_by(&self, sort: &CatalogueSort) -> bool {
        self.sort == *sort
    }

    pub(crate) fn is_filtered(&self) -> bool {
        !self.q.is_empty() || self.organisation.is_some() || self.series.is_some()
    }

    fn address(&self, with_organisation: bool, with_series: bool) -> String {
        let mut parts = Vec::new();
        if !self.q.is_empty() {
            parts.push(format!("q={}", encode(&self.q)));
        }
        if let (true, Some(organisation)) = (with_organisation, &self.organisation) {
            parts.push(format!("organisation={}", encode(organisation.slug.as_str())));
        }
        if let (true, Some(series)) = (with_series, &self.series) {
            parts.push(format!("series={}", encode(series)));
        }
        if self.sort != CatalogueSort::default() {
            parts.push(format!("sort={}", self.sort.name()));
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("/explore/{query}")
    }
}
