//! Columns that designate persons, in the forms: what is asked of them and what was answered.

use fanal_model::{Dataset, Field, Problem};
use fanal_service::{Looked, Reasons, designates_person, persons_kind};
use fanal_views::FormState;
use fanal_views::admin::{ColumnView, PersonColumn, PublicBecause};

use super::recipe_form::SentColumns;
use crate::uri::Parameters;

/// Says of each column shown that designates persons what follows from it: why everybody may read
/// it, if that is known; else that somebody has to say it, now or before publishing.
pub(super) fn note(looked: &Looked, columns: &mut [ColumnView]) {
    let fields = looked.fields();
    for column in columns.iter_mut() {
        let Some(field) = of_column(&fields, column) else { continue };
        let seen = field.annotations.persons_seen.is_some();
        if seen {
            column.doubts.push(Problem::new("persons-column-seen"));
        }
        column.public_because = match &field.annotations.public_because {
            Some(reason) => Some(PublicBecause::Said(reason.clone())),
            None if looked.is_for_public() => Some(PublicBecause::Asked),
            None if seen => None,
            None => {
                column.doubts.push(Problem::new("persons-column"));
                None
            }
        };
    }
}

fn of_column<'a>(fields: &'a [Field], column: &ColumnView) -> Option<&'a Field> {
    let own = |field: &&Field| column.keep && field.name.as_str() == column.name;
    fields.iter().find(own).filter(|field| designates_person(field))
}

/// What the form answers where it was asked; a blank answer is told beside its field.
pub(super) fn answers(
    columns: &[ColumnView],
    fields: &Parameters,
    form: &mut FormState,
) -> Reasons {
    let mut reasons = Reasons::new();
    let asked = columns.iter().filter(|c| c.public_because == Some(PublicBecause::Asked));
    for (column, sent) in with_sent(asked, fields) {
        if sent.is_empty() {
            let problem = Problem::new("persons-undecided-column").text("column", &column.label);
            form.fail(field_name(column), problem);
        } else {
            reasons.insert(column.name.clone(), sent.to_owned());
        }
    }
    reasons
}

/// Keeps what was typed, wherever its column stands now.
pub(super) fn keep_typed(columns: &[ColumnView], fields: &Parameters, form: &mut FormState) {
    for (column, sent) in with_sent(columns.iter(), fields) {
        form.set(field_name(column), sent);
    }
}

/// Columns with what the form says of why they may be public.
fn with_sent<'a>(
    columns: impl Iterator<Item = &'a ColumnView>,
    fields: &'a Parameters,
) -> Vec<(&'a ColumnView, &'a str)> {
    let places = SentColumns::read(fields);
    let sent = |column: &'a ColumnView| {
        let place = places.place(&column.mark)?;
        let text = fields.get(&format!("{place}.public_because")).unwrap_or_default();
        Some((column, text.trim()))
    };
    columns.filter_map(sent).collect()
}

fn field_name(column: &ColumnView) -> String {
    format!("columns.{}.public_because", column.index)
}

/// The columns of a dataset that designate persons, for the page that publishes it.
pub(super) fn of_dataset(dataset: &Dataset) -> Vec<PersonColumn> {
    let undecided = fanal_service::stopping_publication(dataset);
    let persons = dataset.fields.iter().filter(|field| {
        designates_person(field) || undecided.iter().any(|other| other.name == field.name)
    });
    let column = |field: &Field| PersonColumn {
        name: field.name.to_string(),
        label: field.label.clone(),
        meaning: persons_kind(&field.annotations)
            .or(field.annotations.meaning.as_deref())
            .map(str::to_owned),
    };
    persons.map(column).collect()
}

/// Tells beside their fields which columns stop the publication. `name` is the field of a column.
pub(super) fn fail(
    form: &mut FormState,
    columns: &[Field],
    name: impl Fn(&Field) -> Option<String>,
) {
    for column in columns {
        let problem = Problem::new("persons-undecided-column").text("column", &column.label);
        match name(column) {
            Some(name) => form.fail(name, problem),
            None => form.fail_whole(problem),
        }
    }
}
