//! The one program of Fanal: the server, its workers, and what an administrator does by hand.

mod commands;
mod console;
mod demo;
mod settings;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use commands::Command;
use console::Console;

/// What tells this program from other builds of it: the fingerprint of its sources.
const BUILD: &str = env!("FANAL_BUILD");

/// The version, with what tells builds of it from each other.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("FANAL_BUILD"), ")");

/// Fanal, the libre data platform of French local authorities.
#[derive(Parser)]
#[command(name = "fanal", version = VERSION, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let console = Console::new();
    // Two TLS providers are linked; without a choice the first connection would end the program.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a TLS provider was chosen already");
    }
    let filter = match &arguments.command {
        // Libraries would quote the cells of the file that it reads.
        Command::Look(_) => "fanal=warn".into(),
        _ => EnvFilter::try_from_env("FANAL_LOG").unwrap_or_else(|_| "warn,fanal=info".into()),
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(arguments.command, &console)),
        Err(error) => Err(anyhow::Error::new(error).context("starting")),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            console.failure(&error);
            ExitCode::FAILURE
        }
    }
}
