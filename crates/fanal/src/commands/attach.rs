//! `fanal attach`: joins a file, as it is, to a dataset.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fanal_model::{Argument, Attachment};
use fanal_service::{Caller, Platform, ServiceError};

use super::place;
use crate::console::Console;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file: a note, a plan, a decision, of any kind
    file: PathBuf,
    /// Address of the dataset, as `arbres-remarquables`
    #[arg(long)]
    dataset: String,
    /// Title; the name of the file when none is given
    #[arg(long)]
    title: Option<String>,
}

pub(super) async fn run(arguments: Arguments, console: &Console) -> anyhow::Result<ExitCode> {
    let (platform, caller, _) = place::operator(console).await?;
    match attach(&platform, &caller, &arguments).await {
        Ok(attachment) => {
            let said = [
                ("title", Argument::Text(attachment.title)),
                ("dataset", Argument::Text(arguments.dataset)),
            ];
            console.line(&console.say("cli-attached", &said));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => place::refused(console, error),
    }
}

async fn attach(
    platform: &Platform,
    caller: &Caller,
    arguments: &Arguments,
) -> Result<Attachment, ServiceError> {
    let dataset = platform.editable(caller, &arguments.dataset).await?;
    let spooled = platform.receive_file(caller, &arguments.file, Some(&dataset)).await?;
    let title = arguments.title.as_deref();
    let attached = platform.attach(caller, dataset.slug.as_str(), &spooled.id, title).await;
    if attached.is_err() {
        platform.discard(caller, &spooled.id).await?;
    }
    attached
}

/// The command that joins a file to a dataset, to be copied.
pub(super) fn command(file: &Path, dataset: &str) -> Argument {
    let file = file.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    let quoted =
        if file.chars().all(plain) { file } else { format!("'{}'", file.replace('\'', "'\\''")) };
    Argument::Text(format!("fanal attach {quoted} --dataset {dataset}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_can_be_copied_into_a_shell() {
        let said = |file: &str| match command(Path::new(file), "arbres") {
            Argument::Text(text) => text,
            Argument::Number(_) => String::new(),
        };
        assert_eq!(said("a/été.pdf"), "fanal attach a/été.pdf --dataset arbres");
        assert_eq!(said("l'été 1.pdf"), "fanal attach 'l'\\''été 1.pdf' --dataset arbres");
    }
}
