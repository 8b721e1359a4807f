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
    pub(crate) fn merge(&mut self, mut later: Self) {
        self.count += later.count;
        self.straight += later.straight;
        self.turned += later.turned;
        // One of many is to stand for as many positions on both sides.
        while self.halved < later.halved {
            self.halve();
        }
        while later.halved < self.halved {
            later.halve();
        }
        self.samples.extend(later.samples);
        self.thin();
    }

    fn thin(&mut self) {
        while self.samples.len() > SAMPLES {
            self.halve();
        }
    }

    /// Drops every second one.
    fn halve(&mut self) {
        let mut number = 0_usize;
        self.samples.retain(|_| {
            number += 1;
            number % 2 == 1
        });
        self.halved += 1;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_from_all_over_the_file() {
        // The parts of a large file, as they are read side by side, and a short one at the end.
        let part = |place: u32, count: u32| {
            let positions: Vec<(f64, f64)> =
                (0..count).map(|row| (f64::from(place), f64::from(row))).collect();
            Positions::from(&positions[..])
        };
        let mut all = Positions::default();
        (0..50).for_each(|place| all.merge(part(place, 10_000)));
        all.merge(part(50, 100));
        assert_eq!(all.count, 500_100);
        assert!((SAMPLES / 2..=SAMPLES).contains(&all.samples().len()));
        let of_part =
            |place: u32| all.samples().iter().filter(|(part, _)| *part == f64::from(place)).count();
        for place in 0..50 {
            assert!((30..50).contains(&of_part(place)), "{place}: {}", of_part(place));
        }
        assert!((1..3).contains(&of_part(50)), "{}", of_part(50));
    }
}
