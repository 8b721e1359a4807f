//! `fanal serve`: the portal, with a worker beside it.

use std::process::{ExitCode, Stdio};
use std::time::Duration;

use anyhow::Context;
use fanal_model::{Argument, Problem};
use fanal_service::{Looking, LookingChild, Platform};
use fanal_web::{App, WebSettings};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::{child, place};
use crate::console::Console;
use crate::demo;
use crate::settings::Settings;

/// How often old uploads are thrown away.
const SWEEP: Duration = Duration::from_secs(3600);
/// How long a file may take to be understood.
const LOOK_LIMIT: Duration = Duration::from_secs(300);
/// How long answers under way may take once the program is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Start no worker: `fanal work` does the jobs, here or on other machines
    #[arg(long)]
    without_worker: bool,
}

pub(super) async fn run(arguments: Arguments, console: &Console) -> anyhow::Result<ExitCode> {
    let settings = Settings::load()?;
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        Problem::new("listen-failed").text("address", settings.listen.to_string())
    })?;
    let platform = place::open(&settings, looking(&settings)?).await?;
    let stop = CancellationToken::new();
    tokio::spawn(stop_on_signal(stop.clone()));
    let feed = tokio::spawn({
        let (platform, stop) = (platform.clone(), stop.clone());
        async move { platform.follow_feed(stop).await }
    });
    let alone = arguments.without_worker;
    let worker = (!alone).then(|| tokio::spawn(keep_worker(stop.clone())));
    let housekeeping = tokio::spawn(keep_house(platform.clone(), stop.clone()));
    announce(console, &settings, welcome(&platform).await?.as_deref());
    let demonstration = settings
        .demo
        .then(|| tokio::spawn(demo::fill(platform.clone(), settings.clone(), console.language)));
    let (url, trusted_proxies) = (settings.url.clone(), settings.trusted_proxies.clone());
    let build = crate::BUILD.to_owned();
    let web = WebSettings { url, trusted_proxies, build };
    let app = App::new(platform.clone(), web);
    let serving = fanal_web::serve(listener, app, stop.clone().cancelled_owned());
    let served = tokio::select! {
        served = serving => served,
        // Answers under way get their time; one that nobody reads does not keep the program alive.
        () = async { stop.cancelled().await; tokio::time::sleep(FAREWELL).await } => Ok(()),
    };
    stop.cancel();
    if let Some(demonstration) = demonstration {
        demonstration.abort();
    }
    let _ = tokio::join!(feed, housekeeping);
    if let Some(worker) = worker {
        let _ = worker.await;
    }
    served.context("serving")?;
    Ok(ExitCode::SUCCESS)
}

/// What strangers send is read by children of the server. One gets as much memory as the worker:
/// what can be loaded can be looked at.
fn looking(settings: &Settings) -> anyhow::Result<Looking> {
    let (memory_bytes, limit) = (settings.worker_memory_bytes, LOOK_LIMIT);
    Ok(Looking::InChild(LookingChild { program: child::program()?, memory_bytes, limit }))
}

/// The secret of the link that makes the first administrator; none when somebody has an account.
async fn welcome(platform: &Platform) -> anyhow::Result<Option<String>> {
    if !platform.needs_first_administrator().await? {
        return Ok(None);
    }
    let secret = fanal_service::secret();
    platform.welcome(&secret).await?;
    Ok(Some(secret))
}

fn announce(console: &Console, settings: &Settings, welcome: Option<&str>) {
    let url = Argument::Text(settings.url.clone());
    console.line(&console.say("cli-serving", &[("url", url)]));
    if let Some(token) = welcome {
        console.line(&console.say("cli-welcome", &[]));
        console.line(&format!("{}/welcome/{token}", settings.url));
    }
}

/// Keeps one worker alive beside the server. It is a process of its own: a file that breaks a
/// parser or takes all of its memory ends a job, and never the portal.
async fn keep_worker(stop: CancellationToken) {
    let mut pause = Duration::from_millis(200);
    while !stop.is_cancelled() {
        let started = std::time::Instant::now();
        match one_worker(&stop).await {
            // It has done its work and makes place for a fresh one.
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                tracing::error!(error = %format!("{error:#}"), "the worker can't be started");
            }
        }
        if stop.is_cancelled() {
            return;
        }
        // A worker that dies at once is started again more and more slowly.
        let short = started.elapsed() < Duration::from_secs(10);
        pause = if short {
            (pause * 2).min(Duration::from_secs(30))
        } else {
            Duration::from_millis(200)
        };
        tracing::warn!(?pause, "the worker ended; another one is started");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Runs one worker to its end, and says whether it ended by itself, in good order.
async fn one_worker(stop: &CancellationToken) -> anyhow::Result<bool> {
    let mut child = Command::new(child::program()?)
        .arg0("fanal")
        .args(["work", "--child"])
        .stdin(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("starting a worker")?;
    // Waiting for a child closes its input, unless it is held elsewhere.
    let input = child.stdin.take();
    tokio::select! {
        ended = child.wait() => {
            return Ok(ended.is_ok_and(|status| status.success()));
        }
        () = stop.cancelled() => {
            // The worker sees the end of its input and stops between two jobs.
            drop(input);
            if tokio::time::timeout(Duration::from_secs(5), child.wait()).await.is_err() {
                child.kill().await.context("ending the worker")?;
            }
        }
    }
    Ok(false)
}

/// Throws away what was left behind, now and every hour.
pub(super) async fn keep_house(platform: Platform, stop: CancellationToken) {
    loop {
        if let Err(error) = platform.sweep_spool().await {
            tracing::warn!(error = %format!("{error:#}"), "old uploads stay");
        }
        if let Err(error) = platform.sweep_attachments().await {
            tracing::warn!(error = %format!("{error:#}"), "files that nothing names stay");
        }
        if let Err(error) = platform.sweep_sessions().await {
            tracing::warn!(error = %format!("{error:#}"), "old sessions stay");
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Stops on an interrupt or when the machine asks for it.
pub(super) async fn stop_on_signal(stop: CancellationToken) {
    let terminate = signal(SignalKind::terminate());
    match terminate {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
    stop.cancel();
}
