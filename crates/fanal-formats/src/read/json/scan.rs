//! A first look at a whole document: where lists of objects lie. Keeps a few paths, no values.

use std::fmt;

use fanal_meaning::{DateOrder, moment, number};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Lists of objects that are told of, at most.
const TOLD: usize = 50;

/// What a document holds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Lists of objects: the keys that lead there, and how many objects.
    pub(super) lists: Vec<(Vec<String>, u64)>,
    /// Value of the document's own `type`.
    pub(super) kind: Option<String>,
    /// Name in the document's own `crs`.
    pub(super) crs: Option<String>,
    path: Vec<String>,
}

/// What one value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// A text, a number, true, false or null.
    Scalar,
    /// A list: how many of its items are objects.
    List { objects: u64, others: u64 },
    /// An object without objects in it.
    Leaf { keys: u64, keys_are_values: bool },
    /// An object of objects, all alike: the number of keys to a leaf, and how many leaves.
    Keyed { depth: usize, leaves: u64, keys_are_values: bool },
    /// Any other object.
    Mixed,
}

pub(super) struct ScanSeed<'a>(pub(super) &'a mut Scan);

impl<'de> DeserializeSeed<'de> for ScanSeed<'_> {
    type Value = Seen;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScanSeed<'_> {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Seen, E> {
        Ok(Seen::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Seen, E> {
        Ok(Seen::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Seen, E> {
        Ok(Seen::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Seen, E> {
        Ok(Seen::Scalar)
    }

    fn visit_str<E>(self, text: &str) -> Result<Seen, E> {
        if self.0.path.len() == 1 && self.0.path[0] == "type" {
            self.0.kind = Some(text.to_owned());
        }
        Ok(Seen::Scalar)
    }

    fn visit_unit<E>(self) -> Result<Seen, E> {
        Ok(Seen::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Seen, A::Error> {
        let (mut objects, mut others) = (0, 0);
        while let Some(is_object) = items.next_element_seed(IsObject)? {
            if is_object { objects += 1 } else { others += 1 }
        }
        if objects > 0 && self.0.lists.len() < TOLD {
            self.0.lists.push((self.0.path.clone(), objects));
        }
        Ok(Seen::List { objects, others })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Seen, A::Error> {
        let scan = self.0;
        let mut sum = Sum::default();
        while let Some(key) = entries.next_key::<String>()? {
            if scan.path.is_empty() && key == "crs" {
                let value: Value = entries.next_value()?;
                scan.crs =
                    value.pointer("/properties/name").and_then(Value::as_str).map(str::to_owned);
                continue;
            }
            sum.keys_are_values = sum.keys_are_values && is_value(&key);
            scan.path.push(key);
            let seen = entries.next_value_seed(ScanSeed(scan))?;
            scan.path.pop();
            sum.add(seen);
        }
        Ok(sum.seen())
    }
}

/// What the values of one object are.
struct Sum {
    keys: u64,
    plain: u64,
    leaves: u64,
    keyed: u64,
    depth: Option<usize>,
    even: bool,
    inner_leaves: u64,
    keys_are_values: bool,
    leaf_keys_are_values: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            keys: 0,
            plain: 0,
            leaves: 0,
            keyed: 0,
            depth: None,
            even: true,
            inner_leaves: 0,
            keys_are_values: true,
            leaf_keys_are_values: true,
        }
    }
}

impl Sum {
    fn add(&mut self, seen: Seen) {
        self.keys += 1;
        match seen {
            Seen::Scalar | Seen::List { objects: 0, .. } => self.plain += 1,
            Seen::Leaf { keys, keys_are_values } => {
                self.leaves += 1;
                self.leaf_keys_are_values &= keys_are_values || keys == 0;
            }
            Seen::Keyed { depth, leaves, keys_are_values } => {
                self.keyed += 1;
                self.inner_leaves += leaves;
                self.even &= self.depth.is_none_or(|d| d == depth);
                self.depth = Some(depth);
                self.leaf_keys_are_values &= keys_are_values;
            }
            Seen::List { .. } | Seen::Mixed => self.even = false,
        }
    }

    fn seen(self) -> Seen {
        if !self.even {
            Seen::Mixed
        } else if self.plain == self.keys {
            Seen::Leaf { keys: self.keys, keys_are_values: self.keys_are_values && self.keys > 0 }
        } else if self.leaves == self.keys {
            let keys_are_values = self.leaf_keys_are_values;
            Seen::Keyed { depth: 1, leaves: self.leaves, keys_are_values }
        } else if let Some(depth) = self.depth.filter(|_| self.keyed == self.keys) {
            let keys_are_values = self.leaf_keys_are_values;
            Seen::Keyed { depth: depth + 1, leaves: self.inner_leaves, keys_are_values }
        } else {
            Seen::Mixed
        }
    }
}

/// Whether a key is a number or a day, hence a value and no name.
fn is_value(key: &str) -> bool {
    number(key).is_some()
        || (key.len() == 2 && key.bytes().all(|b| b.is_ascii_digit()))
        || moment(key, DateOrder::YearMonthDay).is_some()
}

/// Tells objects from other values, and skips them.
struct IsObject;

impl<'de> DeserializeSeed<'de> for IsObject {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for IsObject {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(true)
    }
}
