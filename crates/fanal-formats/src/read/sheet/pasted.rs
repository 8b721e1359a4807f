//! What a sheet holds otherwise than cells declare it: a whole text table in its first column, days
//! that are counted in another way.

use fanal_meaning::Cell;
use serde::{Deserialize, Serialize};

use super::cells::{self, Value};
use super::row::Row;
use crate::read::column::Datum;
use crate::read::text;

/// How the cells of a sheet are to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Form {
    /// The character between the cells of a table of text that stands in the first column.
    pub(super) pasted: Option<u8>,
    /// Days are counted from 1904 on, as old Macintoshes did.
    pub(super) since_1904: bool,
    /// The rows of titles as they are written.
    titles: Vec<Vec<String>>,
}

/// Cells of a line by which a comma separates: lists of names and addresses have fewer.
const LEAST_COMMA_CELLS: usize = 3;

/// Cells from which a row may be one of titles although one of five is another.
const NEARLY_CELLS: usize = 5;

impl Form {
    /// The character between cells, when nearly all rows are lines of a table of text.
    pub(super) fn find_pasted(&mut self, rows: &[Row]) {
        let alone = rows.iter().filter(|r| r.cells.len() == 1).count();
        if rows.len() < 2 || alone * 10 < rows.len() * 9 {
            return;
        }
        let lines: Vec<String> = rows.iter().map(|row| line(row, b';')).collect();
        let Some(separator) = text::separator_of(&lines.join("\n")) else { return };
        let mut widths: Vec<usize> =
            lines.iter().map(|line| text::split(line, separator).len()).collect();
        widths.sort_unstable();
        let usual = widths[widths.len() / 2];
        let alike = widths.iter().filter(|w| **w == usual).count();
        let enough = usual >= LEAST_COMMA_CELLS || (usual > 1 && separator != b',');
        if enough && alike * 10 >= widths.len() * 9 {
            self.pasted = Some(separator);
        }
    }

    /// Keeps the rows of titles.
    pub(super) fn set_titles(&mut self, rows: &[Vec<String>]) {
        self.titles = rows.iter().map(|row| trimmed(row.iter().map(String::as_str))).collect();
        self.titles.retain(|row| row.iter().filter(|c| !c.is_empty()).count() > 1);
    }

    /// Whether a row is one of the rows of titles once more, nearly whole: titles typed anew for
    /// each part of a table leave some out or name them otherwise.
    pub(super) fn repeats_titles(&self, row: &Row) -> bool {
        let Some(first) = row.cells.iter().position(|v| !v.is_blank()) else { return false };
        let same = |titles: &[String], place: usize| {
            titles.get(place).is_some_and(|t| *t == cells::text(&row.cells[place]).trim())
        };
        // Cheap for nearly every row: its first cell tells.
        self.titles.iter().filter(|titles| same(titles, first)).any(|titles| {
            let filled = (first..row.cells.len()).filter(|i| !row.cells[*i].is_blank());
            let (all, alike) = filled
                .fold((0, 0), |(all, alike), i| (all + 1, alike + usize::from(same(titles, i))));
            alike == all && all > 1 || all >= NEARLY_CELLS && alike * 5 >= all * 4
        })
    }

    /// The row as it is to be read.
    pub(super) fn apply(&self, row: &mut Row) {
        if let Some(separator) = self.pasted {
            let cells = text::split(&line(row, separator), separator);
            row.cells = cells.into_iter().map(Value::Free).collect();
        }
    }

    /// What a cell holds, for whoever builds a column.
    pub(super) fn datum<'v>(&self, value: &'v Value) -> Datum<'v> {
        match cells::datum(value) {
            Datum::Cell(Cell::Int(number)) if self.since_1904 => {
                let cell = Cell::IntSince1904(number);
                // Numbers that can be no day are what they are.
                Datum::Cell(cell.serial_day().map_or(Cell::Int(number), |_| cell))
            }
            other => other,
        }
    }
}

/// The cells without spaces around them nor empty ones at the end.
fn trimmed<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<String> {
    let mut out: Vec<String> = cells.map(|c| c.trim().to_owned()).collect();
    let end = out.iter().rposition(|c| !c.is_empty()).map_or(0, |at| at + 1);
    out.truncate(end);
    out
}

/// The line of text that a row holds: a program that knew the separator cut some of it off.
fn line(row: &Row, separator: u8) -> String {
    let cells: Vec<String> = row.cells.iter().map(cells::text).collect();
    cells.join(&char::from(separator).to_string())
}
