//! Workbooks of Excel: XLSX and XLSB as a stream, XLS whole up to a stated size.

mod relations;
mod xls;
mod xlsb;
mod xlsx;

use std::collections::HashSet;

use super::row::RowVisit;
use crate::read::{Format, Opened, ReadError, TableInfo};

/// An open workbook of Excel.
pub(super) enum Book {
    Xlsx(xlsx::Book),
    Xlsb(xlsb::Book),
    Xls(xls::Book),
}

impl Book {
    pub(super) fn open(file: &Opened, format: Format) -> Result<Self, ReadError> {
        Ok(match format {
            Format::Xls => Self::Xls(xls::Book::open(file)?),
            Format::Xlsb => Self::Xlsb(xlsb::Book::open(file)?),
            _ => Self::Xlsx(xlsx::Book::open(file)?),
        })
    }

    pub(super) fn tables(&self) -> Vec<TableInfo> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets(),
            Self::Xlsb(book) => book.sheets(),
            Self::Xls(book) => book.sheets(),
        };
        let told =
            |s: &Sheet| TableInfo { name: s.name.clone(), visible: s.visible, records: None };
        sheets.iter().map(told).collect()
    }

    /// Whether days are counted from 1904 on.
    pub(super) fn since_1904(&self) -> bool {
        match self {
            Self::Xlsx(book) => book.since_1904,
            Self::Xlsb(book) => book.since_1904,
            Self::Xls(book) => book.since_1904,
        }
    }

    /// Gives each row of the sheet in that place that has a value, and, as rows without cells,
    /// where others have merged ones. Ends when the visitor answers false.
    pub(super) fn rows(&mut self, place: usize, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        match self {
            Self::Xlsx(book) => book.rows(place, visit),
            Self::Xlsb(book) => book.rows(place, visit),
            Self::Xls(book) => book.rows(place, visit),
        }
    }
}

/// A sheet of cells.
struct Sheet {
    name: String,
    visible: bool,
    /// Where it lies: the name of a part, or a place in a stream.
    at: At,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum At {
    Part(String),
    Byte(u64),
}

/// The sheets without those that lie where another one does: each would be read for nothing.
fn distinct(sheets: Vec<Sheet>) -> Vec<Sheet> {
    let mut places = HashSet::new();
    sheets.into_iter().filter(|sheet| places.insert(sheet.at.clone())).collect()
}
