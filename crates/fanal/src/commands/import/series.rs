//! `fanal import --each-table`: each table of a file into a dataset of its own.

use std::process::ExitCode;

use fanal_model::{Argument, Problem};
use fanal_service::{Caller, JobEnd, Platform, SeriesLoad, SeriesRequest, ServiceError};

use super::{follow, told};
use crate::console::Console;

/// Loads all tables but those that are left out, one after the other. One that can't be loaded keeps
/// none of the others from it.
pub(super) async fn load(
    platform: &Platform,
    caller: &Caller,
    request: SeriesRequest,
    without: &[String],
    console: &Console,
) -> Result<ExitCode, ServiceError> {
    let tables = match tables(platform, caller, &request.upload, without).await {
        Ok(tables) => tables,
        Err(error) => {
            platform.discard(caller, &request.upload).await?;
            return Err(error);
        }
    };
    let loads = platform.start_series(caller, &SeriesRequest { tables, ..request.clone() }).await?;
    let count = i64::try_from(loads.len()).unwrap_or(i64::MAX);
    console.line(&console.say("cli-series", &[("count", Argument::Number(count))]));
    let mut code = ExitCode::SUCCESS;
    for (place, load) in loads.iter().enumerate() {
        console.line(&said(load, console));
        match follow(platform, caller, &load.job, console).await? {
            JobEnd::Done => {
                told(platform, caller, load.dataset.slug.as_str(), &load.job, console).await?;
            }
            JobEnd::Failed(_) | JobEnd::Later(_) => code = ExitCode::FAILURE,
            JobEnd::Cancelled => {
                for waiting in &loads[place + 1..] {
                    platform.cancel_job(caller, waiting.job.id).await?;
                }
                code = ExitCode::FAILURE;
                break;
            }
        }
    }
    // The last one threw the file away, unless one failed.
    match platform.discard(caller, &request.upload).await {
        Ok(()) | Err(ServiceError::NotFound) => Ok(code),
        Err(error) => Err(error),
    }
}

/// The tables of the file that hold something and are not left out.
async fn tables(
    platform: &Platform,
    caller: &Caller,
    upload: &str,
    without: &[String],
) -> Result<Vec<String>, ServiceError> {
    let looked = platform.look(caller, upload).await?;
    let understood = looked.understanding.map_err(ServiceError::Refused)?;
    let all = &understood.layout.tables;
    if let Some(name) = without.iter().find(|name| !all.iter().any(|table| table.name == **name)) {
        return Err(ServiceError::Refused(Problem::new("table-not-found").text("table", name)));
    }
    if all.len() < 2 {
        return Err(ServiceError::Refused(Problem::new("series-one-table")));
    }
    let filled = all.iter().filter(|table| table.visible && table.records != Some(0));
    let kept = filled.map(|table| table.name.clone()).filter(|name| !without.contains(name));
    Ok(kept.collect())
}

fn said(load: &SeriesLoad, console: &Console) -> String {
    let table = Argument::Text(load.table.clone());
    let dataset = Argument::Text(load.dataset.slug.to_string());
    console.say("cli-series-table", &[("table", table), ("dataset", dataset)])
}
