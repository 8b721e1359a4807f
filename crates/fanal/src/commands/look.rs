//! `fanal look`: reads one file that a stranger sent, says what is in it, and ends. The server
//! starts it, asks on standard input and is answered on standard output.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::Context;
use fanal_model::failpoint;
use fanal_service::Look;

use super::child;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Memory that it may take, in bytes
    #[arg(long)]
    memory_bytes: u64,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    child::hush_panics("reading a file");
    child::limit_memory(arguments.memory_bytes);
    let mut asked = String::new();
    std::io::stdin().lock().read_line(&mut asked).context("reading what is asked")?;
    child::when_parent_ends(|| std::process::exit(1));
    failpoint("look.asked");
    let answer = Look::answer(&asked).context("understanding what is asked")?;
    let mut out = std::io::stdout().lock();
    out.write_all(&answer).and_then(|()| out.flush()).context("answering")?;
    Ok(ExitCode::SUCCESS)
}
