//! Binary workbooks of Excel 2007 and later (`.xlsb`), as a stream (MS-XLSB, § 2).

mod records;

use std::collections::HashMap;

use super::relations::Relations;
use super::{At, Sheet, distinct};
use crate::read::sheet::bytes::{Bytes, error_text, rk};
use crate::read::sheet::cells::Value;
use crate::read::sheet::package::Package;
use crate::read::sheet::row::{Row, RowVisit};
use crate::read::sheet::style::Display;
use crate::read::sheet::texts::Texts;
use crate::read::sheet::xml::broken;
use crate::read::{Opened, ReadError};
use records::{Records, kind};

/// An open workbook.
pub(in crate::read::sheet) struct Book {
    package: Package,
    sheets: Vec<Sheet>,
    /// How cells of each style are shown.
    displays: Vec<Display>,
    texts: Texts,
    pub(super) since_1904: bool,
}

impl Book {
    pub(super) fn open(file: &Opened) -> Result<Self, ReadError> {
        let mut package = Package::open(file.path(), file.limits())?;
        let root = Relations::of(&mut package, "")?;
        let part = root.of_kind("officeDocument", "xl/workbook.bin");
        let relations = Relations::of(&mut package, &part)?;
        let Some(book) = package.small(&part)? else { return Err(ReadError::Archive) };
        let (sheets, since_1904) = sheets(Records::new(book), &relations)?;
        let styles = package.small(&relations.of_kind("styles", "xl/styles.bin"))?;
        let displays =
            styles.map_or(Ok(Vec::new()), |part| displays(Records::new(part), since_1904))?;
        let shared = relations.of_kind("sharedStrings", "xl/sharedStrings.bin");
        let mut shared = package.part(&shared)?.map(Records::new);
        let next = move || shared.as_mut().map_or(Ok(None), next_text);
        let texts = Texts::new(file.scratch(), Box::new(next));
        Ok(Self { package, sheets: distinct(sheets), displays, texts, since_1904 })
    }

    pub(super) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    pub(super) fn rows(&mut self, place: usize, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        let Some(Sheet { at: At::Part(name), .. }) = self.sheets.get(place) else { return Ok(()) };
        let part = self.package.part(name)?;
        let mut records = Records::new(part.ok_or_else(|| broken(format!("no part {name}")))?);
        let (mut row, mut is_whole) = (Row::default(), false);
        while let Some((kind, mut bytes)) = records.next()? {
            let goes_on = match kind {
                kind::ROW => {
                    let goes_on = row.give(visit)?;
                    start_row(&mut row, &mut bytes)?;
                    goes_on
                }
                kind::END_OF_ROWS => {
                    is_whole = true;
                    row.give(visit)?
                }
                kind::COLUMNS => {
                    let (first, last) = (bytes.u32()?, bytes.u32()?);
                    bytes.skip(8)?;
                    if bytes.u16()? & 1 == 1 {
                        row.hide_columns(first as usize..(last as usize).saturating_add(1));
                    }
                    true
                }
                kind::MERGED => visit(&Row::of_merged(u64::from(bytes.u32()?) + 1))?,
                kind => {
                    self.cell(kind, &mut bytes, &mut row)?;
                    true
                }
            };
            if !goes_on {
                return Ok(());
            }
        }
        if is_whole { Ok(()) } else { Err(broken("the sheet is cut")) }
    }

    /// Puts a cell into its row; other records are passed.
    fn cell(&mut self, kind: u16, bytes: &mut Bytes<'_>, row: &mut Row) -> Result<(), ReadError> {
        if !(kind::RK..=kind::ERROR_OF_FORMULA).contains(&kind) {
            return Ok(());
        }
        let (column, style) = (bytes.u32()? as usize, bytes.u32()? & 0x00FF_FFFF);
        let display = self.displays.get(style as usize).unwrap_or(&Display::Plain);
        let value = match kind {
            kind::RK => Value::of_number(rk(bytes.u32()?), display),
            kind::NUMBER | kind::NUMBER_OF_FORMULA => Value::of_number(bytes.f64()?, display),
            kind::BOOLEAN | kind::BOOLEAN_OF_FORMULA => Value::Boolean(bytes.u8()? != 0),
            kind::ERROR | kind::ERROR_OF_FORMULA => Value::Text(error_text(bytes.u8()?).to_owned()),
            kind::SHARED => match self.texts.of_cell(u64::from(bytes.u32()?))? {
                Some(text) => Value::of_text(text),
                None => return row.lose(column),
            },
            _ => Value::of_text(bytes.wide()?),
        };
        if value != Value::Empty {
            row.put(column, value)?;
        }
        Ok(())
    }
}

fn start_row(row: &mut Row, bytes: &mut Bytes<'_>) -> Result<(), ReadError> {
    const HIDDEN: u8 = 0x10;
    row.restart(u64::from(bytes.u32()?) + 1);
    // Its style, its height and what lies above and below it.
    row.is_hidden = bytes.skip(7).and_then(|()| bytes.u8()).is_ok_and(|flags| flags & HIDDEN != 0);
    Ok(())
}

/// The sheets, and whether days are counted from 1904 on.
fn sheets(mut records: Records, relations: &Relations) -> Result<(Vec<Sheet>, bool), ReadError> {
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    while let Some((kind, mut bytes)) = records.next()? {
        match kind {
            kind::BOOK => since_1904 = bytes.u8()? & 1 == 1,
            kind::SHEET => {
                let visible = bytes.u32()? == 0;
                bytes.skip(4)?;
                let id = bytes.wide()?;
                let name = bytes.wide()?;
                if let Some(part) = relations.sheet(&id, sheets.len() + 1, "bin") {
                    sheets.push(Sheet { name, visible, at: At::Part(part) });
                }
            }
            _ => {}
        }
    }
    Ok((sheets, since_1904))
}

fn displays(mut records: Records, since_1904: bool) -> Result<Vec<Display>, ReadError> {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut displays = Vec::new();
    let mut in_cells = false;
    while let Some((kind, mut bytes)) = records.next()? {
        match kind {
            kind::NUMBER_FORMAT => {
                let id = u32::from(bytes.u16()?);
                codes.insert(id, bytes.wide()?);
            }
            kind::STYLES_OF_CELLS => in_cells = true,
            kind::END_OF_STYLES_OF_CELLS => in_cells = false,
            kind::STYLE if in_cells => {
                bytes.skip(2)?;
                let id = u32::from(bytes.u16()?);
                let code = codes.get(&id).map(String::as_str);
                displays.push(Display::of_number_format(id, code, since_1904));
            }
            _ => {}
        }
    }
    Ok(displays)
}

fn next_text(records: &mut Records) -> Result<Option<String>, ReadError> {
    while let Some((kind, mut bytes)) = records.next()? {
        if kind == kind::SHARED_TEXT {
            bytes.skip(1)?;
            return bytes.wide().map(Some);
        }
    }
    Ok(None)
}
