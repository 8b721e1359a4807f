//! What was understood of a file: its layout, and each column with the recipe laid over it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fanal_formats::read::{
    self, ColumnProfile, Layout, Opened, PlannedColumn, Profile, ReadPlan, Watch,
};
use fanal_formats::wire;
use fanal_meaning::{Meaning, designates_person, persons_kind};
use fanal_model::{Field, FieldName, FieldType, Problem};
use serde::{Deserialize, Serialize};

use crate::{ColumnRecipe, IngestError, Recipe, RecipeError};

/// What stands between the values of a cell when the file itself has lists.
const LIST_SEPARATOR: &str = ";";

/// A file that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name: its ending may say its format.
    pub name: String,
    /// A folder in which it may be unpacked.
    pub scratch: PathBuf,
}

/// What was understood of a whole file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Understanding {
    /// Format, encoding, separator, header, sheets.
    pub layout: Layout,
    /// Counts, and each column as found.
    pub profile: Profile,
    /// Each column as it will be stored: what was found with the recipe laid over it.
    pub columns: Vec<Column>,
    /// Titles of columns that are to be left out and that the file has not: they may have changed
    /// their titles.
    pub not_found: Vec<String>,
}

/// One column of a file as it will be stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Which of the columns with that title, from 0.
    pub occurrence: usize,
    /// Whether it is stored at all.
    pub kept: bool,
    /// The field that it becomes.
    #[serde(with = "wire")]
    pub field: Field,
}

/// Reads the whole file once and says what is in it. Nothing is stored. The types of `declared`
/// fields bind the columns of the same name, unless the recipe says otherwise.
pub fn understand(
    file: &GivenFile,
    recipe: &Recipe,
    declared: &[Field],
    watch: &dyn Watch,
) -> Result<Understanding, IngestError> {
    let (opened, mut understood) = open(file, recipe, declared, watch)?;
    if !recipe.union {
        read::compare(&opened, &mut understood.layout, &recipe.options()?, watch)?;
    }
    Ok(understood)
}

/// The same; the file stays open, as it is read a second time.
pub(crate) fn open(
    file: &GivenFile,
    recipe: &Recipe,
    declared: &[Field],
    watch: &dyn Watch,
) -> Result<(Opened, Understanding), IngestError> {
    let options = recipe.options()?;
    let opened = read::open(&file.path, &file.name, &options, &file.scratch, watch)?;
    let mut layout = read::detect(&opened, &options)?;
    if options.union {
        layout = read::unite(&opened, layout, &options, watch)?;
    }
    let profile = read::profile(&opened, &layout, watch)?;
    let columns = columns(&profile, recipe, declared)?;
    let not_found = not_found(&profile, &columns, recipe);
    Ok((opened, Understanding { layout, profile, columns, not_found }))
}

/// Titles that are to be left out and that no column has, or not so many.
fn not_found(profile: &Profile, columns: &[Column], recipe: &Recipe) -> Vec<String> {
    let left_out = recipe.columns.iter().filter(|c| c.leave_out && !c.if_present);
    left_out.filter(|c| !is_there(profile, columns, c)).map(|c| c.title.clone()).collect()
}

/// Whether the file has the column that a decision is about.
fn is_there(profile: &Profile, columns: &[Column], decided: &ColumnRecipe) -> bool {
    let mut both = profile.columns.iter().zip(columns);
    both.any(|(found, c)| found.title == decided.title && c.occurrence == decided.occurrence)
}

fn columns(
    profile: &Profile,
    recipe: &Recipe,
    declared: &[Field],
) -> Result<Vec<Column>, RecipeError> {
    let mut seen = BTreeMap::<&str, usize>::new();
    let mut columns = Vec::with_capacity(profile.columns.len());
    for found in &profile.columns {
        let counter = seen.entry(&found.title).or_default();
        let occurrence = *counter;
        *counter += 1;
        columns.push(column(found, occurrence, recipe, declared)?);
    }
    leave_out_derived(profile, &mut columns, recipe);
    let mut names = BTreeSet::new();
    for column in columns.iter().filter(|c| c.kept) {
        if !names.insert(&column.field.name) {
            return Err(RecipeError::DuplicateName(column.field.name.clone()));
        }
    }
    if names.is_empty() && !columns.is_empty() {
        return Err(RecipeError::NothingKept);
    }
    Ok(columns)
}

/// What is made of a column that is left out is left out too, unless somebody decided otherwise.
fn leave_out_derived(profile: &Profile, columns: &mut [Column], recipe: &Recipe) {
    for (index, found) in profile.columns.iter().enumerate() {
        let undecided = recipe.column(&found.title, columns[index].occurrence).is_none();
        if found.source.is_derived() && undecided {
            let left_out = |place: usize| columns.get(place).is_some_and(|c| !c.kept);
            columns[index].kept &= !found.source.columns().any(left_out);
        }
    }
}

fn column(
    found: &ColumnProfile,
    occurrence: usize,
    recipe: &Recipe,
    declared: &[Field],
) -> Result<Column, RecipeError> {
    let label = if found.title.trim().is_empty() { found.name.as_str() } else { &found.title };
    let mut field = Field::new(found.name.clone(), label.trim(), found.field_type);
    field.annotations.meaning.clone_from(&found.meaning);
    field.annotations.unit.clone_from(&found.unit);
    if found.multivalued {
        field.annotations.multivalued = Some(LIST_SEPARATOR.to_owned());
    }
    let decided = recipe.column(&found.title, occurrence);
    if let Some(name) = decided.map(ColumnRecipe::parsed_name).transpose()?.flatten() {
        field.name = name;
    }
    if let Some(bound) = declared.iter().find(|f| f.name == field.name) {
        field.field_type = bound.field_type;
        field.label.clone_from(&bound.label);
        field.annotations.multivalued.clone_from(&bound.annotations.multivalued);
        field.annotations.timezone.clone_from(&bound.annotations.timezone);
    }
    if let Some(decided) = decided {
        if let Some(field_type) = decided.parsed_type()? {
            field.field_type = field_type;
        }
        if let Some(label) = decided.label.as_ref().filter(|l| !l.trim().is_empty()) {
            field.label = label.trim().to_owned();
        }
        if decided.multivalued.is_some() {
            field.annotations.multivalued.clone_from(&decided.multivalued);
        }
        if decided.timezone.is_some() {
            field.annotations.timezone.clone_from(&decided.timezone);
        }
        if let Some(meaning) = decided.parsed_meaning()? {
            decide_meaning(&mut field, meaning, decided.parsed_type()?.is_some());
        }
    }
    if field.field_type != FieldType::Text {
        field.annotations.multivalued = None;
    }
    // A column without title or value is a trace of formatting; somebody may still want it.
    let blank = found.title.trim().is_empty() && found.samples.is_empty();
    let kept = decided.map_or(!blank, |d| !d.leave_out);
    Ok(Column { occurrence, kept, field })
}

/// Lays a meaning that somebody decided over the one that was found. Of codes the characters count:
/// the column becomes text, unless its type was decided too.
fn decide_meaning(field: &mut Field, meaning: Option<Meaning>, typed: bool) {
    let seen = persons_kind(&field.annotations).map(str::to_owned);
    field.annotations.meaning = meaning.map(|meaning| meaning.name().to_owned());
    if !designates_person(field) {
        field.annotations.persons_seen = seen;
    }
    let counts = field.field_type.is_number() || field.field_type.is_temporal();
    if counts && !typed && meaning.is_some_and(Meaning::stays_text) {
        field.field_type = FieldType::Text;
    }
}

impl Understanding {
    /// The columns whose meaning somebody decided.
    pub fn meanings_said(&self, recipe: &Recipe) -> Vec<FieldName> {
        let said = |(found, column): &(&ColumnProfile, &Column)| {
            let decided = recipe.column(&found.title, column.occurrence);
            column.kept && decided.is_some_and(|c| matches!(c.parsed_meaning(), Ok(Some(_))))
        };
        let both = self.profile.columns.iter().zip(&self.columns);
        both.filter(said).map(|(_, column)| column.field.name.clone()).collect()
    }

    /// The fields that will be stored, in order.
    pub fn fields(&self) -> Vec<Field> {
        self.columns.iter().filter(|c| c.kept).map(|c| c.field.clone()).collect()
    }

    /// What people should look at besides the doubts of the reader: columns that were to be left out
    /// and were not found, and so many rows that can't be read that the file may be read wrongly.
    pub fn doubts(&self) -> Vec<Problem> {
        const MANY_PERCENT: u64 = 5;
        let doubt = |title: &String| Problem::new("left-out-not-found").text("column", title);
        let percent = self.rejected_percent();
        let many = Problem::new("rows-rejected-many").number("percent", percent);
        let many = (percent >= MANY_PERCENT).then_some(many);
        self.not_found.iter().map(doubt).chain(many).collect()
    }

    /// The share of the rows that can't be read, in percent, rounded down. Totals and notes that
    /// are set aside are none of them.
    pub fn rejected_percent(&self) -> u64 {
        let Profile { records, failed, .. } = &self.profile;
        failed.saturating_mul(100).checked_div(records + failed).unwrap_or(0)
    }

    /// Refuses a table that can't be read with the others: whoever saw that left it out.
    pub(crate) fn check_tables(&self) -> Result<(), RecipeError> {
        let unfit = self.layout.union.as_ref().and_then(|union| union.unfit.first());
        unfit.map_or(Ok(()), |table| Err(RecipeError::TableUnlike(table.clone())))
    }

    /// Refuses what only a person who saw the columns may let pass: a column to be left out that is
    /// not there, or that has a namesake about which nothing is decided.
    pub(crate) fn check_unseen(&self, recipe: &Recipe) -> Result<(), RecipeError> {
        if let Some(title) = self.not_found.first() {
            return Err(RecipeError::NoSuchColumn(title.clone()));
        }
        for (found, column) in self.profile.columns.iter().zip(&self.columns) {
            let undecided = recipe.column(&found.title, column.occurrence).is_none();
            if column.kept && undecided && recipe.leaves_out_title(&found.title) {
                return Err(RecipeError::SameTitle(found.title.clone()));
            }
        }
        Ok(())
    }

    /// The recipe that the file was read by, for the next one of its source.
    pub(crate) fn settled(&self, recipe: &Recipe) -> Recipe {
        recipe.settled(|decided| is_there(&self.profile, &self.columns, decided))
    }

    /// The plan of the second reading.
    pub fn plan(&self) -> ReadPlan {
        let planned = |(index, column): (usize, &Column)| PlannedColumn {
            source: self.profile.columns[index].source,
            crs: self.profile.columns[index].crs.clone(),
            mends: self.profile.columns[index].mends,
            name: column.field.name.clone(),
            field_type: column.field.field_type,
            format: self.profile.columns[index].format,
            empty_marks: self.profile.columns[index].empty_marks_of(column.field.field_type),
            multivalued: column.field.annotations.multivalued.clone(),
            timezone: column.field.annotations.timezone.clone(),
        };
        let kept = self.columns.iter().enumerate().filter(|(_, c)| c.kept);
        ReadPlan { columns: kept.map(planned).collect() }
    }

    /// Places of the columns that are not stored.
    pub(crate) fn left_out(&self) -> BTreeSet<usize> {
        self.columns.iter().enumerate().filter(|(_, c)| !c.kept).map(|(i, _)| i).collect()
    }

    /// Names that the columns left out have or had, those that the file lacks among them: the one
    /// that was decided, and the one made of the title, by which earlier versions may hold them.
    pub(crate) fn names_left_out(&self, recipe: &Recipe) -> Vec<FieldName> {
        let here = self.profile.columns.iter().zip(&self.columns).filter(|(_, c)| !c.kept);
        let here = here.flat_map(|(found, c)| [found.name.clone(), c.field.name.clone()]);
        let absent = recipe.columns.iter().filter(|c| c.leave_out);
        let absent = absent.filter(|c| !is_there(&self.profile, &self.columns, c));
        let absent = absent
            .flat_map(|c| [c.parsed_name().ok().flatten(), FieldName::from_title(&c.title).ok()]);
        let absent = absent.flatten();
        here.chain(absent).collect()
    }
}
