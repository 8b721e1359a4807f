//! Clusters of near places: points fall into cells of a grid as wide as the radius, and cells whose
//! middles are nearer than the radius become one cluster.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use crate::geometry::Position;

/// Pixels of a tile.
const TILE: f64 = 256.0;

/// Greatest latitude of the map's projection.
const EDGE: f64 = 85.051_128_779_806_59;

/// A grid over the map at a zoom level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Grid {
    /// 0 to 25.
    pub(crate) zoom: u8,
    /// In pixels, 1 or more.
    pub(crate) radius: u32,
}

/// The points of one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub(crate) number: i64,
    pub(crate) points: i64,
    /// Mean of the points.
    pub(crate) middle: Position,
}

/// Clusters that a plan speaks of before they are known: what is wrong in a query is told before
/// any record is read.
#[derive(Debug)]
pub(crate) struct Clustering {
    pub(crate) grid: Grid,
    found: OnceLock<Clusters>,
}

impl Clustering {
    pub(crate) fn new(grid: Grid) -> Self {
        Self { grid, found: OnceLock::new() }
    }

    /// Puts the cells in which records lie together; the first time counts.
    pub(crate) fn find(&self, cells: Vec<Cell>) {
        self.found.get_or_init(|| Clusters::new(self.grid, cells));
    }

    /// The clusters, once they are found.
    pub(crate) fn found(&self) -> Option<&Clusters> {
        self.found.get()
    }
}

/// Each is its own: two of the same grid may be of other places.
impl PartialEq for Clustering {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Clustering {}

impl Hash for Clustering {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self, state);
    }
}

/// Which cluster each cell belongs to.
#[derive(Debug)]
pub(crate) struct Clusters {
    grid: Grid,
    of_cell: HashMap<i64, i64>,
    middles: Vec<Position>,
}

impl Grid {
    /// Width of the map in cells.
    fn width(self) -> f64 {
        TILE * f64::from(self.zoom).exp2() / f64::from(self.radius)
    }

    /// Place on the map, in cells.
    fn on_map(self, [lon, lat]: Position) -> (f64, f64) {
        let sine = lat.clamp(-EDGE, EDGE).to_radians().sin();
        let mercator = ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI);
        ((lon / 360.0 + 0.5) * self.width(), (0.5 - mercator) * self.width())
    }

    /// The number of the cell in which a point lies.
    pub(crate) fn cell(self, point: Position) -> i64 {
        let (x, y) = self.on_map(point);
        numbered(x.floor() as i64, y.floor() as i64)
    }
}

/// A cell by its column and its row.
fn numbered(column: i64, row: i64) -> i64 {
    (column << 32) + row
}

impl Clusters {
    /// Makes clusters, those of the most points first.
    fn new(grid: Grid, mut cells: Vec<Cell>) -> Self {
        cells.sort_by_key(|cell| (-cell.points, cell.number));
        let by_number: HashMap<i64, Cell> = cells.iter().map(|cell| (cell.number, *cell)).collect();
        let mut of_cell = HashMap::with_capacity(cells.len());
        let mut middles = Vec::new();
        for cell in &cells {
            if of_cell.contains_key(&cell.number) {
                continue;
            }
            let cluster = i64::try_from(middles.len()).unwrap_or(i64::MAX);
            let mut points = 0.0;
            let mut middle: Position = [0.0; 2];
            for near in neighbours(cell.number).filter_map(|n| by_number.get(&n)) {
                let own = near.number == cell.number;
                if of_cell.contains_key(&near.number) || !own && !grid.near(cell, near) {
                    continue;
                }
                of_cell.insert(near.number, cluster);
                points += near.points as f64;
                for (sum, own) in middle.iter_mut().zip(near.middle) {
                    *sum += own * near.points as f64;
                }
            }
            // Sums differ in their last digits with the order of the records: a tenth of a
            // millimetre is enough.
            middles.push(middle.map(|sum| (sum / points * 1e9).round() / 1e9));
        }
        Self { grid, of_cell, middles }
    }

    /// The cluster of a point.
    pub(crate) fn of(&self, point: Position) -> Option<i64> {
        self.of_cell.get(&self.grid.cell(point)).copied()
    }

    /// The middle of a cluster.
    pub(crate) fn middle(&self, cluster: i64) -> Option<Position> {
        self.middles.get(usize::try_from(cluster).ok()?).copied()
    }
}

impl Grid {
    /// Whether the middles of two cells are nearer than the radius.
    fn near(self, a: &Cell, b: &Cell) -> bool {
        let ((ax, ay), (bx, by)) = (self.on_map(a.middle), self.on_map(b.middle));
        (ax - bx).hypot(ay - by) < 1.0
    }
}

/// A cell and the eight around it: nothing further away is near.
fn neighbours(number: i64) -> impl Iterator<Item = i64> {
    let (column, row) = (number >> 32, number & 0xffff_ffff);
    (-1..=1).flat_map(move |right| (-1..=1).map(move |down| numbered(column + right, row + down)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(zoom: u8, points: &[Position]) -> Clusters {
        let grid = Grid { zoom, radius: 40 };
        let mut cells: HashMap<i64, Vec<Position>> = HashMap::new();
        for point in points {
            cells.entry(grid.cell(*point)).or_default().push(*point);
        }
        let mean = |points: &[Position], axis: usize| {
            points.iter().map(|p| p[axis]).sum::<f64>() / points.len() as f64
        };
        let cells = cells.into_iter().map(|(number, inside)| Cell {
            number,
            points: i64::try_from(inside.len()).expect("few points"),
            middle: [mean(&inside, 0), mean(&inside, 1)],
        });
        Clusters::new(grid, cells.collect())
    }

    #[test]
    fn near_points_are_one_cluster_until_the_map_is_near_enough() {
        let points = [[2.35, 48.85], [2.351, 48.851], [2.28, 48.853]];
        let far = clusters(3, &points);
        assert!(points.iter().all(|p| far.of(*p) == Some(0)));
        let middle = far.middle(0).expect("one cluster");
        assert!((middle[0] - 2.327).abs() < 1e-9 && (middle[1] - 48.851_333).abs() < 1e-5);
        let near = clusters(20, &points);
        let mut all: Vec<Option<i64>> = points.iter().map(|p| near.of(*p)).collect();
        all.sort_unstable();
        assert_eq!(all, [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn two_sides_of_a_cell_s_border_are_one_cluster() {
        // The meridian of Greenwich is a border at every zoom.
        let points = [[-0.000_1, 10.0], [0.000_1, 10.0]];
        let grid = Grid { zoom: 10, radius: 64 };
        assert_ne!(grid.cell(points[0]), grid.cell(points[1]));
        let both = clusters(10, &points);
        assert_eq!(both.of(points[0]), both.of(points[1]));
    }

    #[test]
    fn the_poles_are_on_the_map() {
        for point in [[180.0, 90.0], [-180.0, -90.0]] {
            assert_eq!(clusters(25, &[point]).of(point), Some(0));
        }
    }
}
