//! The list of datasets.

use askama::Template;

use crate::filters::parameters;
use crate::paging::encode;
use crate::{DatasetCard, Filters, Layout, Paging};

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
    /// What the list can be filtered by, and what was chosen.
    pub filters: Filters,
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
        !self.q.is_empty()
            || self.organisation.is_some()
            || self.series.is_some()
            || !self.filters.chosen.is_empty()
    }

    fn address(&self, with_organisation: bool, with_series: bool) -> String {
        let organisation = self.organisation.as_ref().map(|line| line.slug.as_str());
        let mut parts = Self::kept(
            &self.q,
            organisation.filter(|_| with_organisation),
            self.series.as_deref().filter(|_| with_series),
            self.sort,
        );
        parts.extend(parameters(&self.filters.chosen));
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("/explore/{query}")
    }

    /// The parameters of the list but for its filters, as they stand in addresses.
    pub fn kept(
        q: &str,
        organisation: Option<&str>,
        series: Option<&str>,
        sort: CatalogueSort,
    ) -> Vec<String> {
        let said = [("q", Some(q).filter(|q| !q.is_empty()))];
        let said = said.into_iter().chain([("organisation", organisation), ("series", series)]);
        let sort = Some(sort.name()).filter(|_| sort != CatalogueSort::default());
        let said = said.chain([("sort", sort)]);
        said.filter_map(|(name, value)| Some(format!("{name}={}", encode(value?)))).collect()
    }
}
