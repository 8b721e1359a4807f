//! The tables of a file that has several, and what may be made of them.

use super::{Setting, UnderstandingPage};
use crate::{Choice, DatasetLink};

/// A table that may be taken or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLine {
    /// Its name in the file.
    pub name: String,
    /// Whether it is taken.
    pub taken: bool,
}

/// A dataset that a table would go into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetThere {
    /// Title and address, sent as `told`.
    pub link: DatasetLink,
    /// Whether everybody reads its rows.
    pub is_public: bool,
}

/// The tables of a file that has several: fields `together`, `tables`, `each` and `told` of the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileTables {
    /// `one` reads the table of the setting `table`, `alike` also those with the same columns;
    /// nothing to choose where no other can have them.
    pub together: Option<Setting>,
    /// Tables with the same columns, while they are read together.
    pub alike: Vec<TableLine>,
    /// Tables that may each become a dataset of its own; none where the file goes into one that
    /// exists.
    pub each: Vec<TableLine>,
    /// Datasets that are there and whose rows those would replace, once somebody wanted that.
    pub there: Vec<DatasetThere>,
    /// How many have the same columns; nought when they were not compared.
    pub alike_count: u64,
}

impl UnderstandingPage {
    pub(crate) fn together(&self, setting: &Setting) -> Vec<Choice> {
        let label = |value: &str| match value {
            "alike" => self.layout.say_count("tables-alike", self.file.tables.alike_count),
            _ => self.layout.say("tables-one"),
        };
        setting.choices.iter().map(|c| Choice::new(c, label(c))).collect()
    }
}
