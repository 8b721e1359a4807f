//! Workbooks: XLSX as a stream, XLS and ODS whole up to a stated size.

mod cells;
mod detect;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{
    CellType, Data, DataRef, Ods, OdsError, Range, Reader, Sheet, Xls, XlsError, Xlsx, XlsxError,
};

pub(super) use detect::detect;

use super::rows::{Item, Titles, Visit};
use super::{Format, Layout, ReadError};
use cells::{Value, datum, value_of, value_of_ref};

/// Bytes of a workbook that has to be read whole.
const WHOLE_LIMIT_BYTES: u64 = 64 << 20;

/// Told of a row's number and cells; answers whether to go on.
type RowVisit<'v> = dyn FnMut(u64, &[Value]) -> Result<bool, ReadError> + 'v;

/// An open workbook.
enum Book {
    Xlsx(Xlsx<BufReader<File>>),
    Xls(Xls<BufReader<File>>),
    Ods(Ods<BufReader<File>>),
}

impl Book {
    fn open(path: &Path, format: Format) -> Result<Self, ReadError> {
        let file = File::open(path)?;
        let size_bytes = file.metadata()?.len();
        if format != Format::Xlsx && size_bytes > WHOLE_LIMIT_BYTES {
            return Err(ReadError::TooLarge { size_bytes, limit_bytes: WHOLE_LIMIT_BYTES });
        }
        let file = BufReader::new(file);
        match format {
            Format::Ods => Ods::new(file).map(Self::Ods).map_err(|e| match e {
                OdsError::Password => ReadError::Protected,
                other => ReadError::BrokenSheet(other.to_string()),
            }),
            Format::Xls => Xls::new(file).map(Self::Xls).map_err(|e| match e {
                XlsError::Password => ReadError::Protected,
                // Under a password an .xlsx is wrapped in the kind of file that an .xls is.
                other => match File::open(path).map(|file| Xlsx::new(BufReader::new(file))) {
                    Ok(Err(XlsxError::Password)) => ReadError::Protected,
                    _ => ReadError::BrokenSheet(other.to_string()),
                },
            }),
            _ => Xlsx::new(file).map(Self::Xlsx).map_err(|e| match e {
                XlsxError::Password => ReadError::Protected,
                XlsxError::FileNotFound(_) => ReadError::Archive,
                other => ReadError::BrokenSheet(other.to_string()),
            }),
        }
    }

    fn sheets(&self) -> &[Sheet] {
        match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        }
    }

    /// Gives each row that has a value: its number from 1, and its cells from the first column on.
    /// Ends when the visitor answers false.
    fn rows(&mut self, sheet: &str, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        match self {
            Self::Xlsx(book) => stream(book, sheet, visit),
            Self::Xls(book) => whole(&book.worksheet_range(sheet).map_err(broken)?, visit),
            Self::Ods(book) => whole(&book.worksheet_range(sheet).map_err(broken)?, visit),
        }
    }
}

fn broken(error: impl std::fmt::Display) -> ReadError {
    ReadError::BrokenSheet(error.to_string())
}

fn stream(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    visit: &mut RowVisit<'_>,
) -> Result<(), ReadError> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut row: Vec<Value> = Vec::new();
    let mut current = None;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (number, column) = cell.get_position();
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        if current != Some(number) {
            if let Some(current) = current
                && !visit(u64::from(current) + 1, &row)?
            {
                return Ok(());
            }
            row.clear();
            current = Some(number);
        }
        put(&mut row, column as usize, value_of_ref(cell.get_value()))?;
    }
    if let Some(current) = current {
        visit(u64::from(current) + 1, &row)?;
    }
    Ok(())
}

fn put(row: &mut Vec<Value>, column: usize, value: Value) -> Result<(), ReadError> {
    let limit = super::layout::COLUMN_LIMIT;
    if column >= limit {
        return Err(ReadError::TooManyColumns { columns: column + 1, limit });
    }
    if row.len() <= column {
        row.resize(column + 1, Value::Empty);
    }
    row[column] = value;
    Ok(())
}

fn whole(range: &Range<Data>, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    let mut row: Vec<Value> = Vec::new();
    for (number, cells) in (u64::from(first_row) + 1..).zip(range.rows()) {
        row.clear();
        for (column, cell) in (first_column as usize..).zip(cells) {
            if !is_empty(cell) {
                put(&mut row, column, value_of(cell))?;
            }
        }
        if !row.is_empty() && !visit(number, &row)? {
            return Ok(());
        }
    }
    Ok(())
}

fn is_empty(cell: &impl CellType) -> bool {
    *cell == Default::default()
}

/// Gives each row of data of the sheet.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut book = Book::open(path, layout.format)?;
    let titles = Titles::of(layout.titles.clone());
    let sheet = layout.inner_table.clone().unwrap_or_default();
    let size = std::fs::metadata(path)?.len();
    book.rows(&sheet, &mut |line, row| {
        if line < layout.body || row.iter().all(Value::is_blank) {
            return Ok(true);
        }
        let item = if let Some(extra) = row.get(titles.list().len()..)
            && extra.iter().any(|v| !v.is_blank())
        {
            Item::Rejected(cells::too_wide(line, row, titles.list().len()))
        } else {
            let cells = row.iter().take(titles.list().len()).enumerate();
            Item::Row { line, cells: cells.map(|(i, v)| (i, datum(v))).collect() }
        };
        visit(titles.list(), item, size.min(line * 64))?;
        Ok(true)
    })?;
    Ok(titles)
}
