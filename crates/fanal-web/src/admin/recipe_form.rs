//! From the form "what we understood" to a reading recipe: only what a person changed is kept, so
//! that the next file of the source is judged anew for the rest.

use std::collections::{BTreeMap, BTreeSet};

use fanal_model::Problem;
use fanal_service::{Column, ColumnProfile, ColumnRecipe, Header, Looked, Recipe, Understanding};
use url::form_urlencoded;

mod reading;

use super::columns::list_cells;
use super::understanding::crs_of;
use crate::uri::Parameters;

/// What tells a column from all others of its file. Sent beside what a person decided about the
/// column, because its place may be another one's by then: the file may have been read otherwise
/// meanwhile, in another tab.
pub(super) fn mark(title: &str, occurrence: usize) -> String {
    let title: String = form_urlencoded::byte_serialize(title.as_bytes()).collect();
    format!("{occurrence}.{title}")
}

/// The columns of a form by their marks, each with where the form speaks of it: `columns.3`.
pub(super) struct SentColumns<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> SentColumns<'a> {
    pub(super) fn read(fields: &'a Parameters) -> Self {
        let mark = |name: &'a str| {
            let place = name.strip_suffix(".source").filter(|p| p.starts_with("columns."))?;
            Some((fields.get(name)?, place))
        };
        Self(fields.names().filter_map(mark).collect())
    }

    /// Where the form speaks of the column with that mark.
    pub(super) fn place(&self, mark: &str) -> Option<&'a str> {
        self.0.get(mark).copied()
    }

    /// What is wrong when the columns that were shown are not those of the file as it is read now.
    pub(super) fn differ(&self, looked: &Looked) -> Option<Problem> {
        let there: BTreeSet<String> = match &looked.understanding {
            Ok(understood) => both(understood).map(|(f, c)| mark(&f.title, c.occurrence)).collect(),
            Err(_) => BTreeSet::new(),
        };
        let gone = self.0.keys().copied().find(|mark| !there.contains(*mark));
        let new = || there.iter().map(String::as_str).find(|mark| self.place(mark).is_none());
        let (_, title) = gone.or_else(new)?.split_once('.')?;
        let title = form_urlencoded::parse(title.as_bytes()).next().unwrap_or_default().0;
        Some(Problem::new("columns-changed-meanwhile").text("column", title))
    }
}

/// The recipe that the form asks for, on top of the one that the file was read with. Its columns
/// are those of the file.
pub(super) fn recipe(fields: &Parameters, looked: &Looked) -> Recipe {
    let mut recipe = looked.recipe.clone();
    let Ok(understood) = &looked.understanding else {
        // Nothing was understood: whatever is said is a decision.
        set(&mut recipe.encoding, fields.get("encoding"), None);
        set(&mut recipe.separator, fields.get("separator").map(separator).as_deref(), None);
        reading::of_file(fields, &mut recipe);
        set(&mut recipe.table, fields.get("table"), None);
        set(&mut recipe.crs, fields.get("crs"), None);
        recipe.header_row = fields.get("header").and_then(|h| h.parse().ok());
        return recipe;
    };
    let layout = &understood.layout;
    set(&mut recipe.encoding, fields.get("encoding"), Some(&layout.encoding));
    let found = layout.separator.map(|byte| char::from(byte).to_string());
    let asked = fields.get("separator").map(separator);
    set(&mut recipe.separator, asked.as_deref(), found.as_deref());
    reading::of_file(fields, &mut recipe);
    set(&mut recipe.table, fields.get("table"), layout.table.as_deref());
    let header = match layout.header {
        Header::Row(line) => line,
        Header::None => 0,
    };
    if let Some(asked) = fields.get("header").and_then(|h| h.parse().ok())
        && asked != header
    {
        recipe.header_row = Some(asked);
    }
    super::tables::decide(fields, understood, &mut recipe);
    set(&mut recipe.crs, fields.get("crs"), crs_of(understood));
    if let Some(asked) = fields.get("shapes") {
        recipe.mend_shapes = asked == "mended";
    }
    if let Some(asked) = fields.get("notes") {
        recipe.keep_notes = asked == "kept";
    }
    recipe.columns = columns(fields, understood, &looked.recipe);
    recipe
}

/// Whether two recipes read the file itself differently: its columns may then be other ones.
pub(super) fn reads_otherwise(one: &Recipe, other: &Recipe) -> bool {
    let file = |recipe: &Recipe| Recipe { columns: Vec::new(), ..recipe.clone() };
    file(one) != file(other)
}

/// The decisions about columns once the file is read otherwise: a title that reads otherwise is
/// followed by its place; where there are other columns, a decision about one that is gone ends.
pub(super) fn followed(recipe: &Recipe, before: &Understanding, after: &Understanding) -> Recipe {
    let alike = before.columns.len() == after.columns.len();
    let follow = |decided: &ColumnRecipe| {
        let Some(place) = place(before, decided) else { return Some(decided.clone()) };
        if self::place(after, decided).is_some() {
            return Some(decided.clone());
        }
        let (found, column) = both(after).nth(place).filter(|_| alike)?;
        let (title, occurrence) = (found.title.clone(), column.occurrence);
        Some(ColumnRecipe { title, occurrence, ..decided.clone() })
    };
    Recipe { columns: recipe.columns.iter().filter_map(follow).collect(), ..recipe.clone() }
}

fn place(understood: &Understanding, decided: &ColumnRecipe) -> Option<usize> {
    both(understood).position(|(found, column)| is_about(decided, found, column))
}

fn both(understood: &Understanding) -> impl Iterator<Item = (&ColumnProfile, &Column)> {
    understood.profile.columns.iter().zip(&understood.columns)
}

fn is_about(decided: &ColumnRecipe, found: &ColumnProfile, column: &Column) -> bool {
    decided.title == found.title && decided.occurrence == column.occurrence
}

/// Keeps a decision when it differs from what was found.
fn set(decided: &mut Option<String>, asked: Option<&str>, found: Option<&str>) {
    if let Some(asked) = asked
        && Some(asked) != found
    {
        *decided = Some(asked.to_owned());
    }
}

fn separator(choice: &str) -> String {
    if choice == "tab" { "\t".to_owned() } else { choice.to_owned() }
}

fn columns(fields: &Parameters, understood: &Understanding, present: &Recipe) -> Vec<ColumnRecipe> {
    let sent = SentColumns::read(fields);
    let of_column = |shown: (&ColumnProfile, &Column)| {
        let place = sent.place(&mark(&shown.0.title, shown.1.occurrence))?;
        column(fields, place, shown, present)
    };
    let mut decided: Vec<ColumnRecipe> = both(understood).filter_map(of_column).collect();
    // What was decided about a column that this file has not counts for the next one.
    let absent = present.columns.iter().filter(|c| place(understood, c).is_none());
    decided.extend(absent.cloned());
    decided
}

/// What the form says about one column, if it decides anything.
fn column(
    fields: &Parameters,
    place: &str,
    (found, column): (&ColumnProfile, &Column),
    present: &Recipe,
) -> Option<ColumnRecipe> {
    let silent = ColumnRecipe {
        title: found.title.clone(),
        occurrence: column.occurrence,
        ..ColumnRecipe::default()
    };
    let before = present.column(&found.title, column.occurrence);
    let known = before.unwrap_or(&silent);
    let kept = fields.has(&format!("{place}.keep"));
    // A column without title or value is left out by itself: nobody has to decide that.
    let blank = found.title.trim().is_empty() && found.samples.is_empty();
    let asked = |name: &str, shown: &str, before: &Option<String>| {
        let name = format!("{place}.{name}");
        match fields.get(&name) {
            Some(asked) if asked == shown => before.clone(),
            None if !fields.has(&name) => before.clone(),
            asked => asked.map(str::to_owned),
        }
    };
    let field = &column.field;
    let name = asked("name", field.name.as_str(), &known.name);
    let (label, shown_type) = (field.label.as_str(), field.field_type.name());
    let mut field_type = asked("type", shown_type, &known.field_type);
    if name != known.name && field_type.is_none() && field.field_type != found.field_type {
        // The type was declared for the former name; under the new one it is a decision.
        field_type = Some(shown_type.to_owned());
    }
    let recipe = ColumnRecipe {
        leave_out: !kept && (!blank || known.leave_out),
        name,
        label: asked("label", label, &known.label),
        field_type,
        multivalued: split(fields, place, (found, column), known),
        ..reading::of_column(fields, place, known, &silent)
    };
    (recipe != silent || (kept && blank)).then_some(recipe)
}

/// What separates the values within a cell, if that is decided.
fn split(
    fields: &Parameters,
    place: &str,
    (found, column): (&ColumnProfile, &Column),
    known: &ColumnRecipe,
) -> Option<String> {
    let shown = list_cells(found, column).is_some_and(|list| list.split);
    let asked = fields.has(&format!("{place}.split"));
    match fields.get(&format!("{place}.list")) {
        Some(separator) if asked != shown => asked.then(|| separator.to_owned()),
        _ => known.multivalued.clone(),
    }
}

#[cfg(test)]
mod tests;
