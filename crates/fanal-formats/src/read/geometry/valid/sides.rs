//! How the sides of rings meet.

use geo_types::{Coord, LineString, Polygon};

use super::super::rings;

/// Pairs of sides that are compared for one geometry.
const PAIRS: usize = 20_000_000;

/// A side of a ring.
#[derive(Debug, Clone, Copy)]
struct Side {
    from: Coord<f64>,
    to: Coord<f64>,
    ring: usize,
    /// Its place in the ring, and how many sides that has.
    place: usize,
    of: usize,
}

impl Side {
    fn west(&self) -> f64 {
        self.from.x.min(self.to.x)
    }

    fn east(&self) -> f64 {
        self.from.x.max(self.to.x)
    }

    /// Whether one begins where the other ends, in one ring.
    fn is_beside(&self, other: &Self) -> bool {
        let apart = self.place.abs_diff(other.place);
        self.ring == other.ring && (apart == 1 || apart + 1 == self.of)
    }
}

/// How the sides of some polygons meet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read::geometry) struct Meetings {
    /// How often sides cross between their ends, as far as it was counted.
    pub(in crate::read::geometry) crossings: usize,
    /// A side of a ring runs over another one of the same ring.
    pub(super) folds: bool,
    /// Sides touch that do not follow each other in a ring.
    pub(super) touches: bool,
}

/// How the sides of these polygons meet, until so many cross; none when there are too many to
/// compare. Sweeps from west to east: sides are compared with those that begin before they end.
pub(in crate::read::geometry) fn meetings(
    polygons: &[Polygon<f64>],
    most: usize,
) -> Option<Meetings> {
    let mut sides: Vec<Side> =
        polygons.iter().flat_map(rings).enumerate().flat_map(sides_of).collect();
    sides.sort_by(|a, b| a.west().total_cmp(&b.west()));
    let mut open: Vec<Side> = Vec::new();
    let (mut compared, mut found) = (0, Meetings::default());
    for side in sides {
        let start = side.west();
        open.retain(|other| other.east() >= start);
        compared += open.len();
        if compared > PAIRS {
            return None;
        }
        for other in &open {
            match meeting(other, &side) {
                Meeting::Apart => {}
                Meeting::Crossing => found.crossings += 1,
                Meeting::Over if other.ring == side.ring => found.folds = true,
                Meeting::Touching if other.is_beside(&side) => {}
                Meeting::Over | Meeting::Touching => found.touches = true,
            }
            if found.crossings == most {
                return Some(found);
            }
        }
        open.push(side);
    }
    Some(found)
}

fn sides_of((ring, line): (usize, &LineString<f64>)) -> Vec<Side> {
    let ends = || line.0.windows(2).map(|two| (two[0], two[1])).filter(|(a, b)| a != b);
    let of = ends().count();
    ends().enumerate().map(|(place, (from, to))| Side { from, to, ring, place, of }).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meeting {
    Apart,
    /// They cross between their ends.
    Crossing,
    /// An end of one lies on the other.
    Touching,
    /// One runs along the other.
    Over,
}

fn meeting(one: &Side, other: &Side) -> Meeting {
    let (a, b, c, d) = (one.from, one.to, other.from, other.to);
    if a.y.min(b.y) > c.y.max(d.y) || c.y.min(d.y) > a.y.max(b.y) {
        return Meeting::Apart;
    }
    let (to_c, to_d) = (turn(a, b, c), turn(a, b, d));
    if to_c * to_d > 0.0 {
        return Meeting::Apart;
    }
    let (to_a, to_b) = (turn(c, d, a), turn(c, d, b));
    if to_a * to_b > 0.0 {
        return Meeting::Apart;
    }
    if to_c == 0.0 && to_d == 0.0 {
        return along(one, other);
    }
    if to_c * to_d < 0.0 && to_a * to_b < 0.0 { Meeting::Crossing } else { Meeting::Touching }
}

/// How two sides of one straight line meet.
fn along(one: &Side, other: &Side) -> Meeting {
    let (a, b) = (one.from, one.to);
    let is_wide = (b.x - a.x).abs() >= (b.y - a.y).abs();
    let span = |side: &Side| {
        let (from, to) = if is_wide { (side.from.x, side.to.x) } else { (side.from.y, side.to.y) };
        (from.min(to), from.max(to))
    };
    let ((low, high), (other_low, other_high)) = (span(one), span(other));
    match high.min(other_high).total_cmp(&low.max(other_low)) {
        std::cmp::Ordering::Greater => Meeting::Over,
        std::cmp::Ordering::Equal => Meeting::Touching,
        std::cmp::Ordering::Less => Meeting::Apart,
    }
}

/// On which side of a line a position lies: -1, 0 or 1. Nearer than rounding counts as on it.
fn turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    let (left, right) = ((b.x - a.x) * (c.y - a.y), (b.y - a.y) * (c.x - a.x));
    let area = left - right;
    if area.abs() <= (left.abs() + right.abs()) * 1e-12 { 0.0 } else { area.signum() }
}
