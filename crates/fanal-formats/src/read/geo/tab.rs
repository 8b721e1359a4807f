//! Tables of MapInfo: `.tab` describes the columns, `.dat` holds the attributes, `.map` the shapes,
//! and `.id` says where each record's shape is.

mod map;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use fanal_meaning::{Cell, days_from_civil};
use fanal_model::Problem;

use super::companion::companion;
use super::{mapinfo, with_geometry};
use crate::read::column::{Datum, as_text};
use crate::read::crs::Declared;
use crate::read::geometry::Shape;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::text::encoding::Encoding;
use crate::read::text::guess::HighBytes;
use crate::read::{Format, Layout, ReadError, ReadOptions, Rejected, dbf};
use map::{Map, Object};

/// Bytes of a description, and of attributes that are looked at to tell the encoding.
const DESCRIPTION_LIMIT: u64 = 4 << 20;
const LOOKED_AT: u64 = 16 << 20;

fn broken(detail: &str) -> ReadError {
    ReadError::BrokenGeo { format: Format::Tab, detail: detail.to_owned() }
}

/// Whether a file describes a table of MapInfo.
pub(in crate::read) fn is_tab(head: &[u8]) -> bool {
    head.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"!table"))
}

/// A column: how its cells lie in a record.
struct Field {
    name: Vec<u8>,
    kind: String,
    start: usize,
    bytes: usize,
}

impl Field {
    /// The text of a cell of text or of digits.
    fn text(&self, record: &[u8], encoding: Encoding) -> String {
        if !self.kind.starts_with("char") && !self.kind.starts_with("decimal") {
            return String::new();
        }
        encoding.decode(text(record, self)).0.into_owned()
    }
}

/// Where the next record's shape lies; 0 when it has none.
fn next_place(places: &mut BufReader<File>) -> Result<u64, ReadError> {
    let mut place = [0; 4];
    places.read_exact(&mut place).map_err(|_| broken("places cut"))?;
    Ok(u64::from(u32::from_le_bytes(place)))
}

/// What the `.tab` file says.
struct Description {
    charset: String,
    fields: Vec<Field>,
}

fn description(path: &Path) -> Result<Description, ReadError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(DESCRIPTION_LIMIT).read_to_end(&mut bytes)?;
    let mut found = Description { charset: String::new(), fields: Vec::new() };
    let mut left = 0_usize;
    let mut start = 1;
    for line in bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii) {
        let text = String::from_utf8_lossy(line).to_ascii_lowercase();
        if left > 0 {
            let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
            let kind = String::from_utf8_lossy(&line[end..]).trim().to_ascii_lowercase();
            let bytes = width(&kind).ok_or_else(|| broken("a column"))?;
            found.fields.push(Field { name: line[..end].to_vec(), kind, start, bytes });
            start += bytes;
            left -= 1;
        } else if let Some(rest) = text.strip_prefix("type ") {
            if !rest.trim_start().starts_with("native") {
                let kind = Format::Tab.label();
                return Err(ReadError::UnsupportedGeo { kind, detail: rest.to_owned() });
            }
            found.charset = rest.split('"').nth(1).unwrap_or_default().to_owned();
        } else if let Some(count) = text.strip_prefix("fields ") {
            left = count.trim().parse().map_err(|_| broken("columns"))?;
            let limit = crate::read::layout::COLUMN_LIMIT;
            if left > limit {
                return Err(ReadError::TooManyColumns { columns: left, limit });
            }
        }
    }
    if found.fields.is_empty() {
        let detail = "no columns of its own".to_owned();
        return Err(ReadError::UnsupportedGeo { kind: Format::Tab.label(), detail });
    }
    Ok(found)
}

/// Bytes of a cell of that type.
fn width(kind: &str) -> Option<usize> {
    let inner = || kind.split_once('(')?.1.split([',', ')']).next()?.trim().parse().ok();
    match kind.split(|c: char| !c.is_ascii_alphanumeric()).next()? {
        "char" | "decimal" => inner(),
        "integer" | "date" | "time" => Some(4),
        "smallint" => Some(2),
        "float" | "largeint" | "datetime" => Some(8),
        "logical" => Some(1),
        _ => None,
    }
}

pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Tab, options);
    let description = description(path)?;
    if let Some(map) = shapes(path)? {
        layout.declared_crs = Declared::by_mapinfo(&map.system);
    }
    layout.encoding = match &options.encoding {
        Some(name) => name.clone(),
        None => {
            let mut records = Records::open(path)?;
            let mut high = HighBytes::default();
            while let Some(record) = records.next_record()? {
                for field in description.fields.iter().filter(|f| f.kind.starts_with("char")) {
                    high.add(text(record, field));
                }
                if records.read_bytes > LOOKED_AT {
                    break;
                }
            }
            mapinfo::encoding(high.judge().encoding, &description.charset)?.name()
        }
    };
    Ok(layout)
}

/// The shapes, when the table has some.
fn shapes(path: &Path) -> Result<Option<Map>, ReadError> {
    let Some(map) = companion(path, "map") else { return Ok(None) };
    Map::open(&map)?.map(Some).ok_or_else(|| broken("no shapes"))
}

/// The records of the attributes, as they lie in the file.
struct Records {
    reader: BufReader<File>,
    record: Vec<u8>,
    left: u64,
    read_bytes: u64,
}

impl Records {
    fn open(path: &Path) -> Result<Self, ReadError> {
        let table = companion(path, "dat").ok_or(ReadError::NoCompanion(".dat"))?;
        let mut reader = BufReader::with_capacity(256 << 10, File::open(table)?);
        let mut head = [0; 32];
        reader.read_exact(&mut head).map_err(|_| broken("attributes cut"))?;
        let left = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        let header = u64::from(u16::from_le_bytes([head[8], head[9]])).saturating_sub(32);
        let bytes = usize::from(u16::from_le_bytes([head[10], head[11]]));
        if bytes == 0
            || std::io::copy(&mut (&mut reader).take(header), &mut std::io::sink())? != header
        {
            return Err(broken("attributes cut"));
        }
        Ok(Self { reader, record: vec![0; bytes], left, read_bytes: header + 32 })
    }

    fn next_record(&mut self) -> Result<Option<&[u8]>, ReadError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        self.reader.read_exact(&mut self.record).map_err(|_| broken("attributes cut"))?;
        self.read_bytes += self.record.len() as u64;
        Ok(Some(&self.record))
    }
}

/// The bytes of a cell.
fn cell<'r>(record: &'r [u8], field: &Field) -> &'r [u8] {
    record.get(field.start..field.start + field.bytes).unwrap_or_default()
}

/// The bytes of a cell of text.
fn text<'r>(record: &'r [u8], field: &Field) -> &'r [u8] {
    let bytes = cell(record, field);
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    bytes[..end].trim_ascii()
}

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let encoding = Encoding::named(&layout.encoding)?;
    let description = description(path)?;
    let map = shapes(path)?;
    let mut places = companion(path, "id").map(File::open).transpose()?.map(BufReader::new);
    let mut records = Records::open(path)?;
    let names = description.fields.iter().map(|f| encoding.decode(&f.name).0.into_owned());
    let names: Vec<String> = names.collect();
    let titles = if map.is_some() { with_geometry(names).0 } else { Titles::of(names) };
    let mut line = 0;
    while let Some(record) = records.next_record()? {
        line += 1;
        let deleted = record.first() == Some(&b'*');
        let texts: Vec<String> =
            description.fields.iter().map(|field| field.text(record, encoding)).collect();
        let own = description.fields.iter().zip(&texts).enumerate();
        let mut cells: Vec<(usize, Datum<'_>)> =
            own.map(|(i, (field, text))| (i, datum(field, text, cell(record, field)))).collect();
        let place = places.as_mut().map(next_place).transpose()?.unwrap_or(0);
        let object = match &map {
            Some(map) if place > 0 && !deleted => Some(map.object(place)),
            _ => None,
        };
        let shape = match object {
            Some(Object::Geometry(geometry)) => Some(Shape::flat(geometry)),
            _ => None,
        };
        let unreadable = place > 0 && map.is_some() && shape.is_none();
        cells.extend(shape.as_ref().map(|s| (description.fields.len(), Datum::Geometry(s))));
        let done = line * record.len() as u64;
        let written = || cells.iter().map(|(_, datum)| as_text(*datum)).collect();
        let item = if deleted {
            Item::Rejected(dbf::deleted(line, written()))
        } else if unreadable {
            let reason = Problem::new("row-shape-broken");
            Item::Rejected(Rejected { line, reason, cells: written() })
        } else {
            Item::Row { line, cells }
        };
        visit(titles.list(), item, done)?;
    }
    Ok(titles)
}

/// A cell of that type.
fn datum<'t>(field: &Field, text: &'t str, bytes: &[u8]) -> Datum<'t> {
    let word = field.kind.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let read = match word {
        "integer" => bytes.first_chunk().map(|b| Cell::Int(i32::from_le_bytes(*b).into())),
        "smallint" => bytes.first_chunk().map(|b| Cell::Int(i16::from_le_bytes(*b).into())),
        "largeint" => bytes.first_chunk().map(|b| Cell::Int(i64::from_le_bytes(*b))),
        "float" => bytes
            .first_chunk()
            .map(|b| f64::from_le_bytes(*b))
            .filter(|value| value.is_finite())
            .map(Cell::Double),
        "logical" => match bytes.first() {
            Some(b'T' | b't') => Some(Cell::Boolean(true)),
            Some(b'F' | b'f') => Some(Cell::Boolean(false)),
            _ => None,
        },
        "date" => match bytes {
            [low, high, month, day, ..] => {
                let year = u32::from(u16::from_le_bytes([*low, *high]));
                days_from_civil(year, u32::from(*month), u32::from(*day)).map(Cell::Date)
            }
            _ => None,
        },
        "decimal" => text.parse().ok().filter(|value: &f64| value.is_finite()).map(Cell::Double),
        _ if text.is_empty() => None,
        _ => Some(Cell::Text(text)),
    };
    read.map_or(Datum::Empty, Datum::Cell)
}
