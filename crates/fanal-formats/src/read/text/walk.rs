//! A table of text row after row, for whoever reads it together with other tables.

use std::path::Path;

use super::judge::{Oddities, RowTaker};
use super::passes::{datum, open};
use super::records::Record;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Layout, ReadError, Rejected};

/// Gives each row to the visitor.
pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let (mut splitter, judge, _) = open(path, layout)?;
    let mut titles = Titles::of(layout.titles.clone());
    let mut oddities = Oddities::default();
    while let Some(block) = splitter.next_block()? {
        let list = titles.list();
        let mut giver = Giver { titles: list, visit, read_bytes: block.read_bytes, given: Ok(()) };
        oddities.merge(judge.rows(&block, &mut giver));
        giver.given?;
    }
    titles.set_doubts(oddities.doubts());
    Ok(titles)
}

/// Gives the rows of a block, until the visitor fails.
struct Giver<'g, 'v> {
    titles: &'g [String],
    visit: &'g mut Visit<'v>,
    read_bytes: u64,
    given: Result<(), ReadError>,
}

impl Giver<'_, '_> {
    fn give(&mut self, item: Item<'_>) {
        if self.given.is_ok() {
            self.given = (self.visit)(self.titles, item, self.read_bytes);
        }
    }
}

impl RowTaker for Giver<'_, '_> {
    fn row(&mut self, text: &str, record: &Record) {
        let places = 0..self.titles.len();
        let cells = places.map(|place| (place, datum(text, record, place))).collect();
        self.give(Item::Row { line: record.line, cells });
    }

    fn reject(&mut self, row: Rejected) {
        self.give(Item::Rejected(row));
    }
}
