//! Marks for missing values that were seen in a column.

/// Ways of writing marks that are kept: more are no marks, and would take memory.
const WAYS: usize = 50;

/// Marks, as written, and how many cells hold each.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(Vec<(String, u64)>);

impl Marks {
    /// Counts a mark; refuses it when too many ways of writing them were seen.
    #[must_use]
    pub(super) fn add(&mut self, text: &str, cells: u64) -> bool {
        if let Some((_, count)) = self.0.iter_mut().find(|(known, _)| known == text) {
            *count += cells;
            return true;
        }
        let room = self.0.len() < WAYS;
        if room {
            self.0.push((text.to_owned(), cells));
        }
        room
    }

    /// Adds those of the part that follows; says whether there was room for all.
    #[must_use]
    pub(super) fn merge(&mut self, later: Self) -> bool {
        later.0.into_iter().fold(true, |all, (text, cells)| self.add(&text, cells) && all)
    }

    pub(super) fn cells(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// The marks, the most frequent first.
    pub(super) fn list(&self) -> Vec<(String, u64)> {
        let mut list = self.0.clone();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list
    }
}
