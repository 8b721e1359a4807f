//! A file of several tables, each loaded into a dataset of its own; the datasets make a series.

mod places;
mod recipe;

use std::collections::BTreeSet;

use fanal_formats::read::table_title;
use fanal_ingest::Recipe;
use fanal_model::{
    AuditAct, Dataset, Job, LoadMode, Permission, Problem, Slug, SourceKind, Subject,
};
use fanal_store::{Act, NewSource, Upload};

use self::places::{Place, Places};
use super::start::{LoadRequest, LoadTarget, Reading, draft, enqueue};
use super::{recipe_from_json, recipe_to_json};
use crate::datasets::Reasons;
use crate::{Caller, Platform, ServiceError};

/// Tables of a file to be loaded, each into its own dataset.
#[derive(Debug, Clone)]
pub struct SeriesRequest {
    /// Number of the spooled file.
    pub upload: String,
    /// Beginning of the datasets' addresses; the name of the table follows.
    pub slug: Slug,
    /// Title of the series, and beginning of the datasets' titles.
    pub title: String,
    /// Names of the tables; one that the file has not fails to load.
    pub tables: Vec<String>,
    /// The table whose columns somebody saw: what was decided about columns is about these. Of
    /// other tables only columns to be left out are, where they have them. None when it was decided
    /// for all tables alike, and then a table without such a column is not loaded.
    pub seen: Option<String>,
    /// How it is combined with what is there.
    pub mode: LoadMode,
    /// Addresses of the datasets of which somebody was told that they get other records; none
    /// when nobody is asked.
    pub told: Option<BTreeSet<Slug>>,
    /// Publish each once loaded.
    pub publish: bool,
    /// Why columns that designate persons may be public, in whichever tables they are.
    pub public_because: Reasons,
}

/// One table of a series, with its load.
#[derive(Debug, Clone)]
pub struct SeriesLoad {
    /// The table.
    pub table: String,
    /// The dataset that it goes into.
    pub dataset: Dataset,
    /// Its load.
    pub job: Job,
}

impl Platform {
    /// Puts a load of each table in the queue: the datasets that are not there yet and all jobs are
    /// made in one transaction. A dataset of the series that was made of the table gets it anew,
    /// read as its source says. The file is thrown away when the last of the loads has ended.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when another dataset has an address, or when another load has the
    /// file; [`ServiceError::WouldReplace`] when datasets would get other records and nobody was
    /// told so; [`ServiceError::Refused`] with `series-empty`. Nothing is made then.
    pub async fn start_series(
        &self,
        caller: &Caller,
        request: &SeriesRequest,
    ) -> Result<Vec<SeriesLoad>, ServiceError> {
        caller.must(Permission::EditDatasets)?;
        if request.tables.is_empty() {
            return Err(ServiceError::Refused(Problem::new("series-empty")));
        }
        let upload = self.upload(caller, &request.upload).await?;
        let decided = self.recipe_of(&upload, None).await?;
        let mut series =
            Series { caller, request, upload: &upload, decided, act: self.store.write().await? };
        let loads = series.load_all().await?;
        let jobs: Vec<_> = loads.iter().map(|load| load.job.id).collect();
        if !series.act.give_upload(&upload.id, &jobs).await? {
            return Err(ServiceError::Conflict(Problem::new("upload-loading")));
        }
        series.act.commit().await?;
        self.known.forget();
        Ok(loads)
    }
}

/// A series on its way into the queue.
struct Series<'a> {
    caller: &'a Caller,
    request: &'a SeriesRequest,
    upload: &'a Upload,
    decided: Recipe,
    act: Act,
}

impl Series<'_> {
    async fn load_all(&mut self) -> Result<Vec<SeriesLoad>, ServiceError> {
        let request = self.request;
        let mut places = Places::new(self.caller, &request.slug, request.title.trim());
        let mut placed = Vec::new();
        let mut seen = BTreeSet::new();
        for table in request.tables.iter().filter(|table| seen.insert(*table)) {
            let dataset = match places.find(&self.act, table).await? {
                Place::There(dataset) => *dataset,
                Place::Free(slug) => self.create(&slug, table).await?,
            };
            placed.push((table, dataset));
        }
        self.check_told(placed.iter().map(|(_, dataset)| dataset))?;
        let mut loads = Vec::with_capacity(placed.len());
        for (table, dataset) in placed {
            loads.push(self.load(table, dataset).await?);
        }
        Ok(loads)
    }

    /// Whoever was asked knows which datasets that are there get other records.
    fn check_told<'d>(
        &self,
        datasets: impl Iterator<Item = &'d Dataset>,
    ) -> Result<(), ServiceError> {
        let Some(told) = &self.request.told else { return Ok(()) };
        let filled: Vec<&Dataset> = datasets.filter(|dataset| dataset.current.is_some()).collect();
        if filled.iter().all(|dataset| told.contains(&dataset.slug)) {
            return Ok(());
        }
        Err(ServiceError::WouldReplace(filled.into_iter().cloned().collect()))
    }

    /// Makes the dataset of a table. Its source says which one: the next file finds it by that, even
    /// if the first load fails.
    async fn create(&mut self, slug: &Slug, table: &str) -> Result<Dataset, ServiceError> {
        let series = self.request.title.trim();
        let mut new = draft(self.caller, slug, &format!("{series} – {}", table_title(table)));
        new.metadata.series = Some(series.to_owned());
        let dataset = self.act.create_dataset(new).await?;
        let subject = Subject::Dataset(dataset.id);
        self.act.audit(self.caller.actor.user(), AuditAct::DatasetCreated, subject);
        let recipe = Recipe { table: Some(table.to_owned()), ..Recipe::default() };
        let source = NewSource {
            dataset: dataset.id,
            kind: SourceKind::File,
            name: self.upload.file_name.clone(),
            recipe: Some(recipe_to_json(&recipe)?),
        };
        self.act.create_source(source).await?;
        Ok(dataset)
    }

    async fn load(&mut self, table: &str, dataset: Dataset) -> Result<SeriesLoad, ServiceError> {
        let request = self.request;
        let said = recipe::of_table(&self.decided, request.seen.as_deref(), table);
        let sources = self.act.sources(dataset.id).await?;
        let kept = sources.first().and_then(|source| source.recipe.as_deref());
        // Without a decision about this file, a dataset that is there is read as it was.
        let (recipe, decided) = match kept.map(recipe_from_json).transpose()? {
            Some(kept) if self.upload.recipe.is_none() => (kept, false),
            Some(kept) => (recipe::over(kept, said), true),
            None => (said, true),
        };
        let load = LoadRequest {
            upload: self.upload.id.clone(),
            target: LoadTarget::Existing(dataset.slug.clone()),
            mode: request.mode.clone(),
            publish: request.publish,
            // Nobody saw those of the other tables: one of them may be what is left out of this one.
            columns_seen: request.seen.as_deref() == Some(table),
            public_because: request.public_because.clone(),
        };
        let reading = Reading { recipe, decided, one_of_several: true };
        let job =
            enqueue(self.caller, &mut self.act, &dataset, self.upload, reading, &load).await?;
        Ok(SeriesLoad { table: table.to_owned(), dataset, job })
    }
}
