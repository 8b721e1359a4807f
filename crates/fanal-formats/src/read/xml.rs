//! XML documents: a repeated element is a table, its attributes and children are the columns.
//!
//! Documents are read as a stream, one record in memory at a time. Nothing that a document defines
//! (entities) or points to is followed.

mod detect;
mod events;
mod feed;
mod node;
mod record;
mod scan;
mod walk;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

pub(super) use detect::{detect, is_xml};
pub(super) use walk::walk;

/// Where the table lies in a document, and how its records are written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Shape {
    /// The elements that lead to a record, its own included. Elements within one of the same name
    /// count once.
    path: Vec<String>,
    /// Records lie within records of the same name.
    recursive: bool,
    /// Children that occur several times in one record, by the title of their column.
    lists: HashSet<String>,
    /// Children that are each a name and its value, by the same.
    pairs: HashSet<String>,
    /// Local names that occur under several prefixes: these keep theirs.
    prefixed: HashSet<String>,
}

/// Elements within elements that are read.
const DEPTH: usize = 256;

/// Attributes that hold the value of their element.
fn is_value(attribute: &str) -> bool {
    matches!(attribute, "V" | "v" | "val" | "value" | "Value" | "valeur" | "Valeur" | "resource")
}

/// Attributes that hold the name of their element's value.
fn is_name(attribute: &str) -> bool {
    matches!(attribute, "Code" | "code" | "name" | "Name" | "nom" | "Nom" | "key" | "k")
}
