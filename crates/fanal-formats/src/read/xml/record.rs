//! From an element to the cells of a row.

use std::collections::HashSet;

use serde_json::Value;

use super::node::Node;
use super::{Shape, is_name, is_value};

/// Title of the text of a record that has attributes too.
const TEXT: &str = "texte";
/// Title of the column that names the record around a record.
const PARENT: &str = "parent";

/// The cells of a record, each with its title.
pub(super) struct Record<'s> {
    shape: &'s Shape,
    pub(super) cells: Vec<(String, Value)>,
    titles: HashSet<String>,
}

impl<'s> Record<'s> {
    /// The cells of an element. Of records within records, the one around it is named by its first
    /// value.
    pub(super) fn of(node: &Node, parent: Option<&str>, shape: &'s Shape) -> Self {
        let mut record = Self { shape, cells: Vec::new(), titles: HashSet::new() };
        record.fill(node, "");
        if shape.recursive {
            record.add(PARENT.to_owned(), parent.map_or(Value::Null, Value::from));
        }
        record
    }

    /// A title that is taken (an attribute named like a child) gets a number behind it.
    fn add(&mut self, title: String, value: Value) {
        let mut own = title.clone();
        let mut copy = 2;
        while !self.titles.insert(own.clone()) {
            own = format!("{title} ({copy})");
            copy += 1;
        }
        self.cells.push((own, value));
    }

    fn fill(&mut self, node: &Node, prefix: &str) {
        for (name, value) in &node.attributes {
            let title = match prefix {
                "" => name.clone(),
                _ if is_value(name) => prefix.to_owned(),
                _ => format!("{prefix}.{name}"),
            };
            self.add(title, Value::from(value.as_str()));
        }
        let text = node.text.trim();
        if !text.is_empty() {
            let title = if prefix.is_empty() { TEXT } else { prefix };
            self.add(title.to_owned(), Value::from(text));
        }
        let mut done: HashSet<&str> = HashSet::new();
        for child in &node.children {
            if (prefix.is_empty() && self.shape.recursive && child.title == node.title)
                || !done.insert(&child.title)
            {
                continue;
            }
            let title = match prefix {
                "" => child.title.clone(),
                _ => format!("{prefix}.{}", child.title),
            };
            let alike = node.children.iter().filter(|c| c.title == child.title);
            if self.shape.pairs.contains(&title) {
                alike.for_each(|pair| self.pair(pair, &title));
            } else if self.shape.lists.contains(&title) {
                let items: Vec<&Node> = alike.collect();
                let plain = items.iter().all(|item| item.is_plain());
                let values = items.iter().map(|item| item.json());
                let values =
                    values.filter(|value| !plain || value.as_str().is_some_and(|t| !t.is_empty()));
                self.add(title, Value::Array(values.collect()));
            } else {
                self.fill(child, &title);
            }
        }
    }

    /// A name and its value: the name is part of the title.
    fn pair(&mut self, node: &Node, title: &str) {
        let name = node.attributes.iter().find(|(key, _)| is_name(key));
        let value = node.attributes.iter().find(|(key, _)| is_value(key));
        let name = name.map_or("", |(_, name)| name.trim());
        let value = value.map_or(node.text.trim(), |(_, value)| value);
        let title = if name.is_empty() { title.to_owned() } else { format!("{title}.{name}") };
        self.add(title, Value::from(value));
    }
}

/// What names a record for those within it: its first attribute, else its first text.
pub(super) fn key(node: &Node) -> Option<&str> {
    let child = || {
        let texts = node.children.iter().filter(|c| c.is_plain() && !c.text.trim().is_empty());
        texts.map(|c| c.text.trim()).next()
    };
    node.attributes.first().map(|(_, value)| value.as_str()).or_else(child)
}
