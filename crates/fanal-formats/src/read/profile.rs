//! What the first pass found.

use fanal_meaning::{CellFormat, Conclusion};
use fanal_model::{FieldName, FieldType, Problem};
use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::wire;

/// A row that could not be read; it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The line of a text or the row of a sheet on which it starts, from 1; for the items of a
    /// document, their number.
    pub line: u64,
    /// Why.
    #[serde(with = "wire")]
    pub reason: Problem,
    /// Its cells as they are written.
    pub cells: Vec<String>,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Title as written; empty when there is none.
    pub title: String,
    /// Name made from the title; no other column of the file has it.
    #[serde(with = "wire")]
    pub name: FieldName,
    /// Type of its values, decided on all of them.
    #[serde(with = "wire")]
    pub field_type: FieldType,
    /// How its cells are read into that type.
    #[serde(with = "wire")]
    pub format: CellFormat,
    /// Its cells are lists of texts.
    pub multivalued: bool,
    /// What its cells identify (`siret`, `code_insee`…).
    pub meaning: Option<String>,
    /// Unit of its numbers.
    pub unit: Option<String>,
    /// Records without a value in it.
    pub empty: u64,
    /// A few different values.
    pub samples: Vec<String>,
    /// Values unlike nearly all others, with their lines.
    pub odd: Vec<(u64, String)>,
    /// What a person should look at.
    #[serde(with = "wire")]
    pub doubts: Vec<Problem>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The columns, in the file's order.
    pub columns: Vec<ColumnProfile>,
    /// Records that were read.
    pub records: u64,
    /// Rows that could not be.
    pub rejected: u64,
    /// The first of those rows, at most 20.
    pub first_rejected: Vec<Rejected>,
    /// What a person should look at.
    #[serde(with = "wire")]
    pub doubts: Vec<Problem>,
}

/// Rejected rows that a profile shows.
pub(crate) const SHOWN_REJECTED: usize = 20;

/// Puts a column together from its title and what its cells led to.
pub(crate) fn column(names: &mut Names, title: &str, found: Conclusion) -> ColumnProfile {
    let name = names.next(title);
    let mut doubts = found.doubts;
    match FieldName::from_title(title) {
        Ok(own) if own != name => doubts.push(Problem::new("title-repeated")),
        Err(_) if title.trim().is_empty() && found.filled > 0 => {
            doubts.push(Problem::new("title-missing"));
        }
        _ => {}
    }
    ColumnProfile {
        title: title.to_owned(),
        name,
        field_type: found.field_type,
        format: found.format,
        multivalued: found.lists,
        meaning: found.meaning.map(str::to_owned),
        unit: found.unit,
        empty: found.empty,
        samples: found.samples,
        odd: found.odd,
        doubts,
    }
}
