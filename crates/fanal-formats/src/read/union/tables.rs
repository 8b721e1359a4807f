//! The tables of a file, each with what its columns are matched by.

use std::collections::HashSet;

use super::columns::{Key, Keys};
use crate::read::detect::detect_within;
use crate::read::layout::FoundTable;
use crate::read::{Format, Layout, Opened, ReadError, ReadOptions, TableInfo, Watch, rows, sheet};

/// Tables of a file that are compared.
const LIMIT: usize = 1_000;
/// The same where each one costs a look through the document.
const SCANNED_LIMIT: usize = 100;
/// Records after which no other title is looked for.
const HEAD_RECORDS: u64 = 100;

/// A table of a file.
pub(super) struct Table {
    /// Its name among all tables of the file.
    pub(super) name: String,
    /// The file of an archive in which it lies.
    pub(super) entry: Option<String>,
    /// Whether the file's own program shows it.
    pub(super) visible: bool,
    /// Whether it has no records, as far as that is known.
    pub(super) empty: bool,
    /// What it is, or why that can't be said.
    pub(super) layout: Result<Layout, ReadError>,
    /// What its columns are matched by; those without title are not.
    pub(super) keys: HashSet<Key>,
}

/// Finds out what each table of the file is, in the file's order.
///
/// # Errors
/// [`ReadError::TooManyTables`]; what is wrong with one table stands in its layout.
pub(super) fn tables(
    file: &Opened,
    options: &ReadOptions,
    watch: &dyn Watch,
) -> Result<Vec<Table>, ReadError> {
    let options = ReadOptions { table: None, ..options.clone() };
    if file.entries().is_empty() {
        return tables_within(file, None, &options);
    }
    check(file.entries().len(), LIMIT)?;
    let mut all = Vec::new();
    for TableInfo { name, .. } in file.entries() {
        if watch.cancelled() {
            return Err(ReadError::Cancelled);
        }
        let found = if file.entry() == Some(name) {
            tables_within(file, Some(name), &options)
        } else {
            let other = file.another(name, watch);
            other.and_then(|other| tables_within(&other, Some(name), &options))
        };
        match found {
            Ok(found) => all.extend(found),
            Err(error @ (ReadError::Cancelled | ReadError::TooManyTables { .. })) => {
                return Err(error);
            }
            Err(error) => all.push(Table::unread(name.clone(), Some(name), Err(error))),
        }
        check(all.len(), LIMIT)?;
    }
    Ok(all)
}

fn check(tables: usize, limit: usize) -> Result<(), ReadError> {
    if tables > limit { Err(ReadError::TooManyTables { tables, limit }) } else { Ok(()) }
}

/// The tables of a file, or of a file within an archive.
fn tables_within(
    file: &Opened,
    entry: Option<&str>,
    options: &ReadOptions,
) -> Result<Vec<Table>, ReadError> {
    let first = detect_within(file, options)?;
    if first.tables.len() < 2 {
        let name = entry.unwrap_or(file.name()).to_owned();
        return Ok(vec![Table::unread(name, entry, Ok(first)).look(file)]);
    }
    let table = |(info, layout): FoundTable| {
        let name = match entry {
            Some(entry) => format!("{entry}/{}", info.name),
            None => info.name.clone(),
        };
        let table = Table::unread(name, entry, layout).look(file);
        let empty = table.empty || info.records == Some(0);
        Table { visible: info.visible, empty, ..table }
    };
    Ok(layouts(file, first, options)?.into_iter().map(table).collect())
}

/// What each table of a file is that has several.
fn layouts(
    file: &Opened,
    first: Layout,
    options: &ReadOptions,
) -> Result<Vec<FoundTable>, ReadError> {
    let (tables, format) = (first.tables, first.format);
    let scanned = !(format.is_workbook() || format == Format::GeoPackage);
    check(tables.len(), if scanned { SCANNED_LIMIT } else { LIMIT })?;
    if format.is_workbook() {
        return sheet::detect_all(file, format, options);
    }
    let layout_of = |info: TableInfo| {
        let table = Some(info.name.clone());
        let found = detect_within(file, &ReadOptions { table, ..options.clone() });
        (info, found)
    };
    Ok(tables.into_iter().map(layout_of).collect())
}

impl Table {
    /// A table whose titles were not looked at.
    fn unread(name: String, entry: Option<&str>, layout: Result<Layout, ReadError>) -> Self {
        let layout =
            layout.map(|layout| Layout { table: Some(name.clone()), tables: Vec::new(), ..layout });
        let empty = matches!(layout, Err(ReadError::Empty | ReadError::NoColumns));
        let entry = entry.map(str::to_owned);
        Self { name, entry, visible: true, empty, layout, keys: HashSet::new() }
    }

    fn look(mut self, file: &Opened) -> Self {
        match self.layout.as_ref().map(|layout| titles(file, layout)) {
            Ok(Ok(titles)) => {
                let mut keys = Keys::default();
                let keys = titles.iter().map(|title| keys.next(title));
                self.keys = keys.filter(|(title, _)| !title.is_empty()).collect();
            }
            Ok(Err(error)) => self.layout = Err(error),
            Err(_) => {}
        }
        self
    }
}

/// The titles of a table; where the format does not say them at once, those of its first records.
fn titles(file: &Opened, layout: &Layout) -> Result<Vec<String>, ReadError> {
    if !layout.titles.is_empty() {
        return Ok(layout.titles.clone());
    }
    let mut records = 0;
    let mut known = Vec::new();
    let walked = rows::walk(file, layout, &mut |titles, _, _| {
        records += 1;
        if records == HEAD_RECORDS {
            known = titles.to_vec();
            return Err(ReadError::Cancelled);
        }
        Ok(())
    });
    match walked {
        Ok(titles) => Ok(titles.list().to_vec()),
        Err(ReadError::Cancelled) => Ok(known),
        Err(error) => Err(error),
    }
}
