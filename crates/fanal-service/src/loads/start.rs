//! Putting a load in the queue, with the dataset that it makes when there is none.

use fanal_ingest::Recipe;
use fanal_model::{
    AuditAct, Dataset, Job, JobKind, LoadMode, Metadata, Permission, Problem, Slug, Source,
    SourceKind, Subject, Visibility,
};
use fanal_store::{Act, NewDataset, NewJob, NewSource, Upload};

use super::{ImportPayload, recipe_to_json};
use crate::datasets::Reasons;
use crate::{Caller, Platform, ServiceError};

/// Where a file goes.
#[derive(Debug, Clone)]
pub enum LoadTarget {
    /// Into a dataset that is made for it, as a draft.
    New {
        /// Address.
        slug: Slug,
        /// Title.
        title: String,
    },
    /// Into a dataset that exists.
    Existing(Slug),
}

/// A load to be done.
#[derive(Debug, Clone)]
pub struct LoadRequest {
    /// Number of the spooled file.
    pub upload: String,
    /// Where it goes.
    pub target: LoadTarget,
    /// How it is combined with what is there.
    pub mode: LoadMode,
    /// Publish once loaded.
    pub publish: bool,
    /// A person saw the columns of this very file. Where nobody did, a column that was to be left
    /// out and is not there refuses the load: it may have changed its title.
    pub columns_seen: bool,
    /// Why columns that designate persons may be public, by the name or the label of each.
    pub public_because: Reasons,
}

impl Platform {
    /// Puts a load in the queue: the dataset, its source and the job are made in one transaction.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when the address of a new dataset is taken, or when another load
    /// has the file (`upload-loading`).
    pub async fn start_load(
        &self,
        caller: &Caller,
        request: &LoadRequest,
    ) -> Result<(Dataset, Job), ServiceError> {
        caller.must(Permission::EditDatasets)?;
        let upload = self.upload(caller, &request.upload).await?;
        let existing = match &request.target {
            LoadTarget::Existing(slug) => Some(self.editable(caller, slug.as_str()).await?),
            LoadTarget::New { .. } => None,
        };
        let recipe = self.recipe_of(&upload, existing.as_ref()).await?;
        if let LoadMode::Update { key } = &request.mode
            && key.is_empty()
        {
            return Err(ServiceError::Refused(Problem::new("key-missing")));
        }
        let mut act = self.store.write().await?;
        let dataset = match (existing, &request.target) {
            // Read again in the act: of two loads at once only one makes the source.
            (Some(found), _) => act.dataset(found.id).await?.ok_or(ServiceError::NotFound)?,
            (None, LoadTarget::New { slug, title }) => {
                let dataset = act.create_dataset(draft(caller, slug, title)).await?;
                let subject = Subject::Dataset(dataset.id);
                act.audit(caller.actor.user(), AuditAct::DatasetCreated, subject);
                dataset
            }
            (None, LoadTarget::Existing(_)) => return Err(ServiceError::NotFound),
        };
        let decided = upload.recipe.is_some();
        let reading = Reading { recipe, decided, one_of_several: false };
        let job = enqueue(caller, &mut act, &dataset, &upload, reading, request).await?;
        // One file, one load: two would take it from each other.
        if !act.give_upload(&upload.id, &[job.id]).await? {
            return Err(ServiceError::Conflict(Problem::new("upload-loading")));
        }
        act.commit().await?;
        self.known.forget();
        Ok((dataset, job))
    }
}

/// How a file is to be read.
pub(super) struct Reading {
    pub(super) recipe: Recipe,
    /// A person decided so for this file.
    pub(super) decided: bool,
    /// Other tables of it go into datasets of their own.
    pub(super) one_of_several: bool,
}

/// Puts the load of a file into a dataset in the queue; the source is made when there is none.
pub(super) async fn enqueue(
    caller: &Caller,
    act: &mut Act,
    dataset: &Dataset,
    upload: &Upload,
    reading: Reading,
    request: &LoadRequest,
) -> Result<Job, ServiceError> {
    let source = match act.sources(dataset.id).await?.into_iter().next() {
        Some(source) => source,
        None => {
            let (kind, name) = (SourceKind::File, upload.file_name.clone());
            act.create_source(NewSource { dataset: dataset.id, kind, name, recipe: None }).await?
        }
    };
    let decided = reading.decided;
    let mut payload = payload(upload, source.id.0, reading, request);
    if decided {
        payload.replaces = Some(recipes_until_now(act, &source).await?);
    }
    let payload = serde_json::to_string(&payload)
        .map_err(|e| ServiceError::Internal(anyhow::Error::new(e).context("writing a job")))?;
    let new = NewJob {
        kind: JobKind::Import,
        dataset: Some(dataset.id),
        user: caller.actor.user(),
        payload,
        not_before: None,
    };
    let job = act.enqueue(new).await?;
    let subject = Subject::Job(job.id, Some(dataset.id));
    act.audit(caller.actor.user(), AuditAct::JobEnqueued, subject);
    Ok(job)
}

pub(super) fn draft(caller: &Caller, slug: &Slug, title: &str) -> NewDataset {
    let title = title.trim().to_owned();
    NewDataset {
        slug: slug.clone(),
        portal: caller.portal.id,
        organisation: None,
        metadata: Metadata { title, language: "fr".to_owned(), ..Metadata::default() },
        fields: Vec::new(),
        visibility: Visibility::Open,
    }
}

/// The recipe of a source, and those that the loads on their way will give it.
async fn recipes_until_now(
    act: &Act,
    source: &Source,
) -> Result<Vec<Option<String>>, ServiceError> {
    let mut recipes = vec![source.recipe.clone()];
    for job in act.jobs_under_way(source.dataset, JobKind::Import).await? {
        if let Ok(ahead) = serde_json::from_str::<ImportPayload>(&job.payload) {
            recipes.push(Some(recipe_to_json(&ahead.recipe)?));
        }
    }
    Ok(recipes)
}

fn payload(upload: &Upload, source: i64, reading: Reading, request: &LoadRequest) -> ImportPayload {
    let key = match &request.mode {
        LoadMode::Update { key } => key.iter().map(ToString::to_string).collect(),
        LoadMode::Replace | LoadMode::Append => Vec::new(),
    };
    ImportPayload {
        upload: upload.id.clone(),
        file_name: upload.file_name.clone(),
        source,
        load: uuid::Uuid::now_v7().to_string(),
        mode: request.mode.name().to_owned(),
        key,
        recipe: reading.recipe,
        replaces: None,
        publish: request.publish,
        one_of_several: reading.one_of_several,
        columns_seen: request.columns_seen,
        public_because: request.public_because.clone(),
    }
}
