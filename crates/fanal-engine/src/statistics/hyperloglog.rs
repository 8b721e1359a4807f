//! An estimate of how many different values there are, in 16 kB whatever their number.

use std::f64::consts::LN_2;

/// Bits of a hash that choose the register: the standard error is 1.04 / √2¹⁴, 0.8 %.
const INDEX_BITS: u32 = 14;
const REGISTERS: usize = 1 << INDEX_BITS;
/// Bits of a hash that are left for the rank.
const RANK_BITS: usize = 64 - INDEX_BITS as usize;

/// HyperLogLog over hashes of 64 bits, estimated as O. Ertl does ("New cardinality estimation
/// algorithms for HyperLogLog sketches", 2017, algorithm 6): no bias in any range, no table.
#[derive(Debug)]
pub(super) struct HyperLogLog {
    ranks: Vec<u8>,
}

impl HyperLogLog {
    pub(super) fn new() -> Self {
        Self { ranks: vec![0; REGISTERS] }
    }

    /// Takes a value in by its hash, which must be well mixed.
    pub(super) fn add(&mut self, hash: u64) {
        let index = usize::try_from(hash >> RANK_BITS).unwrap_or(0);
        let zeros = (hash << INDEX_BITS).leading_zeros().min(64 - INDEX_BITS);
        let rank = u8::try_from(zeros + 1).unwrap_or(u8::MAX);
        let known = &mut self.ranks[index];
        *known = rank.max(*known);
    }

    /// How many different values were taken in, about.
    pub(super) fn estimate(&self) -> u64 {
        let mut with_rank = [0_u32; RANK_BITS + 2];
        for rank in &self.ranks {
            with_rank[usize::from(*rank)] += 1;
        }
        let registers = REGISTERS as f64;
        let mut z = registers * tau(1.0 - f64::from(with_rank[RANK_BITS + 1]) / registers);
        for count in with_rank[1..=RANK_BITS].iter().rev() {
            z = 0.5 * (z + f64::from(*count));
        }
        z += registers * sigma(f64::from(with_rank[0]) / registers);
        // Ranks of an empty sketch make z infinite, and this 0.
        (registers * registers / (2.0 * LN_2 * z)).round() as u64
    }
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z <= before {
            return z;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x).powi(2) * y;
        if z >= before {
            return z / 3.0;
        }
    }
}
