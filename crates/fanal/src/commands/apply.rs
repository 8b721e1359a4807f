//! `fanal apply`: makes a dataset as a text says.

use std::path::PathBuf;
use std::process::ExitCode;

use fanal_model::{Argument, Problem};

use super::place;
use crate::console::Console;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The definition
    file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(arguments: Arguments, console: &Console) -> anyhow::Result<ExitCode> {
    let Arguments { file, dry_run } = arguments;
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            let code = match error.kind() {
                std::io::ErrorKind::NotFound => "file-not-found",
                _ => "file-unreadable",
            };
            console.problem(&Problem::new(code).text("file", file.display().to_string()));
            return Ok(ExitCode::FAILURE);
        }
    };
    let (platform, caller, _) = place::operator(console).await?;
    let applied = match platform.apply_definition(&caller, &text, dry_run).await {
        Ok(applied) => applied,
        Err(error) => return place::refused(console, error),
    };
    for change in &applied.changes {
        let shown = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
        console.line(&format!(
            "{}: {} → {}",
            change.key,
            shown(&change.before),
            shown(&change.after)
        ));
    }
    let id = match (dry_run, applied.created, applied.changes.is_empty()) {
        (_, false, true) => "cli-apply-same",
        (true, true, _) => "cli-apply-would-create",
        (true, false, _) => "cli-apply-would-change",
        (false, true, _) => "cli-apply-created",
        (false, false, _) => "cli-apply-changed",
    };
    console.line(&console.say(id, &[("dataset", Argument::Text(applied.slug))]));
    Ok(ExitCode::SUCCESS)
}
