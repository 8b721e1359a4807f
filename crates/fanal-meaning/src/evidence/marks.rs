//! Marks for missing values that were seen in a column.

/// Marks, as written, and how many cells hold each. There are few ways of writing them, so that
/// the list stays short.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(Vec<(String, u64)>);

impl Marks {
    pub(super) fn add(&mut self, text: &str, cells: u64) {
        match self.0.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += cells,
            None => self.0.push((text.to_owned(), cells)),
        }
    }

    pub(super) fn merge(&mut self, later: Self) {
        for (text, cells) in later.0 {
            self.add(&text, cells);
        }
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
