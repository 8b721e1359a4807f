//! The scales of numbers: cells of a power of ten.

use fanal_model::Value;

use super::grid::Scale;

/// Numbers up to here are whole in a double.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;
/// Rounding errors of a multiplication by a power of ten, generously.
const ROUNDING: f64 = 4.0 * f64::EPSILON;
/// Finest cells: at its first point a scale of doubles becomes as coarse as it must.
const FINEST: i32 = -323;

/// A width of bars: so many cells.
type Width = i64;

/// Numbers in cells as wide as a power of ten, which grows.
#[derive(Debug)]
pub(super) struct Tens<N>(N);

/// How numbers of one kind lie in such cells.
pub(super) trait Number {
    /// A number.
    type Point: Copy;

    /// See [`Scale::cell`].
    fn cell(&self, point: Self::Point) -> Option<i64>;
    /// Makes the cells ten times as wide.
    fn widen(&mut self);
    /// Where a cell begins.
    fn start(&self, cell: i128) -> Value;
}

impl<N: Number> Scale for Tens<N> {
    type Point = N::Point;
    type Step = Width;

    fn cell(&self, point: N::Point) -> Option<i64> {
        self.0.cell(point)
    }

    fn coarsen(&mut self) -> impl Fn(i64) -> i64 + use<N> {
        self.0.widen();
        |cell| cell.div_euclid(10)
    }

    /// 1, 2, 5, 10, 20… cells.
    fn steps(&self) -> Vec<Width> {
        (0..19).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i64.pow(power))).collect()
    }

    fn bar(&self, step: Width, cell: i64) -> i64 {
        cell.div_euclid(step)
    }

    fn limit(&self, step: Width, bar: i64) -> Value {
        self.0.start(i128::from(bar) * i128::from(step))
    }
}

/// Whole numbers.
#[derive(Debug)]
pub(super) struct Integers {
    /// Width of a cell; above 10¹⁸ there is no power of ten in 64 bits.
    width: i64,
}

impl Tens<Integers> {
    pub(super) fn of_integers() -> Self {
        Self(Integers { width: 1 })
    }
}

impl Number for Integers {
    type Point = i64;

    fn cell(&self, point: i64) -> Option<i64> {
        Some(point.div_euclid(self.width))
    }

    fn widen(&mut self) {
        self.width = self.width.saturating_mul(10);
    }

    fn start(&self, cell: i128) -> Value {
        let start = cell * i128::from(self.width);
        Value::Int(i64::try_from(start).unwrap_or(if start < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// Finite numbers with a fraction.
#[derive(Debug)]
pub(super) struct Decimals {
    /// A cell is 10 to that power wide.
    power: i32,
    /// 10 to that power, positive: a negative power of ten has no exact double.
    ten: f64,
}

impl Tens<Decimals> {
    pub(super) fn of_decimals() -> Self {
        Self(Decimals { power: FINEST, ten: ten_to(-FINEST) })
    }
}

fn ten_to(power: i32) -> f64 {
    // Read from digits it is the nearest double, which repeated multiplication misses.
    format!("1e{power}").parse().unwrap_or(f64::INFINITY)
}

impl Number for Decimals {
    type Point = f64;

    fn cell(&self, point: f64) -> Option<i64> {
        let exact = if self.power < 0 { point * self.ten } else { point / self.ten };
        if exact.is_nan() {
            // Zero, with the finest cells.
            return Some(0);
        }
        if exact.abs() >= LARGEST_WHOLE {
            return None;
        }
        // 0.29 × 100 is 28.999…: that is 29.
        let near = exact.round();
        let whole = (exact - near).abs() <= exact.abs() * ROUNDING;
        Some(if whole { near as i64 } else { exact.floor() as i64 })
    }

    fn widen(&mut self) {
        self.power += 1;
        self.ten = ten_to(self.power.abs());
    }

    fn start(&self, cell: i128) -> Value {
        let cell = cell as f64;
        Value::Double(if self.power < 0 { cell / self.ten } else { cell * self.ten })
    }
}
