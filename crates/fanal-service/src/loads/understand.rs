//! Looking at a spooled file, and changing how it is read, before anything is stored.

use fanal_ingest::{GivenFile, Look, Recipe, Understanding};
use fanal_model::{Dataset, Field, Permission};
use fanal_store::Upload;

use super::fields::described;
use crate::datasets::{Reasons, is_public};
use crate::{Caller, Platform, ServiceError};

/// A spooled file with what was understood of it.
pub struct Looked {
    /// The file.
    pub upload: Upload,
    /// The recipe that it was read with.
    pub recipe: Recipe,
    /// The dataset that it is for, if that is known already.
    pub dataset: Option<Dataset>,
    /// What was understood, or why nothing could be.
    pub understanding: Result<Understanding, fanal_model::Problem>,
}

impl Looked {
    /// The columns as the dataset would have them once the file is loaded.
    pub fn fields(&self) -> Vec<Field> {
        let Ok(understood) = &self.understanding else { return Vec::new() };
        let loaded = understood.fields();
        let known = self.dataset.as_ref().map_or(&[][..], |dataset| &dataset.fields);
        let meanings_said = understood.meanings_said(&self.recipe);
        described(known, &loaded, &meanings_said, &Reasons::new()).unwrap_or(loaded)
    }

    /// Whether everybody reads the file's rows once they are loaded.
    pub fn is_for_public(&self) -> bool {
        self.dataset.as_ref().is_some_and(is_public)
    }
}

impl Platform {
    /// Reads a spooled file whole and says what is in it.
    pub async fn look(&self, caller: &Caller, upload: &str) -> Result<Looked, ServiceError> {
        let (upload, dataset) = self.upload_with_dataset(caller, upload).await?;
        let recipe = self.recipe_of(&upload, dataset.as_ref()).await?;
        self.look_at(upload, dataset, recipe).await
    }

    /// The same with a recipe that is not kept: what it leads to can be seen before.
    pub async fn look_with(
        &self,
        caller: &Caller,
        upload: &str,
        recipe: Recipe,
    ) -> Result<Looked, ServiceError> {
        let (upload, dataset) = self.upload_with_dataset(caller, upload).await?;
        self.look_at(upload, dataset, recipe).await
    }

    async fn upload_with_dataset(
        &self,
        caller: &Caller,
        upload: &str,
    ) -> Result<(Upload, Option<Dataset>), ServiceError> {
        let upload = self.upload(caller, upload).await?;
        let dataset = match upload.dataset {
            Some(id) => self.store.dataset(id).await?,
            None => None,
        };
        Ok((upload, dataset))
    }

    async fn look_at(
        &self,
        upload: Upload,
        dataset: Option<Dataset>,
        recipe: Recipe,
    ) -> Result<Looked, ServiceError> {
        let declared = match &dataset {
            // What is declared binds the first load.
            Some(dataset) if dataset.current.is_none() => dataset.fields.clone(),
            _ => Vec::new(),
        };
        let understanding = match self.spooled_file(&upload.id).await {
            Ok(path) => {
                let (name, scratch) = (upload.file_name.clone(), self.scratch());
                let file = GivenFile { path, name, scratch };
                self.understand(Look { file, recipe: recipe.clone(), declared }).await?
            }
            Err(ServiceError::Refused(lost)) => Err(lost),
            Err(error) => return Err(error),
        };
        Ok(Looked { upload, recipe, dataset, understanding })
    }

    /// Keeps what a person decided about reading a spooled file.
    pub async fn decide(
        &self,
        caller: &Caller,
        upload: &str,
        recipe: &Recipe,
    ) -> Result<(), ServiceError> {
        let mut upload = self.upload(caller, upload).await?;
        upload.recipe = Some(recipe_to_json(recipe)?);
        let act = self.store.write().await?;
        act.update_upload(&upload).await?;
        Ok(act.commit().await?)
    }

    /// The recipe that a spooled file would be read with.
    pub async fn recipe(&self, caller: &Caller, upload: &str) -> Result<Recipe, ServiceError> {
        let (upload, dataset) = self.upload_with_dataset(caller, upload).await?;
        self.recipe_of(&upload, dataset.as_ref()).await
    }

    /// What was decided about the file, else what its dataset's source is read with.
    pub(crate) async fn recipe_of(
        &self,
        upload: &Upload,
        dataset: Option<&Dataset>,
    ) -> Result<Recipe, ServiceError> {
        match &upload.recipe {
            Some(json) => recipe_from_json(json),
            None => self.inherited_recipe(dataset).await,
        }
    }

    /// The spooled file of that number, for who sent it and for administrators.
    pub(crate) async fn upload(&self, caller: &Caller, id: &str) -> Result<Upload, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let upload = self.store.upload(id).await?.ok_or(ServiceError::NotFound)?;
        let own = upload.user == caller.actor.user();
        if own || caller.actor.may(Permission::Administer) {
            Ok(upload)
        } else {
            Err(ServiceError::NotFound)
        }
    }

    /// The recipe of the dataset's first source: the next file of a source is read like the last.
    async fn inherited_recipe(&self, dataset: Option<&Dataset>) -> Result<Recipe, ServiceError> {
        let Some(dataset) = dataset else { return Ok(Recipe::default()) };
        let sources = self.store.sources(dataset.id).await?;
        match sources.first().and_then(|s| s.recipe.as_deref()) {
            Some(json) => recipe_from_json(json),
            None => Ok(Recipe::default()),
        }
    }
}

pub(crate) fn recipe_from_json(json: &str) -> Result<Recipe, ServiceError> {
    serde_json::from_str(json)
        .map_err(|e| ServiceError::Internal(anyhow::Error::new(e).context("reading a recipe")))
}

pub(crate) fn recipe_to_json(recipe: &Recipe) -> Result<String, ServiceError> {
    serde_json::to_string(recipe)
        .map_err(|e| ServiceError::Internal(anyhow::Error::new(e).context("writing a recipe")))
}
