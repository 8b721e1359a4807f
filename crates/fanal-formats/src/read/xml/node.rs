//! One record as it stands in the document.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::events::{Start, title};

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) title: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn of(start: &Start<'_>, prefixed: &HashSet<String>) -> Self {
        let attributes = start.attributes();
        Self {
            title: title(start.name(), prefixed).to_owned(),
            attributes: attributes.map(|(k, v)| (title(k, prefixed).to_owned(), v)).collect(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    /// Bytes of its own, without its children.
    pub(super) fn size_bytes(&self) -> u64 {
        let attributes: usize = self.attributes.iter().map(|(k, v)| k.len() + v.len()).sum();
        (size_of::<Self>() + self.title.len() + attributes) as u64
    }

    pub(super) fn is_plain(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty()
    }

    /// As JSON: an object of its attributes and children, or its text.
    pub(super) fn json(&self) -> Value {
        let text = self.text.trim();
        if self.is_plain() {
            return Value::from(text);
        }
        let mut object = Map::new();
        let attributes = self.attributes.iter().map(|(k, v)| (k.as_str(), Value::from(v.as_str())));
        let text = (!text.is_empty()).then(|| ("texte", Value::from(text)));
        let children = self.children.iter().map(|child| (child.title.as_str(), child.json()));
        for (key, value) in attributes.chain(text).chain(children) {
            match object.get_mut(key) {
                Some(Value::Array(values)) => values.push(value),
                Some(known) => *known = Value::Array(vec![known.take(), value]),
                None => {
                    object.insert(key.to_owned(), value);
                }
            }
        }
        Value::Object(object)
    }
}
