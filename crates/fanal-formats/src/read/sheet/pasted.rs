//! What a sheet holds otherwise than cells declare it: a whole text table in its first column,
//! numbers that were typed or pasted as texts.

use fanal_meaning::number;
use serde::{Deserialize, Serialize};

use super::cells::{self, Value};
use super::row::Row;
use crate::read::text;

/// How the cells of a sheet are to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Form {
    /// The character between the cells of a table of text that stands in the first column.
    pub(super) pasted: Option<u8>,
    /// Columns of numbers that were written as texts.
    loose: Vec<Loose>,
    /// The rows of titles as they are written.
    titles: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Loose {
    column: usize,
    /// Other cells of the column are declared numbers.
    among_numbers: bool,
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

    /// The columns in which texts write numbers: all of those among numbers, or all of those of the
    /// column when some can be nothing else. Texts of digits alone stay texts: they may be codes.
    pub(super) fn find_loose(&mut self, rows: &[Row]) {
        let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        for column in 0..width {
            let (mut numbers, mut written, mut sure, mut others) = (0, 0, 0, 0);
            for value in rows.iter().filter_map(|r| r.cells.get(column)).filter(|v| !v.is_blank()) {
                match value {
                    Value::Int(_) | Value::Double(_) | Value::Euro(_) => numbers += 1,
                    _ => match value.number_text() {
                        Some(is_sure) => {
                            written += 1;
                            sure += usize::from(is_sure);
                        }
                        None => others += 1,
                    },
                }
            }
            if others == 0 && written > 0 && (numbers > 0 || sure > 0) {
                self.loose.push(Loose { column, among_numbers: numbers > 0 });
            }
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
        for loose in &self.loose {
            if let Some(value) = row.cells.get_mut(loose.column)
                && let Value::Text(written) = value
            {
                *value = loose.value(written);
            }
        }
    }
}

impl Loose {
    fn value(self, written: &str) -> Value {
        let found = number(written.trim()).filter(|n| n.unit.sign().is_none());
        let declared = found.filter(|_| self.among_numbers).and_then(|n| match n.to_i64() {
            Some(whole) => Some(Value::Int(whole)),
            None => n.to_f64().map(Value::Double),
        });
        declared.unwrap_or_else(|| Value::Free(written.to_owned()))
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
