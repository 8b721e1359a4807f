//! Publishing and taking back.

use fanal_model::{AuditAct, Dataset, Lifecycle, Problem, Subject};
use fanal_store::Act;

use super::persons::{Reasons, give_reasons, write_dataset};
use crate::{Caller, Platform, ServiceError};

/// What somebody saw of a dataset: as it was described, and its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Revision of its description.
    pub revision: i64,
    /// Number of its current version.
    pub version: Option<i64>,
}

impl Seen {
    /// A dataset as it is.
    pub fn of(dataset: &Dataset) -> Self {
        let version = dataset.current.as_ref().map(|version| version.number);
        Self { revision: dataset.metadata_revision, version }
    }
}

impl Platform {
    /// Makes a dataset visible as its visibility says, from its current version on. The reasons say
    /// why columns that designate persons may be public; what was said before stays. `seen` is what
    /// the person saw who decides so; none when nobody looked.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when it has changed since it was seen;
    /// [`ServiceError::Refused`] when it has no title or no data yet;
    /// [`ServiceError::PersonsUndecided`] when it would be public with columns that designate
    /// persons and nothing is said of them.
    pub async fn publish(
        &self,
        caller: &Caller,
        slug: &str,
        reasons: &Reasons,
        seen: Option<Seen>,
    ) -> Result<Dataset, ServiceError> {
        let found = self.editable(caller, slug).await?;
        let (act, dataset) = self.begin(&found).await?;
        if seen.is_some_and(|seen| seen != Seen::of(&dataset)) {
            return Err(ServiceError::Conflict(Problem::new("dataset-changed-before-publishing")));
        }
        if dataset.metadata.title.trim().is_empty() {
            return Err(ServiceError::Refused(Problem::new("title-missing")));
        }
        if dataset.current.is_none() {
            return Err(ServiceError::Refused(Problem::new("nothing-to-publish")));
        }
        let mut published = Dataset { lifecycle: Lifecycle::Published, ..dataset.clone() };
        give_reasons(&mut published.fields, reasons).map_err(ServiceError::Refused)?;
        let done = match dataset.lifecycle {
            Lifecycle::Draft => AuditAct::DatasetPublished,
            Lifecycle::Published => AuditAct::DatasetChanged,
        };
        self.change(caller, act, &dataset, published, done).await
    }

    /// Makes a dataset a draft again: for the public it no longer exists.
    pub async fn unpublish(&self, caller: &Caller, slug: &str) -> Result<Dataset, ServiceError> {
        let found = self.editable(caller, slug).await?;
        let (act, dataset) = self.begin(&found).await?;
        let draft = Dataset { lifecycle: Lifecycle::Draft, ..dataset.clone() };
        self.change(caller, act, &dataset, draft, AuditAct::DatasetUnpublished).await
    }

    /// Says why columns that designate persons may be public, and changes nothing else.
    pub(crate) async fn give_reasons(
        &self,
        caller: &Caller,
        slug: &str,
        reasons: &Reasons,
    ) -> Result<Dataset, ServiceError> {
        let found = self.editable(caller, slug).await?;
        let (act, dataset) = self.begin(&found).await?;
        let mut described = dataset.clone();
        give_reasons(&mut described.fields, reasons).map_err(ServiceError::Refused)?;
        self.change(caller, act, &dataset, described, AuditAct::DatasetChanged).await
    }

    /// Begins an act on a dataset, with the dataset as it is now: a load may have ended since it
    /// was found.
    async fn begin(&self, found: &Dataset) -> Result<(Act, Dataset), ServiceError> {
        let act = self.store.write().await?;
        let dataset = act.dataset(found.id).await?.ok_or(ServiceError::NotFound)?;
        Ok((act, dataset))
    }

    /// Writes the dataset and says in the log what was done, unless nothing was.
    async fn change(
        &self,
        caller: &Caller,
        mut act: Act,
        before: &Dataset,
        wanted: Dataset,
        done: AuditAct,
    ) -> Result<Dataset, ServiceError> {
        if *before == wanted {
            return Ok(wanted);
        }
        let user = caller.actor.user();
        let dataset = write_dataset(&mut act, user, before, wanted).await?;
        act.audit(user, done, Subject::Dataset(dataset.id));
        act.commit().await?;
        self.known.forget();
        Ok(dataset)
    }
}
