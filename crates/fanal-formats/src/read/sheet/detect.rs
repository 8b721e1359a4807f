//! Finds the sheet and its titles.

use fanal_model::{Problem, fold};

use super::Source;
use super::cells::text;
use super::excel::Book;
use super::row::{Row, Told};
use crate::read::header::{self, Said};
use crate::read::layout::FoundTable;
use crate::read::{Format, Header, Layout, Opened, ReadError, ReadOptions, TableInfo};

/// Rows looked at for titles.
const HEAD_ROWS: usize = 200;
/// Bytes of them beyond which no more rows are looked at.
const HEAD_BYTES: usize = 8 << 20;
/// Bytes of those of all sheets that are kept at once.
const HEADS_BYTES: usize = 64 << 20;
/// Rows of a sheet that are counted.
const COUNTED_ROWS: u64 = 20_000;
/// Tables of a file that are looked at.
const MOST_TABLES: usize = 1_000;
/// A sheet is preferred to those before it when it is so many times as large.
const LARGER: u64 = 4;

/// Finds the sheet that holds the table, and its titles.
pub(in crate::read) fn detect(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let Survey { mut sheets, mut failed, tables, .. } = Survey::of(file, format, options)?;
    let place = match &options.table {
        Some(name) => match sheets.iter().position(|sheet| sheet.info.name == *name) {
            Some(place) => place,
            None => {
                let broken = failed.into_iter().find(|(broken, _)| broken.name == *name);
                let absent = || ReadError::NoSuchTable(name.clone());
                return Err(broken.map_or_else(absent, |(_, error)| error));
            }
        },
        None => match choose(&sheets) {
            Some(place) => place,
            None if failed.is_empty() => return Err(ReadError::Empty),
            None => return Err(failed.swap_remove(0).1),
        },
    };
    let left = |(sheet, _): &(TableInfo, _)| Problem::new("sheet-left").text("sheet", &sheet.name);
    let mut doubts: Vec<Problem> = failed.iter().map(left).collect();
    if tables > MOST_TABLES {
        let doubt = Problem::new("tables-too-many").number("tables", tables);
        doubts.push(doubt.number("limit", MOST_TABLES));
    }
    if options.table.is_none() {
        tell_others(&sheets, place, &mut doubts);
    }
    let all = sheets.iter().map(Sheet::told).collect();
    let mut layout = sheets.swap_remove(place).layout?;
    layout.tables = all;
    doubts.append(&mut layout.doubts);
    layout.doubts = doubts;
    Ok(layout)
}

/// Finds the titles of every sheet, looking at the workbook once.
///
/// # Errors
/// [`ReadError::TooManyTables`].
pub(in crate::read) fn detect_all(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
) -> Result<Vec<FoundTable>, ReadError> {
    let Survey { sheets, failed, tables, .. } = Survey::of(file, format, options)?;
    if tables > MOST_TABLES {
        return Err(ReadError::TooManyTables { tables, limit: MOST_TABLES });
    }
    let found = |sheet: Sheet| {
        let (told, rows) = (sheet.told(), sheet.rows);
        let found = if rows == 0 { Err(ReadError::Empty) } else { sheet.layout };
        let found = found.map(|mut layout| {
            layout.inner_table = layout.table.take();
            layout
        });
        (told, found)
    };
    let failed = failed.into_iter().map(|(table, error)| (table, Err(error)));
    Ok(sheets.into_iter().map(found).chain(failed).collect())
}

/// What a look at a whole workbook tells.
struct Survey<'o> {
    options: &'o ReadOptions,
    /// The workbook without a sheet chosen.
    layout: Layout,
    sheets: Vec<Sheet>,
    /// Sheets that can't be read.
    failed: Vec<(TableInfo, ReadError)>,
    /// All sheets, also those that were not looked at.
    tables: usize,
    /// Bytes of rows that are kept.
    heads_bytes: usize,
}

/// What was seen of a sheet.
struct Sheet {
    info: TableInfo,
    /// Its first rows, until it is settled what they say.
    head: Vec<Row>,
    head_bytes: usize,
    is_settled: bool,
    rows: u64,
    /// Rows beyond were not looked at.
    is_cut: bool,
    /// Rows of titles and what stands above them.
    above: u64,
    /// Cells that a row usually has.
    usual: u64,
    layout: Result<Layout, ReadError>,
}

impl<'o> Survey<'o> {
    fn of(file: &Opened, format: Format, options: &'o ReadOptions) -> Result<Self, ReadError> {
        let mut layout = Layout::new(format, options);
        if let Some(encoding) = super::encoding(file, format, options)? {
            layout.encoding = encoding;
        }
        let encoding = layout.encoding.clone();
        let mut source = Source::open(file, format, &encoding)?;
        let (sheets, failed) = (Vec::new(), Vec::new());
        let mut survey = Self { options, layout, sheets, failed, tables: 0, heads_bytes: 0 };
        match &mut source {
            Source::Excel(book) => {
                survey.layout.sheet.since_1904 = book.since_1904();
                survey.see_book(book)?;
            }
            Source::Flow(flow) => flow.walk(&mut |told| {
                match told {
                    Told::Table(table) => survey.begin(table),
                    Told::Row(place, row) => {
                        survey.add(place, row);
                    }
                }
                Ok(true)
            })?,
        }
        survey.settle(None);
        Ok(survey)
    }

    fn see_book(&mut self, book: &mut Book) -> Result<(), ReadError> {
        for (at, table) in book.tables().into_iter().enumerate() {
            if self.tables >= MOST_TABLES {
                self.tables += 1;
                continue;
            }
            let place = self.sheets.len();
            self.begin(table);
            if let Err(error) = book.rows(at, &mut |row| Ok(self.add(place, row))) {
                if error.ends_all() {
                    return Err(error);
                }
                let sheet = self.sheets.remove(place);
                self.failed.push((sheet.info, error));
            }
            self.settle(None);
        }
        Ok(())
    }

    fn begin(&mut self, info: TableInfo) {
        self.tables += 1;
        if self.tables <= MOST_TABLES {
            self.sheets.push(Sheet::new(info));
        }
    }

    /// Looks at a row; answers whether to go on with its sheet.
    fn add(&mut self, place: usize, row: &Row) -> bool {
        let Some(sheet) = self.sheets.get_mut(place) else { return false };
        let before = sheet.head_bytes;
        let goes_on = sheet.add(row);
        self.heads_bytes += sheet.head_bytes - before;
        if self.heads_bytes > HEADS_BYTES {
            self.settle(Some(place));
        }
        goes_on
    }

    /// Settles what the rows that are kept say, and keeps them no longer, but for those of the sheet
    /// that is being read.
    fn settle(&mut self, read: Option<usize>) {
        self.heads_bytes = 0;
        for (place, sheet) in self.sheets.iter_mut().enumerate() {
            if read == Some(place) {
                self.heads_bytes = sheet.head_bytes;
            } else if !sheet.is_settled {
                sheet.settle(self.options, self.layout.clone());
            }
        }
    }
}

impl Sheet {
    fn new(info: TableInfo) -> Self {
        Self {
            info,
            head: Vec::new(),
            head_bytes: 0,
            is_settled: false,
            rows: 0,
            is_cut: false,
            above: 0,
            usual: 0,
            layout: Err(ReadError::Empty),
        }
    }

    /// Looks at a row; answers whether to go on with the sheet.
    fn add(&mut self, row: &Row) -> bool {
        if row.is_blank() {
            return true;
        }
        if self.rows == COUNTED_ROWS {
            self.is_cut = true;
            return false;
        }
        self.rows += 1;
        let is_head = self.head.len() < HEAD_ROWS && self.head_bytes < HEAD_BYTES;
        if is_head && !self.is_settled {
            self.head_bytes += row.kept_bytes();
            self.head.push(row.clone());
        }
        true
    }

    fn settle(&mut self, options: &ReadOptions, layout: Layout) {
        let mut head = std::mem::take(&mut self.head);
        self.head_bytes = 0;
        self.is_settled = true;
        self.above = header::settle(&texts(&head), Said::Nothing).rows.end as u64;
        let filled = |row: &Row| row.cells.iter().filter(|v| !v.is_blank()).count() as u64;
        let mut widths: Vec<u64> = head.iter().map(filled).collect();
        widths.sort_unstable();
        self.usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
        self.layout = settled(&self.info, &mut head, options, layout);
    }

    /// The sheet and its records, when all were counted.
    fn told(&self) -> TableInfo {
        let records = (!self.is_cut).then(|| self.rows.saturating_sub(self.above));
        TableInfo { records, ..self.info.clone() }
    }

    /// How much it is like a table of data: its cells.
    fn weight(&self) -> u64 {
        self.rows * self.usual
    }
}

/// The layout of a sheet that starts with these rows.
fn settled(
    info: &TableInfo,
    head: &mut [Row],
    options: &ReadOptions,
    mut layout: Layout,
) -> Result<Layout, ReadError> {
    layout.sheet.find_pasted(head);
    head.iter_mut().for_each(|row| layout.sheet.apply(row));
    titles(head, options, &mut layout)?;
    if layout.sheet.pasted.is_some() {
        layout.doubts.push(Problem::new("table-pasted"));
    }
    layout.table = Some(info.name.clone());
    Ok(layout)
}

fn texts(rows: &[Row]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.cells.iter().map(text).collect()).collect()
}

/// The place of the sheet that is most like a table of data: of those that are shown and whose
/// names don't say that they explain others, the first that is no mere summary of a later one.
fn choose(all: &[Sheet]) -> Option<usize> {
    let candidates = |hidden: bool, explaining: bool| {
        all.iter().enumerate().filter(move |(_, Sheet { info, rows, .. })| {
            *rows > 0 && (hidden || info.visible) && (explaining || !explains(&info.name))
        })
    };
    let mut chosen: Option<(usize, u64)> = None;
    for (hidden, explaining) in [(false, false), (false, true), (true, true)] {
        for (place, sheet) in candidates(hidden, explaining) {
            let weight = sheet.weight();
            if chosen.is_none_or(|(_, best)| weight > best.saturating_mul(LARGER)) {
                chosen = Some((place, weight));
            }
        }
        if chosen.is_some() {
            break;
        }
    }
    chosen.map(|(place, _)| place)
}

/// Whether a sheet of that name explains the others.
pub(in crate::read) fn explains(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "metadonnee",
        "metadata",
        "lisez",
        "lisezmoi",
        "readme",
        "lire",
        "notice",
        "legende",
        "licence",
        "sommaire",
        "dictionnaire",
        "lexique",
        "glossaire",
        "mode d'emploi",
        "a propos",
        "nomenclature",
    ];
    let name = fold(name);
    WORDS.iter().any(|word| name.contains(word))
}

fn tell_others(all: &[Sheet], chosen: usize, doubts: &mut Vec<Problem>) {
    let others = |visible: bool| {
        let with_data = all.iter().enumerate().filter(|(place, Sheet { info, rows, .. })| {
            *place != chosen && info.visible == visible && *rows > 0 && !explains(&info.name)
        });
        with_data.count()
    };
    let (shown, hidden) = (others(true), others(false));
    if shown > 0 {
        doubts.push(Problem::new("sheets-several").number("count", shown + 1));
    }
    if hidden > 0 {
        doubts.push(Problem::new("sheets-hidden").number("count", hidden));
    }
}

fn titles(rows: &[Row], options: &ReadOptions, layout: &mut Layout) -> Result<(), ReadError> {
    let cells = texts(rows);
    let said = match options.header {
        None => Said::Nothing,
        Some(Header::None) => Said::None,
        Some(Header::Row(line)) => {
            let place = rows.iter().position(|row| row.number == line);
            Said::Row(place.ok_or(ReadError::NoHeader { line })?)
        }
    };
    let found = header::settle(&cells, said);
    let first = rows.get(found.rows.start).map_or(1, |row| row.number);
    layout.header = Header::None;
    if let Some(last) = rows[..found.rows.end].last() {
        layout.header = Header::Row(first);
        layout.body = last.number.saturating_add(1);
        if first > 1 && found.rows.start > 0 && options.header.is_none() {
            layout.doubts.push(Problem::new("header-below").number("lines", first - 1));
        }
    }
    if options.header.is_none() {
        found.tell(first, layout);
    }
    layout.sheet.set_titles(&cells[found.rows.clone()]);
    layout.titles = found.titles;
    // A cell beyond the titles in a few rows: another column rather than broken rows.
    let below = cells[found.rows.end..].iter().map(Vec::len).max().unwrap_or(0);
    let width = layout.titles.len().max(below);
    layout.titles.resize(width, String::new());
    if layout.titles.is_empty() {
        return Err(ReadError::NoColumns);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::cells::Value;
    use super::*;

    #[test]
    fn a_sheet_that_is_being_read_is_not_settled_before_its_end() {
        let options = ReadOptions::default();
        let layout = Layout::new(Format::Html, &options);
        let (sheets, failed) = (Vec::new(), Vec::new());
        let mut survey =
            Survey { options: &options, layout, sheets, failed, tables: 0, heads_bytes: 0 };
        // All rows share what makes them large.
        let hidden_columns = Rc::new(vec![false; HEAD_BYTES / 2]);
        let row = |number, texts: [&str; 2]| {
            let mut row = Row::default();
            row.restart(number);
            row.hidden_columns = Rc::clone(&hidden_columns);
            row.cells = texts.map(|text| Value::Text(text.to_owned())).to_vec();
            row
        };
        let sheets = HEADS_BYTES / HEAD_BYTES;
        for place in 0..sheets {
            survey.begin(super::super::row::unnamed(place));
            for (number, texts) in (1..).zip([["nom", "rue"], ["Aix", "du Port"], ["Apt", "Haute"]])
            {
                assert!(survey.add(place, &row(number, texts)));
            }
        }
        let (last, others) = survey.sheets.split_last().expect("sheets");
        assert!(others.iter().all(|sheet| sheet.is_settled && sheet.head.is_empty()));
        assert_eq!((last.is_settled, last.head.len()), (false, 2));
        assert_eq!(survey.heads_bytes, last.head_bytes);
        survey.settle(None);
        assert!(survey.sheets.iter().all(|sheet| sheet.layout.is_ok()));
    }
}
