//! Settings: a file and the environment become options; options become settings, once, at start.

mod options;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

pub(crate) use options::{OptionError, Options};

/// Everything the program was told, valid and whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Folder of everything that this machine keeps.
    pub(crate) data: PathBuf,
    /// Where the server listens.
    pub(crate) listen: SocketAddr,
    /// The catalogue's database.
    pub(crate) database_url: String,
    /// The lake: a folder or `s3://bucket/prefix`.
    pub(crate) store_url: String,
    /// Options of an S3 store, by the names of object_store (`aws_endpoint`, …).
    pub(crate) store_options: Vec<(String, String)>,
    /// Public address, for links and cookies, without a slash at the end.
    pub(crate) url: String,
    /// Fill an empty portal with demonstration data.
    pub(crate) demo: bool,
    /// Folder of the national bases for the demonstration.
    pub(crate) demo_data: Option<PathBuf>,
    /// Largest file that can be sent, in bytes.
    pub(crate) upload_limit_bytes: u64,
    /// Memory for queries and their cache, in bytes.
    pub(crate) memory_bytes: usize,
    /// Memory that a worker may take, and each reading of a file that was sent, in bytes.
    pub(crate) worker_memory_bytes: u64,
    /// Versions of a dataset that are kept.
    pub(crate) kept_versions: u32,
    /// Longest time of one query.
    pub(crate) query_limit_ms: u64,
}

impl Settings {
    /// Reads `fanal.toml` of the present folder if there is one, then the environment.
    pub(crate) fn load() -> Result<Self, OptionError> {
        let file = PathBuf::from(std::env::var_os("FANAL_CONFIG").unwrap_or("fanal.toml".into()));
        Options::read(&file, own_variables(std::env::vars_os())?.into_iter())?.resolve()
    }
}

/// Our variables. Those of others may hold any bytes; ours are text.
fn own_variables(
    all: impl Iterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, OptionError> {
    let own = all.filter_map(|(name, value)| {
        let name = name.into_string().ok().filter(|name| name.starts_with("FANAL_"))?;
        Some((name, value))
    });
    own.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(OptionError::NoText { name }),
    })
    .collect()
}
