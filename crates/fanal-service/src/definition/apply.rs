//! Making a definition so.

use fanal_model::{AuditAct, Dataset, Lifecycle, Permission, Problem, SourceKind, Subject};
use fanal_store::{NewDataset, NewSource};

use super::diff::changes;
use super::text::{Definition, Understood};
use super::{Change, DefinitionError};
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
    /// done, only said.
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
        let mut wanted = Definition::parse(text).map_err(refused)?;
        let mut understood = wanted.understood().map_err(refused)?;
        let recipe = wanted.source.recipe.check();
        recipe.map_err(|error| ServiceError::Refused(error.problem()))?;
        let asked = understood.slug.as_str();
        let dataset = self.store.dataset_by_slug(caller.portal.id, asked).await?;
        if let Some(dataset) = &dataset {
            // A former address still means the dataset, and does not rename it back.
            understood.slug = dataset.slug.clone();
            wanted.dataset.id = dataset.slug.to_string();
        }
        let slug = understood.slug.clone();
        let present = match &dataset {
            Some(_) => Some(self.definition(caller, slug.as_str()).await?),
            None => None,
        };
        if let Some(dataset) = &dataset {
            check_fields(dataset, &understood)?;
        }
        if let Some(present) = &present {
            wanted.keep_unsaid(present);
        }
        let applied = Applied {
            slug: slug.to_string(),
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
                if let Some(now) = act.dataset(dataset.id).await? {
                    check_fields(&now, &understood)?;
                }
                dataset
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
        let recipe = recipe_to_json(&wanted.source.recipe)?;
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
    if wanted.fields.is_empty() {
        return Ok(());
    }
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

fn refused(error: DefinitionError) -> ServiceError {
    ServiceError::Refused(Problem::new("definition-wrong").text("reason", error.to_string()))
}
