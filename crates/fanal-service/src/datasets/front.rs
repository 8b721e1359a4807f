//! What the front page says of the whole portal.

use std::collections::HashMap;

use fanal_model::{AuditAct, Dataset, Organisation, OrganisationId, Permission, Subject};
use fanal_store::{Act, DatasetFilter, DatasetOrder, NewOrganisation};

use super::access::listed;
use crate::{Caller, Platform, ServiceError};

/// Datasets that the front page shows.
const LATEST: u64 = 6;

/// What the front page says of the whole portal.
#[derive(Debug, Clone)]
pub struct Front {
    /// Datasets that the caller may know of.
    pub datasets: u64,
    /// Their records.
    pub records: u64,
    /// Those that changed last, with the names of their producers.
    pub latest: Vec<(Dataset, Option<String>)>,
    /// Producers that have at least one of them, with how many.
    pub organisations: Vec<(Organisation, u64)>,
}

impl Platform {
    /// What the front page says.
    pub async fn front(&self, caller: &Caller) -> Result<Front, ServiceError> {
        let (lifecycle, visibilities) = listed(&caller.actor);
        let filter = DatasetFilter {
            portal: Some(caller.portal.id),
            lifecycle,
            visibilities,
            order: DatasetOrder::ModifiedDesc,
            limit: LATEST,
            ..DatasetFilter::everything()
        };
        let list = self.store.datasets(&filter).await?;
        let counts = self.store.counts(&filter).await?;
        let all = self.store.organisations().await?;
        let names: HashMap<OrganisationId, &str> =
            all.iter().map(|o| (o.id, o.name.as_str())).collect();
        let named = |dataset: Dataset| {
            let name = dataset.organisation.and_then(|id| names.get(&id).map(|n| (*n).to_owned()));
            (dataset, name)
        };
        let latest = list.datasets.into_iter().map(named).collect();
        let organisations = all.iter().filter_map(|organisation| {
            let count = counts.by_organisation.get(&organisation.id)?;
            Some((organisation.clone(), *count))
        });
        Ok(Front {
            datasets: list.total,
            records: counts.records,
            latest,
            organisations: organisations.collect(),
        })
    }

    /// Producers of datasets that the caller may know of, by name: of the others nobody learns.
    pub async fn producers(&self, caller: &Caller) -> Result<Vec<Organisation>, ServiceError> {
        let (lifecycle, visibilities) = listed(&caller.actor);
        let filter = DatasetFilter {
            portal: Some(caller.portal.id),
            lifecycle,
            visibilities,
            ..DatasetFilter::everything()
        };
        let counts = self.store.counts(&filter).await?.by_organisation;
        let mut producers = self.store.organisations().await?;
        producers.retain(|organisation| counts.contains_key(&organisation.id));
        Ok(producers)
    }

    /// Gives the caller's portal a name, and says whether it is a demonstration.
    pub async fn rename_portal(
        &self,
        caller: &Caller,
        name: &str,
        demonstration: bool,
    ) -> Result<(), ServiceError> {
        caller.must(Permission::Administer)?;
        let portal = caller.portal.id;
        let mut act = self.store.write().await?;
        act.rename_portal(portal, name, demonstration).await?;
        act.audit(caller.actor.user(), AuditAct::PortalChanged, Subject::Portal(portal));
        Ok(act.commit().await?)
    }

    /// Refuses whoever may not do it.
    pub fn allow(&self, caller: &Caller, permission: Permission) -> Result<(), ServiceError> {
        caller.must(permission)
    }

    /// The organisation of that name; it is made when there is none.
    pub(crate) async fn organisation_named(
        &self,
        caller: &Caller,
        act: &mut Act,
        name: &str,
    ) -> Result<OrganisationId, ServiceError> {
        let unfit = |_| ServiceError::Refused(fanal_model::Problem::new("organisation-name-wrong"));
        let slug = fanal_model::Slug::from_title(name).map_err(unfit)?;
        if let Some(known) = self.store.organisation_by_slug(slug.as_str()).await? {
            return Ok(known.id);
        }
        let new = NewOrganisation { slug, name: name.to_owned() };
        let id = act.create_organisation(new).await?.id;
        let subject = Subject::Organisation(id);
        act.audit(caller.actor.user(), AuditAct::OrganisationChanged, subject);
        Ok(id)
    }
}
