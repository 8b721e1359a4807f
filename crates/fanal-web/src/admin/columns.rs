//! The columns of a file as "what we understood" shows them.

mod reading;

use fanal_model::{FieldType, Problem};
use fanal_service::{
    Column, ColumnProfile, ColumnRecipe, Looked, Meaning, MeaningGroup as Kind, Recipe,
    Understanding,
};
use fanal_views::admin::{ColumnView, ListCells, MeaningGroup, OddValue};

use super::persons;
use super::recipe_form::mark;
use crate::uri::Parameters;

pub(super) fn columns(looked: &Looked) -> Vec<ColumnView> {
    let Ok(understood) = &looked.understanding else { return Vec::new() };
    let mut views = shown(understood, &looked.recipe);
    // In several tables a line says nothing without its table.
    let is_union = understood.layout.union.is_some();
    for odd in views.iter_mut().flat_map(|view| &mut view.odd).filter(|_| is_union) {
        odd.line = None;
    }
    persons::note(looked, &mut views);
    views
}

/// The columns as they were understood by that recipe.
pub(super) fn shown(understood: &Understanding, recipe: &Recipe) -> Vec<ColumnView> {
    let both = understood.profile.columns.iter().zip(&understood.columns);
    let types_itself = understood.layout.format.is_columnar();
    both.enumerate().map(|(index, both)| view(index, both, recipe, types_itself)).collect()
}

/// `types_itself` when the file says itself of what type its columns are.
fn view(
    index: usize,
    (found, column): (&ColumnProfile, &Column),
    recipe: &Recipe,
    types_itself: bool,
) -> ColumnView {
    let decided = recipe.column(&found.title, column.occurrence);
    let reading = reading::of(found, column, decided, types_itself);
    let zoned = column.field.annotations.timezone.is_some();
    let list = list_cells(found, column);
    let splits = list.as_ref().is_some_and(|list| list.split);
    let settled = |doubt: &Problem| match doubt.code.as_str() {
        "list-in-cells" => splits,
        "datetime-without-zone" => zoned,
        // The marks are shown with their cells.
        "empty-marks" => !reading.marks.is_empty(),
        _ => false,
    };
    ColumnView {
        index,
        mark: mark(&found.title, column.occurrence),
        source: found.title.clone(),
        name: column.field.name.to_string(),
        label: column.field.label.clone(),
        field_type: column.field.field_type,
        keep: column.kept,
        list,
        samples: found.samples.clone(),
        empty: found.empty,
        odd: found
            .odd
            .iter()
            .map(|(line, text)| OddValue { text: text.clone(), line: Some(*line), count: 1 })
            .collect(),
        meaning: column.field.annotations.meaning.clone(),
        meaning_found: found.meaning.clone(),
        reasons: reasons(found, decided),
        doubts: found.doubts.iter().filter(|doubt| !settled(doubt)).cloned().collect(),
        public_because: None,
        reading,
    }
}

/// Why type and meaning are so: as found, or because somebody decided.
fn reasons(found: &ColumnProfile, decided: Option<&ColumnRecipe>) -> Vec<Problem> {
    let about = |c: &&ColumnRecipe| ColumnRecipe {
        name: None,
        label: None,
        leave_out: false,
        if_present: false,
        title: String::new(),
        occurrence: 0,
        ..(*c).clone()
    };
    let is_read_so = decided.filter(|c| about(c) != ColumnRecipe::default()).is_some();
    let decided = is_read_so.then(|| Problem::new("reason-decided"));
    decided.into_iter().chain(found.reasons.iter().cloned()).collect()
}

/// Whether the cells of a column can be split: they are already, or it was found that they may be.
/// Those of a document that has lists of its own come apart by themselves.
pub(super) fn list_cells(found: &ColumnProfile, column: &Column) -> Option<ListCells> {
    let splits = column.field.annotations.multivalued.as_ref().filter(|_| !found.multivalued);
    let may =
        || found.list_separator.as_ref().filter(|_| column.field.field_type == FieldType::Text);
    let separator = splits.or_else(may)?.clone();
    Some(ListCells { separator, split: splits.is_some() })
}

/// Shows a column as the form had it.
pub(super) fn as_sent(column: &mut ColumnView, place: &str, fields: &Parameters) {
    let name = |field: &str| format!("{place}.{field}");
    let typed = |field: &str, shown: &str| {
        let name = name(field);
        if fields.has(&name) { fields.get(&name).unwrap_or_default() } else { shown }.to_owned()
    };
    let asked = fields.get(&name("type")).and_then(FieldType::from_name);
    column.keep = fields.has(&name("keep"));
    if let Some(list) = &mut column.list {
        list.split = fields.has(&name("split"));
    }
    column.name = typed("name", &column.name);
    column.label = typed("label", &column.label);
    column.field_type = asked.unwrap_or(column.field_type);
    reading::as_sent(&mut column.reading, place, fields);
}

/// What a column may mean, by kinds.
pub(super) fn meanings() -> Vec<MeaningGroup> {
    let kinds = [
        ("territory", Kind::Territory),
        ("identifier", Kind::Identifier),
        ("contact", Kind::Contact),
        ("place", Kind::Place),
        ("time", Kind::Time),
        ("quantity", Kind::Quantity),
        ("person", Kind::Person),
        ("population", Kind::Population),
        ("technical", Kind::Technical),
    ];
    let of = |group: Kind| Meaning::all().filter(move |meaning| meaning.group() == group);
    let named = |(kind, group): (&'static str, Kind)| MeaningGroup {
        kind,
        meanings: of(group).map(Meaning::name).collect(),
    };
    kinds.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_can_be_chosen() {
        let offered: Vec<&str> = meanings().into_iter().flat_map(|group| group.meanings).collect();
        assert!(Meaning::all().all(|meaning| offered.contains(&meaning.name())), "{offered:?}");
    }
}
