//! What a definition changes, key by key.

use std::collections::BTreeMap;

use super::text::Definition;

/// One change that a definition makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The key, as `dataset.title` or `field.montant.unit`.
    pub key: String,
    /// What is there now.
    pub before: Option<String>,
    /// What will be there.
    pub after: Option<String>,
}

/// Lists the changes from one definition to another, by key.
pub(super) fn changes(before: Option<&Definition>, after: &Definition) -> Vec<Change> {
    let before = before.map(flat).unwrap_or_default();
    let after = flat(after);
    let keys = before.keys().chain(after.keys().filter(|k| !before.contains_key(*k)));
    keys.filter(|key| before.get(*key) != after.get(*key))
        .map(|key| Change {
            key: key.clone(),
            before: before.get(key).cloned(),
            after: after.get(key).cloned(),
        })
        .collect()
}

fn flat(definition: &Definition) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    if let Ok(table) = toml::Table::try_from(definition) {
        flatten("", &toml::Value::Table(table), &mut out);
    }
    out
}

fn flatten(key: &str, value: &toml::Value, out: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(&key, value, out);
            }
        }
        toml::Value::Array(values) if values.iter().any(toml::Value::is_table) => {
            for (position, value) in values.iter().enumerate() {
                let named = ["name", "title"].iter().find_map(|k| value.get(k)?.as_str());
                let part = named.map_or_else(|| position.to_string(), str::to_owned);
                flatten(&format!("{key}.{part}"), value, out);
            }
        }
        value => {
            out.insert(key.to_owned(), value.to_string());
        }
    }
}
