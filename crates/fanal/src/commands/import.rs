//! `fanal import`: loads a file, here and now, beside a running server or without one.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use fanal_model::{Argument, FieldName, JobId, LoadMode, Permission, Problem, Slug};
use fanal_service::{
    Caller, Chain, ColumnRecipe, JobEnd, LoadRequest, LoadTarget, Platform, Recipe, ServiceError,
    Worker,
};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::{place, serve};
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
    /// Encoding of the text, when the one found is wrong
    #[arg(long)]
    encoding: Option<String>,
    /// Separator of cells, when the one found is wrong
    #[arg(long)]
    separator: Option<String>,
    /// Line of the header, from 1; 0 for none
    #[arg(long)]
    header: Option<u64>,
    /// Coordinate system of the positions, when it is another one: EPSG:2154
    #[arg(long)]
    crs: Option<String>,
    /// Sheet, layer or file of an archive, when another one shall be read
    #[arg(long)]
    table: Option<String>,
    /// Read totals, sources and notes like records
    #[arg(long)]
    keep_notes: bool,
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
        Ok(dataset) => Some(dataset),
        Err(ServiceError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let mode = mode(&arguments)?;
    let spooled = platform.receive_file(caller, &arguments.file, existing.as_ref()).await?;
    let recipe = recipe(platform, caller, &spooled.id, &arguments).await?;
    if let Some(recipe) = recipe {
        platform.decide(caller, &spooled.id, &recipe).await?;
    }
    let target = match existing {
        Some(dataset) => LoadTarget::Existing(dataset.slug),
        None => {
            let title = arguments.title.unwrap_or_else(|| slug.to_string());
            LoadTarget::New { slug, title }
        }
    };
    let request = LoadRequest {
        upload: spooled.id,
        target,
        mode,
        publish: arguments.publish,
        columns_seen: false,
    };
    let (dataset, job) = platform.start_load(caller, &request).await?;
    let bar = console.bar();
    let worker = Worker::new(platform.clone());
    let _stopping = AbortOnDropHandle::new(tokio::spawn(stop_when_told(
        platform.clone(),
        caller.clone(),
        job.id,
    )));
    // Each try may fail for the same reason: it is said once.
    let mut said = String::new();
    let mut say = |problem: &Problem| {
        let sentence = console.sentence(problem);
        if said != sentence {
            console.error(&sentence);
            said = sentence;
        }
    };
    let end = loop {
        match worker.see_through(job.id, |progress| bar.show(progress)).await? {
            JobEnd::Later(problem) => say(&problem),
            end => break end,
        }
    };
    bar.end();
    match end {
        JobEnd::Done => told(platform, caller, dataset.slug.as_str(), console).await,
        JobEnd::Failed(problem) | JobEnd::Later(problem) => {
            platform.discard(caller, &request.upload).await?;
            say(&problem);
            Ok(ExitCode::FAILURE)
        }
        JobEnd::Cancelled => {
            console.error(&console.say("cli-cancelled", &[]));
            Ok(ExitCode::FAILURE)
        }
    }
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
    let given = [&arguments.encoding, &arguments.separator, &arguments.table, &arguments.crs];
    let silent = given.iter().all(|g| g.is_none());
    let silent = silent && arguments.header.is_none() && !arguments.keep_notes;
    if silent && arguments.leave_out.is_empty() {
        return Ok(None);
    }
    let mut recipe = platform.recipe(caller, upload).await?;
    let or = |given: &Option<String>, before: &mut Option<String>| {
        if given.is_some() {
            before.clone_from(given);
        }
    };
    or(&arguments.encoding, &mut recipe.encoding);
    or(&arguments.separator, &mut recipe.separator);
    or(&arguments.table, &mut recipe.table);
    or(&arguments.crs, &mut recipe.crs);
    recipe.header_row = arguments.header.or(recipe.header_row);
    recipe.keep_notes |= arguments.keep_notes;
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
    Ok(Some(recipe))
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
    console: &Console,
) -> Result<ExitCode, ServiceError> {
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
    }
    Ok(ExitCode::SUCCESS)
}
