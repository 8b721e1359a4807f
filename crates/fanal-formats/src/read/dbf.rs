//! dBase tables (.dbf), alone or beside a shapefile: records of fixed length, read as a stream.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use fanal_meaning::{Cell, days_from_civil};
use fanal_model::Problem;

use super::column::{Datum, as_text};
use super::layout::COLUMN_LIMIT;
use super::rows::{Item, Titles, Visit};
use super::text::encoding::Encoding;
use super::{Format, Layout, ReadError, ReadOptions, Rejected};

const HEAD_BYTES: usize = 32;
/// The end of the list of fields.
const FIELDS_END: u8 = 0x0D;
/// Records looked at to guess the encoding.
const LOOKED_AT: u64 = 10_000;

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
    /// Its content lies in another file, or is no text.
    Elsewhere,
}

#[derive(Debug, Clone)]
struct Field {
    title: Vec<u8>,
    kind: Kind,
    start: usize,
    length: usize,
}

/// What stands before the records.
#[derive(Debug)]
struct Head {
    fields: Vec<Field>,
    language: u8,
    records: u64,
    head_bytes: u64,
    record_bytes: usize,
}

/// Whether a file that starts like this is a dBase table.
pub(super) fn is_dbf(head: &[u8]) -> bool {
    let Some((first, rest)) = head.split_first_chunk::<HEAD_BYTES>() else { return false };
    let known =
        [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0x8C, 0xCB, 0xF5, 0xFB];
    let day = first[2] <= 12 && first[3] <= 31;
    let head_bytes = usize::from(u16::from_le_bytes([first[8], first[9]]));
    let record_bytes = u16::from_le_bytes([first[10], first[11]]);
    let field = rest.get(11).is_some_and(|kind| b"CNFLDMTIBOGPVYW@+0".contains(kind));
    known.contains(&first[0]) && day && head_bytes > HEAD_BYTES && record_bytes > 1 && field
}

impl Head {
    fn read(from: &mut impl Read) -> Result<Self, ReadError> {
        let mut first = [0; HEAD_BYTES];
        from.read_exact(&mut first).map_err(cut)?;
        let head_bytes = usize::from(u16::from_le_bytes([first[8], first[9]]));
        let record_bytes = usize::from(u16::from_le_bytes([first[10], first[11]]));
        let mut rest = vec![0; head_bytes.saturating_sub(HEAD_BYTES)];
        from.read_exact(&mut rest).map_err(cut)?;
        let mut fields = Vec::new();
        let mut start = 1;
        for raw in rest.chunks_exact(HEAD_BYTES).take_while(|raw| raw[0] != FIELDS_END) {
            let title = raw[..11].split(|b| *b == 0).next().unwrap_or_default().to_vec();
            // Of long texts the decimals are the length's upper byte.
            let upper = if raw[11] == b'C' { usize::from(raw[17]) << 8 } else { 0 };
            let length = usize::from(raw[16]) + upper;
            // Which values are missing, as one program writes it: no column.
            if raw[11] != b'0' {
                fields.push(Field { title, kind: kind(raw[11], length, raw[17]), start, length });
            }
            start += length;
        }
        if fields.is_empty() || fields.len() > COLUMN_LIMIT || start > record_bytes {
            return Err(ReadError::BrokenDbf);
        }
        Ok(Self {
            fields,
            language: first[29],
            records: u64::from(u32::from_le_bytes([first[4], first[5], first[6], first[7]])),
            head_bytes: head_bytes as u64,
            record_bytes,
        })
    }
}

fn cut(error: std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => ReadError::BrokenDbf,
        _ => ReadError::Io(error),
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
        (b'M' | b'G' | b'P' | b'W', _) => Kind::Elsewhere,
        _ => Kind::Text,
    }
}

/// Finds out what a dBase table holds. Its encoding is said by a file beside it (`.cpg`) or by
/// itself, else by its texts.
pub(super) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut file = BufReader::new(File::open(path)?);
    let head = Head::read(&mut file)?;
    let mut layout = Layout::new(Format::Dbf, options);
    let guessed = guess(&mut file, &head)?;
    layout.encoding = match &options.encoding {
        Some(name) => name.clone(),
        None => beside(path)?.or_else(|| of_language(head.language)).unwrap_or(guessed).name(),
    };
    let encoding = Encoding::named(&layout.encoding)?;
    layout.titles = head.fields.iter().map(|f| text(encoding, &f.title)).collect();
    let stored = std::fs::metadata(path)?.len().saturating_sub(head.head_bytes);
    let there = stored / head.record_bytes as u64;
    if there < head.records {
        layout.doubts.push(Problem::new("dbf-cut").number("count", head.records - there));
    }
    let elsewhere = head.fields.iter().filter(|f| f.kind == Kind::Elsewhere).count();
    if elsewhere > 0 {
        layout.doubts.push(Problem::new("dbf-memo").number("count", elsewhere));
    }
    Ok(layout)
}

/// The encoding that the file beside the table names.
fn beside(path: &Path) -> Result<Option<Encoding>, ReadError> {
    let mut name = String::new();
    match File::open(path.with_extension("cpg")) {
        Ok(file) => file.take(64).read_to_string(&mut name).unwrap_or(0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let name = name.trim().to_ascii_lowercase();
    let name = match name.as_str() {
        "1252" | "ansi 1252" | "cp1252" => "windows-1252",
        "88591" | "8859-1" => "iso-8859-1",
        "65001" => "utf-8",
        other => other,
    };
    Ok(Encoding::named(name).ok())
}

/// The encoding that the table's language byte stands for; none when it says nothing sure.
fn of_language(language: u8) -> Option<Encoding> {
    let name = match language {
        0x03 | 0x58 | 0x59 => "windows-1252",
        // Accents stand at the same places in both code pages of DOS.
        0x01 | 0x02 | 0x08..=0x0B | 0x0D..=0x12 | 0x14..=0x1D => "ibm850",
        0x04 => "macintosh",
        _ => return None,
    };
    Encoding::named(name).ok()
}

fn guess(file: &mut (impl Read + Seek), head: &Head) -> Result<Encoding, ReadError> {
    file.seek(SeekFrom::Start(head.head_bytes))?;
    let bytes = LOOKED_AT.saturating_mul(head.record_bytes as u64).min(64 << 20);
    let mut looked_at = Vec::new();
    file.take(bytes).read_to_end(&mut looked_at)?;
    for record in looked_at.chunks_exact(head.record_bytes) {
        for field in head.fields.iter().filter(|f| f.kind == Kind::Text) {
            let bytes = record.get(field.start..field.start + field.length).unwrap_or_default();
            // A text that fills its field may be cut within a character.
            let whole =
                std::str::from_utf8(bytes).map_or_else(|e| e.error_len().is_none(), |_| true);
            if !whole {
                return Encoding::named("windows-1252");
            }
        }
    }
    Ok(Encoding::UTF_8)
}

/// Gives each record of the table.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut file = BufReader::with_capacity(256 << 10, File::open(path)?);
    let head = Head::read(&mut file)?;
    let encoding = Encoding::named(&layout.encoding)?;
    let titles = Titles::of(layout.titles.clone());
    let mut record = vec![0; head.record_bytes];
    for line in 1..=head.records {
        match file.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => break,
            Err(error) => return Err(error.into()),
        }
        let texts: Vec<(&Field, String)> =
            head.fields.iter().map(|f| (f, f.text(&record, encoding))).collect();
        let cells: Vec<_> =
            texts.iter().map(|(f, text)| Datum::Cell(f.cell(&record, text))).collect();
        let item = if record[0] == b'*' {
            let cells = cells.iter().map(|c| as_text(*c)).collect();
            Item::Rejected(Rejected { line, reason: Problem::new("row-deleted"), cells })
        } else {
            Item::Row { line, cells: cells.into_iter().enumerate().collect() }
        };
        visit(titles.list(), item, head.head_bytes + line * head.record_bytes as u64)?;
    }
    Ok(titles)
}

fn text(encoding: Encoding, bytes: &[u8]) -> String {
    encoding.decode(bytes).0.trim_matches(['\0', ' ']).to_owned()
}

impl Field {
    fn bytes<'r>(&self, record: &'r [u8]) -> &'r [u8] {
        record.get(self.start..self.start + self.length).unwrap_or_default()
    }

    /// The field as it is written; empty where it is no text.
    fn text(&self, record: &[u8], encoding: Encoding) -> String {
        match self.kind {
            Kind::Text | Kind::Number(_) | Kind::Boolean | Kind::Date => {
                text(encoding, self.bytes(record))
            }
            _ => String::new(),
        }
    }

    /// The field's value; what does not fit its declared kind stays text.
    fn cell<'t>(&self, record: &[u8], text: &'t str) -> Cell<'t> {
        let bytes = self.bytes(record);
        let eight = bytes.first_chunk::<8>();
        let declared = match self.kind {
            Kind::Text | Kind::Elsewhere => None,
            // A number that was too wide for its field is written as stars: no value.
            Kind::Number(_) if text.bytes().all(|b| b == b'*') => return Cell::Text(""),
            Kind::Number(0) => text.parse().ok().map(Cell::Int).or_else(|| double(text)),
            Kind::Number(_) => double(text),
            Kind::Boolean => match text {
                "T" | "t" | "Y" | "y" => Some(Cell::Boolean(true)),
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

fn double(text: &str) -> Option<Cell<'_>> {
    text.parse().ok().filter(|value: &f64| value.is_finite()).map(Cell::Double)
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
