//! Changing what describes a dataset.

use fanal_model::{AuditAct, Dataset, Field, Metadata, Problem, Slug, Subject, Visibility};

use super::persons::{reason, write_dataset};
use crate::{Caller, Platform, ServiceError};

/// What a person can change of a dataset besides its records.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// Address; the former one keeps answering.
    pub slug: Slug,
    /// Title, description, licence and so on.
    pub metadata: Metadata,
    /// Name of the producer; empty for none. An organisation of that name is made when needed.
    pub organisation: String,
    /// Who may see it once published.
    pub visibility: Visibility,
    /// Its fields with their labels, descriptions and annotations; names and types must be those
    /// of the data.
    pub fields: Vec<Field>,
}

impl Platform {
    /// Changes what describes a dataset. `revision` is the one that the person saw.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when somebody else changed it since, or when the address is
    /// taken; [`ServiceError::Refused`] for an empty title; [`ServiceError::PersonsUndecided`] when
    /// it would be public with columns that designate persons and nothing is said of them.
    pub async fn describe(
        &self,
        caller: &Caller,
        slug: &str,
        revision: i64,
        description: Description,
    ) -> Result<Dataset, ServiceError> {
        let found = self.editable(caller, slug).await?;
        if description.metadata.title.trim().is_empty() {
            return Err(ServiceError::Refused(Problem::new("title-missing")));
        }
        let mut act = self.store.write().await?;
        let mut dataset = act.dataset(found.id).await?.ok_or(ServiceError::NotFound)?;
        if dataset.metadata_revision != revision {
            return Err(ServiceError::Conflict(Problem::new("dataset-changed-meanwhile")));
        }
        let before = dataset.clone();
        dataset.organisation = match description.organisation.trim() {
            "" => None,
            name => Some(self.organisation_named(caller, &mut act, name).await?),
        };
        dataset.slug = description.slug;
        dataset.metadata = description.metadata;
        dataset.visibility = description.visibility;
        dataset.fields = description.fields;
        for field in &mut dataset.fields {
            let said = field.annotations.public_because.take();
            field.annotations.public_because = reason(said.as_deref());
        }
        let user = caller.actor.user();
        let dataset = write_dataset(&mut act, user, &before, dataset).await?;
        act.audit(user, AuditAct::DatasetChanged, Subject::Dataset(dataset.id));
        act.commit().await?;
        self.known.forget();
        Ok(dataset)
    }
}
