//! Positions as they are seen, one after the other: some of them, and how many of all lie in France.

use super::in_france;

/// Positions that are kept, at most.
const SAMPLES: usize = 2_048;

/// Positions of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Positions {
    count: u64,
    /// Those that lie in France as they are.
    straight: u64,
    /// Those that do when latitude and longitude are taken for each other.
    turned: u64,
    /// Some from all over the file: every so many, so that there are never too many.
    samples: Vec<(f64, f64)>,
    /// How often every second one of them was dropped.
    halved: u32,
}

impl Positions {
    /// Sees one more.
    pub(crate) fn add(&mut self, x: f64, y: f64) {
        // Nothing beyond is a degree.
        if x.abs() <= 180.0 && y.abs() <= 180.0 {
            let straight = in_france(x, y);
            self.straight += u64::from(straight);
            self.turned += u64::from(!straight && in_france(y, x));
        }
        if self.count.is_multiple_of(1 << self.halved) {
            self.samples.push((x, y));
            self.thin();
        }
        self.count += 1;
    }

    /// Adds those that come further down the file.
    pub(crate) fn merge(&mut self, later: Self) {
        self.count += later.count;
        self.straight += later.straight;
        self.turned += later.turned;
        self.halved = self.halved.max(later.halved);
        self.samples.extend(later.samples);
        self.thin();
    }

    fn thin(&mut self) {
        while self.samples.len() > SAMPLES {
            let mut number = 0_usize;
            self.samples.retain(|_| {
                number += 1;
                number % 2 == 1
            });
            self.halved += 1;
        }
    }

    /// Some of them.
    pub(crate) fn samples(&self) -> &[(f64, f64)] {
        &self.samples
    }

    /// Shares of all that lie in France as they are, and when latitude and longitude are taken for
    /// each other.
    #[expect(clippy::cast_precision_loss, reason = "shares of counts below 2^53")]
    pub(super) fn in_france(&self) -> (f64, f64) {
        let share = |count: u64| count as f64 / self.count.max(1) as f64;
        (share(self.straight), share(self.turned))
    }
}

#[cfg(test)]
impl From<&[(f64, f64)]> for Positions {
    fn from(all: &[(f64, f64)]) -> Self {
        let mut made = Self::default();
        all.iter().for_each(|(x, y)| made.add(*x, *y));
        made
    }
}
