//! The fields of a record and what their bytes mean.

use fanal_meaning::{Cell, days_from_civil};

use crate::read::text::encoding::Encoding;

/// How a field's bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// Digits, with that many decimals.
    Number(u8),
    Boolean,
    Date,
    /// A day and the milliseconds of its clock.
    Moment,
    Int32,
    Double,
    /// Ten-thousandths.
    Currency,
    /// The place of its text in a file beside the table.
    Memo,
    /// Pictures and other things that are no text, in a file beside the table.
    Elsewhere,
}

/// A field of each record.
#[derive(Debug, Clone)]
pub(super) struct Field {
    name: Vec<u8>,
    kind: Kind,
    start: usize,
    pub(super) length: usize,
}

impl Field {
    /// The field that the head describes so; it starts at that byte of each record.
    pub(super) fn of(raw: &[u8; 32], start: usize) -> Self {
        let name = raw[..11].split(|b| *b == 0).next().unwrap_or_default().to_vec();
        let letter = raw[11].to_ascii_uppercase();
        // Of long texts the decimals are the length's upper byte.
        let upper = if letter == b'C' { usize::from(raw[17]) << 8 } else { 0 };
        let length = usize::from(raw[16]) + upper;
        Self { name, kind: kind(letter, length, raw[17]), start, length }
    }

    pub(super) fn title(&self, encoding: Encoding) -> String {
        text(encoding, &self.name)
    }

    pub(super) fn name(&self) -> &[u8] {
        &self.name
    }

    pub(super) fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    /// Whether its content lies in a file beside the table.
    pub(super) fn is_elsewhere(&self) -> bool {
        matches!(self.kind, Kind::Memo | Kind::Elsewhere)
    }

    pub(super) fn bytes<'r>(&self, record: &'r [u8]) -> &'r [u8] {
        record.get(self.start..self.start + self.length).unwrap_or_default()
    }

    /// Where its text lies in the file beside the table; none for fields of other kinds and where
    /// there is no text.
    pub(super) fn memo_block(&self, record: &[u8]) -> Option<u64> {
        if self.kind != Kind::Memo {
            return None;
        }
        let bytes = self.bytes(record);
        let block = match bytes.first_chunk().filter(|_| self.length == 4) {
            Some(binary) => u64::from(u32::from_le_bytes(*binary)),
            None => std::str::from_utf8(bytes).ok()?.trim().parse().ok()?,
        };
        (block > 0).then_some(block)
    }

    /// The field as it is written; empty where it is no text.
    pub(super) fn text(&self, record: &[u8], encoding: Encoding) -> String {
        match self.kind {
            Kind::Text | Kind::Number(_) | Kind::Boolean | Kind::Date => {
                text(encoding, self.bytes(record))
            }
            _ => String::new(),
        }
    }

    /// The field's value; what does not fit its declared kind stays text.
    pub(super) fn cell<'t>(&self, record: &[u8], text: &'t str) -> Cell<'t> {
        let bytes = self.bytes(record);
        let eight = bytes.first_chunk::<8>();
        let declared = match self.kind {
            Kind::Text | Kind::Memo | Kind::Elsewhere => None,
            // A number that was too wide for its field is written as stars: no value.
            Kind::Number(_) if text.bytes().all(|b| b == b'*') => return Cell::Text(""),
            Kind::Number(0) => text.parse().ok().map(Cell::Int).or_else(|| double(text)),
            Kind::Number(_) => double(text),
            Kind::Boolean => match text {
                "T" | "t" | "Y" | "y" | "O" | "o" => Some(Cell::Boolean(true)),
                "F" | "f" | "N" | "n" => Some(Cell::Boolean(false)),
                _ => return Cell::Text(""),
            },
            Kind::Date if text.bytes().all(|b| b == b'0') => return Cell::Text(""),
            Kind::Date => day(text).map(Cell::Date),
            Kind::Moment => eight.map(|b| moment(*b)),
            Kind::Int32 => {
                bytes.first_chunk().map(|b| Cell::Int(i64::from(i32::from_le_bytes(*b))))
            }
            Kind::Double => {
                let value = eight.map(|b| f64::from_le_bytes(*b));
                value.filter(|v| v.is_finite()).map(Cell::Double)
            }
            Kind::Currency => eight.map(|b| {
                #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
                let value = i64::from_le_bytes(*b) as f64;
                Cell::Double(value / 10_000.0)
            }),
        };
        declared.unwrap_or(Cell::Text(text))
    }
}

fn kind(letter: u8, length: usize, decimals: u8) -> Kind {
    match (letter, length) {
        (b'N' | b'F', _) => Kind::Number(decimals),
        (b'L', _) => Kind::Boolean,
        (b'D', 8) => Kind::Date,
        (b'T' | b'@', 8) => Kind::Moment,
        (b'I' | b'+', 4) => Kind::Int32,
        (b'B' | b'O', 8) => Kind::Double,
        (b'Y', 8) => Kind::Currency,
        (b'M', _) => Kind::Memo,
        (b'G' | b'P' | b'W' | b'B', _) => Kind::Elsewhere,
        _ => Kind::Text,
    }
}

fn text(encoding: Encoding, bytes: &[u8]) -> String {
    encoding.decode(bytes).0.trim_matches(['\0', ' ']).to_owned()
}

/// A number with a point or, as some programs write it, with a comma.
fn double(text: &str) -> Option<Cell<'_>> {
    let value: f64 = text.parse().or_else(|_| text.replacen(',', ".", 1).parse()).ok()?;
    value.is_finite().then_some(Cell::Double(value))
}

fn day(text: &str) -> Option<i32> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    days_from_civil(year, month, day)
}

/// A day counted from 4713 before our era, and the milliseconds of its clock; no value when that
/// is no day.
fn moment(bytes: [u8; 8]) -> Cell<'static> {
    const FIRST_OF_1970: i64 = 2_440_588;
    const LAST_OF_9999: i64 = 5_373_484;
    let [a, b, c, d, e, f, g, h] = bytes;
    let days = i64::from(i32::from_le_bytes([a, b, c, d]));
    let millis = i64::from(i32::from_le_bytes([e, f, g, h]));
    if !(1..=LAST_OF_9999).contains(&days) {
        return Cell::Text("");
    }
    Cell::Moment { micros: (days - FIRST_OF_1970) * 86_400_000_000 + millis * 1_000, utc: false }
}
