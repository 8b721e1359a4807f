//! MapInfo's interchange format: `.mif` with the shapes and `.mid` with the attributes, as texts.

mod objects;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use fanal_meaning::{Cell, days_from_civil};
use fanal_model::Problem;

use super::companion::companion;
use super::{mapinfo, with_geometry};
use crate::read::column::Datum;
use crate::read::crs::Declared;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::text::encoding::Encoding;
use crate::read::text::guess::HighBytes;
use crate::read::{Format, Layout, ReadError, ReadOptions, Rejected};
use objects::{Objects, Read as Object};

/// Bytes of a line, and of texts that are looked at to tell the encoding.
const LINE_LIMIT: u64 = 16 << 20;
const LOOKED_AT: u64 = 16 << 20;

fn broken(detail: &str) -> ReadError {
    ReadError::BrokenGeo { format: Format::Mif, detail: detail.to_owned() }
}

/// What stands above the shapes.
struct Head {
    version: bool,
    charset: String,
    delimiter: char,
    system: Option<String>,
    /// Names and types of the attributes.
    columns: Vec<(Vec<u8>, String)>,
}

/// The next line, without its end; none at the end of the file.
fn line(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>, ReadError> {
    let mut bytes = Vec::new();
    if reader.take(LINE_LIMIT).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 == LINE_LIMIT {
        return Err(broken("a line is too long"));
    }
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Some(bytes))
}

/// Reads up to the line `Data`.
fn head(reader: &mut impl BufRead) -> Result<Head, ReadError> {
    let mut head = Head {
        version: false,
        charset: String::new(),
        delimiter: '\t',
        system: None,
        columns: Vec::new(),
    };
    while let Some(bytes) = line(reader)? {
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((&text, ""));
        match word.to_ascii_lowercase().as_str() {
            "data" => return Ok(head),
            "version" => head.version = true,
            "charset" => head.charset = rest.trim().trim_matches('"').to_owned(),
            "delimiter" => {
                let inner = rest.trim().strip_prefix('"').and_then(|r| r.chars().next());
                head.delimiter = inner.unwrap_or('\t');
            }
            "coordsys" => head.system = Some(text.clone()),
            "columns" => {
                let count: usize = rest.trim().parse().map_err(|_| broken("columns"))?;
                if count > crate::read::layout::COLUMN_LIMIT {
                    let limit = crate::read::layout::COLUMN_LIMIT;
                    return Err(ReadError::TooManyColumns { columns: count, limit });
                }
                for _ in 0..count {
                    let bytes = line(reader)?.ok_or_else(|| broken("columns cut"))?;
                    let own = bytes.trim_ascii();
                    let end = own.iter().position(u8::is_ascii_whitespace).unwrap_or(own.len());
                    let kind = String::from_utf8_lossy(&own[end..]).trim().to_ascii_lowercase();
                    head.columns.push((own[..end].to_vec(), kind));
                }
            }
            _ => {}
        }
    }
    Err(broken("no data"))
}

/// Whether a file starts as those of MapInfo's interchange format do.
pub(in crate::read) fn is_mif(head: &[u8]) -> bool {
    let start = head.get(..12).unwrap_or_default().to_ascii_lowercase();
    let text = String::from_utf8_lossy(head.get(..4_096).unwrap_or(head)).to_ascii_lowercase();
    start.starts_with(b"version ") && text.contains("\ncolumns ")
}

pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Mif, options);
    let mut reader = BufReader::new(File::open(path)?);
    let head = head(&mut reader)?;
    if !head.version {
        return Err(broken("no version"));
    }
    layout.declared_crs = match &head.system {
        Some(clause) => Declared::by_mapinfo(clause),
        // Without a clause the positions are degrees.
        None => Declared::Degrees,
    };
    let table = companion(path, "mid");
    if table.is_none() && !head.columns.is_empty() {
        layout.doubts.push(Problem::new("attributes-missing"));
    }
    layout.encoding = match &options.encoding {
        Some(name) => name.clone(),
        None => encoding(table.as_deref(), &head)?.name(),
    };
    Ok(layout)
}

/// The encoding of the texts: what the bytes say when they are UTF-8, else what is declared.
fn encoding(table: Option<&Path>, head: &Head) -> Result<Encoding, ReadError> {
    let mut high = HighBytes::default();
    for (name, _) in &head.columns {
        high.add(name);
    }
    if let Some(table) = table {
        let mut bytes = Vec::new();
        File::open(table)?.take(LOOKED_AT).read_to_end(&mut bytes)?;
        high.add(&bytes);
    }
    mapinfo::encoding(high.judge().encoding, &head.charset)
}

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let encoding = Encoding::named(&layout.encoding)?;
    let mut reader = BufReader::with_capacity(256 << 10, File::open(path)?);
    let head = head(&mut reader)?;
    let mut objects = Objects::new(reader);
    let mut table = match companion(path, "mid") {
        Some(table) => Some(BufReader::with_capacity(256 << 10, File::open(table)?)),
        None => None,
    };
    let mut names: Vec<String> =
        head.columns.iter().map(|(name, _)| encoding.decode(name).0.into_owned()).collect();
    if table.is_none() {
        names.clear();
    }
    let (titles, place) = with_geometry(names);
    for line in 1.. {
        let object = objects.next_object()?;
        let texts = match &mut table {
            Some(table) => record(table, head.delimiter, encoding)?,
            None => None,
        };
        if object.is_none() && texts.is_none() {
            break;
        }
        let texts = texts.unwrap_or_default();
        let item = match &object {
            Some(Object::Unreadable) => {
                let reason = Problem::new("row-shape-broken");
                Item::Rejected(Rejected { line, reason, cells: texts })
            }
            object => {
                let own = texts.iter().zip(&head.columns).enumerate();
                let mut cells: Vec<(usize, Datum<'_>)> =
                    own.map(|(i, (text, (_, kind)))| (i, datum(kind, text))).collect();
                if let Some(Object::Shape(shape)) = object {
                    cells.push((place, Datum::Geometry(shape)));
                }
                Item::Row { line, cells }
            }
        };
        visit(titles.list(), item, objects.read_bytes())?;
    }
    Ok(titles)
}

/// The next record of the attributes: cells in quotes may hold separators and line ends.
fn record(
    reader: &mut impl BufRead,
    delimiter: char,
    encoding: Encoding,
) -> Result<Option<Vec<String>>, ReadError> {
    let Some(mut bytes) = line(reader)? else { return Ok(None) };
    while bytes.iter().filter(|b| **b == b'"').count() % 2 == 1 {
        let Some(more) = line(reader)? else { break };
        bytes.push(b'\n');
        bytes.extend(more);
        if bytes.len() as u64 > LINE_LIMIT {
            return Err(broken("a record is too long"));
        }
    }
    let text = encoding.decode(&bytes).0;
    let mut cells = vec![String::new()];
    let (mut quoted, mut characters) = (false, text.chars().peekable());
    while let Some(character) = characters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            other if other == delimiter && !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    Ok(Some(cells))
}

/// A cell of that type.
fn datum<'t>(kind: &str, text: &'t str) -> Datum<'t> {
    let text = text.trim();
    if text.is_empty() {
        return Datum::Empty;
    }
    let read = match kind.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default() {
        "integer" | "smallint" | "largeint" => text.parse().ok().map(Cell::Int),
        "float" | "decimal" => {
            text.parse().ok().filter(|value: &f64| value.is_finite()).map(Cell::Double)
        }
        "logical" => match text {
            "T" | "t" => Some(Cell::Boolean(true)),
            "F" | "f" => Some(Cell::Boolean(false)),
            _ => None,
        },
        "date" => day(text).map(Cell::Date),
        _ => Some(Cell::Text(text)),
    };
    Datum::Cell(read.unwrap_or(Cell::Free(text)))
}

/// Days since 1970 of `20241231`.
fn day(text: &str) -> Option<i32> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    (text.len() == 8).then_some(())?;
    days_from_civil(part(0..4)?, part(4..6)?, part(6..8)?)
}
