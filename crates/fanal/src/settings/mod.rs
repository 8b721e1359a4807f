//! Settings: a file and the environment become options; options become settings, once, at start.

mod options;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use fanal_model::Problem;
use fanal_web::TrustedProxies;

pub(crate) use options::Options;

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
    /// Whose word about a visitor's address is taken.
    pub(crate) trusted_proxies: TrustedProxies,
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

/// Variables that other programs understand as well and that an S3 store takes; the options of the
/// settings win. The last ones give a machine of a cloud its rights without a key.
const STORE_VARIABLES: [&str; 17] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_ENDPOINT",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_S3",
    "AWS_ALLOW_HTTP",
    "AWS_VIRTUAL_HOSTED_STYLE_REQUEST",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_ENDPOINT_URL_STS",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
];

impl Settings {
    /// Reads `fanal.toml` of the present folder if there is one, then the environment.
    ///
    /// # Errors
    /// What to say to whoever wrote them.
    pub(crate) fn load() -> Result<Self, Problem> {
        let file = PathBuf::from(std::env::var_os("FANAL_CONFIG").unwrap_or("fanal.toml".into()));
        let own = own_variables(std::env::vars_os())?;
        let mut settings = Options::read(&file, own.into_iter())?.resolve()?;
        settings.add_store_variables(|name| std::env::var(name).ok());
        Ok(settings)
    }

    fn add_store_variables(&mut self, value: impl Fn(&str) -> Option<String>) {
        if !self.store_url.starts_with("s3://") {
            return;
        }
        let set = STORE_VARIABLES.iter().filter_map(|name| {
            let value = value(name).filter(|value| !value.is_empty())?;
            Some((name.to_ascii_lowercase(), value))
        });
        // Of two values the later one counts.
        self.store_options.splice(0..0, set);
    }
}

/// Our variables. Those of others may hold any bytes; ours are text.
fn own_variables(
    all: impl Iterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, Problem> {
    let own = all.filter_map(|(name, value)| {
        let name = name.into_string().ok().filter(|name| name.starts_with("FANAL_"))?;
        Some((name, value))
    });
    own.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(Problem::new("variable-not-text").text("name", name)),
    })
    .collect()
}

#[cfg(test)]
mod tests;
