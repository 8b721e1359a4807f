//! Where the tables of a series go: into the dataset that holds the table already, else into one
//! whose address is free.

use std::collections::{BTreeMap, HashMap};

use fanal_formats::read::table_title;
use fanal_model::{Dataset, Problem, Slug};
use fanal_store::Act;

use crate::loads::recipe_from_json;
use crate::{Caller, ServiceError};

/// The place of one table.
pub(super) enum Place {
    /// Its dataset of that series.
    There(Box<Dataset>),
    /// An address that nobody has.
    Free(Slug),
}

/// The addresses that the datasets of a series may have.
pub(super) struct Places<'a> {
    caller: &'a Caller,
    series: &'a str,
    beginning: &'a Slug,
    alike: BTreeMap<Slug, Alike>,
}

/// Addresses that differ by a number behind them.
#[derive(Default)]
struct Alike {
    /// How many were looked at: all are taken.
    taken: usize,
    /// The datasets that have them, by the table that each holds.
    datasets: HashMap<String, Dataset>,
}

impl<'a> Places<'a> {
    pub(super) fn new(caller: &'a Caller, beginning: &'a Slug, series: &'a str) -> Self {
        Self { caller, series, beginning, alike: BTreeMap::new() }
    }

    /// The place of a table, as this act sees it. Each is asked for once, and what is free is then
    /// taken.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when a dataset of no table of this series has the address.
    pub(super) async fn find(&mut self, act: &Act, table: &str) -> Result<Place, ServiceError> {
        let first = self.beginning.followed_by(&table_title(table));
        let alike = self.alike.entry(first.clone()).or_default();
        loop {
            if let Some(dataset) = alike.datasets.remove(table) {
                return Ok(Place::There(Box::new(dataset)));
            }
            alike.taken += 1;
            let slug = match alike.taken {
                1 => first.clone(),
                number => first.numbered(number),
            };
            let portal = self.caller.portal.id;
            let Some(dataset) = act.dataset_by_slug(portal, &slug).await? else {
                return Ok(Place::Free(slug));
            };
            match table_of(act, &dataset).await? {
                Some(held) if dataset.metadata.series.as_deref() == Some(self.series) => {
                    alike.datasets.insert(held, dataset);
                }
                _ => {
                    let taken = Problem::new("series-slug-taken")
                        .text("address", slug.as_str())
                        .text("dataset", dataset.metadata.title)
                        .text("table", table)
                        .text("series", self.series);
                    return Err(ServiceError::Conflict(taken));
                }
            }
        }
    }
}

/// The table of the files that a dataset is made of.
async fn table_of(act: &Act, dataset: &Dataset) -> Result<Option<String>, ServiceError> {
    let source = act.sources(dataset.id).await?.into_iter().next();
    let recipe = source.and_then(|source| source.recipe);
    let recipe = recipe.as_deref().map(recipe_from_json).transpose()?;
    Ok(recipe.and_then(|recipe| recipe.table))
}
