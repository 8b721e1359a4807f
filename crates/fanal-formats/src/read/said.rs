//! What somebody said of columns before the file is read.

use fanal_meaning::{ColumnEvidence, Said};

/// What somebody said of columns before the file is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaidOfColumns {
    /// Marks that stand where a value is missing, in whichever column.
    pub missing: Vec<String>,
    /// What was said of some of them.
    pub columns: Vec<SaidOfColumn>,
}

/// What somebody said of one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaidOfColumn {
    /// Its title.
    pub title: String,
    /// Which of the columns with that title, from 0.
    pub occurrence: usize,
    /// What was said.
    pub said: Said,
}

impl SaidOfColumns {
    /// Nothing seen yet of the column in that place.
    pub(crate) fn evidence(&self, titles: &[String], place: usize) -> ColumnEvidence {
        let title = titles.get(place).map_or("", String::as_str);
        ColumnEvidence::told(title, self.of(titles, place))
    }

    /// Whether something was said of how days or numbers are written in the column in that place.
    pub(crate) fn reads(&self, titles: &[String], place: usize) -> bool {
        let said = self.of(titles, place);
        said.date_order.is_some() || said.decimal.is_some()
    }

    fn of(&self, titles: &[String], place: usize) -> Said {
        let Some(title) = titles.get(place) else { return Said::default() };
        let mut known = self.columns.iter().filter(|c| c.title == *title).peekable();
        let mut said = Said::default();
        if known.peek().is_some() {
            let occurrence = titles[..place].iter().filter(|t| *t == title).count();
            said = known.find(|c| c.occurrence == occurrence).map_or(said, |c| c.said.clone());
        }
        let everywhere = self.missing.iter();
        let others = everywhere.filter(|mark| !said.not_missing.contains(mark)).cloned();
        let others: Vec<String> = others.filter(|mark| !said.missing.contains(mark)).collect();
        said.missing.extend(others);
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_all_columns_is_said_of_each_unless_it_is_refused_there() {
        let marks = |list: &[&str]| list.iter().map(|m| (*m).to_owned()).collect::<Vec<_>>();
        let said = Said { missing: marks(&["-"]), not_missing: marks(&["NC"]), ..Said::default() };
        let second = SaidOfColumn { title: "a".into(), occurrence: 1, said };
        let all = SaidOfColumns { missing: marks(&["NC", "x"]), columns: vec![second] };
        let titles = marks(&["a", "b", "a"]);
        assert_eq!(all.of(&titles, 0).missing, ["NC", "x"]);
        assert_eq!(all.of(&titles, 1).missing, ["NC", "x"]);
        assert_eq!(all.of(&titles, 2).missing, ["-", "x"]);
        assert_eq!(all.of(&titles, 2).not_missing, ["NC"]);
        assert_eq!(all.of(&titles, 3), Said::default());
    }
}
