//! Well-known text: `POINT(2.35 48.85)`, `MULTIPOLYGON(((…)), …)`, collections, a SRID ahead.

use super::{Piece, Position};

/// Deepest nesting of collections.
const DEPTH: usize = 8;

/// The pieces of a text; none when it is no geometry.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let text = match text.split_once(';') {
        Some((head, rest)) if head.trim().to_ascii_uppercase().starts_with("SRID") => rest,
        _ => text,
    };
    let mut reader = Reader { rest: text };
    let mut out = Vec::new();
    reader.geometry(&mut out, 0)?;
    reader.rest.trim_start().is_empty().then_some(out)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn geometry(&mut self, out: &mut Vec<Piece>, depth: usize) -> Option<()> {
        let kind = self.word()?.to_ascii_uppercase();
        let mut before = self.rest;
        let dimension = self.word().map(str::to_ascii_uppercase);
        if !matches!(dimension.as_deref(), None | Some("Z" | "M" | "ZM")) {
            std::mem::swap(&mut self.rest, &mut before);
            return (self.word()?.eq_ignore_ascii_case("EMPTY")).then_some(());
        }
        match kind.trim_end_matches(['Z', 'M']) {
            "POINT" => {
                let mut points = self.list(Self::position)?;
                (points.len() == 1).then(|| out.extend(points.drain(..).map(Piece::Point)))
            }
            "LINESTRING" => {
                out.push(Piece::Line(self.list(Self::position)?));
                Some(())
            }
            "POLYGON" => {
                out.push(Piece::Polygon(self.rings()?));
                Some(())
            }
            "MULTIPOINT" => {
                let points =
                    self.list(|reader| match reader.rest.trim_start().starts_with('(') {
                        true => reader.list(Self::position)?.pop(),
                        false => reader.position(),
                    })?;
                out.extend(points.into_iter().map(Piece::Point));
                Some(())
            }
            "MULTILINESTRING" => {
                let lines = self.list(|reader| reader.list(Self::position))?;
                out.extend(lines.into_iter().map(Piece::Line));
                Some(())
            }
            "MULTIPOLYGON" => {
                let polygons = self.list(Self::rings)?;
                out.extend(polygons.into_iter().map(Piece::Polygon));
                Some(())
            }
            "GEOMETRYCOLLECTION" if depth < DEPTH => {
                self.list(|reader| reader.geometry(out, depth + 1)).map(drop)
            }
            _ => None,
        }
    }

    fn rings(&mut self) -> Option<Vec<Vec<Position>>> {
        self.list(|reader| reader.list(Self::position))
    }

    /// Items between parentheses, separated by commas.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.sign('(')?;
        let mut items = vec![item(self)?];
        while self.sign(',').is_some() {
            items.push(item(self)?);
        }
        self.sign(')')?;
        Some(items)
    }

    /// Two numbers; a height and a measure after them are passed over.
    fn position(&mut self) -> Option<Position> {
        let position = [self.number()?, self.number()?];
        let _height = self.number();
        let _measure = self.number();
        Some(position)
    }

    fn number(&mut self) -> Option<f64> {
        let text = self.rest.trim_start();
        let end = text
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+' | 'e' | 'E'))
            .unwrap_or(text.len());
        let number: f64 = text[..end].parse().ok()?;
        self.rest = &text[end..];
        number.is_finite().then_some(number)
    }

    fn word(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
        if end == 0 {
            return None;
        }
        self.rest = &text[end..];
        Some(&text[..end])
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(sign)?;
        Some(())
    }
}
