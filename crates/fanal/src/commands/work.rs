//! `fanal work`: a worker.

use std::io::Read;
use std::process::ExitCode;
use std::time::Duration;

use fanal_service::{Chain, Worker};
use tokio_util::sync::CancellationToken;

use super::{place, serve};
use crate::settings::Settings;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Started by `fanal serve`: ends with it, and takes no more memory than it was given
    #[arg(long, hide = true)]
    child: bool,
}

/// A worker beside a server makes place for a fresh one when it has rested so long.
const REST: Duration = Duration::from_secs(20);

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let settings = Settings::load()?;
    let stop = CancellationToken::new();
    tokio::spawn(serve::stop_on_signal(stop.clone()));
    if arguments.child {
        limit_memory(settings.worker_memory_bytes);
        stop_with_parent(stop.clone());
    }
    let platform = place::open(&settings).await?;
    if !arguments.child {
        tokio::spawn(serve::keep_house(platform.clone(), stop.clone()));
    }
    let rest_limit = arguments.child.then_some(REST);
    Worker::new(platform).run(stop, rest_limit).await;
    Ok(ExitCode::SUCCESS)
}

/// A parser that takes too much memory ends this process, and not the machine.
fn limit_memory(bytes: u64) {
    if let Err(error) = rlimit::setrlimit(rlimit::Resource::DATA, bytes, bytes) {
        tracing::warn!(error = %Chain(&error), "the worker's memory is not limited");
    }
}

/// The server holds the other end of standard input: when it dies, however, this ends.
fn stop_with_parent(stop: CancellationToken) {
    std::thread::spawn(move || {
        let mut byte = [0];
        while !matches!(std::io::stdin().read(&mut byte), Ok(0) | Err(_)) {}
        stop.cancel();
    });
}
