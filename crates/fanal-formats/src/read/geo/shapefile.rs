//! Shapefiles: `.shp` with its table of attributes beside it (`.dbf`), its coordinate system
//! (`.prj`) and the encoding of its texts (`.cpg`). The index (`.shx`) is not needed.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use fanal_model::Problem;
use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use super::dbf::Dbf;
use super::rings::polygons;
use crate::read::column::Datum;
use crate::read::crs::{Declared, system_of_wkt};
use crate::read::geometry::Shape;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::text::encoding::Encoding;
use crate::read::{Format, Layout, ReadError, ReadOptions, Rejected};

/// Title of the column of geometries.
pub(super) const GEOMETRY: &str = "geometry";
const HEAD_BYTES: usize = 100;
/// Bytes of one record, at most.
const RECORD_LIMIT: usize = 512 << 20;

fn broken(detail: &str) -> ReadError {
    ReadError::BrokenGeo { format: Format::Shapefile, detail: detail.to_owned() }
}

/// The file of the same name with another ending, in small letters or capitals.
pub(super) fn companion(path: &Path, ending: &str) -> Option<PathBuf> {
    [ending.to_owned(), ending.to_uppercase()]
        .into_iter()
        .map(|ending| path.with_extension(ending))
        .find(|found| found.is_file())
}

/// The text of a small file beside the main one.
pub(super) fn companion_text(path: &Path, ending: &str) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(companion(path, ending)?).ok()?.take(64 << 10).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a definition in well-known text declares.
pub(super) fn declared_by_wkt(text: &str) -> Declared {
    if text.trim().is_empty() {
        return Declared::Nothing;
    }
    match system_of_wkt(text) {
        Some(system) => Declared::System(system.name()),
        None => {
            let name = text.split('"').nth(1).unwrap_or_default();
            Declared::Unknown(name.chars().take(80).collect())
        }
    }
}

pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Shapefile, options);
    Shapes::open(path)?;
    layout.declared_crs =
        companion_text(path, "prj").map_or(Declared::Nothing, |text| declared_by_wkt(&text));
    match companion(path, "dbf") {
        Some(table) => {
            let declared = companion_text(path, "cpg");
            let encoding = match &options.encoding {
                Some(name) => Encoding::named(name)?,
                None => Dbf::encoding(&table, declared.as_deref())?,
            };
            layout.encoding = encoding.name();
        }
        None => layout.doubts.push(Problem::new("attributes-missing")),
    }
    Ok(layout)
}

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let encoding = Encoding::named(&layout.encoding)?;
    let mut shapes = Shapes::open(path)?;
    let mut table = companion(path, "dbf").map(|table| Dbf::open(&table)).transpose()?;
    let mut names: Vec<String> = table
        .iter()
        .flat_map(|table| &table.fields)
        .map(|field| encoding.decode(&field.name).0.trim().to_owned())
        .collect();
    let taken = names.iter().any(|name| name.eq_ignore_ascii_case(GEOMETRY));
    let place = names.len();
    names.push(if taken { "geometry (shp)" } else { GEOMETRY }.to_owned());
    let titles = Titles::of(names);
    for line in 1.. {
        let next = shapes.next_shape()?;
        let counts = match &mut table {
            Some(table) => table.next_record()?,
            None => next.is_some().then_some(true),
        };
        let (next, counts) = match (next, counts) {
            (None, None) => break,
            // Shapes that are not there are empty; attributes that are not there, too.
            (next, counts) => (next.unwrap_or(Ok(None)), counts.unwrap_or(true)),
        };
        if !counts {
            continue;
        }
        let texts = table.as_ref().map(|table| table.texts(encoding)).unwrap_or_default();
        let mut cells: Vec<(usize, Datum<'_>)> = Vec::with_capacity(texts.len() + 1);
        if let Some(table) = &table {
            cells.extend(texts.iter().enumerate().map(|(i, t)| (i, table.datum(i, t.as_deref()))));
        }
        let done = shapes.read_bytes + table.as_ref().map_or(0, Dbf::read_bytes);
        let item = match &next {
            Ok(shape) => {
                cells.push((place, shape.as_ref().map_or(Datum::Empty, Datum::Geometry)));
                Item::Row { line, cells }
            }
            Err(Unreadable) => {
                let cells = texts.iter().map(|text| text.clone().unwrap_or_default()).collect();
                Item::Rejected(Rejected { line, reason: Problem::new("row-shape-broken"), cells })
            }
        };
        visit(titles.list(), item, done)?;
    }
    Ok(titles)
}

/// A record that is no shape; the next one may be.
struct Unreadable;

struct Shapes {
    reader: BufReader<File>,
    record: Vec<u8>,
    read_bytes: u64,
    size_bytes: u64,
}

impl Shapes {
    fn open(path: &Path) -> Result<Self, ReadError> {
        let file = File::open(path)?;
        let size_bytes = file.metadata()?.len();
        let mut reader = BufReader::with_capacity(256 << 10, file);
        let mut head = [0; HEAD_BYTES];
        reader.read_exact(&mut head).map_err(|_| broken("no header"))?;
        if !is_shapefile(&head) {
            return Err(broken("no shapefile"));
        }
        Ok(Self { reader, record: Vec::new(), read_bytes: HEAD_BYTES as u64, size_bytes })
    }

    /// The next shape; none of a record without one.
    fn next_shape(&mut self) -> Result<Option<Result<Option<Shape>, Unreadable>>, ReadError> {
        let mut head = [0; 8];
        let left = self.size_bytes - self.read_bytes.min(self.size_bytes);
        if left == 0 {
            return Ok(None);
        }
        self.reader.read_exact(&mut head).map_err(|_| broken("cut"))?;
        let words = u32::from_be_bytes([head[4], head[5], head[6], head[7]]);
        let bytes = words as usize * 2;
        // What a head says is believed only as far as the file goes.
        if bytes as u64 + 8 > left || bytes > RECORD_LIMIT {
            return Err(broken("cut"));
        }
        self.record.resize(bytes, 0);
        self.reader.read_exact(&mut self.record).map_err(|_| broken("cut"))?;
        self.read_bytes += 8 + bytes as u64;
        Ok(Some(shape(&self.record)))
    }
}

/// Whether a file starts as shapefiles do.
pub(in crate::read) fn is_shapefile(head: &[u8]) -> bool {
    head.starts_with(&[0, 0, 0x27, 0x0A])
        && head.get(28..32) == Some(1000_u32.to_le_bytes().as_slice())
}

/// The shape of one record.
fn shape(record: &[u8]) -> Result<Option<Shape>, Unreadable> {
    let mut record = Bytes(record);
    let kind = record.number().ok_or(Unreadable)?;
    let height = (11..20).contains(&kind);
    let geometry: Geometry<f64> = match kind {
        0 => return Ok(None),
        1 | 11 | 21 => Point(record.position().ok_or(Unreadable)?).into(),
        8 | 18 | 28 => {
            let points = record.points().ok_or(Unreadable)?;
            match points.as_slice() {
                [one] => Point(*one).into(),
                _ => MultiPoint(points.into_iter().map(Point).collect()).into(),
            }
        }
        3 | 13 | 23 => {
            let mut lines = record.parts().ok_or(Unreadable)?;
            match (lines.pop(), lines.is_empty()) {
                (Some(line), true) => line.into(),
                (last, _) => {
                    lines.extend(last);
                    MultiLineString(lines).into()
                }
            }
        }
        5 | 15 | 25 => polygons(record.parts().ok_or(Unreadable)?),
        _ => return Err(Unreadable),
    };
    Ok(Some(Shape { geometry, height }))
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    fn number(&mut self) -> Option<usize> {
        self.take().map(|bytes| u32::from_le_bytes(bytes) as usize)
    }

    /// A position; values below -10³⁸ mean that there is none.
    fn position(&mut self) -> Option<Coord<f64>> {
        let (x, y) = (f64::from_le_bytes(self.take()?), f64::from_le_bytes(self.take()?));
        let known = |value: f64| if value < -1e38 { f64::NAN } else { value };
        Some(Coord { x: known(x), y: known(y) })
    }

    /// A count of things of so many bytes, which the record must hold.
    fn count(&self, count: usize, bytes: usize) -> Option<usize> {
        (count.checked_mul(bytes)? <= self.0.len()).then_some(count)
    }

    fn skip_box(&mut self) -> Option<()> {
        self.take::<32>().map(|_| ())
    }

    fn points(&mut self) -> Option<Vec<Coord<f64>>> {
        self.skip_box()?;
        let count = self.number()?;
        let count = self.count(count, 16)?;
        (0..count).map(|_| self.position()).collect()
    }

    fn parts(&mut self) -> Option<Vec<LineString<f64>>> {
        self.skip_box()?;
        let (parts, points) = (self.number()?, self.number()?);
        let parts = self.count(parts, 4)?;
        let mut starts: Vec<usize> = (0..parts).map(|_| self.number()).collect::<Option<_>>()?;
        let points = self.count(points, 16)?;
        let points: Vec<_> = (0..points).map(|_| self.position()).collect::<Option<_>>()?;
        starts.push(points.len());
        let part = |two: &[usize]| points.get(two[0]..two[1]).map(|p| LineString(p.to_vec()));
        starts.windows(2).map(part).collect()
    }
}
