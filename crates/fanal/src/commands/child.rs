//! Processes that read what strangers send: they take no more memory than they were given, and the
//! children of a server end with it.

use std::io::Read;
use std::path::PathBuf;

use anyhow::Context;
use fanal_service::Chain;
use rlimit::{Resource, setrlimit};

/// This program, to be started once more: the very file that runs, even when a newer one has taken
/// its place on the disk.
pub(super) fn program() -> anyhow::Result<PathBuf> {
    let itself = PathBuf::from("/proc/self/exe");
    if itself.exists() {
        return Ok(itself);
    }
    std::env::current_exe().context("finding the program")
}

/// What a parser says when it breaks may quote a cell of people's data: the log gets the place only.
pub(super) fn hush_panics(doing: &'static str) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "{doing} panicked");
    }));
}

/// A parser that takes too much memory ends this process, and not the machine; what it held of
/// people's data is not written to the disk then.
pub(super) fn limit_memory(bytes: u64) {
    for (resource, limit) in [(Resource::DATA, bytes), (Resource::CORE, 0)] {
        if let Err(error) = setrlimit(resource, limit, limit) {
            tracing::warn!(resource = resource.as_name(), error = %Chain(&error), "not limited");
        }
    }
}

/// The server holds the other end of standard input and says nothing more: when it dies, however,
/// this is called.
pub(super) fn when_parent_ends(end: impl FnOnce() + Send + 'static) {
    std::thread::spawn(move || {
        let mut byte = [0];
        while !matches!(std::io::stdin().read(&mut byte), Ok(0) | Err(_)) {}
        end();
    });
}
