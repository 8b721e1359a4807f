//! Exact counts in fine cells, put together into a few bars with round limits at the end.

use std::collections::HashMap;

use fanal_model::{Histogram, Value};

use super::frequencies::Mixed;

/// Cells of one column that are counted apart, at most; above it they are made coarser.
const CELLS: usize = 4096;
/// Cells of one column at least: enough for the bars.
const FEWEST_CELLS: usize = 40;
/// Memory of a cell, in bytes.
const CELL_BYTES: usize = 36;
/// Bars of a histogram.
const BARS: usize = 30;
/// Where all values span so many times what most of them do, the few outside are told apart.
const FAR: i64 = 3;

/// A scale cut into cells, ever coarser: each cell lies whole in one of the next coarser scale.
pub(super) trait Scale {
    /// What lies on it.
    type Point: Copy;
    /// A width of bars, made of whole cells.
    type Step: Copy;

    /// The cell of a point; none when the cells are too fine to be numbered so far out.
    fn cell(&self, point: Self::Point) -> Option<i64>;
    /// Makes the cells coarser, and answers how the former ones lie in them.
    fn coarsen(&mut self) -> impl Fn(i64) -> i64 + use<Self>;
    /// Round widths made of whole cells, the narrowest first.
    fn steps(&self) -> Vec<Self::Step>;
    /// The number of the bar that holds a cell.
    fn bar(&self, step: Self::Step, cell: i64) -> i64;
    /// Where a bar begins.
    fn limit(&self, step: Self::Step, bar: i64) -> Value;
}

/// Counts points in few cells, wherever they lie.
#[derive(Debug)]
pub(super) struct Grid<S> {
    scale: S,
    most_cells: usize,
    cells: HashMap<i64, u64, Mixed>,
}

impl<S: Scale> Grid<S> {
    /// A grid within so many bytes, as far as bars can be made of it.
    pub(super) fn new(scale: S, budget_bytes: usize) -> Self {
        let most_cells = (budget_bytes / CELL_BYTES).clamp(FEWEST_CELLS, CELLS);
        Self { scale, most_cells, cells: HashMap::default() }
    }

    pub(super) fn add(&mut self, point: S::Point) {
        let cell = loop {
            match self.scale.cell(point) {
                Some(cell) => break cell,
                None => self.coarsen(),
            }
        };
        *self.cells.entry(cell).or_default() += 1;
        while self.cells.len() > self.most_cells {
            self.coarsen();
        }
    }

    fn coarsen(&mut self) {
        let coarser = self.scale.coarsen();
        let mut cells: HashMap<i64, u64, Mixed> = HashMap::default();
        for (cell, count) in self.cells.drain() {
            *cells.entry(coarser(cell)).or_default() += count;
        }
        self.cells = cells;
    }

    /// The bars; none when all points lie in one cell.
    pub(super) fn histogram(self) -> Option<Histogram> {
        let mut cells: Vec<(i64, u64)> = self.cells.into_iter().collect();
        cells.sort_unstable();
        if cells.len() < 2 {
            return None;
        }
        let (low, high) = shown(&cells);
        let scale = &self.scale;
        // Two numbers of 64 bits may lie further apart than one of them can say.
        let behind = |first: i64, bar: i64| i128::from(bar) - i128::from(first);
        let bars = |step| usize::try_from(behind(scale.bar(step, low), scale.bar(step, high)) + 1);
        let fits = |step| bars(step).ok().filter(|bars| *bars <= BARS).map(|bars| (step, bars));
        let (step, bars) = scale.steps().into_iter().find_map(fits)?;
        let first = scale.bar(step, low);
        let limits = (first..=i64::MAX).take(bars + 1).map(|bar| scale.limit(step, bar));
        let mut histogram =
            Histogram { limits: limits.collect(), counts: vec![0; bars], below: 0, above: 0 };
        for (cell, count) in cells {
            match usize::try_from(behind(first, scale.bar(step, cell))) {
                Err(_) => histogram.below += count,
                Ok(bar) => match histogram.counts.get_mut(bar) {
                    Some(bar) => *bar += count,
                    None => histogram.above += count,
                },
            }
        }
        Some(histogram)
    }
}

#[cfg(test)]
impl<S> Grid<S> {
    /// Memory that is taken, in bytes.
    pub(super) fn taken_bytes(&self) -> usize {
        super::frequencies::map_bytes(&self.cells)
    }
}

/// The first and last cell that bars are drawn for: all of them, unless the outer hundredths lie
/// so far out that the rest would be one bar.
fn shown(cells: &[(i64, u64)]) -> (i64, i64) {
    let all = (cells[0].0, cells[cells.len() - 1].0);
    let total: u64 = cells.iter().map(|(_, count)| count).sum();
    let outer = total / 100;
    let inner = (beyond(cells.iter(), outer), beyond(cells.iter().rev(), outer));
    let (Some(low), Some(high)) = inner else { return all };
    let (span, core) = (all.1.saturating_sub(all.0), high.saturating_sub(low));
    if core > 0 && span / FAR > core { (low, high) } else { all }
}

/// The first cell after so many points.
fn beyond<'a>(mut cells: impl Iterator<Item = &'a (i64, u64)>, points: u64) -> Option<i64> {
    let mut passed = 0;
    let found = cells.find(|(_, count)| {
        passed += count;
        passed > points
    });
    found.map(|(cell, _)| *cell)
}
