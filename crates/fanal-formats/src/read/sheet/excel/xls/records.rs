//! The records of a workbook's stream, and the texts in them (MS-XLS, §§ 2.1.4 and 2.5.293).

use std::rc::Rc;

use crate::read::ReadError;
use crate::read::sheet::xml::broken;
use crate::read::text::encoding::Encoding;

/// The kinds of records that are read.
pub(super) mod kind {
    pub(in crate::read::sheet) const FORMULA: u16 = 0x06;
    pub(in crate::read::sheet) const END: u16 = 0x0A;
    pub(in crate::read::sheet) const SINCE_1904: u16 = 0x22;
    pub(in crate::read::sheet) const PASSWORD: u16 = 0x2F;
    pub(in crate::read::sheet) const GOES_ON: u16 = 0x3C;
    pub(in crate::read::sheet) const CODE_PAGE: u16 = 0x42;
    pub(in crate::read::sheet) const COLUMNS: u16 = 0x7D;
    pub(in crate::read::sheet) const SHEET: u16 = 0x85;
    pub(in crate::read::sheet) const NUMBERS: u16 = 0xBD;
    pub(in crate::read::sheet) const RICH_TEXT: u16 = 0xD6;
    pub(in crate::read::sheet) const STYLE: u16 = 0xE0;
    pub(in crate::read::sheet) const MERGED: u16 = 0xE5;
    pub(in crate::read::sheet) const SHARED: u16 = 0xFC;
    pub(in crate::read::sheet) const SHARED_TEXT: u16 = 0xFD;
    pub(in crate::read::sheet) const NUMBER: u16 = 0x203;
    pub(in crate::read::sheet) const TEXT: u16 = 0x204;
    pub(in crate::read::sheet) const BOOLEAN: u16 = 0x205;
    pub(in crate::read::sheet) const TEXT_OF_FORMULA: u16 = 0x207;
    pub(in crate::read::sheet) const ROW: u16 = 0x208;
    pub(in crate::read::sheet) const RK: u16 = 0x27E;
    pub(in crate::read::sheet) const NUMBER_FORMAT: u16 = 0x41E;
    pub(in crate::read::sheet) const BEGIN: u16 = 0x809;

    /// Those of cells that have a value.
    pub(in crate::read::sheet) const CELLS: [u16; 8] =
        [FORMULA, NUMBERS, RICH_TEXT, SHARED_TEXT, NUMBER, TEXT, BOOLEAN, RK];
}

/// How the texts of a workbook are written.
#[derive(Clone, Copy, Default)]
pub(super) struct Writing {
    /// Before Excel 97 a character is a byte of a code page.
    is_old: bool,
    /// None when nothing says it.
    code_page: Option<Encoding>,
}

impl Writing {
    pub(super) fn set_version(&mut self, version: u16) {
        self.is_old = version < 0x600;
    }

    pub(super) fn set_code_page(&mut self, number: u16) {
        let label = match number {
            10_000 | 0x8000 => "macintosh".to_owned(),
            437 | 850 => "ibm850".to_owned(),
            number => format!("windows-{number}"),
        };
        self.code_page = Encoding::named(&label).ok();
    }
}

/// The records of a stream, one after the other.
pub(super) struct Records {
    stream: Rc<[u8]>,
    pub(super) writing: Writing,
    /// Where the record starts.
    start: usize,
    /// What is not read yet of its content.
    at: usize,
    end: usize,
}

impl Records {
    /// Those from that byte on.
    pub(super) fn at(stream: &Rc<[u8]>, at: usize, writing: Writing) -> Self {
        Self { stream: Rc::clone(stream), writing, start: at, at, end: at }
    }

    /// Where the record starts.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Whether all of the record was read.
    pub(super) fn is_over(&self) -> bool {
        self.at == self.end
    }

    /// The next record's kind; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<u16>, ReadError> {
        let Some((kind, length)) = self.head() else { return Ok(None) };
        self.start = self.end;
        self.at = self.end + 4;
        self.end = self.at + length;
        if self.end > self.stream.len() {
            return Err(broken("a record is cut"));
        }
        Ok(Some(kind))
    }

    /// Kind and length of the record behind this one.
    fn head(&self) -> Option<(u16, usize)> {
        let [a, b, c, d] = *self.stream.get(self.end..)?.first_chunk()?;
        Some((u16::from_le_bytes([a, b]), usize::from(u16::from_le_bytes([c, d]))))
    }

    /// Goes on to the record that continues this one.
    fn go_on(&mut self) -> Result<(), ReadError> {
        match self.head() {
            Some((kind::GOES_ON, _)) => self.next().map(drop),
            _ => Err(broken("a record is cut")),
        }
    }

    /// At most so many bytes of what is left of the record, at least one.
    fn some(&mut self, most: usize) -> Result<std::ops::Range<usize>, ReadError> {
        while self.is_over() {
            self.go_on()?;
        }
        let from = self.at;
        self.at = self.end.min(from.saturating_add(most));
        Ok(from..self.at)
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Result<(), ReadError> {
        while count > 0 {
            count -= self.some(count)?.len();
        }
        Ok(())
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            let place = self.some(1)?.start;
            *byte = self.stream[place];
        }
        Ok(bytes)
    }

    pub(super) fn u8(&mut self) -> Result<u8, ReadError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, ReadError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, ReadError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, ReadError> {
        self.array().map(f64::from_le_bytes)
    }

    /// A text behind its length in one byte.
    pub(super) fn short_text(&mut self) -> Result<String, ReadError> {
        let length = usize::from(self.u8()?);
        self.text_of(length)
    }

    /// The code of a number format.
    pub(super) fn format_code(&mut self) -> Result<String, ReadError> {
        if self.writing.is_old { self.short_text() } else { self.text() }
    }

    /// A text behind its length in two bytes.
    pub(super) fn text(&mut self) -> Result<String, ReadError> {
        let length = usize::from(self.u16()?);
        self.text_of(length)
    }

    fn text_of(&mut self, length: usize) -> Result<String, ReadError> {
        if !self.writing.is_old {
            let is_wide = length > 0 && self.u8()? & 1 == 1;
            return self.characters(length, is_wide);
        }
        let mut bytes = Vec::new();
        while bytes.len() < length {
            let some = self.some(length - bytes.len())?;
            bytes.extend_from_slice(&self.stream[some]);
        }
        let code_page =
            self.writing.code_page.map_or_else(|| Encoding::named("windows-1252"), Ok)?;
        Ok(code_page.decode(&bytes).0.into_owned())
    }

    /// A text of the list of shared ones, which may have formats and a pronunciation.
    pub(super) fn rich_text(&mut self) -> Result<String, ReadError> {
        const WIDE: u8 = 1;
        const SPOKEN: u8 = 4;
        const RICH: u8 = 8;
        let length = usize::from(self.u16()?);
        let flags = self.u8()?;
        let formats = if flags & RICH != 0 { usize::from(self.u16()?) } else { 0 };
        let spoken_bytes = if flags & SPOKEN != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(length, flags & WIDE != 0)?;
        self.skip(4 * formats)?;
        self.skip(spoken_bytes)?;
        Ok(text)
    }

    /// So many characters of one or two bytes. A record that continues says anew of how many.
    fn characters(&mut self, count: usize, mut is_wide: bool) -> Result<String, ReadError> {
        let mut units: Vec<u16> = Vec::with_capacity(count);
        while units.len() < count {
            if self.is_over() {
                self.go_on()?;
                is_wide = self.u8()? & 1 == 1;
            }
            let width = if is_wide { 2 } else { 1 };
            let some = self.some(width * (count - units.len()))?;
            let bytes = &self.stream[some];
            if !bytes.len().is_multiple_of(width) {
                return Err(broken("a text is cut within a character"));
            }
            match is_wide {
                true => {
                    units.extend(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])))
                }
                false => units.extend(bytes.iter().map(|b| u16::from(*b))),
            }
        }
        Ok(String::from_utf16_lossy(&units))
    }
}
