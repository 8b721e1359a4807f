//! `fanal work`: a worker.

use std::process::ExitCode;
use std::time::Duration;

use fanal_service::{Looking, Worker};
use tokio_util::sync::CancellationToken;

use super::{child, place, serve};
use crate::settings::Settings;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Started by `fanal serve`: ends with it
    #[arg(long, hide = true)]
    child: bool,
}

/// A worker beside a server makes place for a fresh one when it has rested so long.
const REST: Duration = Duration::from_secs(20);

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    child::hush_panics("a job");
    let settings = Settings::load()?;
    let stop = CancellationToken::new();
    tokio::spawn(serve::stop_on_signal(stop.clone()));
    child::limit_memory(settings.worker_memory_bytes);
    if arguments.child {
        let stop = stop.clone();
        child::when_parent_ends(move || stop.cancel());
    }
    let platform = place::open(&settings, Looking::Here).await?;
    if !arguments.child {
        tokio::spawn(serve::keep_house(platform.clone(), stop.clone()));
    }
    let rest_limit = arguments.child.then_some(REST);
    Worker::new(platform).run(stop, rest_limit).await;
    Ok(ExitCode::SUCCESS)
}
