//! Filling an empty portal with the demonstration.

use std::path::PathBuf;

use anyhow::Context;
use fanal_model::{Language, LoadMode, Slug};
use fanal_service::{Caller, ListQuery, LoadRequest, LoadTarget, Platform, Reasons, ServiceError};

use super::{DemoDataset, INVENTED, NATIONAL, SIZES, Sizes, generate, national};
use crate::settings::Settings;

/// The same portal each time.
const SEED: u64 = 13;
/// Name of the portal.
const NAME: &str = "Port-Lumière, données publiques";

/// Where the demonstration's files come from.
#[derive(Debug, Clone)]
pub(super) struct Filling {
    /// Where the files of the invented town are written; deleted once they are received.
    pub(super) folder: PathBuf,
    /// Rows of each of them.
    pub(super) sizes: Sizes,
    /// Folder of the national lists.
    pub(super) national: Option<PathBuf>,
}

/// Fills the portal when it is empty, or when a filling was stopped before its end, through the same
/// acts as everybody: definitions, then loads in the queue.
pub(crate) async fn fill(platform: Platform, settings: Settings, language: Language) {
    let folder = settings.data.join("demo");
    let filling = Filling { folder, sizes: SIZES, national: settings.demo_data };
    if let Err(error) = try_fill(&platform, &filling, language).await {
        tracing::error!(error = %format!("{error:#}"), "the demonstration is not complete");
    }
}

pub(super) async fn try_fill(
    platform: &Platform,
    filling: &Filling,
    language: Language,
) -> anyhow::Result<()> {
    let caller = platform.operator(language).await?;
    let any = ListQuery { limit: 1, ..ListQuery::default() };
    if !caller.portal.demonstration {
        if platform.datasets(&caller, &any).await?.total > 0 {
            return Ok(());
        }
        platform.rename_portal(&caller, NAME, true).await?;
    }
    // A filling that was stopped goes on where it stood.
    let mut missing = Vec::new();
    for slug in INVENTED.into_iter().chain(NATIONAL) {
        if is_missing(platform, &caller, slug).await? {
            missing.push(slug);
        }
    }
    let mut datasets = match &filling.national {
        Some(data) => national(data),
        None => Vec::new(),
    };
    if datasets.is_empty() && NATIONAL.iter().any(|slug| missing.contains(slug)) {
        tracing::warn!("the national bases are not there: the demonstration does without them");
    }
    if INVENTED.iter().any(|slug| missing.contains(slug)) {
        let made = tokio::task::spawn_blocking({
            let filling = filling.clone();
            move || generate(&filling.folder, SEED, filling.sizes)
        });
        datasets.extend(made.await?.context("making the demonstration's files")?);
    }
    for dataset in datasets.iter().filter(|dataset| missing.contains(&dataset.slug)) {
        load(platform, &caller, dataset)
            .await
            .with_context(|| format!("loading `{}`", dataset.slug))?;
    }
    match tokio::fs::remove_dir_all(&filling.folder).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context("deleting the demonstration's files")
        }
        _ => Ok(()),
    }
}

/// Whether a dataset has no data and no load that will bring them: one that failed is tried again.
async fn is_missing(
    platform: &Platform,
    caller: &Caller,
    slug: &str,
) -> Result<bool, ServiceError> {
    match platform.editable(caller, slug).await {
        Ok(dataset) if dataset.current.is_some() => Ok(false),
        Ok(dataset) => {
            let jobs = platform.recent_jobs(caller).await?;
            Ok(!jobs.iter().any(|(job, _)| job.dataset == Some(dataset.id) && !job.state.is_over()))
        }
        Err(ServiceError::NotFound) => Ok(true),
        Err(error) => Err(error),
    }
}

async fn load(
    platform: &Platform,
    caller: &Caller,
    demo: &DemoDataset,
) -> Result<(), ServiceError> {
    platform.apply_definition(caller, &definition(demo), false).await?;
    let dataset = platform.editable(caller, demo.slug).await?;
    let spooled = platform.receive_file(caller, &demo.file, Some(&dataset)).await?;
    let request = LoadRequest {
        upload: spooled.id,
        target: LoadTarget::Existing(Slug::parse(demo.slug).map_err(|error| {
            let problem = fanal_model::Problem::new("slug-wrong");
            ServiceError::Refused(problem.text("reason", error.to_string()))
        })?),
        mode: LoadMode::Replace,
        publish: true,
        columns_seen: false,
        public_because: Reasons::new(),
    };
    platform.start_load(caller, &request).await?;
    Ok(())
}

/// The definition as an administrator would write it.
fn definition(demo: &DemoDataset) -> String {
    use toml::{Table, Value};
    let text = |text: &str| Value::String(text.to_owned());
    let list = |all: &[String]| Value::Array(all.iter().map(|t| text(t)).collect());
    let about = &demo.metadata;
    let mut dataset = Table::new();
    dataset.insert("id".into(), text(demo.slug));
    dataset.insert("title".into(), text(&about.title));
    dataset.insert("description".into(), text(&about.description));
    dataset.insert("organisation".into(), text(demo.organisation));
    dataset.insert("themes".into(), list(&about.themes));
    dataset.insert("keywords".into(), list(&about.keywords));
    dataset.insert("fictitious".into(), Value::Boolean(about.fictitious));
    if let Some(licence) = &about.licence {
        dataset.insert("licence".into(), text(licence));
    }
    if let Some(frequency) = &about.update_frequency {
        dataset.insert("update_frequency".into(), text(frequency));
    }
    let fields = demo.fields.iter().map(|field| {
        let said = &field.annotations;
        let mut table = Table::new();
        table.insert("name".into(), text(field.name.as_str()));
        table.insert("label".into(), text(field.label));
        table.insert("type".into(), text(field.field_type.name()));
        table.insert("description".into(), text(field.description));
        for (key, flag) in
            [("facet", said.facet), ("disjunctive", said.disjunctive), ("key", said.id)]
        {
            if flag {
                table.insert(key.into(), Value::Boolean(true));
            }
        }
        for (key, value) in [
            ("multivalued", &said.multivalued),
            ("hierarchical", &said.hierarchical),
            ("unit", &said.unit),
            ("timezone", &said.timezone),
        ] {
            if let Some(value) = value {
                table.insert(key.into(), text(value));
            }
        }
        if let Some(decimals) = said.decimals {
            table.insert("decimals".into(), Value::Integer(decimals.into()));
        }
        Value::Table(table)
    });
    let mut whole = Table::new();
    whole.insert("dataset".into(), Value::Table(dataset));
    whole.insert("field".into(), Value::Array(fields.collect()));
    whole.to_string()
}
