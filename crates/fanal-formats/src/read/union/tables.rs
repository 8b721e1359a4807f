//! The tables of a file, each with what its columns are matched by.

use std::collections::HashMap;

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
    /// Its titles as they are written, by what its columns are matched by; those without title are
    /// not.
    pub(super) titles: HashMap<Key, String>,
}

/// Finds out what each table of the file is, in the file's order. The format is that of the file, or
/// of the opened file of an archive.
///
/// # Errors
/// [`ReadError::TooManyTables`], and those of the machine; what is wrong with one table stands in its
/// layout.
pub(super) fn tables(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
    watch: &dyn Watch,
) -> Result<Vec<Table>, ReadError> {
    let look = Look { options: ReadOptions { table: None, ..options.clone() }, watch };
    if file.entries().is_empty() {
        return look.within(file, None, Some(format));
    }
    check(file.entries().len(), LIMIT)?;
    let mut all = Vec::new();
    for TableInfo { name, .. } in file.entries() {
        look.check_watch()?;
        let found = if file.entry() == Some(name) {
            look.within(file, Some(name), Some(format))
        } else {
            let other = file.another(name, watch);
            other.and_then(|other| look.within(&other, Some(name), None))
        };
        match found {
            Ok(found) => all.extend(found),
            Err(error) if error.ends_all() => return Err(error),
            Err(error) => all.push(Table::unread(name.clone(), Some(name), Err(error))),
        }
        check(all.len(), LIMIT)?;
    }
    Ok(all)
}

fn check(tables: usize, limit: usize) -> Result<(), ReadError> {
    if tables > limit { Err(ReadError::TooManyTables { tables, limit }) } else { Ok(()) }
}

/// Whether all tables of such a file are found in one look through it.
pub(super) fn looks_once(format: Format) -> bool {
    format.is_workbook() || format == Format::GeoPackage
}

/// How the tables of a file are looked at.
struct Look<'w> {
    options: ReadOptions,
    watch: &'w dyn Watch,
}

impl Look<'_> {
    fn check_watch(&self) -> Result<(), ReadError> {
        if self.watch.cancelled() { Err(ReadError::Cancelled) } else { Ok(()) }
    }

    /// The tables of a file, or of a file within an archive; of that format, where it is known.
    fn within(
        &self,
        file: &Opened,
        entry: Option<&str>,
        format: Option<Format>,
    ) -> Result<Vec<Table>, ReadError> {
        let found = match format.filter(|format| format.is_workbook()) {
            Some(format) => sheet::detect_all(file, format, &self.options)?,
            None => {
                let first = detect_within(file, &self.options)?;
                if first.tables.len() < 2 {
                    let name = entry.or(first.inner_table.as_deref()).unwrap_or(file.name());
                    let table = Table::unread(name.to_owned(), entry, Ok(first));
                    return Ok(vec![table.look(file)?]);
                }
                self.layouts(file, first)?
            }
        };
        let several = found.len() > 1;
        let table = |(info, layout): FoundTable| {
            let name = match entry {
                Some(entry) if several => format!("{entry}/{}", info.name),
                Some(entry) => entry.to_owned(),
                None => info.name.clone(),
            };
            let table = Table::unread(name, entry, layout).look(file)?;
            let empty = table.empty || info.records == Some(0);
            Ok(Table { visible: info.visible, empty, ..table })
        };
        found.into_iter().map(table).collect()
    }

    /// What each table of a file is that has several.
    fn layouts(&self, file: &Opened, first: Layout) -> Result<Vec<FoundTable>, ReadError> {
        let (tables, format) = (first.tables, first.format);
        check(tables.len(), if looks_once(format) { LIMIT } else { SCANNED_LIMIT })?;
        if format.is_workbook() {
            return sheet::detect_all(file, format, &self.options);
        }
        let layout_of = |info: TableInfo| {
            self.check_watch()?;
            let table = Some(info.name.clone());
            match detect_within(file, &ReadOptions { table, ..self.options.clone() }) {
                Err(error) if error.ends_all() => Err(error),
                found => Ok((info, found)),
            }
        };
        tables.into_iter().map(layout_of).collect()
    }
}

impl Table {
    /// A table whose titles were not looked at.
    fn unread(name: String, entry: Option<&str>, layout: Result<Layout, ReadError>) -> Self {
        let layout =
            layout.map(|layout| Layout { table: Some(name.clone()), tables: Vec::new(), ..layout });
        let empty = matches!(layout, Err(ReadError::Empty | ReadError::NoColumns));
        let entry = entry.map(str::to_owned);
        Self { name, entry, visible: true, empty, layout, titles: HashMap::new() }
    }

    /// Looks at its titles.
    ///
    /// # Errors
    /// Those that end the reading of all; others stand in its layout.
    fn look(mut self, file: &Opened) -> Result<Self, ReadError> {
        match self.layout.as_ref().map(|layout| titles(file, layout)) {
            Ok(Ok(titles)) => {
                let mut keys = Keys::default();
                let keyed = titles.into_iter().map(|title| (keys.next(&title), title));
                self.titles = keyed.filter(|((plain, _), _)| !plain.is_empty()).collect();
            }
            Ok(Err(error)) if error.ends_all() => return Err(error),
            Ok(Err(error)) => self.layout = Err(error),
            Err(_) => {}
        }
        Ok(self)
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
