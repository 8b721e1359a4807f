//! Workbooks, and tables for people in other files: texts, web pages.
//!
//! All but XLS are read as streams, in memory that does not grow with them; XLS is read whole, up to
//! a stated size. What lies in an archive obeys the limits of unpacking.

mod bytes;
mod cells;
mod decoded;
mod detect;
mod document;
mod excel;
mod excel_xml;
mod html;
mod kind;
mod mhtml;
mod package;
mod pasted;
mod row;
mod style;
mod texts;
mod word;
mod xml;

use std::fs::File;
use std::io::Read;
use std::rc::Rc;

use fanal_meaning::{RowJudge, RowKind};
use fanal_model::Problem;

pub(super) use detect::{detect, detect_all, explains};
pub(super) use kind::{of_text, of_zip};
pub(super) use mhtml::is_mhtml;
pub(crate) use pasted::Form;

use super::rows::{Item, Titles, Visit};
use super::{Format, Layout, Opened, ReadError, ReadOptions, Rejected, text};
use cells::Value;
use decoded::Decoded;
use excel::Book;
use package::Package;
use row::{Row, TellVisit, Told};

/// An open file of one or several tables.
enum Source<'f> {
    /// Each sheet can be read by its place.
    Excel(Box<Book>),
    /// All tables come one after the other.
    Flow(Flow<'f>),
}

struct Flow<'f> {
    file: &'f Opened,
    format: Format,
    encoding: &'f str,
}

impl<'f> Source<'f> {
    fn open(file: &'f Opened, format: Format, encoding: &'f str) -> Result<Self, ReadError> {
        Ok(match format {
            Format::Xlsx | Format::Xlsb | Format::Xls => {
                Self::Excel(Box::new(Book::open(file, format)?))
            }
            _ => Self::Flow(Flow { file, format, encoding }),
        })
    }

    /// Gives each row of those tables that has a value, with its table's place among them. The
    /// tables come in the file's order when they are asked for in it.
    fn rows(
        &mut self,
        tables: &[&str],
        visit: &mut dyn FnMut(usize, &Row) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let flow = match self {
            Self::Excel(book) => {
                let all = book.tables();
                for (place, table) in tables.iter().enumerate() {
                    let at = all.iter().position(|info| info.name == *table);
                    let at = at.ok_or_else(|| ReadError::NoSuchTable((*table).to_owned()))?;
                    book.rows(at, &mut |row| visit(place, row).map(|()| true))?;
                }
                return Ok(());
            }
            Self::Flow(flow) => flow,
        };
        // Of the file's tables, the place of each among those that are wanted; two may have one name.
        let mut wanted: Vec<Option<usize>> = Vec::new();
        flow.walk(&mut |told| {
            match told {
                Told::Table(info) => {
                    let place = tables.iter().position(|table| *table == info.name);
                    wanted.push(place.filter(|place| !wanted.contains(&Some(*place))));
                }
                Told::Row(table, row) => {
                    if let Some(Some(place)) = wanted.get(table) {
                        visit(*place, row)?;
                    }
                }
            }
            Ok(true)
        })
    }
}

impl Flow<'_> {
    fn is_mhtml(&self) -> Result<bool, ReadError> {
        head(self.file).map(|head| is_mhtml(&head))
    }

    fn walk(&self, visit: &mut TellVisit<'_>) -> Result<(), ReadError> {
        let decoded = || Decoded::open(self.file.path(), self.encoding);
        let package = || Package::open(self.file.path(), self.file.limits());
        match self.format {
            Format::ExcelXml => excel_xml::walk(decoded()?, visit),
            Format::Html if self.is_mhtml()? => {
                let pages = mhtml::Pages::open(self.file.path())?;
                html::walk(Decoded::new(pages, self.encoding)?, visit)
            }
            Format::Html => html::walk(decoded()?, visit),
            Format::Docx => word::walk(package()?, visit),
            _ => document::walk(package()?, visit),
        }
    }
}

/// The start of a file.
fn head(file: &Opened) -> Result<Vec<u8>, ReadError> {
    const BYTES: u64 = 4 << 10;
    let mut head = Vec::new();
    File::open(file.path())?.take(BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// The encoding of a file that is text; none for others.
fn encoding(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
) -> Result<Option<String>, ReadError> {
    match (format, &options.encoding) {
        (Format::ExcelXml | Format::Html, Some(said)) => Ok(Some(said.clone())),
        (Format::Html, None) if is_mhtml(&head(file)?) => mhtml::encoding(file.path()).map(Some),
        (Format::ExcelXml | Format::Html, None) => text::sniff_encoding(file.path()).map(Some),
        _ => Ok(None),
    }
}

/// Gives each row of data of the sheet.
pub(super) fn walk(
    file: &Opened,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut titles = walk_sheets(file, &[layout], &mut |_, titles, item, read_bytes| {
        visit(titles, item, read_bytes)
    })?;
    Ok(titles.remove(0))
}

/// Told of each item of several sheets: the sheet's place among them, its titles, the item, and the
/// bytes read so far.
pub(super) type VisitSheets<'v> =
    dyn FnMut(usize, &[String], Item<'_>, u64) -> Result<(), ReadError> + 'v;

/// Gives each row of data of several sheets of one workbook, which is opened once. The titles are
/// those of each.
pub(super) fn walk_sheets(
    file: &Opened,
    layouts: &[&Layout],
    visit: &mut VisitSheets<'_>,
) -> Result<Vec<Titles>, ReadError> {
    let Some(first) = layouts.first() else { return Ok(Vec::new()) };
    let mut source = Source::open(file, first.format, &first.encoding)?;
    let names: Vec<&str> =
        layouts.iter().map(|layout| layout.inner_table.as_deref().unwrap_or_default()).collect();
    let mut sheets: Vec<Sheet> = layouts.iter().map(|layout| Sheet::new(layout)).collect();
    let size = std::fs::metadata(file.path())?.len();
    let mut current = Row::default();
    source.rows(&names, &mut |place, row| {
        let Some(sheet) = sheets.get_mut(place) else { return Ok(()) };
        if row.number < sheet.layout.body {
            return Ok(());
        }
        sheet.seen.row(row);
        if row.is_blank() {
            return Ok(());
        }
        current.clone_from(row);
        sheet.layout.sheet.apply(&mut current);
        sheet.seen.amounts(&current.cells);
        let item = item(&current, sheet.layout, &sheet.judge);
        visit(place, sheet.titles.list(), item, size.min(row.number.saturating_mul(64)))
    })?;
    Ok(sheets.into_iter().map(Sheet::into_titles).collect())
}

/// A sheet that is read.
struct Sheet<'l> {
    layout: &'l Layout,
    titles: Titles,
    judge: RowJudge,
    seen: Seen,
}

impl<'l> Sheet<'l> {
    fn new(layout: &'l Layout) -> Self {
        Self {
            layout,
            titles: Titles::of(layout.titles.clone()),
            judge: RowJudge::new(&layout.titles, &[]),
            seen: Seen::default(),
        }
    }

    fn into_titles(mut self) -> Titles {
        self.titles.set_units(self.seen.units());
        self.titles.set_doubts(self.seen.doubts(self.layout));
        self.titles
    }
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
    Item::Row { line: row.number, cells: cells.map(|(i, v)| (i, layout.sheet.datum(v))).collect() }
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

/// Rows that a doubt names.
const NAMED_ROWS: usize = 5;

/// What was seen of a sheet beside its values.
#[derive(Default)]
struct Seen {
    hidden_rows: usize,
    hidden_columns: Rc<Vec<bool>>,
    merged: usize,
    /// Cells whose text the workbook lost, and the first rows that have one.
    lost: u64,
    lost_rows: Vec<u64>,
    /// Numbers with more digits than a workbook keeps.
    lost_digits: usize,
    /// For each column, cells that are shown as euros.
    euros: Vec<u64>,
}

impl Seen {
    fn row(&mut self, row: &Row) {
        self.merged += usize::from(row.merged > 0);
        self.lost += row.lost;
        if row.lost > 0 && self.lost_rows.len() < NAMED_ROWS {
            self.lost_rows.push(row.number);
        }
        if row.is_blank() {
            return;
        }
        self.hidden_rows += usize::from(row.is_hidden);
        self.lost_digits += row.cells.iter().filter(|v| v.has_lost_digits()).count();
        if !Rc::ptr_eq(&self.hidden_columns, &row.hidden_columns) {
            self.hidden_columns = Rc::clone(&row.hidden_columns);
        }
    }

    fn amounts(&mut self, cells: &[Value]) {
        if self.euros.len() < cells.len() {
            self.euros.resize(cells.len(), 0);
        }
        for (count, cell) in self.euros.iter_mut().zip(cells) {
            *count += u64::from(matches!(cell, Value::Euro(_)));
        }
    }

    fn units(&self) -> Vec<Option<&'static str>> {
        self.euros.iter().map(|count| (*count > 0).then_some("€")).collect()
    }

    /// What a person should look at.
    fn doubts(&self, layout: &Layout) -> Vec<Problem> {
        let titled = self.hidden_columns.iter().take(layout.titles.len());
        let counts = [
            ("rows-hidden", self.hidden_rows),
            ("columns-hidden", titled.filter(|is_hidden| **is_hidden).count()),
            ("cells-merged", self.merged),
            ("digits-lost", self.lost_digits),
        ];
        let some = counts.into_iter().filter(|(_, count)| *count > 0);
        let mut doubts: Vec<Problem> =
            some.map(|(code, count)| Problem::new(code).number("count", count)).collect();
        if self.lost > 0 {
            let rows: Vec<String> = self.lost_rows.iter().map(u64::to_string).collect();
            let doubt = Problem::new("cells-lost").number("count", self.lost);
            doubts.push(doubt.text("rows", rows.join(", ")));
        }
        doubts
    }
}
