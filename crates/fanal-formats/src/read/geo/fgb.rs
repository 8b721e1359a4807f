//! FlatGeobuf: a head, an index that is skipped, and one buffer for each feature, which is checked
//! before it is read.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use fanal_meaning::{Cell, DateOrder, moment};
use flatgeobuf::{
    ColumnType, Geometry as FgbGeometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};
use geo_types::{Coord, Geometry, GeometryCollection, LineString, Point, Polygon};
use geo_types::{MultiLineString, MultiPoint, MultiPolygon};

use super::with_geometry;
use crate::read::column::Datum;
use crate::read::crs::Declared;
use crate::read::geometry::{DEPTH, Shape};
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Format, Layout, ReadError, ReadOptions};

const MAGIC_BYTES: u64 = 8;
/// Bytes of a head and of one feature, at most.
const HEAD_LIMIT: u64 = 16 << 20;
const FEATURE_LIMIT: u64 = 512 << 20;
/// Bytes of a node of the index.
const NODE_BYTES: u64 = 40;

fn broken(detail: impl ToString) -> ReadError {
    ReadError::BrokenGeo { format: Format::FlatGeobuf, detail: detail.to_string() }
}

/// Whether a file starts as FlatGeobuf does.
pub(in crate::read) fn is_flatgeobuf(head: &[u8]) -> bool {
    head.starts_with(b"fgb\x03fgb")
}

struct Source {
    reader: BufReader<File>,
    read_bytes: u64,
    size_bytes: u64,
}

impl Source {
    fn open(path: &Path) -> Result<Self, ReadError> {
        let file = File::open(path)?;
        let size_bytes = file.metadata()?.len();
        let mut reader = BufReader::with_capacity(256 << 10, file);
        let mut magic = [0; MAGIC_BYTES as usize];
        reader.read_exact(&mut magic).map_err(broken)?;
        if !is_flatgeobuf(&magic) {
            return Err(broken("no FlatGeobuf"));
        }
        Ok(Self { reader, read_bytes: MAGIC_BYTES, size_bytes })
    }

    /// The next buffer with its size before it; none at the end of the file.
    fn buffer(&mut self, limit: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let left = self.size_bytes.saturating_sub(self.read_bytes);
        if left == 0 {
            return Ok(None);
        }
        let mut size = [0; 4];
        self.reader.read_exact(&mut size).map_err(broken)?;
        let bytes = u64::from(u32::from_le_bytes(size));
        if bytes > limit || bytes + 4 > left {
            return Err(broken("cut"));
        }
        let mut buffer = size.to_vec();
        (&mut self.reader).take(bytes).read_to_end(&mut buffer)?;
        if buffer.len() as u64 != bytes + 4 {
            return Err(broken("cut"));
        }
        self.read_bytes += bytes + 4;
        Ok(Some(buffer))
    }

    fn head(&mut self) -> Result<Vec<u8>, ReadError> {
        self.buffer(HEAD_LIMIT)?.ok_or_else(|| broken("no head"))
    }

    fn skip(&mut self, bytes: u64) -> Result<(), ReadError> {
        if bytes > self.size_bytes.saturating_sub(self.read_bytes) {
            return Err(broken("index cut"));
        }
        let bytes_on = i64::try_from(bytes).map_err(broken)?;
        self.reader.seek(SeekFrom::Current(bytes_on))?;
        self.read_bytes += bytes;
        Ok(())
    }
}

fn header(head: &[u8]) -> Result<Header<'_>, ReadError> {
    size_prefixed_root_as_header(head).map_err(broken)
}

/// Bytes of the index: a tree with so many children to a node.
fn index_bytes(header: &Header<'_>) -> Option<u64> {
    let (mut nodes, children) = (header.features_count(), u64::from(header.index_node_size()));
    if nodes == 0 || children == 0 {
        return Some(0);
    }
    if children < 2 {
        return None;
    }
    let mut all = nodes;
    loop {
        nodes = nodes.div_ceil(children);
        all = all.checked_add(nodes)?;
        if nodes == 1 {
            return all.checked_mul(NODE_BYTES);
        }
    }
}

pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::FlatGeobuf, options);
    let head = Source::open(path)?.head()?;
    let header = header(&head)?;
    layout.declared_crs = match header.crs() {
        None => Declared::Nothing,
        Some(crs) if crs.code() > 0 => {
            Declared::System(format!("{}:{}", crs.org().unwrap_or("EPSG"), crs.code()))
        }
        Some(crs) => Declared::by_wkt(crs.wkt().unwrap_or_default()),
    };
    Ok(layout)
}

pub(in crate::read) fn walk(
    path: &Path,
    _: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut source = Source::open(path)?;
    let head = source.head()?;
    let header = header(&head)?;
    source.skip(index_bytes(&header).ok_or_else(|| broken("index"))?)?;
    let mut columns: Vec<(String, ColumnType)> = Vec::new();
    for column in header.columns().iter().flatten() {
        columns.push((column.name().to_owned(), column.type_()));
    }
    let (titles, place) = with_geometry(columns.iter().map(|(name, _)| name.clone()).collect());
    let mut line = 0;
    while let Some(buffer) = source.buffer(FEATURE_LIMIT)? {
        line += 1;
        let feature = size_prefixed_root_as_feature(&buffer).map_err(broken)?;
        let mut cells = match feature.properties() {
            Some(bytes) => {
                properties(bytes.bytes(), &columns).ok_or_else(|| broken("properties"))?
            }
            None => Vec::new(),
        };
        let shape = feature.geometry().map(|own| {
            let kind = if header.geometry_type() == GeometryType::Unknown {
                own.type_()
            } else {
                header.geometry_type()
            };
            let height = own.z().is_some_and(|z| !z.is_empty());
            geometry(&own, kind, DEPTH).map(|geometry| Shape { geometry, height })
        });
        let datum = match &shape {
            None => Datum::Empty,
            Some(None) => Datum::Broken,
            Some(Some(shape)) => Datum::Geometry(shape),
        };
        cells.push((place, datum));
        visit(titles.list(), Item::Row { line, cells }, source.read_bytes)?;
    }
    let promised = header.features_count();
    if promised > 0 && line < promised {
        return Err(broken("cut"));
    }
    Ok(titles)
}

/// The cells of a feature: each a column's number and its value.
fn properties<'b>(
    mut bytes: &'b [u8],
    columns: &[(String, ColumnType)],
) -> Option<Vec<(usize, Datum<'b>)>> {
    let mut cells = Vec::with_capacity(columns.len());
    // Some writers leave one byte behind the last value.
    while bytes.len() > 1 {
        let place = usize::from(u16::from_le_bytes(take(&mut bytes)?));
        let (_, kind) = columns.get(place)?;
        let int = |value: i64| Datum::Cell(Cell::Int(value));
        let double = |value: f64| {
            if value.is_finite() { Datum::Cell(Cell::Double(value)) } else { Datum::Empty }
        };
        let datum = match *kind {
            ColumnType::Byte => int(i8::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::UByte => int(u8::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::Bool => Datum::Cell(Cell::Boolean(take::<1>(&mut bytes)? != [0])),
            ColumnType::Short => int(i16::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::UShort => int(u16::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::Int => int(i32::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::UInt => int(u32::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::Long => int(i64::from_le_bytes(take(&mut bytes)?)),
            ColumnType::ULong => {
                let value = u64::from_le_bytes(take(&mut bytes)?);
                #[expect(clippy::cast_precision_loss, reason = "the type has no other number")]
                i64::try_from(value).map_or(double(value as f64), int)
            }
            ColumnType::Float => double(f32::from_le_bytes(take(&mut bytes)?).into()),
            ColumnType::Double => double(f64::from_le_bytes(take(&mut bytes)?)),
            ColumnType::String | ColumnType::Json | ColumnType::DateTime | ColumnType::Binary => {
                let length = usize::try_from(u32::from_le_bytes(take(&mut bytes)?)).ok()?;
                let (own, rest) = bytes.split_at_checked(length)?;
                bytes = rest;
                match *kind {
                    ColumnType::Binary => Datum::Empty,
                    ColumnType::DateTime => time(std::str::from_utf8(own).ok()?),
                    _ => Datum::Cell(Cell::Text(std::str::from_utf8(own).ok()?)),
                }
            }
            _ => return None,
        };
        cells.push((place, datum));
    }
    Some(cells)
}

fn time(text: &str) -> Datum<'_> {
    match moment(text, DateOrder::YearMonthDay) {
        Some(found) if found.time_us.is_none() => Datum::Cell(Cell::Date(found.days)),
        Some(found) => {
            let utc = found.utc_us();
            let micros = utc.unwrap_or_else(|| found.local_us());
            Datum::Cell(Cell::Moment { micros, utc: utc.is_some() })
        }
        None => Datum::Cell(Cell::Text(text)),
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (own, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*own)
}

fn geometry(own: &FgbGeometry<'_>, kind: GeometryType, depth: usize) -> Option<Geometry<f64>> {
    let depth = depth.checked_sub(1)?;
    let xy: Vec<f64> = own.xy().map(|xy| xy.iter().collect()).unwrap_or_default();
    let coords: Vec<Coord<f64>> =
        xy.chunks_exact(2).map(|at| Coord { x: at[0], y: at[1] }).collect();
    // Where each line or ring ends; without ends there is one.
    let lines = || -> Option<Vec<LineString<f64>>> {
        let ends: Vec<usize> = match own.ends() {
            Some(ends) if !ends.is_empty() => ends.iter().map(|end| end as usize).collect(),
            _ => vec![coords.len()],
        };
        let mut start = 0;
        let mut found = Vec::with_capacity(ends.len());
        for end in ends {
            found.push(LineString(coords.get(start..end)?.to_vec()));
            start = end;
        }
        Some(found)
    };
    let parts = || own.parts().into_iter().flatten();
    Some(match kind {
        GeometryType::Point => match coords.first() {
            Some(at) => Point(*at).into(),
            None => MultiPoint(Vec::new()).into(),
        },
        GeometryType::MultiPoint => MultiPoint(coords.into_iter().map(Point).collect()).into(),
        GeometryType::LineString => LineString(coords).into(),
        GeometryType::MultiLineString => MultiLineString(lines()?).into(),
        GeometryType::Polygon => polygon(lines()?).into(),
        GeometryType::MultiPolygon => {
            let polygons =
                parts().map(|part| match geometry(&part, GeometryType::Polygon, depth)? {
                    Geometry::Polygon(one) => Some(one),
                    _ => None,
                });
            MultiPolygon(polygons.collect::<Option<_>>()?).into()
        }
        GeometryType::GeometryCollection => {
            let own = parts().map(|part| geometry(&part, part.type_(), depth));
            Geometry::GeometryCollection(GeometryCollection(own.collect::<Option<_>>()?))
        }
        // Curves.
        _ => return None,
    })
}

fn polygon(lines: Vec<LineString<f64>>) -> Polygon<f64> {
    let mut lines = lines.into_iter();
    let outer = lines.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(outer, lines.collect())
}
