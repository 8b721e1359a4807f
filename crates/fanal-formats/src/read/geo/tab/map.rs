//! The shapes of a MapInfo table (`.map`): blocks of objects, and blocks of coordinates that go on
//! from one to the next.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use geo_types::{Coord, Geometry, LineString, MultiPoint, Point, Polygon};

use crate::read::geo::collect::collected;
use crate::read::geo::rings::nested;

/// Bytes of the coordinates of one shape, at most.
const SHAPE_LIMIT: usize = 512 << 20;
const OBJECT_HEAD: u64 = 20;
/// Up to this version of the format there is junk where later ones have a datum's turns.
const UNTURNED_VERSION: i32 = 200;
const COORDINATE_HEAD: usize = 8;

/// A file of shapes.
pub(super) struct Map {
    file: File,
    size_bytes: u64,
    block_bytes: u64,
    scale: (f64, f64),
    shift: (f64, f64),
    quadrant: u8,
    /// The clause that describes its coordinate system, as in text files of MapInfo.
    pub(super) system: String,
}

/// What an object is.
pub(super) enum Object {
    Geometry(Geometry<f64>),
    /// Arcs, ellipses, texts and collections, or one that is cut.
    Unreadable,
}

/// Bytes that are read from first to last.
struct Cursor {
    bytes: Vec<u8>,
    at: usize,
}

impl Cursor {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let found = self.bytes.get(self.at..)?.first_chunk()?;
        self.at += N;
        Some(*found)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn short(&mut self) -> Option<i32> {
        self.take().map(|bytes| i32::from(i16::from_le_bytes(bytes)))
    }

    fn long(&mut self) -> Option<i32> {
        self.take().map(i32::from_le_bytes)
    }

    fn double(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    /// A pair of coordinates: two bytes each, from an origin, when they are packed.
    fn pair(&mut self, packed: Option<(i32, i32)>) -> Option<(i32, i32)> {
        match packed {
            Some((x, y)) => Some((x.wrapping_add(self.short()?), y.wrapping_add(self.short()?))),
            None => Some((self.long()?, self.long()?)),
        }
    }
}

impl Map {
    /// Opens the file; none when it is no file of shapes.
    pub(super) fn open(path: &Path) -> std::io::Result<Option<Self>> {
        let file = File::open(path)?;
        let size_bytes = file.metadata()?.len();
        let mut head = vec![0; 0x200];
        if size_bytes < head.len() as u64 {
            return Ok(None);
        }
        file.read_exact_at(&mut head, 0)?;
        Ok(Self::of_head(file, size_bytes, head))
    }

    fn of_head(file: File, size_bytes: u64, head: Vec<u8>) -> Option<Self> {
        let mut head = Cursor { bytes: head, at: 0x100 };
        if head.long()? != 42_424_242 {
            return None;
        }
        let version = head.short()?;
        let block_bytes = u64::try_from(head.short()?).ok().filter(|bytes| *bytes >= 512)?;
        head.at = 0x161;
        let quadrant = head.byte()?;
        head.at = 0x16D;
        let (projection, ellipsoid, units) = (head.byte()?, head.byte()?, head.byte()?);
        let scale = (head.double()?, head.double()?);
        let shift = (head.double()?, head.double()?);
        let parameters: Vec<f64> = (0..6).map(|_| head.double()).collect::<Option<_>>()?;
        // The datum: three shifts, three turns, a scale and the first meridian.
        let mut datum: Vec<f64> = (0..8).map(|_| head.double()).collect::<Option<_>>()?;
        if version <= UNTURNED_VERSION {
            datum[3..].fill(0.0);
        }
        let units = if units == 1 { "km" } else { "m" };
        let listed =
            |values: &[f64]| values.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
        let system = format!(
            "CoordSys Earth Projection {projection}, 9999, {ellipsoid}, {}, \"{units}\", {}",
            listed(&datum),
            listed(&parameters)
        );
        let usable = |value: f64| value.is_finite() && value != 0.0;
        (usable(scale.0) && usable(scale.1)).then_some(Self {
            file,
            size_bytes,
            block_bytes,
            scale,
            shift,
            quadrant,
            system,
        })
    }

    fn position(&self, (x, y): (i32, i32)) -> Coord<f64> {
        let (x, y) = (f64::from(x), f64::from(y));
        let x = if matches!(self.quadrant, 0 | 2 | 3) {
            -(x + self.shift.0) / self.scale.0
        } else {
            (x - self.shift.0) / self.scale.0
        };
        let y = if matches!(self.quadrant, 0 | 3 | 4) {
            -(y + self.shift.1) / self.scale.1
        } else {
            (y - self.shift.1) / self.scale.1
        };
        Coord { x, y }
    }

    fn block(&self, start: u64) -> Option<Cursor> {
        let bytes = self.block_bytes.min(self.size_bytes.checked_sub(start)?);
        let mut block = vec![0; usize::try_from(bytes).ok()?];
        self.file.read_exact_at(&mut block, start).ok()?;
        Some(Cursor { bytes: block, at: 0 })
    }

    /// The object at that place of the file.
    pub(super) fn object(&self, at: u64) -> Object {
        match self.geometry(at) {
            Some(geometry) => Object::Geometry(geometry),
            None => Object::Unreadable,
        }
    }

    fn geometry(&self, at: u64) -> Option<Geometry<f64>> {
        let start = at - at % self.block_bytes;
        let mut block = self.block(start)?;
        if block.short()? != 2 || at < start + OBJECT_HEAD {
            return None;
        }
        block.at = 4;
        let middle = (block.long()?, block.long()?);
        block.at = usize::try_from(at - start).ok()?;
        let kind = block.byte()?;
        block.long()?;
        // Of each kind the first form is packed, the second is not.
        let packed = kind % 3 == 1;
        let origin = packed.then_some(middle);
        match kind {
            0x01 | 0x02 | 0x28 | 0x29 | 0x2B | 0x2C => {
                Some(Point(self.position(block.pair(origin)?)).into())
            }
            0x04 | 0x05 => {
                let (a, b) = (block.pair(origin)?, block.pair(origin)?);
                Some(LineString(vec![self.position(a), self.position(b)]).into())
            }
            0x13 | 0x14 => {
                let (a, b) = (block.pair(origin)?, block.pair(origin)?);
                let (a, b) = (self.position(a), self.position(b));
                let corners = vec![(a.x, a.y), (b.x, a.y), (b.x, b.y), (a.x, b.y), (a.x, a.y)];
                Some(Polygon::new(LineString::from(corners), Vec::new()).into())
            }
            0x07 | 0x08 => self.lines(&mut block, packed, Sections::One),
            0x25 | 0x26 => self.lines(&mut block, packed, Sections::Short),
            0x31 | 0x32 => self.lines(&mut block, packed, Sections::Long),
            0x0D | 0x0E => self.regions(&mut block, packed, Sections::Short),
            0x2E | 0x2F => self.regions(&mut block, packed, Sections::Long),
            0x34 | 0x35 => self.points(&mut block, packed),
            _ => None,
        }
    }

    fn points(&self, block: &mut Cursor, packed: bool) -> Option<Geometry<f64>> {
        let place = u64::try_from(block.long()?).ok()?;
        let count = usize::try_from(block.long()?).ok()?;
        // Bytes that say how it is drawn, and the place of a label.
        block.at += 15 + 1 + if packed { 4 } else { 8 };
        let origin = if packed { Some((block.long()?, block.long()?)) } else { None };
        let mut own = self.coordinates(place, count.checked_mul(if packed { 4 } else { 8 })?)?;
        let points = (0..count).map(|_| own.pair(origin).map(|at| Point(self.position(at))));
        Some(MultiPoint(points.collect::<Option<_>>()?).into())
    }

    fn lines(&self, block: &mut Cursor, packed: bool, form: Sections) -> Option<Geometry<f64>> {
        let parts = self.sections(block, packed, form)?.into_iter().map(Geometry::from);
        collected(parts.collect())
    }

    fn regions(&self, block: &mut Cursor, packed: bool, form: Sections) -> Option<Geometry<f64>> {
        Some(nested(self.sections(block, packed, form)?))
    }

    /// The lines or rings of an object.
    fn sections(
        &self,
        block: &mut Cursor,
        packed: bool,
        form: Sections,
    ) -> Option<Vec<LineString<f64>>> {
        let place = u64::try_from(block.long()?).ok()?;
        // The upper bit says that the line is drawn smooth.
        let bytes = usize::try_from(block.long()? & 0x7FFF_FFFF).ok()?;
        let count = match form {
            Sections::One => 1,
            _ => usize::try_from(block.short()?).ok()?,
        };
        let origin = if packed {
            block.at += 4;
            Some((block.long()?, block.long()?))
        } else {
            None
        };
        let mut own = self.coordinates(place, bytes)?;
        let pair_bytes = if packed { 4 } else { 8 };
        let mut lengths = Vec::new();
        match form {
            Sections::One => lengths.push(bytes / pair_bytes),
            _ => {
                for _ in 0..count {
                    let length = if form == Sections::Long { own.long()? } else { own.short()? };
                    lengths.push(usize::try_from(length & 0x7FFF_FFFF).ok()?);
                    // Holes, the extent, and where the positions begin.
                    own.at += 2 + 2 * pair_bytes + 4;
                }
            }
        }
        let line = |length: usize, own: &mut Cursor| {
            let left = own.bytes.len().saturating_sub(own.at);
            (length.checked_mul(pair_bytes)? <= left).then_some(())?;
            let positions = (0..length).map(|_| own.pair(origin).map(|at| self.position(at)));
            positions.collect::<Option<Vec<_>>>().map(LineString)
        };
        lengths.into_iter().map(|length| line(length, &mut own)).collect()
    }

    /// So many bytes of coordinates from that place on, over the blocks that follow each other.
    fn coordinates(&self, place: u64, bytes: usize) -> Option<Cursor> {
        if bytes > SHAPE_LIMIT || bytes as u64 > self.size_bytes {
            return None;
        }
        let mut found = Vec::with_capacity(bytes);
        let mut start = place - place % self.block_bytes;
        let mut from = usize::try_from(place % self.block_bytes).ok()?;
        while found.len() < bytes {
            let mut block = self.block(start)?;
            if block.short()? != 3 {
                return None;
            }
            let own = usize::try_from(block.short()?).ok()? + COORDINATE_HEAD;
            let next = u64::try_from(block.long()?).ok()?;
            let own = block.bytes.get(from.max(COORDINATE_HEAD)..own.min(block.bytes.len()))?;
            if own.is_empty() {
                return None;
            }
            found.extend_from_slice(&own[..own.len().min(bytes - found.len())]);
            (start, from) = (next, COORDINATE_HEAD);
            if found.len() < bytes && next == 0 {
                return None;
            }
        }
        Some(Cursor { bytes: found, at: 0 })
    }
}

/// How the lines of an object are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sections {
    /// There is one.
    One,
    /// Positions are counted in two bytes.
    Short,
    /// In four.
    Long,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::crs::Declared;

    /// The start of a file of Lambert-93 of that version, with that value behind the datum's shifts.
    fn system(version: i16, behind: f64) -> Declared {
        let mut head = vec![0; 0x200];
        let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
        put(0x100, &42_424_242_i32.to_le_bytes());
        put(0x104, &version.to_le_bytes());
        put(0x106, &512_i16.to_le_bytes());
        put(0x16D, &[3, 0, 7]);
        let shifts = [behind; 5];
        let values =
            [1.0, 1.0, 0.0, 0.0, 3.0, 46.5, 44.0, 49.0, 700_000.0, 6_600_000.0, 0.0, 0.0, 0.0];
        for (place, value) in values.iter().chain(&shifts).enumerate() {
            put(0x170 + place * 8, &value.to_le_bytes());
        }
        let file = tempfile::tempfile().expect("a file");
        let map = Map::of_head(file, 0x200, head).expect("a file of shapes");
        Declared::by_mapinfo(&map.system)
    }

    #[test]
    fn early_files_have_junk_behind_the_shifts_of_their_datum() {
        let lambert_93 = Declared::System("EPSG:2154".to_owned());
        assert_eq!(system(500, 0.0), lambert_93);
        assert_eq!(system(200, 1e-3), lambert_93);
        assert!(matches!(system(500, 1e-3), Declared::Unknown(_)));
    }
}
