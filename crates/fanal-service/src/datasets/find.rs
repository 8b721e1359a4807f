//! Finding datasets.

use fanal_model::{Dataset, Organisation, Permission, Slug, Source, Version, VersionState};
use fanal_store::{DatasetFilter, DatasetList, DatasetOrder};

use super::access::{Sight, listed, sight};
use crate::records::VersionChoice;
use crate::{Caller, Platform, ServiceError};

/// A dataset that the caller may know of.
#[derive(Debug, Clone)]
pub struct Found {
    /// The dataset.
    pub dataset: Dataset,
    /// What the caller may see of it; never [`Sight::Nothing`].
    pub sight: Sight,
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
    /// Order; by last change when not said.
    pub order: Option<DatasetOrder>,
    /// Most datasets answered.
    pub limit: u64,
    /// Datasets passed over.
    pub offset: u64,
}

impl Platform {
    /// Finds a dataset by its address or a former one. What the caller may not see answers like
    /// what is not there.
    pub async fn dataset(&self, caller: &Caller, slug: &str) -> Result<Found, ServiceError> {
        let (generation, known) = self.known.get(caller.portal.id, slug);
        let dataset = match known {
            Some(dataset) => dataset,
            None => {
                let read = self.store.dataset_by_slug(caller.portal.id, slug).await?;
                let dataset = read.ok_or(ServiceError::NotFound)?;
                self.known.put(generation, caller.portal.id, slug, &dataset);
                dataset
            }
        };
        let moved = dataset.slug.as_str() != slug;
        match sight(&caller.actor, &dataset) {
            Sight::Nothing => Err(ServiceError::NotFound),
            sight => Ok(Found { dataset, sight, moved }),
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
        let (lifecycle, visibilities) = listed(&caller.actor);
        let organisation = match &query.organisation {
            None => None,
            Some(slug) => match self.store.organisation_by_slug(slug.as_str()).await? {
                Some(organisation) => Some(organisation.id),
                None => return Ok(DatasetList { total: 0, datasets: Vec::new() }),
            },
        };
        let filter = DatasetFilter {
            portal: Some(caller.portal.id),
            text: query.text.clone(),
            organisation,
            lifecycle,
            visibilities,
            order: query.order.unwrap_or(DatasetOrder::ModifiedDesc),
            limit: query.limit,
            offset: query.offset,
        };
        Ok(self.store.datasets(&filter).await?)
    }

    /// All organisations, by name.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, ServiceError> {
        Ok(self.store.organisations().await?)
    }

    /// The versions of a dataset, the newest first.
    pub async fn versions(
        &self,
        found: &Found,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<Version>, ServiceError> {
        Ok(self.store.versions(found.dataset.id, limit, offset).await?)
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
    /// [`ServiceError::NotFound`] when there is none, [`ServiceError::Gone`] when it was taken away.
    pub async fn version(
        &self,
        dataset: &Dataset,
        choice: Option<VersionChoice>,
    ) -> Result<Version, ServiceError> {
        let version = match choice {
            None => dataset.current.clone(),
            Some(VersionChoice::Number(number)) => {
                self.store.version_by_number(dataset.id, number).await?
            }
            Some(VersionChoice::AsOf(instant)) => {
                self.store.version_as_of(dataset.id, instant).await?
            }
        };
        let version = version.ok_or(ServiceError::NotFound)?;
        match version.state {
            VersionState::Available => Ok(version),
            VersionState::Gone(at) => Err(ServiceError::Gone(at)),
        }
    }
}
