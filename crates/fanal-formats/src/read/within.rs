//! What lies within structures that stay JSON, as far as it designates persons: that must be known
//! before anything is published.

use fanal_meaning::{Cell, ColumnEvidence, Meaning, settle_together};
use fanal_model::Problem;
use serde_json::Value;

use super::ColumnProfile;

/// Different keys whose values are looked at apart; those of others are looked at together.
const KEYS: usize = 200;

/// What was seen within the structures of one column.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    /// The column's title, which says what its structures are about.
    title: String,
    /// The values of each key, which is the way to them; the last one may be all others.
    keys: Vec<(String, ColumnEvidence)>,
}

impl Within {
    /// Nothing seen yet of the column with that title.
    pub(crate) fn of(title: &str) -> Self {
        Self { title: title.to_owned(), keys: Vec::new() }
    }

    /// Looks at a structure.
    pub(crate) fn see(&mut self, line: u64, value: &Value) {
        let title = std::mem::take(&mut self.title);
        self.go(&title, line, value);
        self.title = title;
    }

    fn go(&mut self, key: &str, line: u64, value: &Value) {
        match value {
            Value::Object(inner) => {
                for (own, value) in inner {
                    self.go(&format!("{key}.{own}"), line, value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.go(key, line, item)),
            Value::String(text) => self.evidence(key).add(line, Cell::Text(text)),
            Value::Number(number) => {
                if let Some(number) = number.as_i64() {
                    self.evidence(key).add(line, Cell::Int(number));
                }
            }
            Value::Bool(_) | Value::Null => {}
        }
    }

    fn evidence(&mut self, key: &str) -> &mut ColumnEvidence {
        let known = self.keys.iter().position(|(own, _)| own == key);
        let place = known.unwrap_or_else(|| {
            if self.keys.len() <= KEYS {
                // What keys beyond them say is not known.
                let key = if self.keys.len() == KEYS { "" } else { key };
                self.keys.push((key.to_owned(), ColumnEvidence::new(key)));
            }
            self.keys.len() - 1
        });
        &mut self.keys[place].1
    }

    /// Tells the column whom its structures designate; nothing when they designate nobody.
    pub(crate) fn settle(&self, column: &mut ColumnProfile) {
        let titles: Vec<&str> = self.keys.iter().map(|(key, _)| key.as_str()).collect();
        let mut meanings: Vec<Option<Meaning>> =
            self.keys.iter().map(|(_, evidence)| evidence.conclude().meaning).collect();
        settle_together(&titles, &mut meanings);
        let persons = |meaning: Option<Meaning>| meaning.filter(|m| m.designates_person());
        let found = titles.iter().zip(meanings).find_map(|(t, m)| Some((t, persons(m)?)));
        if let Some((key, meaning)) = found {
            column.meaning = Some(meaning.name().to_owned());
            column.reasons.push(Problem::new("reason-persons-within").text("key", *key));
        }
    }
}
