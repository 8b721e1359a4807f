//! Finding datasets.

use chrono_tz::Tz;
use fanal_model::{
    Dataset, DatasetId, Organisation, Permission, Slug, Source, Version, VersionState,
};
use fanal_odsql::{FacetRequest, Refinement};
use fanal_store::{DatasetFilter, DatasetList, DatasetOrder};

use super::access::{Sight, first_version, listed, sight};
use crate::records::VersionChoice;
use crate::{Caller, Platform, ServiceError};

/// A dataset that the caller may know of.
#[derive(Debug, Clone)]
pub struct Found {
    /// The dataset.
    pub dataset: Dataset,
    /// What the caller may see of it; never [`Sight::Nothing`].
    pub sight: Sight,
    /// Number of the first version that the caller may know of.
    pub first_version: i64,
    /// Whether it was asked for by a former address.
    pub moved: bool,
}

/// Which datasets to list.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Words to be found in title, description, keywords, organisation or labels.
    pub text: Option<String>,
    /// Only those of that organisation.
    pub organisation: Option<Slug>,
    /// Only those of the series with that title.
    pub series: Option<String>,
    /// Only those that have these values of the catalogue's facets.
    pub refine: Vec<Refinement>,
    /// None that has one of these.
    pub exclude: Vec<Refinement>,
    /// Which facets are listed, and how.
    pub facets: Vec<FacetRequest>,
    /// Zone in which dates are cut; UTC when none is said.
    pub timezone: Option<Tz>,
    /// Order; by last change when not said.
    pub order: Option<DatasetOrder>,
    /// Most datasets answered.
    pub limit: u64,
    /// Datasets passed over.
    pub offset: u64,
}

impl Platform {
    /// Finds a dataset by its address or a former one. What the caller may not see answers like
    /// what is not there, in the same time: what is known of it here is not looked at.
    pub async fn dataset(&self, caller: &Caller, slug: &str) -> Result<Found, ServiceError> {
        let (generation, known) = self.known.get(caller.portal.id, slug);
        let shown = known.filter(|known| sight(&caller.actor, known) != Sight::Nothing);
        let dataset = match shown {
            Some(dataset) => dataset,
            None => {
                let (portal, (lifecycle, visibilities)) = (caller.portal.id, listed(&caller.actor));
                let read = self.store.dataset_among(portal, slug, lifecycle, &visibilities).await?;
                let dataset = read.ok_or(ServiceError::NotFound)?;
                self.known.put(generation, caller.portal.id, slug, &dataset);
                dataset
            }
        };
        let moved = dataset.slug.as_str() != slug;
        match sight(&caller.actor, &dataset) {
            Sight::Nothing => Err(ServiceError::NotFound),
            sight => {
                let first_version = first_version(&caller.actor, &dataset);
                Ok(Found { dataset, sight, first_version, moved })
            }
        }
    }

    /// What the caller may see of a dataset.
    pub fn sight(&self, caller: &Caller, dataset: &Dataset) -> Sight {
        sight(&caller.actor, dataset)
    }

    /// Finds a dataset that the caller may change.
    pub async fn editable(&self, caller: &Caller, slug: &str) -> Result<Dataset, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        self.store.dataset_by_slug(caller.portal.id, slug).await?.ok_or(ServiceError::NotFound)
    }

    /// Lists the datasets that the caller may know of, with their number.
    pub async fn datasets(
        &self,
        caller: &Caller,
        query: &ListQuery,
    ) -> Result<DatasetList, ServiceError> {
        let none = DatasetList { total: 0, datasets: Vec::new() };
        if query.refine.is_empty() && query.exclude.is_empty() {
            return match self.list_filter(caller, query).await? {
                Some(filter) => Ok(self.store.datasets(&filter).await?),
                None => Ok(none),
            };
        }
        let refined = self.refined(caller, query).await?;
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let page = refined.iter().skip(size(query.offset)).take(size(query.limit));
        let ids: Vec<DatasetId> = page.map(|outline| outline.id).collect();
        let datasets = self.store.datasets_of(&ids).await?;
        Ok(DatasetList { total: refined.len() as u64, datasets })
    }

    /// What a list asks the store for; none when no dataset can be found. What was chosen of facets
    /// is not in it.
    pub(super) async fn list_filter(
        &self,
        caller: &Caller,
        query: &ListQuery,
    ) -> Result<Option<DatasetFilter>, ServiceError> {
        let (lifecycle, visibilities) = listed(&caller.actor);
        let organisation = match &query.organisation {
            None => None,
            Some(slug) => match self.store.organisation_by_slug(slug.as_str()).await? {
                Some(organisation) => Some(organisation.id),
                None => return Ok(None),
            },
        };
        Ok(Some(DatasetFilter {
            portal: Some(caller.portal.id),
            text: query.text.clone(),
            organisation,
            series: query.series.clone(),
            lifecycle,
            visibilities,
            order: query.order.unwrap_or(DatasetOrder::ModifiedDesc),
            limit: query.limit,
            offset: query.offset,
        }))
    }

    /// The other datasets of a dataset's series that the caller may know of, as they were made, and
    /// how many there are.
    pub async fn siblings(
        &self,
        caller: &Caller,
        dataset: &Dataset,
        limit: u64,
    ) -> Result<DatasetList, ServiceError> {
        let Some(series) = dataset.metadata.series.clone() else {
            return Ok(DatasetList { total: 0, datasets: Vec::new() });
        };
        let query = ListQuery {
            series: Some(series),
            order: Some(DatasetOrder::MadeAsc),
            limit: limit + 1,
            ..ListQuery::default()
        };
        let mut found = self.datasets(caller, &query).await?;
        // Who sees the dataset finds it in the list: one rule is behind both.
        found.total = found.total.saturating_sub(1);
        found.datasets.retain(|other| other.id != dataset.id);
        found.datasets.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// All organisations, by name.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, ServiceError> {
        Ok(self.store.organisations().await?)
    }

    /// The versions of a dataset that the caller may know of, the newest first.
    pub async fn versions(
        &self,
        found: &Found,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<Version>, ServiceError> {
        let mut versions = self.store.versions(found.dataset.id, limit, offset).await?;
        versions.retain(|version| version.number >= found.first_version);
        Ok(versions)
    }

    /// The sources of a dataset, for those who may change it.
    pub async fn sources(
        &self,
        caller: &Caller,
        dataset: &Dataset,
    ) -> Result<Vec<Source>, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        Ok(self.store.sources(dataset.id).await?)
    }

    /// The version that was chosen; the current one when none was.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none that the caller may know of,
    /// [`ServiceError::Gone`] when it was taken away.
    pub async fn version(
        &self,
        found: &Found,
        choice: Option<VersionChoice>,
    ) -> Result<Version, ServiceError> {
        let dataset = &found.dataset;
        let version = match choice {
            None => dataset.current.clone(),
            Some(VersionChoice::Number(number)) => {
                self.store.version_by_number(dataset.id, number).await?
            }
            Some(VersionChoice::AsOf(instant)) => {
                self.store.version_as_of(dataset.id, instant).await?
            }
        };
        let known = version.filter(|version| version.number >= found.first_version);
        let version = known.ok_or(ServiceError::NotFound)?;
        match version.state {
            VersionState::Available => Ok(version),
            VersionState::Gone(at) => Err(ServiceError::Gone(at)),
        }
    }
}
