//! What the first pass found.

use fanal_meaning::{CellFormat, Conclusion, Departments, Meaning};
use fanal_model::{FieldName, FieldType, Problem};
use serde::{Deserialize, Serialize};

use super::geometry::Located;
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

impl Rejected {
    /// Whether it was set aside on purpose: it can be read, and is no data.
    fn is_no_data(&self) -> bool {
        matches!(
            self.reason.code.as_str(),
            "row-total"
                | "row-source"
                | "row-note"
                | "row-title"
                | "row-repeats-header"
                | "row-deleted"
        )
    }
}

/// Where the values of a column come from: places of columns in the file, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A column of the file.
    Column(usize),
    /// Positions written in a column of the file that is there too.
    Text(usize),
    /// Positions of which two columns of the file hold a number each.
    Pair {
        /// Longitude or easting.
        x: usize,
        /// Latitude or northing.
        y: usize,
    },
}

impl Source {
    /// The columns of the file that it takes from.
    pub fn columns(self) -> impl Iterator<Item = usize> {
        let (first, second) = match self {
            Self::Column(place) | Self::Text(place) => (place, None),
            Self::Pair { x, y } => (x, Some(y)),
        };
        std::iter::once(first).chain(second)
    }

    /// Whether its values are made of those of other columns.
    pub fn is_derived(self) -> bool {
        !matches!(self, Self::Column(_))
    }
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Title as written; empty when there is none.
    pub title: String,
    /// Where its values come from; those that are made of others come last.
    pub source: Source,
    /// For points and shapes, the coordinate system of their positions in the file:
    /// `EPSG:2154`, with `/yx` behind it when latitude or northing comes first.
    pub crs: Option<String>,
    /// Polygons whose rings cross are mended when it is read.
    pub mends: bool,
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
    /// What separates values within its texts, when some hold several: a proposal.
    pub list_separator: Option<String>,
    /// Marks that stand where a value is missing (`NC`, `-`), with the number of cells of each.
    pub empty_marks: Vec<(String, u64)>,
    /// Marks that stand for no value as somebody said, with the number of cells of each.
    pub said_missing: Vec<(String, u64)>,
    /// Marks that are texts as somebody said, with the number of cells of each.
    pub said_kept: Vec<(String, u64)>,
    /// Departments that its codes name; none any more once the positions are settled.
    #[serde(skip)]
    pub(crate) departments: Departments,
    /// What its cells identify or measure (`siret`, `code_insee`…), as `fanal-meaning` names it.
    pub meaning: Option<String>,
    /// Unit of its numbers.
    pub unit: Option<String>,
    /// Records without a value in it.
    pub empty: u64,
    /// A few different values.
    pub samples: Vec<String>,
    /// Values unlike nearly all others, with their lines.
    pub odd: Vec<(u64, String)>,
    /// Why its type and its meaning are these.
    #[serde(with = "wire")]
    pub reasons: Vec<Problem>,
    /// What a person should look at.
    #[serde(with = "wire")]
    pub doubts: Vec<Problem>,
}

impl ColumnProfile {
    /// Marks to be read as empty when the column is read into that type: in texts those that were
    /// found stay what they are, but for codes, of which it was told.
    pub fn empty_marks_of(&self, field_type: FieldType) -> Vec<String> {
        let found = match field_type {
            FieldType::Text if self.field_type != FieldType::Text => &[],
            _ => &self.empty_marks[..],
        };
        found.iter().chain(&self.said_missing).map(|(mark, _)| mark.clone()).collect()
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The columns, in the file's order.
    pub columns: Vec<ColumnProfile>,
    /// Records that were read.
    pub records: u64,
    /// Rows that are kept apart.
    pub rejected: u64,
    /// Those of them that could not be read; the others are no data: totals, notes, titles.
    pub failed: u64,
    /// The first of those rows, at most 20.
    pub first_rejected: Vec<Rejected>,
    /// What a person should look at.
    #[serde(with = "wire")]
    pub doubts: Vec<Problem>,
}

/// Settles the meanings that only the columns together tell.
pub(crate) fn settle_together(mut columns: Vec<ColumnProfile>) -> Vec<ColumnProfile> {
    let titles: Vec<&str> = columns.iter().map(|c| c.title.as_str()).collect();
    let mut meanings: Vec<Option<Meaning>> =
        columns.iter().map(|c| c.meaning.as_deref().and_then(Meaning::from_name)).collect();
    fanal_meaning::settle_together(&titles, &mut meanings);
    for (column, meaning) in columns.iter_mut().zip(meanings) {
        column.meaning = meaning.map(|meaning| meaning.name().to_owned());
        column.departments = Departments::default();
    }
    columns
}

/// Rejected rows that a profile shows.
const SHOWN_REJECTED: usize = 20;

/// Rows that are kept apart, counted, and the first of them.
#[derive(Debug, Default)]
pub(crate) struct RejectedRows {
    pub(crate) count: u64,
    /// Those that could not be read.
    pub(crate) failed: u64,
    pub(crate) first: Vec<Rejected>,
}

impl RejectedRows {
    pub(crate) fn add(&mut self, row: Rejected) {
        self.count += 1;
        self.failed += u64::from(!row.is_no_data());
        if self.first.len() < SHOWN_REJECTED {
            self.first.push(row);
        }
    }

    /// Adds those that come further down the file.
    pub(crate) fn merge(&mut self, later: Self) {
        self.count += later.count;
        self.failed += later.failed;
        let room = SHOWN_REJECTED.saturating_sub(self.first.len());
        self.first.extend(later.first.into_iter().take(room));
    }
}

/// Puts a column together from its title and what its cells led to.
pub(crate) fn column(
    names: &mut Names,
    place: usize,
    title: &str,
    found: Conclusion,
) -> ColumnProfile {
    let name = names.next(title);
    let mut doubts = found.doubts;
    match FieldName::from_title(title) {
        Ok(own) if own != name => doubts.push(Problem::new("title-repeated")),
        Err(_) if title.trim().is_empty() && found.filled > 0 => {
            doubts.push(Problem::new("column-untitled"));
        }
        _ => {}
    }
    ColumnProfile {
        title: title.to_owned(),
        source: Source::Column(place),
        crs: None,
        mends: false,
        name,
        field_type: found.field_type,
        format: found.format,
        multivalued: found.lists,
        list_separator: found.list_proposal.map(|list| list.separator.to_owned()),
        empty_marks: found.empty_marks,
        said_missing: found.said_missing,
        said_kept: found.said_kept,
        departments: found.departments,
        meaning: found.meaning.map(|meaning| meaning.name().to_owned()),
        unit: found.unit,
        empty: found.empty,
        samples: found.samples,
        odd: found.odd,
        reasons: found.reasons,
        doubts,
    }
}

impl ColumnProfile {
    /// Makes it a column of geometries.
    pub(crate) fn settle(&mut self, located: Located) {
        self.field_type = located.field_type;
        self.format = CellFormat::AsWritten;
        self.meaning = None;
        self.unit = None;
        self.list_separator = None;
        self.empty_marks.clear();
        self.reasons.clear();
        self.odd.clear();
        self.crs = located.crs;
        self.mends = located.mends;
        self.doubts = located.doubts;
    }
}
