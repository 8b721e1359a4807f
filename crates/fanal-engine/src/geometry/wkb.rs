//! Well-known binary in hexadecimal, of ISO or of PostGIS (a SRID, heights).

use super::{Piece, Position};

/// Deepest nesting of collections.
const DEPTH: usize = 8;

/// The pieces of a text of hexadecimal digits; none when it is no geometry.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let pairs = text.as_bytes().chunks(2);
    let bytes: Vec<u8> = pairs
        .map(|pair| Some(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?))
        .collect::<Option<_>>()?;
    let mut reader = Reader { rest: &bytes, little: true, more: 0 };
    let mut out = Vec::new();
    reader.geometry(&mut out, 0)?;
    reader.rest.is_empty().then_some(out)
}

struct Reader<'a> {
    rest: &'a [u8],
    little: bool,
    /// Numbers of a position after the first two.
    more: usize,
}

impl Reader<'_> {
    fn geometry(&mut self, out: &mut Vec<Piece>, depth: usize) -> Option<()> {
        self.little = self.take::<1>()? == [1];
        let code = self.whole()?;
        if code & 0x2000_0000 != 0 {
            self.whole()?;
        }
        let flags = usize::from(code & 0x8000_0000 != 0) + usize::from(code & 0x4000_0000 != 0);
        let plain = code & 0x0fff_ffff;
        self.more = flags + [0, 1, 1, 2].get(usize::try_from(plain / 1000).ok()?)?;
        match plain % 1000 {
            1 => out.push(Piece::Point(self.position()?)),
            2 => out.push(Piece::Line(self.list(16, Self::position)?)),
            3 => {
                let rings = self.list(4, |reader| reader.list(16, Self::position))?;
                out.push(Piece::Polygon(rings));
            }
            4..=7 if depth < DEPTH => {
                self.list(5, |reader| reader.geometry(out, depth + 1))?;
            }
            _ => return None,
        }
        Some(())
    }

    fn position(&mut self) -> Option<Position> {
        let position = [self.number()?, self.number()?];
        for _ in 0..self.more {
            self.number()?;
        }
        Some(position)
    }

    /// A count, then so many items of at least so many bytes.
    fn list<T>(
        &mut self,
        least_bytes: usize,
        mut item: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = usize::try_from(self.whole()?).ok()?;
        if count > self.rest.len() / least_bytes {
            return None;
        }
        (0..count).map(|_| item(self)).collect()
    }

    fn whole(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Option<f64> {
        let bytes = self.take()?;
        let number =
            if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) };
        number.is_finite().then_some(number)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*bytes)
    }
}
