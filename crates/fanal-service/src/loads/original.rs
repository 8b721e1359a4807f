//! The original of a version, read once more without the columns that designate persons.

use fanal_ingest::{ColumnRecipe, Recipe, Understanding};
use fanal_lake::Contents;
use fanal_model::{Dataset, FieldName, LoadMode, Problem};
use futures::StreamExt;

use super::Spooled;
use crate::datasets::{Reasons, stopping_publication};
use crate::{Caller, Platform, ServiceError};

impl Platform {
    /// Whether the file that the current version was made of is there.
    pub async fn keeps_original(&self, dataset: &Dataset) -> Result<bool, ServiceError> {
        Ok(self.open_original(dataset).await?.is_some())
    }

    /// Puts the original of the current version into the spool once more, with a recipe that leaves
    /// out the columns that designate persons and of which nothing is said. The reasons given are
    /// kept. Nothing is loaded yet: the load is started by who looked at it.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when the original is not there (`original-not-kept`).
    pub async fn leave_persons_out(
        &self,
        caller: &Caller,
        slug: &str,
        reasons: &Reasons,
    ) -> Result<Spooled, ServiceError> {
        let dataset = self.give_reasons(caller, slug, reasons).await?;
        let gone = || ServiceError::Refused(Problem::new("original-not-kept"));
        let (name, (_, bytes)) = self.open_original(&dataset).await?.ok_or_else(gone)?;
        let bytes = bytes.map(|block| block.map_err(std::io::Error::other));
        let spooled = self.receive(caller, &name, Some(&dataset), bytes).await?;
        let looked = self.look(caller, &spooled.id).await?;
        let understood = looked.understanding.map_err(ServiceError::Refused)?;
        let fields = stopping_publication(&dataset).into_iter();
        let names: Vec<&FieldName> = fields.map(|field| &field.name).collect();
        let recipe = leaving_out(looked.recipe, &understood, &names);
        self.decide(caller, &spooled.id, &recipe).await?;
        Ok(spooled)
    }

    /// The name and the contents of that file. What was added to earlier records is no whole.
    async fn open_original(
        &self,
        dataset: &Dataset,
    ) -> Result<Option<(String, Contents)>, ServiceError> {
        let whole = |v: &&fanal_model::Version| v.mode == LoadMode::Replace;
        let Some(version) = dataset.current.as_ref().filter(whole) else { return Ok(None) };
        let Some(source) = self.store.source(version.source).await? else { return Ok(None) };
        let table = self.lake.table(dataset.id);
        let opened = table.open_beside(&version.load, &original_name(&source.name)).await?;
        Ok(opened.map(|contents| (source.name, contents)))
    }
}

/// The recipe, with these columns left out.
fn leaving_out(mut recipe: Recipe, understood: &Understanding, names: &[&FieldName]) -> Recipe {
    for (found, column) in understood.profile.columns.iter().zip(&understood.columns) {
        if !names.contains(&&column.field.name) {
            continue;
        }
        let own =
            |c: &&mut ColumnRecipe| c.title == found.title && c.occurrence == column.occurrence;
        match recipe.columns.iter_mut().find(own) {
            Some(decided) => decided.leave_out = true,
            None => recipe.columns.push(ColumnRecipe {
                title: found.title.clone(),
                occurrence: column.occurrence,
                leave_out: true,
                ..ColumnRecipe::default()
            }),
        }
    }
    recipe
}

/// Name under which the original is kept: its ending only, as a long name or one with many accents
/// would be longer than a file system takes.
pub(crate) fn original_name(file_name: &str) -> String {
    let ending = file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain = ending.len() <= 10 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain && !ending.is_empty() { format!("original.{ending}") } else { "original".to_owned() }
}
