//! The list of datasets.

use askama::Template;

use crate::paging::encode;
use crate::{DatasetCard, Layout, Paging};

use super::OrganisationLine;

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CatalogueSort {
    /// What answers best first; without a search, what changed last.
    #[default]
    Relevance,
    /// By title.
    Title,
    /// What changed last first.
    Modified,
}

impl CatalogueSort {
    /// All of them, as the list shows them.
    pub const ALL: [Self; 3] = [Self::Relevance, Self::Modified, Self::Title];

    /// The value of the parameter `sort`; empty for relevance.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevance => "",
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
            Self::Relevance => "catalogue-sort-relevance",
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
            base: self.address(true),
        }
    }

    pub(crate) fn without_organisation(&self) -> String {
        self.address(false)
    }

    pub(crate) fn is_sorted_by(&self, sort: &CatalogueSort) -> bool {
        self.sort == *sort
    }

    pub(crate) fn is_filtered(&self) -> bool {
        !self.q.is_empty() || self.organisation.is_some()
    }

    fn address(&self, with_organisation: bool) -> String {
        let mut parts = Vec::new();
        if !self.q.is_empty() {
            parts.push(format!("q={}", encode(&self.q)));
        }
        if let (true, Some(organisation)) = (with_organisation, &self.organisation) {
            parts.push(format!("organisation={}", encode(organisation.slug.as_str())));
        }
        if self.sort != CatalogueSort::Relevance {
            parts.push(format!("sort={}", self.sort.name()));
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("/explore/{query}")
    }
}
