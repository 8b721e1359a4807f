//! dBASE tables, as they stand beside shapefiles.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use fanal_meaning::{Cell, days_from_civil};

use crate::read::column::Datum;
use crate::read::text::encoding::Encoding;
use crate::read::text::guess::HighBytes;
use crate::read::{Format, ReadError};

/// Bytes of texts that are looked at to tell the encoding.
const LOOKED_AT: usize = 16 << 20;
/// Least bytes of a header.
const HEAD: usize = 32;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DbfField {
    pub(super) name: Vec<u8>,
    kind: u8,
    start: usize,
    bytes: usize,
    decimals: u8,
}

/// A table that is read from its first record to its last.
pub(super) struct Dbf {
    reader: BufReader<File>,
    pub(super) fields: Vec<DbfField>,
    /// Records, as the header says.
    pub(super) records: u64,
    language: u8,
    record: Vec<u8>,
    header_bytes: u64,
    read: u64,
}

fn broken(detail: &str) -> ReadError {
    ReadError::BrokenGeo { format: Format::Shapefile, detail: format!("table: {detail}") }
}

impl Dbf {
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let mut reader = BufReader::with_capacity(256 << 10, File::open(path)?);
        let mut head = [0; HEAD];
        reader.read_exact(&mut head).map_err(|_| broken("no header"))?;
        let header_bytes = u16::from_le_bytes([head[8], head[9]]);
        let record_bytes = u16::from_le_bytes([head[10], head[11]]);
        let mut fields_part = vec![0; usize::from(header_bytes).saturating_sub(HEAD)];
        reader.read_exact(&mut fields_part).map_err(|_| broken("header cut"))?;
        let fields = fields(&fields_part, usize::from(record_bytes));
        if fields.is_empty() {
            return Err(broken("no columns"));
        }
        Ok(Self {
            reader,
            fields,
            records: u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])),
            language: head[29],
            record: vec![0; usize::from(record_bytes)],
            header_bytes: u64::from(header_bytes),
            read: 0,
        })
    }

    /// Bytes that were read.
    pub(super) fn read_bytes(&self) -> u64 {
        self.header_bytes + self.read * self.record.len() as u64
    }

    /// The next record: whether it counts (false for one that was deleted); none at the end.
    pub(super) fn next_record(&mut self) -> Result<Option<bool>, ReadError> {
        // Some programs never write the count.
        if self.records > 0 && self.read == self.records {
            return Ok(None);
        }
        let mut filled = 0;
        while filled < self.record.len() {
            match self.reader.read(&mut self.record[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        // A last byte 1A is the end mark.
        if filled < self.record.len() {
            let at_end = filled <= 1 && self.read >= self.records;
            return if at_end { Ok(None) } else { Err(broken("cut")) };
        }
        self.read += 1;
        Ok(Some(self.record[0] != b'*'))
    }

    /// The bytes of a cell of the current record, without the blanks around them.
    fn bytes(&self, field: &DbfField) -> &[u8] {
        let bytes = self.record.get(field.start..field.start + field.bytes).unwrap_or_default();
        let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
        match field.kind {
            b'I' | b'O' | b'B' | b'+' | b'T' | b'@' => bytes,
            _ => bytes[..end].trim_ascii(),
        }
    }

    /// The texts of the current record, in that encoding; none for cells of other kinds.
    pub(super) fn texts(&self, encoding: Encoding) -> Vec<Option<String>> {
        let text = |field: &DbfField| match field.kind {
            b'I' | b'O' | b'B' | b'+' | b'D' | b'L' | b'T' | b'@' => None,
            _ => Some(encoding.decode(self.bytes(field)).0.into_owned()),
        };
        self.fields.iter().map(text).collect()
    }

    /// A cell of the current record, with its text as [`Self::texts`] gave it.
    pub(super) fn datum<'t>(&self, index: usize, text: Option<&'t str>) -> Datum<'t> {
        let Some(field) = self.fields.get(index) else { return Datum::Empty };
        let bytes = self.bytes(field);
        match (field.kind, text) {
            (b'N' | b'F', Some(text)) => number(text, field.decimals),
            (b'D', _) => day(bytes).map_or(Datum::Empty, |d| Datum::Cell(Cell::Date(d))),
            (b'L', _) => match bytes.first() {
                Some(b'T' | b't' | b'Y' | b'y' | b'O' | b'o') => Datum::Cell(Cell::Boolean(true)),
                Some(b'F' | b'f' | b'N' | b'n') => Datum::Cell(Cell::Boolean(false)),
                _ => Datum::Empty,
            },
            (b'I' | b'+', _) => match bytes.first_chunk() {
                Some(bytes) => Datum::Cell(Cell::Int(i64::from(i32::from_le_bytes(*bytes)))),
                None => Datum::Empty,
            },
            (b'O' | b'B', _) => match bytes.first_chunk() {
                Some(bytes) => Datum::Cell(Cell::Double(f64::from_le_bytes(*bytes))),
                None => Datum::Empty,
            },
            (_, Some(text)) if !text.is_empty() => Datum::Cell(Cell::Text(text)),
            _ => Datum::Empty,
        }
    }

    /// The encoding of the texts: what the bytes say, else what the table or the file beside it
    /// declares (`.cpg`).
    pub(super) fn encoding(path: &Path, declared: Option<&str>) -> Result<Encoding, ReadError> {
        let mut table = Self::open(path)?;
        let mut high = HighBytes::default();
        let mut seen = 0;
        while seen < LOOKED_AT && matches!(table.next_record(), Ok(Some(_))) {
            for field in table.fields.iter().filter(|f| matches!(f.kind, b'C' | b'M')) {
                // A character that the end of the cell cuts breaks nothing.
                let bytes = table.bytes(field);
                seen += bytes.len();
                high.add(whole_characters(bytes));
            }
        }
        for field in &table.fields {
            high.add(&field.name);
        }
        let found = high.judge().encoding;
        if found == Encoding::UTF_8 {
            return Ok(found);
        }
        let declared = declared.and_then(code_page).or(match table.language {
            0x03 | 0x57 | 0x58 | 0x59 => Encoding::named("windows-1252").ok(),
            0x04 => Encoding::named("macintosh").ok(),
            _ => None,
        });
        Ok(declared.filter(|d| *d != Encoding::UTF_8).unwrap_or(found))
    }
}

/// Without a character at the end of which bytes are missing.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

/// What a `.cpg` file says: `UTF-8`, `1252`, `ANSI 1252`, `ISO-8859-1`, `ISO88591`, `LDID/87`.
fn code_page(text: &str) -> Option<Encoding> {
    let plain: String = text.trim().to_ascii_lowercase();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let name = match digits.as_str() {
        "65001" | "8" => "utf-8",
        "88591" | "1252" | "87" => "windows-1252",
        "885915" => "iso-8859-15",
        _ => plain.as_str(),
    };
    Encoding::named(name).ok()
}

fn fields(mut part: &[u8], record_bytes: usize) -> Vec<DbfField> {
    let mut found = Vec::new();
    let mut start = 1;
    while let Some((field, rest)) = part.split_first_chunk::<32>() {
        if field[0] == 0x0D {
            break;
        }
        let end = field[..11].iter().position(|b| *b == 0).unwrap_or(11);
        let (kind, short, decimals) = (field[11].to_ascii_uppercase(), field[16], field[17]);
        // Long texts count their length's upper byte where numbers count decimals.
        let long = usize::from(short) | usize::from(decimals) << 8;
        let bytes = if kind == b'C' { long } else { usize::from(short) };
        if start + bytes > record_bytes {
            break;
        }
        found.push(DbfField { name: field[..end].to_vec(), kind, start, bytes, decimals });
        start += bytes;
        part = rest;
    }
    found
}

fn number(text: &str, decimals: u8) -> Datum<'_> {
    // Asterisks stand where a number was too long for its column.
    if text.is_empty() || text.bytes().all(|b| b == b'*') {
        return Datum::Empty;
    }
    if decimals == 0
        && let Ok(value) = text.parse::<i64>()
    {
        return Datum::Cell(Cell::Int(value));
    }
    match text.replace(',', ".").parse::<f64>() {
        Ok(value) if value.is_finite() => Datum::Cell(Cell::Double(value)),
        Ok(_) => Datum::Empty,
        Err(_) => Datum::Cell(Cell::Free(text)),
    }
}

/// Days since 1970 of `20241231`.
fn day(bytes: &[u8]) -> Option<i32> {
    let text = std::str::from_utf8(bytes).ok().filter(|t| t.len() == 8)?;
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    days_from_civil(part(0..4)?, part(4..6)?, part(6..8)?)
}
