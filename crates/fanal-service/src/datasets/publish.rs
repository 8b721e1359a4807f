//! Publishing and taking back.

use fanal_model::{AuditAct, Dataset, Lifecycle, Problem, Subject};

use crate::{Caller, Platform, ServiceError};

impl Platform {
    /// Makes a dataset visible as its visibility says.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when it has no title or no data yet.
    pub async fn publish(&self, caller: &Caller, slug: &str) -> Result<Dataset, ServiceError> {
        let dataset = self.editable(caller, slug).await?;
        if dataset.metadata.title.trim().is_empty() {
            return Err(ServiceError::Refused(Problem::new("title-missing")));
        }
        if dataset.current.is_none() {
            return Err(ServiceError::Refused(Problem::new("nothing-to-publish")));
        }
        self.set_lifecycle(caller, dataset, Lifecycle::Published).await
    }

    /// Makes a dataset a draft again: for the public it no longer exists.
    pub async fn unpublish(&self, caller: &Caller, slug: &str) -> Result<Dataset, ServiceError> {
        let dataset = self.editable(caller, slug).await?;
        self.set_lifecycle(caller, dataset, Lifecycle::Draft).await
    }

    async fn set_lifecycle(
        &self,
        caller: &Caller,
        mut dataset: Dataset,
        lifecycle: Lifecycle,
    ) -> Result<Dataset, ServiceError> {
        if dataset.lifecycle == lifecycle {
            return Ok(dataset);
        }
        dataset.lifecycle = lifecycle;
        let mut act = self.store.write().await?;
        let dataset = act.update_dataset(&dataset).await?;
        let done = match lifecycle {
            Lifecycle::Published => AuditAct::DatasetPublished,
            Lifecycle::Draft => AuditAct::DatasetUnpublished,
        };
        act.audit(caller.actor.user(), done, Subject::Dataset(dataset.id));
        act.commit().await?;
        self.known.forget();
        Ok(dataset)
    }
}
