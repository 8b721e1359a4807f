//! Geometries that stand in a query, and how points lie beside them. Positions are longitude and
//! latitude in degrees (WGS 84); what lies between two positions is straight on that plane.

mod geojson;
mod wkb;
mod wkt;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Longitude and latitude.
pub(crate) type Position = [f64; 2];

/// Mean radius of the Earth, in metres.
const EARTH: f64 = 6_371_008.8;

/// A piece of a geometry; several pieces of any kind make one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Point(Position),
    Line(Vec<Position>),
    /// The outer ring, then the holes; each ends where it began.
    Polygon(Vec<Vec<Position>>),
}

/// A geometry, known by its text.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    text: Arc<str>,
    pieces: Arc<[Piece]>,
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Shape {}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Shape {
    /// Reads WKT, a GeoJSON geometry or feature, or WKB in hexadecimal; none when the text is none
    /// of these, is empty, or lies outside of the Earth.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let pieces = if trimmed.starts_with('{') {
            geojson::pieces(trimmed)?
        } else if trimmed.len() > 9 && trimmed.bytes().all(|b| b.is_ascii_hexdigit()) {
            wkb::pieces(trimmed)?
        } else {
            wkt::pieces(trimmed)?
        };
        let shape = Self { text: trimmed.into(), pieces: pieces.into() };
        shape.is_sound().then_some(shape)
    }

    /// Whether it has positions, all on Earth, and closed rings.
    fn is_sound(&self) -> bool {
        let on_earth = |p: Position| p[0].abs() <= 180.0 && p[1].abs() <= 90.0;
        let closed = |ring: &Vec<Position>| ring.len() >= 4 && ring.first() == ring.last();
        let whole = |piece: &Piece| match piece {
            Piece::Point(_) => true,
            Piece::Line(line) => line.len() >= 2,
            Piece::Polygon(rings) => !rings.is_empty() && rings.iter().all(closed),
        };
        !self.pieces.is_empty() && self.pieces.iter().all(whole) && self.positions().all(on_earth)
    }

    /// The point that it is, or the middle of its bounds.
    pub(crate) fn centre(&self) -> Position {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for position in self.positions() {
            for axis in 0..2 {
                low[axis] = low[axis].min(position[axis]);
                high[axis] = high[axis].max(position[axis]);
            }
        }
        [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])]
    }

    /// Whether a point lies on it, in it or on its border.
    pub(crate) fn touches(&self, point: Position) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Point(own) => *own == point,
            Piece::Line(line) => on_line(line, point),
            Piece::Polygon(rings) => {
                rings.iter().any(|ring| on_line(ring, point)) || inside(rings, point)
            }
        })
    }

    fn positions(&self) -> impl Iterator<Item = Position> {
        self.pieces.iter().flat_map(|piece| -> Box<dyn Iterator<Item = Position>> {
            match piece {
                Piece::Point(point) => Box::new(std::iter::once(*point)),
                Piece::Line(line) => Box::new(line.iter().copied()),
                Piece::Polygon(rings) => Box::new(rings.iter().flatten().copied()),
            }
        })
    }
}

/// Whether a point lies on one of the straight pieces of a line.
fn on_line(line: &[Position], [x, y]: Position) -> bool {
    line.windows(2).any(|pair| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        let straight = (bx - ax) * (y - ay) == (by - ay) * (x - ax);
        straight && x >= ax.min(bx) && x <= ax.max(bx) && y >= ay.min(by) && y <= ay.max(by)
    })
}

/// Whether a point lies in a polygon and in none of its holes: a ray from it crosses the rings an
/// odd number of times.
fn inside(rings: &[Vec<Position>], [x, y]: Position) -> bool {
    let crosses = |pair: &[Position]| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    let count = rings.iter().flat_map(|ring| ring.windows(2)).filter(|pair| crosses(pair)).count();
    count % 2 == 1
}

/// Metres between two points along a great circle (haversine).
pub(crate) fn metres(a: Position, b: Position) -> f64 {
    let [lon_a, lat_a] = a.map(f64::to_radians);
    let [lon_b, lat_b] = b.map(f64::to_radians);
    let (half_lat, half_lon) = ((lat_b - lat_a) / 2.0, (lon_b - lon_a) / 2.0);
    let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
    2.0 * EARTH * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests;
