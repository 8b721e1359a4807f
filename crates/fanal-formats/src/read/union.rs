//! Several tables of one file read as one: sheets of one form, layers of one kind, files of an
//! archive with one head. Their rows follow each other in the file's order; columns are matched by
//! their titles, and one that a table lacks is empty there; a column of its own, the first, says
//! which table each row comes from. Both passes see all rows, so that types are decided on them
//! all.

mod columns;
mod compare;
mod tables;

use serde::{Deserialize, Serialize};

pub use compare::{compare, unite};

use super::column::Datum;
use super::rows::{self, Item, Titles, Visit};
use super::{
    BatchSink, Layout, Opened, Profile, ReadError, ReadOutcome, ReadPlan, Rejected, Watch, sheet,
};
use columns::Columns;
use fanal_meaning::Cell;

/// The tables that are read as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Union {
    /// Title of the column that says which table a row comes from.
    pub origin: String,
    /// The tables, in the file's order.
    pub parts: Vec<Part>,
    /// Tables with rows that have other columns, or can't be read, and are therefore no part of it.
    pub unfit: Vec<String>,
}

/// A table of a union.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The file of an archive in which it lies.
    pub(crate) entry: Option<String>,
    /// What it is.
    pub layout: Layout,
}

impl Part {
    /// Its name among the file's tables.
    pub fn name(&self) -> &str {
        self.layout.table.as_deref().unwrap_or_default()
    }
}

impl Union {
    /// Which table a rejected row comes from: its first cell says it.
    pub fn table_of<'r>(&self, row: &'r Rejected) -> Option<&'r str> {
        row.cells.first().map(String::as_str)
    }
}

pub(super) fn profile(
    file: &Opened,
    union: &Union,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Profile, ReadError> {
    rows::profile_walked(&|visit| walk(file, union, watch, visit), None, layout, watch)
}

pub(super) fn read(
    file: &Opened,
    union: &Union,
    profile: &Profile,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let walk = |visit: &mut Visit<'_>| walk(file, union, watch, visit);
    rows::read_walked(&walk, None, profile, plan, watch, sink)
}

/// Gives the rows of all tables, under the columns of the union. Of an archive one file at a time is
/// unpacked.
fn walk(
    file: &Opened,
    union: &Union,
    watch: &dyn Watch,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut columns = Columns::of(union)?;
    let mut before = 0;
    let mut read_bytes = 0;
    for (first, parts) in groups(&union.parts) {
        let entry = parts[0].entry.as_deref().filter(|entry| file.entry() != Some(entry));
        let other = entry.map(|entry| file.another(entry, watch)).transpose();
        let other = other.map_err(|error| within(&parts[0], error))?;
        let opened = other.as_ref().unwrap_or(file);
        let ends = walk_within(opened, parts, &mut |place, titles, item, done| {
            read_bytes = read_bytes.max(before + done);
            columns.know(first + place, titles)?;
            give(&columns, first + place, parts[place].name(), item, read_bytes, visit)
        });
        let ends = ends.map_err(|error| within(&parts[0], error))?;
        for (place, titles) in ends.iter().enumerate() {
            columns.end(first + place, titles)?;
        }
        before = read_bytes;
    }
    Ok(columns.into_titles())
}

/// The tables by the file in which they lie, each group with the place of its first one.
fn groups(parts: &[Part]) -> impl Iterator<Item = (usize, &[Part])> {
    let mut first = 0;
    parts.chunk_by(|one, other| one.entry == other.entry).map(move |group| {
        let place = first;
        first += group.len();
        (place, group)
    })
}

/// Gives the rows of tables that lie in one file; their titles are given at the end.
fn walk_within(
    file: &Opened,
    parts: &[Part],
    visit: &mut sheet::VisitSheets<'_>,
) -> Result<Vec<Titles>, ReadError> {
    if parts[0].layout.format.is_workbook() {
        let layouts: Vec<&Layout> = parts.iter().map(|part| &part.layout).collect();
        return sheet::walk_sheets(file, &layouts, visit);
    }
    let mut all = Vec::with_capacity(parts.len());
    for (place, part) in parts.iter().enumerate() {
        let titles = rows::walk(file, &part.layout, &mut |titles, item, done| {
            visit(place, titles, item, done)
        })?;
        all.push(titles);
    }
    Ok(all)
}

/// Gives an item of a table as one of the union.
fn give(
    columns: &Columns,
    part: usize,
    table: &str,
    item: Item<'_>,
    read_bytes: u64,
    visit: &mut Visit<'_>,
) -> Result<(), ReadError> {
    let item = match item {
        Item::Row { line, cells } => {
            let mut all = Vec::with_capacity(cells.len() + 1);
            all.push((0, Datum::Cell(Cell::Text(table))));
            let placed = cells
                .into_iter()
                .filter_map(|(own, datum)| columns.place(part, own).map(|place| (place, datum)));
            all.extend(placed);
            Item::Row { line, cells: all }
        }
        Item::Rejected(row) => {
            let cells = columns.spread(part, table, row.cells);
            Item::Rejected(Rejected { cells, ..row })
        }
    };
    visit(columns.titles(), item, read_bytes)
}

/// An error of a file of an archive says which one it is about.
fn within(part: &Part, error: ReadError) -> ReadError {
    match (&part.entry, error) {
        (_, error @ ReadError::Batch(_)) => error,
        (_, error) if error.ends_all() => error,
        (Some(entry), error) => {
            ReadError::InTable { table: entry.clone(), source: Box::new(error) }
        }
        (None, error) => error,
    }
}
