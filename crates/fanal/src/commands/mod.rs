//! What the program does, one command a file.

mod apply;
mod attach;
mod child;
mod doctor;
mod import;
mod inspect;
mod look;
mod place;
mod reading;
mod serve;
mod show;
mod work;

use std::process::ExitCode;

use clap::Subcommand;

use crate::console::Console;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Start the portal, with a worker beside it
    Serve(serve::Arguments),
    /// Do the jobs of the queue; several may run on one catalogue
    Work(work::Arguments),
    /// Load a file into a dataset, which is made when there is none
    Import(import::Arguments),
    /// Attach a file to a dataset as it is, beside its records: a note, a plan, a decision
    Attach(attach::Arguments),
    /// Say what is understood of a file, without loading it
    Inspect(inspect::Arguments),
    /// Read one file for the server, which starts this
    #[command(hide = true)]
    Look(look::Arguments),
    /// Print the definition of a dataset as TOML
    Show(show::Arguments),
    /// Make a dataset as a TOML definition says; what it does not speak of stays as it is
    Apply(apply::Arguments),
    /// Check the catalogue, its audit log and the lake
    Doctor,
}

/// Runs a command. A refusal that is the user's to mend is printed here and ends with code 1.
pub(crate) async fn run(command: Command, console: &Console) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(arguments) => serve::run(arguments, console).await,
        Command::Work(arguments) => work::run(arguments).await,
        Command::Import(arguments) => import::run(arguments, console).await,
        Command::Attach(arguments) => attach::run(arguments, console).await,
        Command::Inspect(arguments) => inspect::run(&arguments, console),
        Command::Look(arguments) => look::run(&arguments),
        Command::Show(arguments) => show::run(arguments, console).await,
        Command::Apply(arguments) => apply::run(arguments, console).await,
        Command::Doctor => doctor::run(console).await,
    }
}
