//! Geometries as WKB: written in two dimensions, read in any dialect. The bytes may come from
//! anywhere: counts are checked against what is left before anything is allocated.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

use super::{DEPTH, Shape, rings};

/// The geometry as little-endian WKB.
pub(crate) fn write_wkb(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    write(geometry, &mut out);
    out
}

fn write(geometry: &Geometry<f64>, out: &mut Vec<u8>) {
    match geometry {
        Geometry::Point(point) => write_point(point, out),
        Geometry::LineString(one) => write_line(one, out),
        Geometry::Polygon(one) => write_polygon(one, out),
        Geometry::MultiPoint(many) => write_many(4, &many.0, out, write_point),
        Geometry::MultiLineString(many) => write_many(5, &many.0, out, write_line),
        Geometry::MultiPolygon(many) => write_many(6, &many.0, out, write_polygon),
        Geometry::GeometryCollection(many) => write_many(7, &many.0, out, write),
        // No reader makes the others; a collection of nothing is always right.
        Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => head(7, 0, out),
    }
}

fn write_many<T>(kind: u32, parts: &[T], out: &mut Vec<u8>, each: fn(&T, &mut Vec<u8>)) {
    head(kind, parts.len(), out);
    parts.iter().for_each(|part| each(part, out));
}

fn write_point(point: &Point<f64>, out: &mut Vec<u8>) {
    out.push(1);
    out.extend_from_slice(&1_u32.to_le_bytes());
    write_position(point.0, out);
}

fn write_line(line: &LineString<f64>, out: &mut Vec<u8>) {
    head(2, line.0.len(), out);
    line.0.iter().for_each(|at| write_position(*at, out));
}

fn write_polygon(polygon: &Polygon<f64>, out: &mut Vec<u8>) {
    let rings: Vec<_> = rings(polygon).filter(|ring| !ring.0.is_empty()).collect();
    head(3, rings.len(), out);
    for ring in rings {
        count(ring.0.len(), out);
        ring.0.iter().for_each(|at| write_position(*at, out));
    }
}

fn write_position(at: Coord<f64>, out: &mut Vec<u8>) {
    out.extend_from_slice(&at.x.to_le_bytes());
    out.extend_from_slice(&at.y.to_le_bytes());
}

fn head(kind: u32, parts: usize, out: &mut Vec<u8>) {
    out.push(1);
    out.extend_from_slice(&kind.to_le_bytes());
    count(parts, out);
}

fn count(parts: usize, out: &mut Vec<u8>) {
    // 4 294 967 295 positions would be 64 GiB: rows are smaller.
    out.extend_from_slice(&u32::try_from(parts).unwrap_or(u32::MAX).to_le_bytes());
}

/// Reads WKB, EWKB or WKB of ISO with heights and measures; none when it is not one geometry, or one
/// with curves.
pub(crate) fn read_wkb(bytes: &[u8]) -> Option<Shape> {
    let mut reader = Reader { rest: bytes, height: false };
    let geometry = reader.geometry(DEPTH)?;
    Some(Shape { geometry, height: reader.height })
}

struct Reader<'a> {
    rest: &'a [u8],
    height: bool,
}

/// What the head of a geometry says.
#[derive(Clone, Copy)]
struct Head {
    little_endian: bool,
    kind: u32,
    dimensions: usize,
}

impl Reader<'_> {
    fn geometry(&mut self, depth: usize) -> Option<Geometry<f64>> {
        let depth = depth.checked_sub(1)?;
        let head = self.head()?;
        Some(match head.kind {
            1 => {
                let at = self.position(head)?;
                // A point without a position is written as two that are no numbers.
                if at.x.is_nan() && at.y.is_nan() {
                    MultiPoint(Vec::new()).into()
                } else {
                    Point(at).into()
                }
            }
            2 => self.line(head)?.into(),
            3 => self.polygon(head)?.into(),
            4 => {
                let points = self.parts(head, |reader| {
                    let own = reader.part(1)?;
                    reader.position(own).map(Point)
                });
                MultiPoint(points?).into()
            }
            5 => {
                let lines = self.parts(head, |reader| {
                    let own = reader.part(2)?;
                    reader.line(own)
                });
                MultiLineString(lines?).into()
            }
            6 => {
                let polygons = self.parts(head, |reader| {
                    let own = reader.part(3)?;
                    reader.polygon(own)
                });
                MultiPolygon(polygons?).into()
            }
            7 => {
                let parts = self.parts(head, |reader| reader.geometry(depth))?;
                Geometry::GeometryCollection(GeometryCollection(parts))
            }
            _ => return None,
        })
    }

    fn head(&mut self) -> Option<Head> {
        let little_endian = match self.bytes::<1>()? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        let mut head = Head { little_endian, kind: 0, dimensions: 2 };
        let code = self.number(head)?;
        let (z, m, srid) =
            (code & 0x8000_0000 != 0, code & 0x4000_0000 != 0, code & 0x2000_0000 != 0);
        let code = code & 0x0FFF_FFFF;
        let (z, m) = match code / 1000 {
            0 => (z, m),
            1 => (true, m),
            2 => (z, true),
            3 => (true, true),
            _ => return None,
        };
        if srid {
            self.number(head)?;
        }
        self.height |= z;
        head.kind = code % 1000;
        head.dimensions = 2 + usize::from(z) + usize::from(m);
        Some(head)
    }

    /// The head of a part, which must be of that kind.
    fn part(&mut self, kind: u32) -> Option<Head> {
        self.head().filter(|head| head.kind == kind)
    }

    fn parts<T>(
        &mut self,
        head: Head,
        mut each: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        // The smallest part is a head and a count.
        let count = self.count(head, 9)?;
        (0..count).map(|_| each(self)).collect()
    }

    fn line(&mut self, head: Head) -> Option<LineString<f64>> {
        let count = self.count(head, 8 * head.dimensions)?;
        (0..count).map(|_| self.position(head)).collect::<Option<Vec<_>>>().map(LineString)
    }

    fn polygon(&mut self, head: Head) -> Option<Polygon<f64>> {
        let count = self.count(head, 4)?;
        let mut rings = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            rings.push(self.line(head)?);
        }
        let mut rings = rings.into_iter();
        let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Some(Polygon::new(outer, rings.collect()))
    }

    fn position(&mut self, head: Head) -> Option<Coord<f64>> {
        let x = self.double(head)?;
        let y = self.double(head)?;
        for _ in 2..head.dimensions {
            self.double(head)?;
        }
        Some(Coord { x, y })
    }

    /// A count of things that take at least so many bytes each.
    fn count(&mut self, head: Head, least_bytes: usize) -> Option<usize> {
        let count = usize::try_from(self.number(head)?).ok()?;
        (count.checked_mul(least_bytes)? <= self.rest.len()).then_some(count)
    }

    fn number(&mut self, head: Head) -> Option<u32> {
        let bytes = self.bytes()?;
        Some(if head.little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn double(&mut self, head: Head) -> Option<f64> {
        let bytes = self.bytes()?;
        Some(if head.little_endian { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*bytes)
    }
}
