//! Workbooks of Excel: XLSX and XLSB as a stream, XLS whole up to a stated size.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{
    Data, DataRef, Range, Reader, Sheet, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxError,
};

use super::cells::{value_of, value_of_ref};
use super::row::{Row, RowVisit};
use super::style::Display;
use super::xml::broken;
use crate::read::{Format, ReadError, TableInfo};

/// Bytes of a workbook that has to be read whole.
const WHOLE_LIMIT_BYTES: u64 = 64_000_000;
/// Cells without a value, one after the other, that end a sheet.
const EMPTY_LIMIT: u64 = 50_000_000;

/// An open workbook of Excel.
pub(super) enum Book {
    Xlsx(Xlsx<BufReader<File>>),
    Xlsb(Xlsb<BufReader<File>>),
    Xls(Xls<BufReader<File>>),
}

impl Book {
    pub(super) fn open(path: &Path, format: Format) -> Result<Self, ReadError> {
        let file = File::open(path)?;
        let size_bytes = file.metadata()?.len();
        if format == Format::Xls && size_bytes > WHOLE_LIMIT_BYTES {
            return Err(ReadError::TooLarge { size_bytes, limit_bytes: WHOLE_LIMIT_BYTES });
        }
        let file = BufReader::new(file);
        match format {
            Format::Xls => Xls::new(file).map(Self::Xls).map_err(|e| match e {
                XlsError::Password => ReadError::Protected,
                // Under a password an .xlsx is wrapped in the kind of file that an .xls is.
                other => match File::open(path).map(|file| Xlsx::new(BufReader::new(file))) {
                    Ok(Err(XlsxError::Password)) => ReadError::Protected,
                    _ => broken(other),
                },
            }),
            Format::Xlsb => Xlsb::new(file).map(Self::Xlsb).map_err(|e| match e {
                XlsbError::Password => ReadError::Protected,
                other => broken(other),
            }),
            _ => Xlsx::new(file).map(Self::Xlsx).map_err(|e| match e {
                XlsxError::Password => ReadError::Protected,
                XlsxError::FileNotFound(_) => ReadError::Archive,
                other => broken(other),
            }),
        }
    }

    pub(super) fn tables(&self) -> Vec<TableInfo> {
        let sheets: &[Sheet] = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
        };
        let visible = |sheet: &Sheet| sheet.visible == SheetVisible::Visible;
        let told =
            |s: &Sheet| TableInfo { name: s.name.clone(), visible: visible(s), records: None };
        sheets.iter().map(told).collect()
    }

    /// Gives each row that has a value. Ends when the visitor answers false.
    pub(super) fn rows(&mut self, sheet: &str, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        match self {
            Self::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
                let displays: Vec<Display> = cells.styles().iter().map(display).collect();
                let mut stream = Stream::new(visit);
                while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
                    let display = displays.get(style).unwrap_or(&Display::Plain);
                    if !stream.cell(cell.get_position(), cell.get_value(), display)? {
                        return Ok(());
                    }
                }
                stream.end()
            }
            Self::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
                let mut stream = Stream::new(visit);
                while let Some(cell) = cells.next_cell().map_err(broken)? {
                    if !stream.cell(cell.get_position(), cell.get_value(), &Display::Plain)? {
                        return Ok(());
                    }
                }
                stream.end()
            }
            Self::Xls(book) => {
                let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                let mut starts = HashMap::new();
                for area in merged {
                    *starts.entry(area.start.0).or_default() += 1;
                }
                whole(&book.worksheet_range(sheet).map_err(broken)?, &starts, visit)
            }
        }
    }
}

fn display(style: &calamine::Style) -> Display {
    style.number_format.as_ref().map_or(Display::Plain, |f| Display::of(&f.format_code))
}

/// Makes rows of cells that come one after the other.
struct Stream<'v, 'f> {
    visit: &'v mut RowVisit<'f>,
    row: Row,
    empty: u64,
}

impl<'v, 'f> Stream<'v, 'f> {
    fn new(visit: &'v mut RowVisit<'f>) -> Self {
        Self { visit, row: Row::default(), empty: 0 }
    }

    fn cell(
        &mut self,
        (row, column): (u32, u32),
        cell: &DataRef<'_>,
        display: &Display,
    ) -> Result<bool, ReadError> {
        if matches!(cell, DataRef::Empty) {
            self.empty += 1;
            if self.empty == EMPTY_LIMIT {
                self.end_row()?;
            }
            return Ok(self.empty < EMPTY_LIMIT);
        }
        self.empty = 0;
        let number = u64::from(row) + 1;
        if number != self.row.number {
            if !self.end_row()? {
                return Ok(false);
            }
            self.row.restart(number);
        }
        self.row.put(column as usize, value_of_ref(cell, display))?;
        Ok(true)
    }

    fn end_row(&mut self) -> Result<bool, ReadError> {
        let goes_on = self.row.cells.is_empty() || (self.visit)(&self.row)?;
        self.row.cells.clear();
        Ok(goes_on)
    }

    fn end(mut self) -> Result<(), ReadError> {
        self.end_row().map(drop)
    }
}

fn whole(
    range: &Range<Data>,
    merged: &HashMap<u32, u64>,
    visit: &mut RowVisit<'_>,
) -> Result<(), ReadError> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    let mut row = Row::default();
    for (number, cells) in (first_row..).zip(range.rows()) {
        row.restart(u64::from(number) + 1);
        for (column, cell) in (first_column as usize..).zip(cells) {
            if !matches!(cell, Data::Empty) {
                row.put(column, value_of(cell, &Display::Plain))?;
            }
        }
        row.merged = merged.get(&number).copied().unwrap_or(0);
        if !row.cells.is_empty() && !visit(&row)? {
            return Ok(());
        }
    }
    Ok(())
}
