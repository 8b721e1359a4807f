//! What lies within structures that stay JSON, as far as it designates persons: that must be known
//! before anything is published.

use fanal_meaning::{Cell, ColumnEvidence, Meaning, settle_together};
use fanal_model::Problem;
use serde_json::Value;

use super::ColumnProfile;

/// Different keys of one column whose values are looked at apart; those of others are looked at
/// together.
const KEYS: usize = 200;

/// The same of all columns of a table: what is known of each takes memory.
const KEYS_OF_TABLE: usize = 2_000;

/// How many keys may still be looked at apart.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(KEYS_OF_TABLE)
    }
}

/// What was seen within the structures of one column.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    /// The column's title, which says what its structures are about.
    title: String,
    /// The values of each key, which is the way to them; all others have none.
    keys: Vec<(String, ColumnEvidence)>,
}

impl Within {
    /// Nothing seen yet of the column with that title.
    pub(crate) fn of(title: &str) -> Self {
        Self { title: title.to_owned(), keys: Vec::new() }
    }

    /// Looks at a structure.
    pub(crate) fn see(&mut self, line: u64, value: &Value, budget: &mut Budget) {
        let title = std::mem::take(&mut self.title);
        self.go(&title, line, value, budget);
        self.title = title;
    }

    fn go(&mut self, key: &str, line: u64, value: &Value, budget: &mut Budget) {
        match value {
            Value::Object(inner) => {
                for (own, value) in inner {
                    self.go(&format!("{key}.{own}"), line, value, budget);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.go(key, line, item, budget)),
            Value::String(text) => self.evidence(key, budget).add(line, Cell::Text(text)),
            Value::Number(number) => {
                if let Some(number) = number.as_i64() {
                    self.evidence(key, budget).add(line, Cell::Int(number));
                }
            }
            Value::Bool(_) | Value::Null => {}
        }
    }

    fn evidence(&mut self, key: &str, budget: &mut Budget) -> &mut ColumnEvidence {
        let place = |keys: &[(String, ColumnEvidence)], key: &str| {
            keys.iter().position(|(own, _)| own == key)
        };
        // What keys beyond the budget say is not known.
        let apart = budget.0 > 0 && self.keys.len() < KEYS;
        let key = if apart || place(&self.keys, key).is_some() { key } else { "" };
        let place = place(&self.keys, key).unwrap_or_else(|| {
            budget.0 = budget.0.saturating_sub(1);
            self.keys.push((key.to_owned(), ColumnEvidence::new(key)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_table_take_no_more_memory_than_its_budget() {
        let mut budget = Budget::default();
        let keys = |n: usize| (0..n).map(|k| (format!("a{k}"), Value::from(k))).collect();
        let wide = Value::Object(keys(1_000));
        let mut kept = 0;
        for column in 0..50 {
            let mut within = Within::of(&format!("c{column}"));
            within.see(1, &wide, &mut budget);
            within.see(2, &wide, &mut budget);
            kept += within.keys.len();
        }
        // One more a column holds all others.
        assert!(kept <= KEYS_OF_TABLE + 50, "{kept}");
    }
}
