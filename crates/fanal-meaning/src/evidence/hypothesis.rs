//! One hypothesis about a column, and the cells that refuse it.

/// Cells kept of those that refuse.
const ODD: usize = 5;
/// Refusals that never drop a hypothesis: a part of a column may begin with the odd cells of all.
const TOLERATED: u64 = 200;
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

    /// Whether cells confirmed it and none refused; so many hold a mark for a missing value.
    pub(super) fn holds(&self, marks: u64) -> bool {
        self.fitted > 0 && self.holds_beside(0, marks)
    }

    /// The same where so many other cells confirm it as well.
    pub(super) fn holds_beside(&self, others: u64, marks: u64) -> bool {
        let enough = self.fitted + others >= marks.min(20);
        !self.dropped && self.refused == 0 && enough
    }

    /// The few cells that refuse what all others confirm: how many, and the first with their lines.
    pub(super) fn nearly(&self) -> Option<(u64, &[(u64, String)])> {
        self.nearly_of(self.fitted)
    }

    /// The same, when the confirming cells were counted elsewhere.
    pub(super) fn nearly_of(&self, fitted: u64) -> Option<(u64, &[(u64, String)])> {
        let few = self.refused > 0 && self.refused.saturating_mul(20) <= fitted;
        (!self.dropped && few).then_some((self.refused, &self.odd[..]))
    }

    /// The cells that refused first.
    pub(super) fn odd(&self) -> &[(u64, String)] {
        &self.odd
    }

    pub(super) fn count(&self) -> u64 {
        self.fitted
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

    /// Drops it.
    pub(super) fn give_up(&mut self) {
        self.dropped = true;
        self.odd.truncate(1);
    }

    fn judge(&mut self, seen: u64) {
        if self.refused > TOLERATED && self.refused > seen / 20 {
            self.give_up();
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
