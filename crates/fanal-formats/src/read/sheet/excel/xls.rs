//! Workbooks of Excel 5 to 2003 (`.xls`), which can only be read whole: cells may lie in any order
//! (MS-XLS, § 2).

mod records;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;

use super::{At, Sheet, distinct};
use crate::read::sheet::bytes::{error_text, rk};
use crate::read::sheet::cells::Value;
use crate::read::sheet::row::{Row, RowVisit};
use crate::read::sheet::style::Display;
use crate::read::sheet::texts::Texts;
use crate::read::sheet::xml::broken;
use crate::read::{Opened, ReadError};
use records::{Records, Writing, kind};

/// Bytes of a workbook that is read.
const LIMIT_BYTES: u64 = 64_000_000;

/// An open workbook.
pub(in crate::read::sheet) struct Book {
    stream: Rc<[u8]>,
    writing: Writing,
    sheets: Vec<Sheet>,
    /// How cells of each style are shown.
    displays: Vec<Display>,
    texts: Texts,
    pub(super) since_1904: bool,
}

/// A cell as it is kept until all are known.
struct Cell {
    row: u16,
    column: u16,
    style: u16,
    content: Content,
}

enum Content {
    Number(f64),
    /// The place of a text of the workbook.
    Shared(u32),
    Text(Box<str>),
    Boolean(bool),
    Error(u8),
}

/// What a sheet says of its rows.
#[derive(Default)]
struct Said {
    cells: Vec<Cell>,
    hidden_rows: HashSet<u16>,
    row: Row,
    /// First rows of merged cells.
    merged: Vec<u16>,
}

impl Book {
    pub(super) fn open(file: &Opened) -> Result<Self, ReadError> {
        let stream: Rc<[u8]> = stream(file.path())?.into();
        let mut records = Records::at(&stream, 0, Writing::default());
        let mut sheets = Vec::new();
        let (mut codes, mut formats) = (HashMap::new(), Vec::new());
        let (mut since_1904, mut shared) = (false, None);
        while let Some(kind) = records.next()? {
            match kind {
                kind::BEGIN => {
                    let version = records.u16()?;
                    records.writing.set_version(version);
                }
                kind::PASSWORD => return Err(ReadError::Protected),
                kind::CODE_PAGE => {
                    let number = records.u16()?;
                    records.writing.set_code_page(number);
                }
                kind::SINCE_1904 => since_1904 = records.u16()? == 1,
                kind::NUMBER_FORMAT => {
                    let id = u32::from(records.u16()?);
                    codes.insert(id, records.format_code()?);
                }
                kind::STYLE => {
                    records.u16()?;
                    formats.push(u32::from(records.u16()?));
                }
                kind::SHEET => sheets.extend(sheet(&mut records)?),
                kind::SHARED => shared = Some(records.start()),
                kind::END => break,
                _ => {}
            }
        }
        let display = |id: &u32| {
            let code = codes.get(id).map(String::as_str);
            Display::of_number_format(*id, code, since_1904)
        };
        let displays = formats.iter().map(display).collect();
        let writing = records.writing;
        let mut shared = shared.map(|at| SharedTexts::at(&stream, at, writing)).transpose()?;
        let next = move || shared.as_mut().map_or(Ok(None), SharedTexts::next);
        let texts = Texts::new(file.scratch(), Box::new(next));
        Ok(Self { stream, writing, sheets: distinct(sheets), displays, texts, since_1904 })
    }

    pub(super) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    pub(super) fn rows(&mut self, place: usize, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        let Some(Sheet { at: At::Byte(at), .. }) = self.sheets.get(place) else { return Ok(()) };
        let mut said = self.said(*at)?;
        // Sorting keeps the order of equals: the last one counts.
        said.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut row = said.row;
        for cell in said.cells {
            let number = u64::from(cell.row) + 1;
            if number != row.number {
                if !row.give(visit)? {
                    return Ok(());
                }
                row.restart(number);
                row.is_hidden = said.hidden_rows.contains(&cell.row);
            }
            let column = usize::from(cell.column);
            match self.value(cell)? {
                Some(Value::Empty) => {}
                Some(value) => row.put(column, value)?,
                None => row.lose(column)?,
            }
        }
        if !row.give(visit)? {
            return Ok(());
        }
        for first in said.merged {
            if !visit(&Row::of_merged(u64::from(first) + 1))? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What the sheet that starts there says.
    fn said(&self, at: u64) -> Result<Said, ReadError> {
        let at = usize::try_from(at).map_err(broken)?;
        let mut records = Records::at(&self.stream, at, self.writing);
        let mut said = Said::default();
        // Charts within the sheet have cells of their own.
        let mut depth = 0;
        while let Some(kind) = records.next()? {
            match kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => return Ok(said),
                kind::END => depth -= 1,
                kind if depth <= 1 => said.add(kind, &mut records)?,
                _ => {}
            }
        }
        Err(broken("the sheet is cut"))
    }

    /// The value of a cell; none when it is a shared text that is missing.
    fn value(&mut self, cell: Cell) -> Result<Option<Value>, ReadError> {
        Ok(Some(match cell.content {
            Content::Number(number) => {
                let display = self.displays.get(usize::from(cell.style));
                Value::of_number(number, display.unwrap_or(&Display::Plain))
            }
            Content::Shared(place) => {
                return Ok(self.texts.of_cell(u64::from(place))?.map(Value::of_text));
            }
            Content::Text(text) => Value::of_text(text.into()),
            Content::Boolean(value) => Value::Boolean(value),
            Content::Error(code) => Value::Text(error_text(code).to_owned()),
        }))
    }
}

/// The stream of the workbook within its file.
fn stream(path: &Path) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path)?;
    let size_bytes = file.metadata()?.len();
    if size_bytes > LIMIT_BYTES {
        return Err(ReadError::TooLarge { size_bytes, limit_bytes: LIMIT_BYTES });
    }
    let mut container = cfb::CompoundFile::open(file).map_err(broken)?;
    // Under a password newer workbooks lie in a container as old ones do.
    if container.is_stream("/EncryptedPackage") {
        return Err(ReadError::Protected);
    }
    let names = ["/Workbook", "/Book"];
    let name = names.into_iter().find(|name| container.is_stream(name));
    let name = name.ok_or_else(|| broken("no workbook within"))?;
    let mut bytes = Vec::new();
    let stream = container.open_stream(name).map_err(broken)?;
    stream.take(LIMIT_BYTES).read_to_end(&mut bytes).map_err(broken)?;
    Ok(bytes)
}

/// A sheet of cells; none for charts and programs.
fn sheet(records: &mut Records) -> Result<Option<Sheet>, ReadError> {
    let at = records.u32()?;
    let (state, kind) = (records.u8()?, records.u8()?);
    let mut name = records.short_text()?;
    name.retain(|c| c != '\0');
    let at = At::Byte(u64::from(at));
    Ok((kind == 0).then_some(Sheet { name, visible: state & 3 == 0, at }))
}

/// The texts that cells share, one after the other.
struct SharedTexts {
    records: Records,
    left: u32,
}

impl SharedTexts {
    fn at(stream: &Rc<[u8]>, at: usize, writing: Writing) -> Result<Self, ReadError> {
        let mut records = Records::at(stream, at, writing);
        records.next()?;
        // How often they are used.
        records.u32()?;
        let left = records.u32()?;
        Ok(Self { records, left })
    }

    fn next(&mut self) -> Result<Option<String>, ReadError> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                self.records.rich_text().map(Some)
            }
            None => Ok(None),
        }
    }
}

impl Said {
    fn add(&mut self, kind: u16, records: &mut Records) -> Result<(), ReadError> {
        const ROW_HIDDEN: u16 = 0x20;
        match kind {
            kind::ROW => {
                let row = records.u16()?;
                records.skip(10)?;
                if records.u16()? & ROW_HIDDEN != 0 {
                    self.hidden_rows.insert(row);
                }
            }
            kind::COLUMNS => {
                let (first, last) = (records.u16()?, records.u16()?);
                records.skip(4)?;
                if records.u16()? & 1 == 1 {
                    self.row.hide_columns(usize::from(first)..usize::from(last) + 1);
                }
            }
            kind::MERGED => {
                for _ in 0..records.u16()? {
                    self.merged.push(records.u16()?);
                    records.skip(6)?;
                }
            }
            // The text of the formula before.
            kind::TEXT_OF_FORMULA => {
                let text = records.text()?;
                if let Some(Cell { content: Content::Text(empty), .. }) = self.cells.last_mut() {
                    *empty = text.into();
                }
            }
            kind => self.cells(kind, records)?,
        }
        Ok(())
    }

    fn cells(&mut self, kind: u16, records: &mut Records) -> Result<(), ReadError> {
        if !kind::CELLS.contains(&kind) {
            return Ok(());
        }
        let (row, column, style) = (records.u16()?, records.u16()?, records.u16()?);
        let content = match kind {
            kind::NUMBER => Content::Number(records.f64()?),
            kind::RK => Content::Number(rk(records.u32()?)),
            kind::SHARED_TEXT => Content::Shared(records.u32()?),
            kind::TEXT | kind::RICH_TEXT => Content::Text(records.text()?.into()),
            kind::BOOLEAN => match (records.u8()?, records.u8()?) {
                (value, 0) => Content::Boolean(value != 0),
                (code, _) => Content::Error(code),
            },
            kind::FORMULA => match records.array()? {
                [0 | 3, _, _, _, _, _, 0xFF, 0xFF] => Content::Text("".into()),
                [1, _, value, _, _, _, 0xFF, 0xFF] => Content::Boolean(value != 0),
                [_, _, code, _, _, _, 0xFF, 0xFF] => Content::Error(code),
                number => Content::Number(f64::from_le_bytes(number)),
            },
            _ => return self.numbers(row, column, style, records),
        };
        self.cells.push(Cell { row, column, style, content });
        Ok(())
    }

    /// Several numbers beside each other, of which the first one's style was read.
    fn numbers(
        &mut self,
        row: u16,
        first: u16,
        first_style: u16,
        records: &mut Records,
    ) -> Result<(), ReadError> {
        let (mut column, mut style) = (first, first_style);
        loop {
            let content = Content::Number(rk(records.u32()?));
            self.cells.push(Cell { row, column, style, content });
            // The last column follows the last number.
            style = records.u16()?;
            if records.is_over() {
                return Ok(());
            }
            column = column.checked_add(1).ok_or_else(|| broken("too many columns"))?;
        }
    }
}
