//! What can be set, as it was written: in `fanal.toml` (small letters) or in the environment
//! (`FANAL_` and capitals, which wins).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fanal_model::Problem;
use fanal_service::{TomlFault, line_of};
use fanal_web::TrustedProxies;
use toml::de::{DeTable, DeValue};

use super::Settings;

/// Names of everything that can be set; `README.md` says what each is for. Each key of the file has
/// the same name in the environment: `database_url` is `FANAL_DATABASE_URL`.
pub(crate) const NAMES: [&str; 14] = [
    "data",
    "listen",
    "database_url",
    "store_url",
    "store_options",
    "url",
    "trusted_proxies",
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

/// Everything that was set, by its name, as text.
#[derive(Debug, Default)]
pub(crate) struct Options(BTreeMap<&'static str, String>);

impl Options {
    /// Reads the file, if it is there, then lays the environment over it.
    ///
    /// # Errors
    /// What to say: `settings-syntax`, `settings-unreadable`, `setting-unknown`,
    /// `setting-not-text`, `variable-unknown`.
    pub(crate) fn read(
        file: &Path,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Problem> {
        let mut values = match std::fs::read_to_string(file) {
            Ok(text) => of_file(&file.display().to_string(), &text)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => {
                let problem = Problem::new("settings-unreadable");
                let problem = problem.text("file", file.display().to_string());
                return Err(problem.text("reason", error.to_string()));
            }
        };
        for (variable, value) in environment {
            let name = variable.trim_start_matches("FANAL_").to_ascii_lowercase();
            if OTHER_NAMES.contains(&name.as_str()) {
                continue;
            }
            let name = known(&name).map_err(|nearest| {
                let nearest = format!("FANAL_{}", nearest.to_ascii_uppercase());
                Problem::new("variable-unknown").text("name", &variable).text("nearest", nearest)
            })?;
            if !value.is_empty() {
                values.insert(name, value);
            }
        }
        Ok(Self(values))
    }

    /// Fills in the defaults and checks everything.
    ///
    /// # Errors
    /// What to say of a value that does not fit.
    pub(crate) fn resolve(self) -> Result<Settings, Problem> {
        let Self(mut values) = self;
        let mut take = |name: &str| values.remove(name);
        let data = PathBuf::from(take("data").unwrap_or_else(|| "data".to_owned()));
        let absolute = std::path::absolute(&data).unwrap_or(data);
        let listen = take("listen").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen =
            listen.parse().map_err(|_| Problem::new("setting-listen").text("value", &listen))?;
        let url = take("url").unwrap_or_else(|| format!("http://{}", local(listen)));
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(Problem::new("setting-url").text("value", url));
        }
        let proxies = take("trusted_proxies").unwrap_or_default();
        let proxies = TrustedProxies::parse(&proxies)
            .map_err(|part| Problem::new("setting-proxies").text("value", part))?;
        Ok(Settings {
            database_url: take("database_url").map_or_else(|| catalogue_in(&absolute), Ok)?,
            store_url: take("store_url")
                .unwrap_or_else(|| absolute.join("lake").display().to_string()),
            store_options: pairs(&take("store_options").unwrap_or_default())?,
            data: absolute,
            listen,
            url: url.trim_end_matches('/').to_owned(),
            trusted_proxies: proxies,
            demo: switch("demo", take("demo").as_deref())?,
            demo_data: take("demo_data").map(PathBuf::from),
            upload_limit_bytes: megabytes("upload_limit_mb", take("upload_limit_mb"), 2048)?,
            memory_bytes: usize::try_from(megabytes("memory_mb", take("memory_mb"), 1024)?)
                .unwrap_or(usize::MAX),
            worker_memory_bytes: megabytes("worker_memory_mb", take("worker_memory_mb"), 2048)?,
            kept_versions: number("kept_versions", take("kept_versions"), 20)?,
            query_limit_ms: number("query_limit_ms", take("query_limit_ms"), 30_000)?,
        })
    }
}

/// The settings of a file.
fn of_file(file: &str, text: &str) -> Result<BTreeMap<&'static str, String>, Problem> {
    let table = DeTable::parse(text).map_err(|e| TomlFault::of(text, &e).in_settings(file))?;
    let mut values = BTreeMap::new();
    for (key, value) in table.get_ref() {
        let line = line_of(text, key.span().start);
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        let name = known(key.get_ref()).map_err(|nearest| {
            let problem = Problem::new("setting-unknown").text("name", key.get_ref().as_ref());
            problem.text("file", file).number("line", line).text("nearest", nearest)
        })?;
        let value = plain(value.get_ref()).ok_or_else(|| {
            let problem = Problem::new("setting-not-text").text("name", name);
            problem.text("file", file).number("line", line)
        })?;
        values.insert(name, value);
    }
    Ok(values)
}

/// A value as the environment would give it: a list is joined by commas.
fn plain(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(switch) => Some(switch.to_string()),
        DeValue::Array(parts) => {
            let parts: Option<Vec<String>> =
                parts.iter().map(|part| part.get_ref().as_str().map(str::to_owned)).collect();
            parts.map(|parts| parts.join(","))
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

/// The name among ours, else the nearest one.
fn known(name: &str) -> Result<&'static str, &'static str> {
    let likeness = |ours: &&str| strsim::jaro_winkler(ours, name);
    match NAMES.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b))) {
        Some(nearest) if nearest == name => Ok(nearest),
        nearest => Err(nearest.unwrap_or_default()),
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
fn catalogue_in(data: &Path) -> Result<String, Problem> {
    let file = data.join("catalogue.db");
    fanal_service::sqlite_address(&file)
        .ok_or_else(|| Problem::new("setting-data").text("value", data.display().to_string()))
}

fn switch(name: &str, value: Option<&str>) -> Result<bool, Problem> {
    match value {
        None | Some("0" | "false") => Ok(false),
        Some("1" | "true") => Ok(true),
        Some(other) => Err(Problem::new("setting-switch").text("name", name).text("value", other)),
    }
}

fn number<N: std::str::FromStr>(
    name: &str,
    value: Option<String>,
    default: N,
) -> Result<N, Problem> {
    let Some(value) = value else { return Ok(default) };
    let wrong = |_| Problem::new("setting-number").text("name", name).text("value", &value);
    value.parse().map_err(wrong)
}

fn megabytes(name: &str, value: Option<String>, default: u64) -> Result<u64, Problem> {
    Ok(number(name, value, default)?.saturating_mul(1_000_000))
}

/// A part that is no pair may be half of a secret: it is not repeated.
fn pairs(text: &str) -> Result<Vec<(String, String)>, Problem> {
    let pair = |part: &str| {
        let pair = part.split_once('=').map(|(k, v)| (k.trim().to_owned(), v.trim().to_owned()));
        pair.ok_or_else(|| Problem::new("setting-pairs"))
    };
    text.split(',').filter(|p| !p.trim().is_empty()).map(pair).collect()
}
