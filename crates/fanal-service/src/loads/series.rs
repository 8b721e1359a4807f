//! A file of several tables, each loaded into a dataset of its own; the datasets make a series.

use std::collections::BTreeSet;

use fanal_formats::read::table_title;
use fanal_ingest::{ColumnRecipe, Recipe};
use fanal_model::{AuditAct, Dataset, Job, LoadMode, Permission, Problem, Slug, Subject};
use fanal_store::{Act, Upload};

use super::recipe_from_json;
use super::start::{LoadRequest, LoadTarget, Reading, draft, enqueue};
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
    /// Names of the tables.
    pub tables: Vec<String>,
    /// The table whose columns somebody saw: what was decided about columns is about these. Of
    /// other tables only columns to be left out are, where they have them. None when it was decided
    /// for all tables alike, and then a table without such a column is not loaded.
    pub seen: Option<String>,
    /// How it is combined with what is there.
    pub mode: LoadMode,
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
    /// made in one transaction. A dataset of a series that has the address gets the table anew, read
    /// as its source says. The file is thrown away when the last of the loads has ended.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when another dataset has an address, or when another load has the
    /// file; [`ServiceError::Refused`] with `series-empty`. Nothing is made then.
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
        let members = members(request);
        let mut present = Vec::with_capacity(members.len());
        for member in &members {
            let found = self.store.dataset_by_slug(caller.portal.id, member.slug.as_str()).await?;
            present.push(found.filter(|dataset| dataset.metadata.series.is_some()));
        }
        let mut act = self.store.write().await?;
        let mut loads = Vec::with_capacity(members.len());
        for (member, present) in members.iter().zip(present) {
            let recipe = member.recipe(&decided, request.seen.as_deref());
            let dataset = match present {
                Some(dataset) => dataset,
                None => member.create(caller, &mut act, &request.title).await?,
            };
            loads.push(member.load(caller, &mut act, &upload, dataset, recipe, request).await?);
        }
        let jobs: Vec<_> = loads.iter().map(|load| load.job.id).collect();
        if !act.give_upload(&upload.id, &jobs).await? {
            return Err(ServiceError::Conflict(Problem::new("upload-loading")));
        }
        act.commit().await?;
        self.known.forget();
        Ok(loads)
    }
}

/// One table with the dataset that it makes.
struct Member<'r> {
    table: &'r str,
    slug: Slug,
    title: String,
}

/// The tables with addresses that differ from each other.
fn members(request: &SeriesRequest) -> Vec<Member<'_>> {
    let mut given = BTreeSet::new();
    let member = |table| {
        let name = table_title(table);
        let title = format!("{} – {name}", request.title.trim());
        let base = request.slug.followed_by(&name);
        let mut slug = base.clone();
        let mut copy = 2;
        while !given.insert(slug.clone()) {
            slug = base.numbered(copy);
            copy += 1;
        }
        Member { table, slug, title }
    };
    request.tables.iter().map(String::as_str).map(member).collect()
}

impl Member<'_> {
    /// What was decided about the file, for this table of it.
    fn recipe(&self, decided: &Recipe, seen: Option<&str>) -> Recipe {
        let is_meant = seen.is_none_or(|seen| seen == self.table);
        let left_out = decided.columns.iter().filter(|column| column.leave_out);
        let left_out = left_out.map(|column| ColumnRecipe {
            title: column.title.clone(),
            occurrence: column.occurrence,
            leave_out: true,
            ..ColumnRecipe::default()
        });
        Recipe {
            table: Some(self.table.to_owned()),
            union: false,
            tables_left_out: Vec::new(),
            header_row: decided.header_row.filter(|_| is_meant),
            columns: if is_meant { decided.columns.clone() } else { left_out.collect() },
            ..decided.clone()
        }
    }

    async fn create(
        &self,
        caller: &Caller,
        act: &mut Act,
        series: &str,
    ) -> Result<Dataset, ServiceError> {
        let mut new = draft(caller, &self.slug, &self.title);
        new.metadata.series = Some(series.trim().to_owned());
        let dataset = act.create_dataset(new).await?;
        let subject = Subject::Dataset(dataset.id);
        act.audit(caller.actor.user(), AuditAct::DatasetCreated, subject);
        Ok(dataset)
    }

    async fn load(
        &self,
        caller: &Caller,
        act: &mut Act,
        upload: &Upload,
        dataset: Dataset,
        recipe: Recipe,
        request: &SeriesRequest,
    ) -> Result<SeriesLoad, ServiceError> {
        let sources = act.sources(dataset.id).await?;
        let kept = sources.first().and_then(|source| source.recipe.as_deref());
        // Without a decision about this file, a dataset that is there is read as it was.
        let (recipe, decided) = match kept.map(recipe_from_json).transpose()? {
            Some(kept) if upload.recipe.is_none() => (kept, false),
            Some(kept) => (over(kept, recipe), true),
            None => (recipe, true),
        };
        let load = LoadRequest {
            upload: upload.id.clone(),
            target: LoadTarget::Existing(dataset.slug.clone()),
            mode: request.mode.clone(),
            publish: request.publish,
            columns_seen: request.seen.is_some(),
            public_because: request.public_because.clone(),
        };
        let reading = Reading { recipe, decided, one_of_several: true };
        let job = enqueue(caller, act, &dataset, upload, reading, &load).await?;
        Ok(SeriesLoad { table: self.table.to_owned(), dataset, job })
    }
}

/// The recipe of a source with what was said of its next file laid over it.
fn over(kept: Recipe, said: Recipe) -> Recipe {
    let mut columns = said.columns;
    for column in kept.columns {
        if !columns.iter().any(|c| c.title == column.title && c.occurrence == column.occurrence) {
            columns.push(column);
        }
    }
    Recipe {
        encoding: said.encoding.or(kept.encoding),
        separator: said.separator.or(kept.separator),
        header_row: said.header_row.or(kept.header_row),
        crs: said.crs.or(kept.crs),
        keep_notes: said.keep_notes || kept.keep_notes,
        mend_shapes: said.mend_shapes || kept.mend_shapes,
        columns,
        ..said
    }
}
