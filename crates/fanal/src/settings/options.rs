//! What can be set, as it was written: in `fanal.toml` (small letters) or in the environment
//! (`FANAL_` and capitals, which wins).

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Settings;

/// Everything that can be set. Each key of the file has the same name in the environment:
/// `database_url` is `FANAL_DATABASE_URL`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    /// Folder of everything that this machine keeps. Default `./data`.
    data: Option<PathBuf>,
    /// Address and port of the server. Default `127.0.0.1:8080`.
    listen: Option<String>,
    /// `sqlite:///path` or `postgres://user@host/name`. Default: a file in the data folder.
    database_url: Option<String>,
    /// A folder or `s3://bucket/prefix`. Default: `lake` in the data folder.
    store_url: Option<String>,
    /// Options of an S3 store as `name=value,name=value`.
    store_options: Option<String>,
    /// Public address of the portal. Default: `http://` and the listening address.
    url: Option<String>,
    /// Fill an empty portal with demonstration data.
    demo: Option<String>,
    /// Folder of the national bases for the demonstration.
    demo_data: Option<PathBuf>,
    /// Largest file that can be sent, in megabytes. Default 2048.
    upload_limit_mb: Option<String>,
    /// Memory for queries and their cache, in megabytes. Default 1024.
    memory_mb: Option<String>,
    /// Memory that a worker may take, in megabytes. Default 2048.
    worker_memory_mb: Option<String>,
    /// Versions of a dataset that are kept. Default 20.
    kept_versions: Option<String>,
    /// Longest time of one query, in milliseconds. Default 30000.
    query_limit_ms: Option<String>,
}

/// Names of everything that can be set.
pub(crate) const NAMES: [&str; 13] = [
    "data",
    "listen",
    "database_url",
    "store_url",
    "store_options",
    "url",
    "demo",
    "demo_data",
    "upload_limit_mb",
    "memory_mb",
    "worker_memory_mb",
    "kept_versions",
    "query_limit_ms",
];

/// Read elsewhere: where the file is, what to log, failpoints and servers of the tests.
const OTHER_NAMES: [&str; 4] = ["config", "log", "failpoint", "test_postgres_url"];

/// Why the settings can't be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OptionError {
    #[error("no setting `{name}` ({place}); the nearest one is `{nearest}`")]
    Unknown { name: String, place: String, nearest: String },
    #[error("`{value}` is not a value for `{name}`: {expected}")]
    Value { name: &'static str, value: String, expected: &'static str },
    #[error("the variable `{name}` does not hold text in UTF-8")]
    NoText { name: String },
    #[error("`{file}` can't be read: {reason}")]
    File { file: String, reason: String },
}

impl Options {
    /// Reads the file, if it is there, then lays the environment over it.
    pub(crate) fn read(
        file: &Path,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, OptionError> {
        let mut table = match std::fs::read_to_string(file) {
            Ok(text) => parse(file, &text)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => toml::Table::new(),
            Err(error) => return Err(file_error(file, &error.to_string())),
        };
        for name in table.keys() {
            known(name, &file.display().to_string())?;
        }
        for (variable, value) in environment {
            let name = variable.trim_start_matches("FANAL_").to_ascii_lowercase();
            if OTHER_NAMES.contains(&name.as_str()) {
                continue;
            }
            known(&name, "environment")?;
            if !value.is_empty() {
                table.insert(name, toml::Value::String(value));
            }
        }
        // A number or a boolean of the file is taken as its text: one rule for both places.
        for (_, value) in &mut table {
            let text = match &*value {
                toml::Value::Integer(n) => n.to_string(),
                toml::Value::Boolean(b) => b.to_string(),
                _ => continue,
            };
            *value = toml::Value::String(text);
        }
        table.try_into().map_err(|e: toml::de::Error| file_error(file, e.message()))
    }

    /// Fills in the defaults and checks everything.
    pub(crate) fn resolve(self) -> Result<Settings, OptionError> {
        let data = self.data.unwrap_or_else(|| PathBuf::from("data"));
        let listen = self.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = listen.parse().map_err(|_| OptionError::Value {
            name: "listen",
            value: listen.clone(),
            expected: "an address and a port, as 0.0.0.0:8080",
        })?;
        let url = self.url.unwrap_or_else(|| format!("http://{}", local(listen)));
        if !url.starts_with("http://") && !url.starts_with("https://") {
            let expected = "an address that starts with https:// or http://";
            return Err(OptionError::Value { name: "url", value: url, expected });
        }
        let absolute = std::path::absolute(&data).unwrap_or(data);
        Ok(Settings {
            database_url: self.database_url.map_or_else(|| catalogue_in(&absolute), Ok)?,
            store_url: self
                .store_url
                .unwrap_or_else(|| absolute.join("lake").display().to_string()),
            store_options: pairs(self.store_options.as_deref().unwrap_or(""))?,
            data: absolute,
            listen,
            url: url.trim_end_matches('/').to_owned(),
            demo: boolean("demo", self.demo.as_deref())?,
            demo_data: self.demo_data,
            upload_limit_bytes: megabytes("upload_limit_mb", self.upload_limit_mb, 2048)?,
            memory_bytes: usize::try_from(megabytes("memory_mb", self.memory_mb, 1024)?)
                .unwrap_or(usize::MAX),
            worker_memory_bytes: megabytes("worker_memory_mb", self.worker_memory_mb, 2048)?,
            kept_versions: number("kept_versions", self.kept_versions, 20)?,
            query_limit_ms: number("query_limit_ms", self.query_limit_ms, 30_000)?,
        })
    }
}

/// An address on which nobody in particular listens is shown as localhost.
fn local(listen: std::net::SocketAddr) -> String {
    if listen.ip().is_unspecified() || listen.ip().is_loopback() {
        format!("localhost:{}", listen.port())
    } else {
        listen.to_string()
    }
}

/// The address of the catalogue's file in the data folder.
fn catalogue_in(data: &Path) -> Result<String, OptionError> {
    let file = data.join("catalogue.db");
    fanal_service::sqlite_address(&file).ok_or_else(|| OptionError::Value {
        name: "data",
        value: data.display().to_string(),
        expected: "a path in UTF-8",
    })
}

fn parse(file: &Path, text: &str) -> Result<toml::Table, OptionError> {
    text.parse().map_err(|e: toml::de::Error| file_error(file, e.message()))
}

fn file_error(file: &Path, reason: &str) -> OptionError {
    OptionError::File { file: file.display().to_string(), reason: reason.to_owned() }
}

fn known(name: &str, place: &str) -> Result<(), OptionError> {
    if NAMES.contains(&name) {
        return Ok(());
    }
    let nearest = NAMES
        .into_iter()
        .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    Err(OptionError::Unknown {
        name: name.to_owned(),
        place: place.to_owned(),
        nearest: nearest.unwrap_or_default().to_owned(),
    })
}

fn boolean(name: &'static str, value: Option<&str>) -> Result<bool, OptionError> {
    match value {
        None | Some("0" | "false" | "") => Ok(false),
        Some("1" | "true") => Ok(true),
        Some(other) => {
            Err(OptionError::Value { name, value: other.to_owned(), expected: "1 or 0" })
        }
    }
}

fn number<N: std::str::FromStr>(
    name: &'static str,
    value: Option<String>,
    default: N,
) -> Result<N, OptionError> {
    let Some(value) = value else { return Ok(default) };
    value.parse().map_err(|_| OptionError::Value { name, value, expected: "a whole number" })
}

fn megabytes(name: &'static str, value: Option<String>, default: u64) -> Result<u64, OptionError> {
    Ok(number(name, value, default)?.saturating_mul(1_000_000))
}

fn pairs(text: &str) -> Result<Vec<(String, String)>, OptionError> {
    let pair = |part: &str| {
        part.split_once('=').map(|(k, v)| (k.trim().to_owned(), v.trim().to_owned())).ok_or(
            OptionError::Value {
                name: "store_options",
                value: part.to_owned(),
                expected: "name=value,name=value",
            },
        )
    };
    text.split(',').filter(|p| !p.trim().is_empty()).map(pair).collect()
}
