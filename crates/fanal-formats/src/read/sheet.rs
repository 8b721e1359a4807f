//! Workbooks, and tables for people in other files: texts, web pages.
//!
//! All but XLS are read as streams; XLS is read whole up to a stated size.

mod cells;
mod decoded;
mod detect;
mod document;
mod excel;
mod excel_xml;
mod html;
mod kind;
mod parts;
mod pasted;
mod row;
mod style;
mod word;
mod xml;

use std::path::{Path, PathBuf};

use fanal_meaning::{RowJudge, RowKind};
use fanal_model::Problem;

pub(super) use detect::detect;
pub(super) use kind::{of_text, of_zip};
pub(crate) use pasted::Form;

use super::rows::{Item, Titles, Visit};
use super::{Format, Layout, ReadError, ReadOptions, Rejected, text};
use cells::{Value, datum};
use decoded::Decoded;
use excel::Book;
use row::{Row, RowVisit, TellVisit, Told};

/// An open file of one or several tables.
enum Source {
    /// Each sheet can be read by its name.
    Excel(Box<Book>),
    /// All tables come one after the other.
    Flow(Flow),
}

struct Flow {
    path: PathBuf,
    format: Format,
    encoding: String,
}

impl Source {
    fn open(path: &Path, format: Format, encoding: &str) -> Result<Self, ReadError> {
        Ok(match format {
            Format::Xlsx | Format::Xlsb | Format::Xls => {
                Self::Excel(Box::new(Book::open(path, format)?))
            }
            _ => Self::Flow(Flow { path: path.to_owned(), format, encoding: encoding.to_owned() }),
        })
    }

    /// Gives each row of that table that has a value. Ends when the visitor answers false.
    fn rows(&mut self, table: &str, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        let flow = match self {
            Self::Excel(book) => return book.rows(table, visit),
            Self::Flow(flow) => flow,
        };
        let (mut tables, mut wanted) = (0, None);
        flow.walk(&mut |told| match told {
            Told::Table(info) => {
                if wanted.is_none() && info.name == table {
                    wanted = Some(tables);
                }
                tables += 1;
                Ok(true)
            }
            Told::Row(place, row) if Some(place) == wanted => visit(row),
            Told::Row(..) => Ok(true),
        })
    }
}

impl Flow {
    fn walk(&self, visit: &mut TellVisit<'_>) -> Result<(), ReadError> {
        let decoded = || Decoded::open(&self.path, &self.encoding);
        match self.format {
            Format::ExcelXml => excel_xml::walk(decoded()?, visit),
            Format::Html => html::walk(decoded()?, visit),
            Format::Docx => word::walk(&self.path, visit),
            _ => document::walk(&self.path, visit),
        }
    }
}

/// The encoding of a file that is text; none for others.
fn encoding(
    path: &Path,
    format: Format,
    options: &ReadOptions,
) -> Result<Option<String>, ReadError> {
    match (format, &options.encoding) {
        (Format::ExcelXml | Format::Html, Some(said)) => Ok(Some(said.clone())),
        (Format::ExcelXml | Format::Html, None) => text::sniff_encoding(path).map(Some),
        _ => Ok(None),
    }
}

/// Gives each row of data of the sheet.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut source = Source::open(path, layout.format, &layout.encoding)?;
    let mut titles = Titles::of(layout.titles.clone());
    let table = layout.inner_table.clone().unwrap_or_default();
    let size = std::fs::metadata(path)?.len();
    let mut amounts = Amounts::default();
    let mut current = Row::default();
    let judge = RowJudge::new(&layout.titles, &[]);
    source.rows(&table, &mut |row| {
        if row.number < layout.body || row.is_blank() {
            return Ok(true);
        }
        current.clone_from(row);
        layout.sheet.apply(&mut current);
        amounts.add(&current.cells);
        visit(titles.list(), item(&current, layout, &judge), size.min(row.number * 64))?;
        Ok(true)
    })?;
    titles.set_units(amounts.units());
    Ok(titles)
}

/// What a row is: a record, or why it is none.
fn item<'r>(row: &'r Row, layout: &Layout, judge: &RowJudge) -> Item<'r> {
    let titles = &layout.titles;
    let extra = row.cells.get(titles.len()..).unwrap_or_default();
    if extra.iter().any(|v| !v.is_blank()) {
        return Item::Rejected(cells::too_wide(row.number, &row.cells, titles.len()));
    }
    if let Some(reason) = set_aside(row, layout, judge) {
        let cells = row.cells.iter().map(cells::text).collect();
        return Item::Rejected(Rejected { line: row.number, reason, cells });
    }
    let cells = row.cells.iter().take(titles.len()).enumerate();
    Item::Row { line: row.number, cells: cells.map(|(i, v)| (i, datum(v))).collect() }
}

/// Why a row is set aside that is no record: titles once more, totals, sources, notes.
fn set_aside(row: &Row, layout: &Layout, judge: &RowJudge) -> Option<Problem> {
    if layout.sheet.repeats_titles(row) {
        return RowKind::RepeatedHeader.problem();
    }
    if layout.keep_notes {
        return None;
    }
    // Of other cells it only counts that they are there, and whether they are numbers.
    judge.set_aside(|place| match row.cells.get(place) {
        None | Some(Value::Empty) => "",
        Some(Value::Text(text) | Value::Free(text)) => text,
        Some(Value::Int(_) | Value::Double(_) | Value::Euro(_)) => "0",
        Some(Value::Boolean(_) | Value::Moment(_)) => "x",
    })
}

/// Columns whose cells are shown as euros.
#[derive(Default)]
struct Amounts(Vec<u64>);

impl Amounts {
    fn add(&mut self, cells: &[Value]) {
        if self.0.len() < cells.len() {
            self.0.resize(cells.len(), 0);
        }
        for (count, cell) in self.0.iter_mut().zip(cells) {
            *count += u64::from(matches!(cell, Value::Euro(_)));
        }
    }

    fn units(&self) -> Vec<Option<&'static str>> {
        self.0.iter().map(|count| (*count > 0).then_some("€")).collect()
    }
}
