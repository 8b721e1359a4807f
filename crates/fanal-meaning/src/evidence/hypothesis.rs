//! One hypothesis about a column, and the cells that refuse it.

/// Cells kept of those that refuse.
const ODD: usize = 5;
/// Refusals that never drop a hypothesis.
const TOLERATED: u64 = 20;
const LONGEST: usize = 200;

/// Whether the cells of a column are of one kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Hypothesis {
    fitted: u64,
    refused: u64,
    dropped: bool,
    odd: Vec<(u64, String)>,
}

impl Hypothesis {
    /// Whether it is still worth asking.
    pub(super) fn lives(&self) -> bool {
        !self.dropped
    }

    /// Whether cells confirmed it and none refused.
    pub(super) fn holds(&self) -> bool {
        !self.dropped && self.refused == 0 && self.fitted > 0
    }

    /// The few cells that refuse what all others confirm: how many, and the first with their lines.
    pub(super) fn nearly(&self) -> Option<(u64, &[(u64, String)])> {
        let few = self.refused > 0 && self.refused.saturating_mul(20) <= self.fitted;
        (!self.dropped && few).then_some((self.refused, &self.odd[..]))
    }

    pub(super) fn fitted(&mut self) {
        self.fitted += 1;
    }

    pub(super) fn refuse(&mut self, line: u64, text: &str, seen: u64) {
        if self.dropped {
            return;
        }
        self.refused += 1;
        if self.odd.len() < ODD {
            self.odd.push((line, text.chars().take(LONGEST).collect()));
        }
        self.judge(seen);
    }

    fn judge(&mut self, seen: u64) {
        if self.refused > TOLERATED && self.refused > seen / 20 {
            self.dropped = true;
            self.odd = Vec::new();
        }
    }

    pub(super) fn merge(&mut self, later: Self, seen: u64) {
        self.fitted += later.fitted;
        self.refused += later.refused;
        self.dropped |= later.dropped;
        let room = ODD.saturating_sub(self.odd.len());
        self.odd.extend(later.odd.into_iter().take(room));
        self.judge(seen);
    }
}

impl Hypothesis {
    /// Like [`Hypothesis::nearly`], when the confirming cells were counted elsewhere.
    pub(super) fn nearly_of(&self, filled: u64) -> Option<(u64, &[(u64, String)])> {
        let few = self.refused > 0 && self.refused.saturating_mul(20) <= filled;
        (!self.dropped && few).then_some((self.refused, &self.odd[..]))
    }
}
