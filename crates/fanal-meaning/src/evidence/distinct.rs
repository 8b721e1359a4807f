//! How many different values there are, at least: enough to tell twenty from one.

/// A few bits, one of which each value sets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Distinct([u64; 4]);

impl Distinct {
    pub(super) fn see(&mut self, text: &str) {
        let hash = hash(text);
        self.0[usize::from(hash as u8 >> 6)] |= 1 << (hash & 63);
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    /// Whether so many different values were seen, or surely more.
    pub(super) fn at_least(&self, count: u32) -> bool {
        self.0.iter().map(|bits| bits.count_ones()).sum::<u32>() >= count
    }
}

/// A number that differs for nearly all texts (FNV-1a).
pub(super) fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash ^ (hash >> 32)
}
