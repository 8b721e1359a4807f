//! `fanal import`: loads a file, here and now, beside a running server or without one.

mod series;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use fanal_model::{Argument, Dataset, FieldName, Job, JobId, LoadMode, Permission, Problem, Slug};
use fanal_service::{
    Caller, Chain, ColumnRecipe, JobEnd, LoadRequest, LoadTarget, Platform, Recipe, SeriesRequest,
    ServiceError, Worker, differences,
};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::reading::Reading;
use super::{attach, place, serve};
use crate::console::Console;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file: a table, a workbook, a layer, a document, or an archive of these
    file: PathBuf,
    /// Address of the dataset, as `arbres-remarquables`
    #[arg(long)]
    dataset: String,
    /// Title, when the dataset is made
    #[arg(long)]
    title: Option<String>,
    /// Publish once loaded
    #[arg(long)]
    publish: bool,
    /// What becomes of the records that are there
    #[arg(long, value_enum, default_value_t = Mode::Replace)]
    mode: Mode,
    /// Names of the columns that identify a record, for `--mode update`
    #[arg(long, value_delimiter = ',', required_if_eq("mode", "update"))]
    key: Vec<String>,
    /// Title of a column to leave out before anything is stored; may be repeated
    #[arg(long)]
    leave_out: Vec<String>,
    /// Why a column that designates persons may be public, as "Title=reason"; may be repeated
    #[arg(long, value_name = "TITLE=REASON", value_parser = titled_reason)]
    public_because: Vec<(String, String)>,
    #[command(flatten)]
    reading: Reading,
    /// Read the tables with the same columns one after the other
    #[arg(long)]
    union: bool,
    /// Load each table into a dataset of its own: their addresses and titles begin as said, their
    /// names follow, and they make a series
    #[arg(long, conflicts_with_all = ["union", "table"])]
    each_table: bool,
    /// Table that is left out with `--union` or `--each-table`; may be repeated
    #[arg(long)]
    without: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// The file takes their place
    Replace,
    /// The file's are added
    Append,
    /// Those with the same key are replaced, others added
    Update,
}

pub(super) async fn run(arguments: Arguments, console: &Console) -> anyhow::Result<ExitCode> {
    let (platform, caller, _) = place::operator(console).await?;
    match load(&platform, &caller, arguments, console).await {
        Ok(code) => Ok(code),
        Err(error) => place::refused(console, error),
    }
}

async fn load(
    platform: &Platform,
    caller: &Caller,
    arguments: Arguments,
    console: &Console,
) -> Result<ExitCode, ServiceError> {
    platform.allow(caller, Permission::EditDatasets)?;
    let slug = parsed(Slug::parse(&arguments.dataset), &arguments.dataset)?;
    let existing = match platform.editable(caller, slug.as_str()).await {
        _ if arguments.each_table => None,
        Ok(dataset) => Some(dataset),
        Err(ServiceError::NotFound) => None,
        Err(error) => return Err(error),
    };
    if let (Some(dataset), Some(title)) = (&existing, &arguments.title)
        && dataset.metadata.title != *title
    {
        let kept = [("title", Argument::Text(dataset.metadata.title.clone()))];
        console.error(&console.say("cli-title-kept", &kept));
    }
    let mode = mode(&arguments)?;
    let spooled = platform.receive_file(caller, &arguments.file, existing.as_ref()).await?;
    let recipe = recipe(platform, caller, &spooled.id, &arguments).await?;
    if let Some(recipe) = recipe {
        platform.decide(caller, &spooled.id, &recipe).await?;
    }
    let title = arguments.title.clone().unwrap_or_else(|| slug.to_string());
    if arguments.each_table {
        let request = SeriesRequest {
            upload: spooled.id,
            slug,
            title,
            tables: Vec::new(),
            seen: None,
            mode,
            told: None,
            publish: arguments.publish,
            public_because: arguments.public_because.into_iter().collect(),
        };
        return series::load(platform, caller, request, &arguments.without, console).await;
    }
    let target = match existing {
        Some(dataset) => LoadTarget::Existing(dataset.slug),
        None => LoadTarget::New { slug, title },
    };
    let request = LoadRequest {
        upload: spooled.id,
        target,
        mode,
        publish: arguments.publish,
        columns_seen: false,
        public_because: arguments.public_because.into_iter().collect(),
    };
    let (dataset, job) = platform.start_load(caller, &request).await?;
    let known = dataset.current.is_some().then(|| dataset.fields.clone());
    match follow(platform, caller, &job, console).await? {
        JobEnd::Done => {
            let loaded = told(platform, caller, dataset.slug.as_str(), &job, console).await?;
            for change in known.iter().flat_map(|known| differences(known, &loaded.fields)) {
                console.error(&console.sentence(&change));
            }
            Ok(ExitCode::SUCCESS)
        }
        JobEnd::Failed(problem) | JobEnd::Later(problem) => {
            let upload = &request.upload;
            let may_be_attached = platform.may_be_attached(caller, upload, &problem).await;
            platform.discard(caller, upload).await?;
            if may_be_attached? {
                let command = attach::command(&arguments.file, &arguments.dataset);
                console.error(&console.say("cli-attach-way", &[("command", command)]));
            }
            Ok(ExitCode::FAILURE)
        }
        JobEnd::Cancelled => Ok(ExitCode::FAILURE),
    }
}

/// Sees a load through, and says what is wrong with it.
async fn follow(
    platform: &Platform,
    caller: &Caller,
    job: &Job,
    console: &Console,
) -> Result<JobEnd, ServiceError> {
    let bar = console.bar();
    let worker = Worker::new(platform.clone());
    let _stopping = AbortOnDropHandle::new(tokio::spawn(stop_when_told(
        platform.clone(),
        caller.clone(),
        job.id,
    )));
    let end = loop {
        match worker.see_through(job.id, |progress| bar.show(progress)).await? {
            JobEnd::Later(problem) => console.problem(&problem),
            end => break end,
        }
    };
    bar.end();
    match &end {
        JobEnd::Done => {}
        JobEnd::Failed(problem) | JobEnd::Later(problem) => {
            console.problem(problem);
            if problem.code == "persons-undecided-load" {
                console.error(&console.say("cli-persons-ways", &[]));
            }
        }
        JobEnd::Cancelled => console.error(&console.say("cli-cancelled", &[])),
    }
    Ok(end)
}

/// Stops the load when whoever began it interrupts the command: left alone, it would be taken for
/// one whose program died, and another worker would end it.
async fn stop_when_told(platform: Platform, caller: Caller, job: JobId) {
    serve::stop_on_signal(CancellationToken::new()).await;
    if let Err(error) = platform.cancel_job(&caller, job).await {
        tracing::warn!(job = job.0, error = %Chain(&error), "the load can't be stopped");
    }
}

/// What the source's recipe says, with what this command adds to it; none when it adds nothing.
async fn recipe(
    platform: &Platform,
    caller: &Caller,
    upload: &str,
    arguments: &Arguments,
) -> Result<Option<Recipe>, ServiceError> {
    if laid_over(Recipe::default(), arguments) == Recipe::default() {
        return Ok(None);
    }
    let present = platform.recipe(caller, upload).await?;
    Ok(Some(laid_over(present, arguments)))
}

fn laid_over(before: Recipe, arguments: &Arguments) -> Recipe {
    let mut recipe = arguments.reading.over(before);
    recipe.union |= arguments.union;
    recipe.tables_left_out.extend(arguments.without.iter().cloned());
    for title in &arguments.leave_out {
        match recipe.columns.iter_mut().find(|c| c.title == *title) {
            Some(column) => column.leave_out = true,
            None => recipe.columns.push(ColumnRecipe {
                title: title.clone(),
                leave_out: true,
                ..ColumnRecipe::default()
            }),
        }
    }
    recipe
}

/// `Nom=Mandat public`; the reason begins behind the first sign of equality.
fn titled_reason(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((title, reason)) if !title.is_empty() && !reason.trim().is_empty() => {
            Ok((title.to_owned(), reason.to_owned()))
        }
        _ => Err("TITLE=REASON".to_owned()),
    }
}

fn mode(arguments: &Arguments) -> Result<LoadMode, ServiceError> {
    Ok(match arguments.mode {
        Mode::Replace => LoadMode::Replace,
        Mode::Append => LoadMode::Append,
        Mode::Update => {
            let names = arguments.key.iter().map(|name| parsed(FieldName::parse(name), name));
            LoadMode::Update { key: names.collect::<Result<_, _>>()? }
        }
    })
}

fn parsed<T>(outcome: Result<T, fanal_model::NameError>, text: &str) -> Result<T, ServiceError> {
    outcome.map_err(|error| {
        let problem =
            Problem::new("name-wrong").text("name", text).text("reason", error.to_string());
        ServiceError::Refused(problem)
    })
}

async fn told(
    platform: &Platform,
    caller: &Caller,
    slug: &str,
    job: &Job,
    console: &Console,
) -> Result<Dataset, ServiceError> {
    let dataset = platform.editable(caller, slug).await?;
    if let Some(version) = &dataset.current {
        let number = |n: u64| Argument::Number(i64::try_from(n).unwrap_or(i64::MAX));
        console.line(&console.say(
            "cli-imported",
            &[
                ("dataset", Argument::Text(slug.to_owned())),
                ("version", Argument::Number(version.number)),
                ("records", number(version.records)),
            ],
        ));
        if version.rejected > 0 {
            let rejected = [("count", number(version.rejected))];
            console.line(&console.say("cli-rejected", &rejected));
        }
        let mended = platform.seen_job(caller, job.id).await?.mended;
        if mended > 0 {
            console.line(&console.say("cli-mended", &[("count", number(mended))]));
        }
    }
    Ok(dataset)
}
