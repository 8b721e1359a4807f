//! The shapes of a `.mif` file, one after the other.

use std::collections::VecDeque;
use std::io::BufRead;

use geo_types::{Coord, Geometry, LineString, MultiPoint, Point, Polygon};

use super::{broken, line};
use crate::read::ReadError;
use crate::read::geo::collect::collected;
use crate::read::geo::rings::nested;
use crate::read::geometry::{POSITIONS, Shape};

/// What stands at one place of the file.
pub(super) enum Read {
    Shape(Shape),
    /// A record without a shape.
    None,
    /// A shape that is not read: arcs, ellipses, collections; or one that is cut.
    Unreadable,
}

pub(super) struct Objects<R> {
    reader: R,
    read_bytes: u64,
    words: VecDeque<String>,
}

/// The words with which shapes begin.
const KINDS: [&str; 13] = [
    "none",
    "point",
    "multipoint",
    "line",
    "pline",
    "region",
    "rect",
    "roundrect",
    "ellipse",
    "arc",
    "text",
    "collection",
    "polyline",
];

impl<R: BufRead> Objects<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, read_bytes: 0, words: VecDeque::new() }
    }

    pub(super) fn read_bytes(&self) -> u64 {
        self.read_bytes
    }

    /// The next word; none at the end of the file.
    fn word(&mut self) -> Result<Option<String>, ReadError> {
        while self.words.is_empty() {
            let Some(bytes) = line(&mut self.reader)? else { return Ok(None) };
            self.read_bytes += bytes.len() as u64 + 1;
            let text = String::from_utf8_lossy(&bytes);
            self.words.extend(text.split_whitespace().map(str::to_owned));
        }
        Ok(self.words.pop_front())
    }

    fn count(&mut self) -> Result<usize, ReadError> {
        let word = self.word()?.ok_or_else(|| broken("cut"))?;
        word.parse().map_err(|_| broken("no count"))
    }

    fn position(&mut self) -> Result<Coord<f64>, ReadError> {
        let mut number = || -> Result<f64, ReadError> {
            let word = self.word()?.ok_or_else(|| broken("cut"))?;
            word.parse().map_err(|_| broken("no number"))
        };
        Ok(Coord { x: number()?, y: number()? })
    }

    /// So many positions; the list grows only as they come.
    fn positions(&mut self, count: usize) -> Result<Vec<Coord<f64>>, ReadError> {
        if count > POSITIONS {
            return Err(broken("a shape is too long"));
        }
        let mut found = Vec::new();
        for _ in 0..count {
            found.push(self.position()?);
        }
        Ok(found)
    }

    fn parts(&mut self, count: usize) -> Result<Vec<LineString<f64>>, ReadError> {
        let mut found = Vec::new();
        for _ in 0..count {
            let own = self.count()?;
            found.push(LineString(self.positions(own)?));
        }
        Ok(found)
    }

    /// The next shape; words about how it is drawn are skipped.
    pub(super) fn next_object(&mut self) -> Result<Option<Read>, ReadError> {
        let kind = loop {
            let Some(word) = self.word()? else { return Ok(None) };
            let word = word.to_ascii_lowercase();
            if KINDS.contains(&word.as_str()) {
                break word;
            }
            // The rest of the line belongs to it.
            self.words.clear();
        };
        let geometry: Geometry<f64> = match kind.as_str() {
            "none" => return Ok(Some(Read::None)),
            "point" => Point(self.position()?).into(),
            "multipoint" => {
                let count = self.count()?;
                MultiPoint(self.positions(count)?.into_iter().map(Point).collect()).into()
            }
            "line" => LineString(self.positions(2)?).into(),
            "pline" | "polyline" => self.line()?,
            "region" => {
                let count = self.count()?;
                nested(self.parts(count)?)
            }
            "rect" | "roundrect" => {
                let (a, b) = (self.position()?, self.position()?);
                let corners = vec![(a.x, a.y), (b.x, a.y), (b.x, b.y), (a.x, b.y), (a.x, a.y)];
                Polygon::new(LineString::from(corners), Vec::new()).into()
            }
            "collection" => {
                // Its parts would pass for shapes of their own.
                return Err(ReadError::UnsupportedGeo {
                    kind: crate::read::Format::Mif.label(),
                    detail: kind,
                });
            }
            _ => {
                self.words.clear();
                return Ok(Some(Read::Unreadable));
            }
        };
        self.words.clear();
        Ok(Some(Read::Shape(Shape::flat(geometry))))
    }

    fn line(&mut self) -> Result<Geometry<f64>, ReadError> {
        let first = self.word()?.ok_or_else(|| broken("cut"))?;
        let lines = if first.eq_ignore_ascii_case("multiple") {
            let count = self.count()?;
            self.parts(count)?
        } else {
            let count = first.parse().map_err(|_| broken("no count"))?;
            vec![LineString(self.positions(count)?)]
        };
        let parts = lines.into_iter().map(Geometry::from).collect();
        Ok(collected(parts).unwrap_or_else(|| MultiPoint(Vec::new()).into()))
    }
}
