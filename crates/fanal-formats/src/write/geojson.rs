//! WKB to GeoJSON. The bytes may come from anywhere: counts are checked against what is left,
//! and collections in collections end at a depth.

use super::csv::write_double;

/// Deepest collection of collections that is read.
const DEPTH: usize = 16;

/// Writes a geometry as GeoJSON: `{"type":"Point","coordinates":[5.36,43.29]}`. `None` when the
/// bytes are not one WKB geometry; what was then written is to be thrown away.
pub(crate) fn write_geometry(wkb: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut reader = Reader { rest: wkb };
    reader.geometry(out, DEPTH)?;
    reader.rest.is_empty().then_some(())
}

struct Reader<'a> {
    rest: &'a [u8],
}

/// What the head of a geometry says.
#[derive(Clone, Copy)]
struct Head {
    little_endian: bool,
    kind: u32,
    altitude: bool,
    measure: bool,
}

impl Head {
    fn position_bytes(self) -> usize {
        8 * (2 + usize::from(self.altitude) + usize::from(self.measure))
    }
}

impl Reader<'_> {
    fn geometry(&mut self, out: &mut Vec<u8>, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let head = self.head()?;
        let (name, member) = match head.kind {
            1 => ("Point", "coordinates"),
            2 => ("LineString", "coordinates"),
            3 => ("Polygon", "coordinates"),
            4 => ("MultiPoint", "coordinates"),
            5 => ("MultiLineString", "coordinates"),
            6 => ("MultiPolygon", "coordinates"),
            7 => ("GeometryCollection", "geometries"),
            _ => return None,
        };
        for part in ["{\"type\":\"", name, "\",\"", member, "\":"] {
            out.extend_from_slice(part.as_bytes());
        }
        match head.kind {
            7 => self.many(head, 9, out, |reader, out| reader.geometry(out, depth))?,
            4..=6 => self.many(head, 9, out, |reader, out| {
                let part = reader.head()?;
                (part.kind == head.kind - 3).then_some(())?;
                reader.coordinates(part, out)
            })?,
            _ => self.coordinates(head, out)?,
        }
        out.push(b'}');
        Some(())
    }

    /// The coordinates of a point, a line or a polygon.
    fn coordinates(&mut self, head: Head, out: &mut Vec<u8>) -> Option<()> {
        let size = head.position_bytes();
        match head.kind {
            1 => self.position(head, out),
            2 => self.many(head, size, out, |reader, out| reader.position(head, out)),
            3 => self.many(head, 4, out, |reader, out| {
                reader.many(head, size, out, |reader, out| reader.position(head, out))
            }),
            _ => None,
        }
    }

    /// A count, then that many things, each of at least `least_bytes`.
    fn many(
        &mut self,
        head: Head,
        least_bytes: usize,
        out: &mut Vec<u8>,
        mut one: impl FnMut(&mut Self, &mut Vec<u8>) -> Option<()>,
    ) -> Option<()> {
        let count = self.number(head.little_endian)?;
        let least = usize::try_from(count).ok()?.checked_mul(least_bytes)?;
        (least <= self.rest.len()).then_some(())?;
        out.push(b'[');
        for index in 0..count {
            if index > 0 {
                out.push(b',');
            }
            one(self, out)?;
        }
        out.push(b']');
        Some(())
    }

    fn position(&mut self, head: Head, out: &mut Vec<u8>) -> Option<()> {
        let x = self.double(head.little_endian)?;
        let y = self.double(head.little_endian)?;
        let z = if head.altitude { Some(self.double(head.little_endian)?) } else { None };
        if head.measure {
            self.double(head.little_endian)?;
        }
        out.push(b'[');
        // An empty point is written as not-a-number in WKB and as an empty array in GeoJSON.
        if x.is_finite() && y.is_finite() {
            write_double(x, out);
            out.push(b',');
            write_double(y, out);
            if let Some(z) = z.filter(|z| z.is_finite()) {
                out.push(b',');
                write_double(z, out);
            }
        }
        out.push(b']');
        Some(())
    }

    /// Byte order and kind, in the dialects of ISO (thousands) and of PostGIS (high bits).
    fn head(&mut self) -> Option<Head> {
        let (order, rest) = self.rest.split_first()?;
        let little_endian = match order {
            0 => false,
            1 => true,
            _ => return None,
        };
        self.rest = rest;
        let code = self.number(little_endian)?;
        let (high, low) = (code >> 29, code & 0x1fff_ffff);
        if high & 1 != 0 {
            self.number(little_endian)?;
        }
        Some(Head {
            little_endian,
            kind: low % 1000,
            altitude: high & 4 != 0 || matches!(low / 1000, 1 | 3),
            measure: high & 2 != 0 || matches!(low / 1000, 2 | 3),
        })
    }

    fn number(&mut self, little_endian: bool) -> Option<u32> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(if little_endian { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) })
    }

    fn double(&mut self, little_endian: bool) -> Option<f64> {
        let (bytes, rest) = self.rest.split_first_chunk::<8>()?;
        self.rest = rest;
        Some(if little_endian { f64::from_le_bytes(*bytes) } else { f64::from_be_bytes(*bytes) })
    }
}
