//! The records of a part (MS-XLSB, § 2.1.4).

use std::io::{BufReader, Read};

use crate::read::ReadError;
use crate::read::layout::ROW_LIMIT_BYTES;
use crate::read::sheet::bytes::Bytes;
use crate::read::sheet::package::{Part, failed};
use crate::read::sheet::xml::broken;

/// The kinds of records that are read.
pub(super) mod kind {
    pub(in crate::read::sheet) const ROW: u16 = 0;
    pub(in crate::read::sheet) const RK: u16 = 2;
    pub(in crate::read::sheet) const ERROR: u16 = 3;
    pub(in crate::read::sheet) const BOOLEAN: u16 = 4;
    pub(in crate::read::sheet) const NUMBER: u16 = 5;
    pub(in crate::read::sheet) const SHARED: u16 = 7;
    pub(in crate::read::sheet) const NUMBER_OF_FORMULA: u16 = 9;
    pub(in crate::read::sheet) const BOOLEAN_OF_FORMULA: u16 = 10;
    pub(in crate::read::sheet) const ERROR_OF_FORMULA: u16 = 11;
    pub(in crate::read::sheet) const SHARED_TEXT: u16 = 0x13;
    pub(in crate::read::sheet) const NUMBER_FORMAT: u16 = 0x2C;
    pub(in crate::read::sheet) const STYLE: u16 = 0x2F;
    pub(in crate::read::sheet) const COLUMNS: u16 = 0x3C;
    pub(in crate::read::sheet) const END_OF_ROWS: u16 = 0x92;
    pub(in crate::read::sheet) const BOOK: u16 = 0x99;
    pub(in crate::read::sheet) const SHEET: u16 = 0x9C;
    pub(in crate::read::sheet) const MERGED: u16 = 0xB0;
    pub(in crate::read::sheet) const STYLES_OF_CELLS: u16 = 0x269;
    pub(in crate::read::sheet) const END_OF_STYLES_OF_CELLS: u16 = 0x26A;
}

/// The records of a part, one after the other.
pub(super) struct Records {
    part: BufReader<Part>,
    content: Vec<u8>,
}

impl Records {
    pub(super) fn new(part: Part) -> Self {
        Self { part: BufReader::with_capacity(64 << 10, part), content: Vec::new() }
    }

    /// The next record's kind and content; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<(u16, Bytes<'_>)>, ReadError> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            kind = u16::from(first & 0x7F) | u16::from(self.needed()? & 0x7F) << 7;
        }
        let mut length = 0;
        for place in 0..4 {
            let byte = self.needed()?;
            length |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > ROW_LIMIT_BYTES {
            return Err(broken("a record is too long"));
        }
        self.content.clear();
        let read = (&mut self.part).take(length).read_to_end(&mut self.content);
        if read.map_err(|error| failed(&error))? as u64 != length {
            return Err(broken("a record is cut"));
        }
        Ok(Some((kind, Bytes::new(&self.content))))
    }

    fn byte(&mut self) -> Result<Option<u8>, ReadError> {
        let mut byte = [0];
        match self.part.read(&mut byte).map_err(|error| failed(&error))? {
            0 => Ok(None),
            _ => Ok(Some(byte[0])),
        }
    }

    fn needed(&mut self) -> Result<u8, ReadError> {
        self.byte()?.ok_or_else(|| broken("a record is cut"))
    }
}
