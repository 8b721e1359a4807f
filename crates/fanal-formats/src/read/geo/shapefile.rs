//! Shapefiles: `.shp` with its table of attributes beside it (`.dbf`), its coordinate system
//! (`.prj`) and the encoding of its texts (`.cpg`). The index (`.shx`) is not needed.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use fanal_model::Problem;
use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use super::companion::{companion, companion_text};
use super::rings::polygons;
use super::with_geometry;
use crate::read::column::Datum;
use crate::read::crs::Declared;
use crate::read::geometry::Shape;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::text::encoding::Encoding;
use crate::read::{Format, Layout, ReadError, ReadOptions, Rejected, dbf};

const HEAD_BYTES: usize = 100;
/// Bytes of one record, at most.
const RECORD_LIMIT: usize = 512 << 20;

fn broken(detail: &str) -> ReadError {
    ReadError::BrokenGeo { format: Format::Shapefile, detail: detail.to_owned() }
}

pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Shapefile, options);
    Shapes::open(path)?;
    layout.declared_crs =
        companion_text(path, "prj").map_or(Declared::Nothing, |text| Declared::by_wkt(&text));
    match companion(path, "dbf") {
        Some(table) => {
            layout.encoding = dbf::encoding(&table, options)?.name();
            layout.doubts = dbf::Table::open(&table)?.doubts();
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
    let mut table = companion(path, "dbf").map(|table| dbf::Table::open(&table)).transpose()?;
    let names = table.as_ref().map(|table| table.titles(encoding)).unwrap_or_default();
    let (titles, place) = with_geometry(names);
    for line in 1.. {
        let next = shapes.next_shape()?;
        let is_deleted = table.as_mut().map_or(Ok(None), dbf::Table::next_record)?;
        let (next, attributes) = match (next, is_deleted) {
            (None, None) => break,
            // Shapes that are not there are empty; attributes that are not there, too.
            (next, None) => (next.unwrap_or(Ok(None)), None),
            (next, Some(_)) => (next.unwrap_or(Ok(None)), table.as_mut()),
        };
        let mut texts = Vec::new();
        let mut cells: Vec<(usize, Datum<'_>)> = Vec::new();
        if let Some(table) = attributes {
            texts = table.texts(encoding)?;
            cells.extend(table.cells(&texts).into_iter().enumerate());
        }
        let done = shapes.read_bytes + table.as_ref().map_or(0, dbf::Table::read_bytes);
        let item = match &next {
            _ if is_deleted == Some(true) => Item::Rejected(dbf::deleted(line, texts.clone())),
            Ok(shape) => {
                cells.push((place, shape.as_ref().map_or(Datum::Empty, Datum::Geometry)));
                Item::Row { line, cells }
            }
            Err(Unreadable) => {
                let reason = Problem::new("row-shape-broken");
                Item::Rejected(Rejected { line, reason, cells: texts.clone() })
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
