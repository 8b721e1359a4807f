//! `fanal doctor`: is everything as it should be?

use std::process::ExitCode;

use super::place;
use crate::console::Console;

pub(super) async fn run(console: &Console) -> anyhow::Result<ExitCode> {
    let (platform, caller, _) = place::operator(console).await?;
    let mut healthy = true;
    for (id, problem) in platform.examine(&caller).await? {
        let said = console.say(id, &[]);
        match problem {
            None => console.line(&format!("✓ {said}")),
            Some(problem) => {
                healthy = false;
                console.line(&format!("✗ {said}: {}", console.sentence(&problem)));
            }
        }
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
