//! The reading recipe: what a person decided about how a file is read, kept for the next one.

mod column;

pub use column::{ColumnRecipe, NO_MEANING};

use fanal_formats::read::{Header, NO_QUOTE, ReadOptions, SaidOfColumns};
use fanal_model::{FieldName, FieldType};
use serde::{Deserialize, Serialize};

/// What a person decided about reading a file; everything that is not said is found out.
/// It is stored as JSON in the catalogue and written in the `[source]` table of a definition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// Encoding, by its WHATWG label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Separator of cells: one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// Character around cells: `"`, `'`, or `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Line of the header, from 1; 0 says that there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// Table that is read, where the file has several: a sheet, a layer, a file of an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The tables with the same columns as that one are read as well, one behind the other; of the
    /// next file also those that this one had not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub union: bool,
    /// Tables that are no part of that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables_left_out: Vec<String>,
    /// Totals, sources and notes are read like records instead of being set apart.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_notes: bool,
    /// Marks that stand where a value is missing, in whichever column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Coordinate system of positions: `EPSG:2154`; with `/yx` behind it when latitude or northing
    /// comes first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// Polygons whose rings cross are mended; the rows as they were are kept aside.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mend_shapes: bool,
    /// Decisions about columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnRecipe>,
}

/// Why a recipe can't be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// The separator is not one ASCII character.
    #[error("`{0}` can't separate cells")]
    Separator(String),
    /// No such type.
    #[error("no type `{0}`")]
    Type(String),
    /// A word that is none of those which may stand there.
    #[error("`{value}` is no `{key}`")]
    Choice {
        /// The key.
        key: &'static str,
        /// As written.
        value: String,
        /// What may stand there.
        choices: String,
    },
    /// Not a name for a field.
    #[error("`{name}` can't name a field: {reason}")]
    Name {
        /// As typed.
        name: String,
        /// What is wrong.
        reason: fanal_model::NameError,
    },
    /// Two columns would have one name.
    #[error("two columns are named `{0}`")]
    DuplicateName(FieldName),
    /// No column is kept.
    #[error("every column is left out")]
    NothingKept,
    /// A column that is to be left out is not in the file: it may have changed its title.
    #[error("no column `{0}`, which was to be left out")]
    NoSuchColumn(String),
    /// Several columns have the title of one that is to be left out, and nothing says what becomes
    /// of the others.
    #[error("several columns have the title `{0}`, of which one is left out")]
    SameTitle(String),
    /// A table of the file can't be read with the others and nobody left it out: its rows would be
    /// lost.
    #[error("the table `{0}` is unlike the others")]
    TableUnlike(String),
    /// Records that stay have another type in that column.
    #[error("the column `{column}` is {} in the records that stay, {} in the file", .before.name(), .after.name())]
    TypeKept {
        /// Label of the column.
        column: String,
        /// Its type in the records that stay.
        before: FieldType,
        /// Its type in the file.
        after: FieldType,
    },
}

impl Recipe {
    /// What the reader is told before it looks at the file.
    pub fn options(&self) -> Result<ReadOptions, RecipeError> {
        let separator = match self.separator.as_deref() {
            None | Some("") => None,
            Some("\\t" | "TAB") => Some(b'\t'),
            Some(text) if text.len() == 1 && text.is_ascii() => Some(text.as_bytes()[0]),
            Some(text) => return Err(RecipeError::Separator(text.to_owned())),
        };
        Ok(ReadOptions {
            format: None,
            encoding: self.encoding.clone().filter(|e| !e.is_empty()),
            separator,
            quote: self.parsed_quote()?,
            header: self.header_row.map(|n| if n == 0 { Header::None } else { Header::Row(n) }),
            table: self.table.clone().filter(|t| !t.is_empty()),
            union: self.union,
            tables_left_out: self.tables_left_out.clone(),
            keep_notes: self.keep_notes,
            crs: self.crs.clone().filter(|c| !c.is_empty()),
            mend_shapes: self.mend_shapes,
            said: self.said()?,
            ..ReadOptions::default()
        })
    }

    fn parsed_quote(&self) -> Result<Option<u8>, RecipeError> {
        Ok(match self.quote.as_deref() {
            None | Some("") => None,
            Some("none") => Some(NO_QUOTE),
            Some("\"") => Some(b'"'),
            Some("'") => Some(b'\''),
            Some(value) => return Err(choice("quote", value, &["\"", "'", "none"])),
        })
    }

    /// What is said of columns before they are judged.
    fn said(&self) -> Result<SaidOfColumns, RecipeError> {
        let said = |column: &ColumnRecipe| column.said().transpose();
        let columns = self.columns.iter().filter_map(said).collect::<Result<_, _>>()?;
        Ok(SaidOfColumns { missing: trimmed(&self.missing), columns })
    }

    /// Finds what can't be followed whatever the file is.
    pub fn check(&self) -> Result<(), RecipeError> {
        self.options()?;
        self.columns.iter().try_for_each(ColumnRecipe::check)
    }

    /// What was decided about the column with that title, the n-th of that title.
    pub fn column(&self, title: &str, occurrence: usize) -> Option<&ColumnRecipe> {
        self.columns.iter().find(|c| c.title == title && c.occurrence == occurrence)
    }

    /// The recipe once a file was read by it: what was said of a column that the file might lack
    /// is said of it from now on, or of no column.
    #[must_use]
    pub fn settled(&self, is_there: impl Fn(&ColumnRecipe) -> bool) -> Self {
        let there = self.columns.iter().filter(|c| !c.if_present || is_there(c));
        let settled = |c: &ColumnRecipe| ColumnRecipe { if_present: false, ..c.clone() };
        Self { columns: there.map(settled).collect(), ..self.clone() }
    }

    /// Whether some column with that title is left out.
    pub(crate) fn leaves_out_title(&self, title: &str) -> bool {
        self.columns.iter().any(|c| c.leave_out && c.title == title)
    }

    /// Whether some column is left out: the original file is then not kept.
    pub fn leaves_out(&self) -> bool {
        self.columns.iter().any(|c| c.leave_out)
    }
}

fn choice(key: &'static str, value: &str, choices: &[&str]) -> RecipeError {
    RecipeError::Choice { key, value: value.to_owned(), choices: choices.join(", ") }
}

/// Marks without spaces around them and without blank ones: no cell holds one.
fn trimmed(marks: &[String]) -> Vec<String> {
    marks.iter().map(|mark| mark.trim().to_owned()).filter(|mark| !mark.is_empty()).collect()
}

impl RecipeError {
    /// The sentence for people.
    pub fn problem(&self) -> fanal_model::Problem {
        use fanal_model::Problem;
        match self {
            Self::Separator(text) => Problem::new("recipe-separator").text("separator", text),
            Self::Type(name) => Problem::new("recipe-type").text("type", name),
            Self::Choice { key, value, choices } => Problem::new("recipe-choice")
                .text("key", *key)
                .text("value", value)
                .text("choices", choices),
            Self::Name { name, .. } => Problem::new("recipe-field-name").text("name", name),
            Self::DuplicateName(name) => {
                Problem::new("recipe-duplicate-name").text("name", name.as_str())
            }
            Self::NothingKept => Problem::new("recipe-nothing-kept"),
            Self::NoSuchColumn(title) => {
                Problem::new("recipe-no-such-column").text("column", title)
            }
            Self::SameTitle(title) => Problem::new("recipe-same-title").text("column", title),
            Self::TableUnlike(table) => Problem::new("recipe-table-unlike").text("table", table),
            Self::TypeKept { column, before, after } => Problem::new("recipe-type-kept")
                .text("column", column)
                .text("before", before.name())
                .text("after", after.name()),
        }
    }
}

#[cfg(test)]
mod tests;
