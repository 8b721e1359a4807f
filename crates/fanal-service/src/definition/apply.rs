//! Making a definition so.

use fanal_ingest::Recipe;
use fanal_meaning::undecided;
use fanal_model::{
    AuditAct, Dataset, Lifecycle, Permission, Problem, SourceKind, Subject, Visibility,
};
use fanal_store::{Act, NewDataset, NewSource};

use super::Change;
use super::diff::changes;
use super::text::{Definition, SourceText, Understood};
use crate::datasets::write_dataset;
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
    /// done, only said. What is there and of which the text says nothing stays as it is, also when
    /// it changes meanwhile. A dataset may be published before it has data: it is announced.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when the text is no definition, when its recipe can't be followed,
    /// or when it gives fields of loaded data another name or type: those change with the next
    /// load. [`ServiceError::PersonsUndecided`] when the dataset would be public with columns that
    /// designate persons and nothing is said of them.
    pub async fn apply_definition(
        &self,
        caller: &Caller,
        text: &str,
        dry_run: bool,
    ) -> Result<Applied, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let said = Definition::parse(text).map_err(ServiceError::Refused)?;
        if let Some(recipe) = &said.source.recipe {
            recipe.check().map_err(|error| ServiceError::Refused(error.problem()))?;
        }
        let dataset = self.store.dataset_by_slug(caller.portal.id, &said.dataset.id).await?;
        let present = match &dataset {
            Some(dataset) => Some(self.definition(caller, dataset.slug.as_str()).await?),
            None => None,
        };
        let (wanted, understood) = wanted(&said, dataset.as_ref(), present.as_ref())?;
        check_persons(dataset.as_ref(), &understood)?;
        let applied = Applied {
            slug: wanted.dataset.id.clone(),
            created: dataset.is_none(),
            changes: changes(present.as_ref(), &wanted),
        };
        if !dry_run && (applied.created || !applied.changes.is_empty()) {
            self.make_so(caller, dataset, &said).await?;
        }
        Ok(applied)
    }

    /// Writes what the text says over what is there now: that may have changed since it was read.
    async fn make_so(
        &self,
        caller: &Caller,
        dataset: Option<Dataset>,
        said: &Definition,
    ) -> Result<(), ServiceError> {
        let user = caller.actor.user();
        let mut act = self.store.write().await?;
        let now = match dataset {
            Some(dataset) => Some(act.dataset(dataset.id).await?.ok_or(ServiceError::NotFound)?),
            None => None,
        };
        let present = now.as_ref().map(|now| Definition::of(now, None, None, Recipe::default()));
        let (_, understood) = wanted(said, now.as_ref(), present.as_ref())?;
        let before = match now {
            Some(now) => now,
            None => {
                let new = NewDataset {
                    slug: understood.slug,
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
        let organisation = match said.dataset.organisation.as_deref().map(str::trim) {
            None => before.organisation,
            Some("") => None,
            Some(name) => Some(self.organisation_named(caller, &mut act, name).await?),
        };
        let dataset = Dataset {
            organisation,
            metadata: understood.metadata,
            visibility: understood.visibility,
            lifecycle: understood.lifecycle,
            fields: understood.fields,
            ..before.clone()
        };
        let dataset = write_dataset(&mut act, user, &before, dataset).await?;
        keep_source(&act, &dataset, &said.source).await?;
        let done = match (before.lifecycle, dataset.lifecycle) {
            (Lifecycle::Draft, Lifecycle::Published) => AuditAct::DatasetPublished,
            (Lifecycle::Published, Lifecycle::Draft) => AuditAct::DatasetUnpublished,
            _ => AuditAct::DatasetChanged,
        };
        act.audit(user, done, Subject::Dataset(dataset.id));
        act.commit().await?;
        self.known.forget();
        Ok(())
    }
}

/// What the text wants of what is there: as a text, and understood.
fn wanted(
    said: &Definition,
    dataset: Option<&Dataset>,
    present: Option<&Definition>,
) -> Result<(Definition, Understood), ServiceError> {
    let mut wanted = said.clone().completed(present);
    if let Some(dataset) = dataset {
        // A former address still means the dataset, and does not rename it back.
        wanted.dataset.id = dataset.slug.to_string();
    }
    let mut understood = wanted.understood().map_err(ServiceError::Refused)?;
    match dataset {
        Some(dataset) if said.fields.is_empty() => understood.fields.clone_from(&dataset.fields),
        Some(dataset) => {
            check_fields(dataset, &understood)?;
            for field in &mut understood.fields {
                // What was seen in the cells is nobody's to say.
                let known = dataset.field(&field.name);
                field.annotations.persons_seen =
                    known.and_then(|known| known.annotations.persons_seen.clone());
            }
        }
        None => {}
    }
    Ok((wanted, understood))
}

/// Names the source and keeps how it is read, as far as it is said; makes it when there is none.
async fn keep_source(act: &Act, dataset: &Dataset, said: &SourceText) -> Result<(), ServiceError> {
    let recipe = said.recipe.as_ref().map(recipe_to_json).transpose()?;
    let Some(source) = act.sources(dataset.id).await?.into_iter().next() else {
        let name = said.name.clone().unwrap_or_else(|| dataset.slug.to_string());
        let kind = SourceKind::File;
        act.create_source(NewSource { dataset: dataset.id, kind, name, recipe }).await?;
        return Ok(());
    };
    if let Some(recipe) = &recipe {
        act.save_recipe(source.id, recipe).await?;
    }
    if let Some(name) = &said.name {
        act.rename_source(source.id, name).await?;
    }
    Ok(())
}

/// Says before anything is done, and in a trial too, what would stop the publication.
fn check_persons(dataset: Option<&Dataset>, wanted: &Understood) -> Result<(), ServiceError> {
    let current = dataset.and_then(|dataset| dataset.current.as_ref());
    let stored = current.map_or(&[][..], |version| &version.fields);
    let public = wanted.lifecycle == Lifecycle::Published && wanted.visibility == Visibility::Open;
    let undecided = undecided(&wanted.fields, stored);
    if public && !undecided.is_empty() {
        return Err(ServiceError::PersonsUndecided(undecided.into_iter().cloned().collect()));
    }
    Ok(())
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
