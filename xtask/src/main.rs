//! House-keeping of the repository: what no compiler checks and no reviewer should have to.
//!
//! `cargo run -p xtask -- tidy` reads the tree and the dependency graph and names every fault with
//! its file, its line and its remedy. It never changes a file and never builds one.

mod tidy;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy_and_report(),
        _ => bail!("usage: cargo run -p xtask -- tidy"),
    }
}

/// Prints the faults, one paragraph each, and answers with a failure when there is one.
fn tidy_and_report() -> anyhow::Result<ExitCode> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .exec()
        .context("reading the dependency graph by `cargo metadata`")?;
    let tree = tidy::Tree::read(metadata.workspace_root.as_std_path())?;
    let graph = tidy::Graph::from_metadata(&metadata)?;
    let faults = tidy::faults(&tree, &graph);

    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    if faults.is_empty() {
        writeln!(
            out,
            "tidy: {} files, {} crates, nothing to mend",
            tree.paths().count(),
            graph.crates().count()
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "tidy: {} to mend", faults.len())?;
    Ok(ExitCode::FAILURE)
}
