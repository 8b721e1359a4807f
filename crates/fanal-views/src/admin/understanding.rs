//! "What we understood": a file that was given, before anything of it is stored.

use askama::Template;
use fanal_model::{FieldType, Problem};

use super::{ColumnReading, FileTables, Joining, MarkedCells, MeaningGroup};
use crate::vocabulary;
use crate::{Choice, DatasetLink, FormState, Layout};

/// A way of reading that can be changed, with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The value in use.
    pub chosen: String,
    /// What may be chosen, the value in use among them.
    pub choices: Vec<String>,
}

impl Setting {
    /// A setting; the value in use is added to the choices when it is not among them.
    pub fn new<T: Into<String>>(chosen: T, choices: impl IntoIterator<Item = T>) -> Self {
        let chosen = chosen.into();
        let mut choices: Vec<String> = choices.into_iter().map(Into::into).collect();
        if !choices.contains(&chosen) {
            choices.insert(0, chosen.clone());
        }
        Self { chosen, choices }
    }
}

/// What a file is. A setting that the format has not is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// Name of its format for people: `CSV`, `Excel`.
    pub format: String,
    /// Rows found, without the header and without rejected ones.
    pub rows: u64,
    /// Encoding of its text, by its usual name (`UTF-8`, `Windows-1252`).
    pub encoding: Option<Setting>,
    /// Separator of its cells: `;`, `,`, `|`, or `tab`.
    pub separator: Option<Setting>,
    /// Character around its cells: `"`, `'`, `none`; nothing where nobody decided.
    pub quote: Option<Setting>,
    /// Marks that stand for no value in whichever column, as somebody decided.
    pub missing: Vec<MarkedCells>,
    /// Another one may be added.
    pub adds_marks: bool,
    /// Row that holds the column titles, from 1; `0` when there is none.
    pub header: Option<Setting>,
    /// Table that is read, where the file has several.
    pub table: Option<Setting>,
    /// What may be made of several tables.
    pub tables: FileTables,
    /// Coordinate system of its positions: `EPSG:2154`; `/yx` behind it when latitude comes first;
    /// nothing where nobody knows it.
    pub crs: Option<Setting>,
    /// What becomes of outlines that cross themselves: `kept` or `mended`.
    pub shapes: Option<Setting>,
    /// What becomes of totals, sources and notes: `apart` or `kept`.
    pub notes: Option<Setting>,
    /// Why it is read so.
    pub evidence: Vec<Problem>,
}

/// A value that does not fit the type of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddValue {
    /// The value as the file has it.
    pub text: String,
    /// Line of its first occurrence.
    pub line: Option<u64>,
    /// How often it occurs.
    pub count: u64,
}

/// A column whose cells can be split into several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCells {
    /// What stands between two values, spaces included.
    pub separator: String,
    /// Whether they are split.
    pub split: bool,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnView {
    /// Place on the page, from 0: fields of the form are
    /// `columns.{index}.{source,keep,name,label,type,list,split}`, and for its [`ColumnReading`]
    /// `{order,decimal,zone,meaning,marks,mark,missing}`: `marks` are those shown, `mark` those ticked.
    pub index: usize,
    /// What tells it from all other columns of the file, sent as `source`.
    pub mark: String,
    /// Title in the file.
    pub source: String,
    /// Name in queries.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// Type that every kept value fits.
    pub field_type: FieldType,
    /// Whether it will be stored; otherwise it is left out before anything is.
    pub keep: bool,
    /// Whether its cells hold several values each: `list` is the separator, `split` is sent when
    /// it is ticked.
    pub list: Option<ListCells>,
    /// How its cells are read.
    pub reading: ColumnReading,
    /// Some values as the file has them.
    pub samples: Vec<String>,
    /// Cells without a value.
    pub empty: u64,
    /// Values that are out of line.
    pub odd: Vec<OddValue>,
    /// What its cells identify or measure (`siret`, `code_insee`): as found, or as decided.
    pub meaning: Option<String>,
    /// The same as found.
    pub meaning_found: Option<String>,
    /// Why type and meaning are so.
    pub reasons: Vec<Problem>,
    /// What a person should look at.
    pub doubts: Vec<Problem>,
    /// Of a column that designates persons: why everybody may read it.
    pub public_because: Option<PublicBecause>,
}

/// Why everybody may read a column that designates persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicBecause {
    /// The form asks for it, in `columns.{index}.public_because`.
    Asked,
    /// Somebody has said it.
    Said(String),
}

/// A row that can't be read as it stands; the others load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// The table that it comes from, where several are read together.
    pub table: Option<String>,
    /// Line in the file, from 1.
    pub line: u64,
    /// Why.
    pub reason: Problem,
}

/// A column that can be part of the key of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyField {
    /// Name, sent as `key`.
    pub name: String,
    /// Name for people.
    pub label: String,
}

/// Where the file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Into a new dataset: the form has `title` and `slug`.
    New,
    /// Into one that exists: the form has `mode` (`replace`, `append`, `update`) and `key`.
    Existing {
        /// The dataset.
        dataset: DatasetLink,
        /// Columns that may identify a record.
        keys: Vec<KeyField>,
        /// How the file differs from what is there: columns that are missing, new or of another
        /// type.
        differences: Vec<Problem>,
    },
}

/// `/admin/uploads/{id}`: one form, sent to the same address, with `csrf`, `encoding`,
/// `separator`, `header`, `quote`, `missing` (a mark to add, or those that stay), `table`, `together`,
/// `tables`, `columns.{i}.{source,keep,name,label,type,list,split,public_because}` and more (`keep` and `split` are
/// `true` when ticked), the fields of the target, and `action`: `refresh` reads again, `load` starts the
/// load.
#[derive(Debug, Template)]
#[template(path = "admin/understanding.html")]
pub struct UnderstandingPage {
    /// What every page needs.
    pub layout: Layout,
    /// Identifier of the upload.
    pub id: String,
    /// The file.
    pub file: FileFacts,
    /// Its columns, in its order.
    pub columns: Vec<ColumnView>,
    /// What a column may mean.
    pub meanings: Vec<MeaningGroup>,
    /// The first rows that can't be read.
    pub rejected: Vec<RejectedRow>,
    /// All rows that can't be read.
    pub rejected_total: u64,
    /// What a person should look at, about the file as a whole.
    pub doubts: Vec<Problem>,
    /// Where the file goes.
    pub target: Target,
    /// What else may be made of a file without a table.
    pub joining: Option<Joining>,
    /// Values of the target's fields (`title`, `slug`, `mode`, `key`), and what is wrong with any
    /// field.
    pub form: FormState,
}

impl UnderstandingPage {
    pub(crate) fn size(&self) -> String {
        self.layout.words.size(self.file.size_bytes)
    }

    /// The share of the rows that can't be read.
    pub(crate) fn rejected_share(&self) -> String {
        self.layout.words.share(self.rejected_total, self.file.rows + self.rejected_total)
    }

    pub(crate) fn separators(&self, setting: &Setting) -> Vec<Choice> {
        let label = |value: &str| {
            vocabulary::separator(value).map_or_else(|| value.to_owned(), |id| self.layout.say(id))
        };
        setting.choices.iter().map(|c| Choice::new(c, label(c))).collect()
    }

    pub(crate) fn headers(&self, setting: &Setting) -> Vec<Choice> {
        let label = |value: &str| {
            if value == "0" {
                self.layout.say("header-none")
            } else {
                self.layout.say_text("header-row", "line", value)
            }
        };
        setting.choices.iter().map(|c| Choice::new(c, label(c))).collect()
    }

    pub(crate) fn encodings(&self, setting: &Setting) -> Vec<Choice> {
        setting.choices.iter().map(|c| Choice::new(c, vocabulary::encoding(c))).collect()
    }

    pub(crate) fn systems(&self, setting: &Setting) -> Vec<Choice> {
        let label = |code: &str| match code {
            "" => self.layout.say("file-crs-unknown"),
            code => vocabulary::coordinate_system(code).to_owned(),
        };
        setting.choices.iter().map(|c| Choice::new(c, label(c))).collect()
    }

    pub(crate) fn shapes(&self, setting: &Setting) -> Vec<Choice> {
        let label = |value: &str| {
            self.layout.say(if value == "mended" { "shapes-mended" } else { "shapes-kept" })
        };
        setting.choices.iter().map(|c| Choice::new(c, label(c))).collect()
    }

    pub(crate) fn notes(&self, setting: &Setting) -> Vec<Choice> {
        let label = |value: &str| {
            self.layout.say(if value == "kept" { "notes-kept" } else { "notes-apart" })
        };
        setting.choices.iter().map(|c| Choice::new(c, label(c))).collect()
    }

    /// Whether something is decided of what is folded away.
    pub(crate) fn file_unfolded(&self) -> bool {
        let quoted = self.file.quote.as_ref().is_some_and(|quote| !quote.chosen.is_empty());
        quoted || !self.file.missing.is_empty()
    }

    pub(crate) fn is_new(&self) -> bool {
        self.target == Target::New
    }

    pub(crate) fn plain(&self, setting: &Setting) -> Vec<Choice> {
        setting.choices.iter().map(|c| Choice::new(c, c)).collect()
    }

    /// The types offered: all that a cell of a file can hold.
    pub(crate) fn types(&self) -> Vec<Choice> {
        let types = FieldType::ALL.into_iter().filter(|t| *t != FieldType::File);
        types.map(|t| Choice::new(t.name(), self.layout.say(vocabulary::field_type(t)))).collect()
    }

    pub(crate) fn kept(&self) -> u64 {
        self.columns.iter().filter(|c| c.keep).count() as u64
    }

    pub(crate) fn mode_is(&self, mode: &str) -> bool {
        let chosen = self.form.value("mode");
        chosen == mode || (chosen.is_empty() && mode == "replace")
    }

    /// Rejected rows that are counted and not listed on the page.
    pub(crate) fn rejected_unlisted(&self) -> u64 {
        self.rejected_total.saturating_sub(self.rejected.len() as u64)
    }

    pub(crate) fn odd_words(&self, odd: &OddValue) -> String {
        self.layout.say_count("odd-count", odd.count)
    }
}
