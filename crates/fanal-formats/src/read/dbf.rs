//! dBase tables (.dbf), alone or beside a shapefile: records of fixed length, read as a stream.

mod encoding;
mod field;
mod memo;
mod table;

use std::path::Path;

use fanal_model::Problem;

pub(super) use self::encoding::encoding;
pub(super) use self::table::{Table, is_dbf};
use super::column::as_text;
use super::rows::{Item, Titles, Visit};
use super::text::encoding::Encoding;
use super::{Format, Layout, ReadError, ReadOptions, Rejected};

/// Finds out what a dBase table holds.
pub(super) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Dbf, options);
    let table = Table::open(path)?;
    let encoding = encoding(path, options)?;
    layout.encoding = encoding.name();
    layout.titles = table.titles(encoding);
    layout.doubts = table.doubts();
    Ok(layout)
}

/// Gives each record of the table.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut table = Table::open(path)?;
    let encoding = Encoding::named(&layout.encoding)?;
    let titles = Titles::of(layout.titles.clone());
    let mut line = 0;
    while let Some(is_deleted) = table.next_record()? {
        line += 1;
        let texts = table.texts(encoding)?;
        let cells = table.cells(&texts);
        let item = if is_deleted {
            Item::Rejected(deleted(line, cells.iter().map(|c| as_text(*c)).collect()))
        } else {
            Item::Row { line, cells: cells.into_iter().enumerate().collect() }
        };
        visit(titles.list(), item, table.read_bytes())?;
    }
    Ok(titles)
}

/// A record that its program marked as deleted: it is kept apart.
pub(super) fn deleted(line: u64, cells: Vec<String>) -> Rejected {
    Rejected { line, reason: Problem::new("row-deleted"), cells }
}
