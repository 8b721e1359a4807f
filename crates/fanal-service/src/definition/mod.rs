//! A dataset as text: its whole definition as TOML, printed and made so. Administrators keep
//! portals in git with it, and tests set datasets up.

mod apply;
mod diff;
mod silence;
#[cfg(test)]
mod tests;
mod text;
mod toml_fault;

pub use apply::Applied;
pub use diff::Change;
pub use toml_fault::{TomlFault, line_of};

use text::Definition;

use crate::loads::recipe_from_json;
use crate::{Caller, Platform, ServiceError};

impl Platform {
    /// Prints the whole definition of a dataset as TOML.
    pub async fn show_definition(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<String, ServiceError> {
        Ok(self.definition(caller, slug).await?.to_toml())
    }

    async fn definition(&self, caller: &Caller, slug: &str) -> Result<Definition, ServiceError> {
        let dataset = self.editable(caller, slug).await?;
        let organisation = match dataset.organisation {
            Some(id) => self.store.organisation(id).await?.map(|o| o.name),
            None => None,
        };
        let source = self.store.sources(dataset.id).await?.into_iter().next();
        let recipe = match source.as_ref().and_then(|s| s.recipe.as_deref()) {
            Some(json) => recipe_from_json(json)?,
            None => fanal_ingest::Recipe::default(),
        };
        Ok(Definition::of(&dataset, organisation, source.map(|s| s.name), recipe))
    }
}
