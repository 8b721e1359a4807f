//! Making a definition so.

use fanal_model::{AuditAct, Dataset, Lifecycle, Permission, Problem, SourceKind, Subject};
use fanal_store::{NewDataset, NewSource};

use super::Change;
use super::diff::changes;
use super::text::{Definition, Understood};
use crate::loads::recipe_to_json;
use crate::{Caller, Platform, ServiceError};

/// What applying a definition did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The dataset's address.
    pub slug: String,
    /// It is made; it was not there.
    pub created: bool,
    /// What changes, by key.
    pub changes: Vec<Change>,
}

impl Platform {
    /// Makes a dataset as the TOML says: creates it or changes it. With `dry_run` nothing is
    /// done, only said. Of what is there stays as it is: the recipe, the fields and the source's
    /// name when the text has no such table or key, visibility and state when it does not say them.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when the text is no definition, when its recipe can't be followed,
    /// when it publishes what holds no data, or when it gives fields of loaded data another name or
    /// type: those change with the next load.
    pub async fn apply_definition(
        &self,
        caller: &Caller,
        text: &str,
        dry_run: bool,
    ) -> Result<Applied, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let mut wanted = Definition::parse(text).map_err(ServiceError::Refused)?;
        if let Some(recipe) = &wanted.source.recipe {
            recipe.check().map_err(|error| ServiceError::Refused(error.problem()))?;
        }
        let dataset = self.store.dataset_by_slug(caller.portal.id, &wanted.dataset.id).await?;
        let present = match &dataset {
            Some(dataset) => {
                // A former address still means the dataset, and does not rename it back.
                wanted.dataset.id = dataset.slug.to_string();
                Some(self.definition(caller, dataset.slug.as_str()).await?)
            }
            None => None,
        };
        let says_fields = !wanted.fields.is_empty();
        wanted.complete(present.as_ref());
        let mut understood = wanted.understood().map_err(ServiceError::Refused)?;
        match &dataset {
            Some(dataset) if says_fields => check_fields(dataset, &understood)?,
            // Those that are there stay, whatever a load makes of them meanwhile.
            Some(_) => understood.fields.clear(),
            None => {}
        }
        let applied = Applied {
            slug: wanted.dataset.id.clone(),
            created: dataset.is_none(),
            changes: changes(present.as_ref(), &wanted),
        };
        if !dry_run && (applied.created || !applied.changes.is_empty()) {
            self.make_so(caller, dataset, understood, &wanted).await?;
        }
        Ok(applied)
    }

    async fn make_so(
        &self,
        caller: &Caller,
        dataset: Option<Dataset>,
        understood: Understood,
        wanted: &Definition,
    ) -> Result<(), ServiceError> {
        let user = caller.actor.user();
        let mut act = self.store.write().await?;
        let mut dataset = match dataset {
            Some(dataset) => {
                // A load may have ended since the fields were compared.
                let now = act.dataset(dataset.id).await?.ok_or(ServiceError::NotFound)?;
                if !understood.fields.is_empty() {
                    check_fields(&now, &understood)?;
                }
                now
            }
            None => {
                let new = NewDataset {
                    slug: understood.slug.clone(),
                    portal: caller.portal.id,
                    organisation: None,
                    metadata: understood.metadata.clone(),
                    fields: Vec::new(),
                    visibility: understood.visibility,
                };
                let dataset = act.create_dataset(new).await?;
                act.audit(user, AuditAct::DatasetCreated, Subject::Dataset(dataset.id));
                dataset
            }
        };
        dataset.organisation = match wanted.dataset.organisation.trim() {
            "" => None,
            name => Some(self.organisation_named(caller, &mut act, name).await?),
        };
        let published_before = dataset.lifecycle == Lifecycle::Published;
        dataset.slug = understood.slug;
        dataset.metadata = understood.metadata;
        dataset.visibility = understood.visibility;
        dataset.lifecycle = understood.lifecycle;
        if !understood.fields.is_empty() {
            dataset.fields = understood.fields;
        }
        let dataset = act.update_dataset(&dataset).await?;
        let recipe = recipe_to_json(&wanted.source.recipe.clone().unwrap_or_default())?;
        match act.sources(dataset.id).await?.first() {
            Some(source) => {
                act.save_recipe(source.id, &recipe).await?;
                if let Some(name) = &wanted.source.name {
                    act.rename_source(source.id, name).await?;
                }
            }
            None => {
                let name = wanted.source.name.clone().unwrap_or_else(|| dataset.slug.to_string());
                let kind = SourceKind::File;
                let new = NewSource { dataset: dataset.id, kind, name, recipe: Some(recipe) };
                act.create_source(new).await?;
            }
        }
        let published_now = dataset.lifecycle == Lifecycle::Published;
        let done = match (published_before, published_now) {
            (false, true) => AuditAct::DatasetPublished,
            (true, false) => AuditAct::DatasetUnpublished,
            _ => AuditAct::DatasetChanged,
        };
        act.audit(user, done, Subject::Dataset(dataset.id));
        act.commit().await?;
        self.known.forget();
        Ok(())
    }
}

/// Loaded data keeps the names and types of its fields until the next load.
fn check_fields(dataset: &Dataset, wanted: &Understood) -> Result<(), ServiceError> {
    let Some(version) = &dataset.current else { return Ok(()) };
    let same = wanted.fields.len() == version.fields.len()
        && wanted.fields.iter().all(|field| {
            version.fields.iter().any(|stored| {
                stored.name == field.name
                    && stored.field_type == field.field_type
                    && stored.is_multivalued() == field.is_multivalued()
            })
        });
    if same {
        Ok(())
    } else {
        Err(ServiceError::Refused(Problem::new("definition-fields-of-data")))
    }
}
