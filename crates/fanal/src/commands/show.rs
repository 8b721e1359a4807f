//! `fanal show`: a dataset as text.

use std::process::ExitCode;

use super::place;
use crate::console::Console;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Address of the dataset
    dataset: String,
    /// Print TOML: the only form for now
    #[arg(long)]
    toml: bool,
}

pub(super) async fn run(arguments: Arguments, console: &Console) -> anyhow::Result<ExitCode> {
    let Arguments { dataset, toml: _ } = arguments;
    let (platform, caller, _) = place::operator(console).await?;
    match platform.show_definition(&caller, &dataset).await {
        Ok(text) => {
            console.text(&text);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => place::refused(console, error),
    }
}
