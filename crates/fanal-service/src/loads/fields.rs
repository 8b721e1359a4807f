//! The columns of a dataset once a file is loaded: those of the file with what people said of them.

use fanal_meaning::{designates_person, settle_meaning, undecided};
use fanal_model::{Dataset, Field, FieldName, Problem, Version, Visibility};

use super::ImportPayload;
use crate::datasets::{Reasons, give_reasons, is_public, place_of, told};

/// The fields that a load gives to a dataset, whose fields are described as they are now;
/// `meanings_said` names those whose meaning the recipe decides.
///
/// # Errors
/// `persons-undecided-load` when the dataset is public, or becomes so by this load, and columns
/// designate persons of which nothing is said; `public-because-no-column`.
pub(crate) fn admitted(
    dataset: &Dataset,
    loaded: &[Field],
    meanings_said: &[FieldName],
    payload: &ImportPayload,
) -> Result<Vec<Field>, Problem> {
    let mut reasons = payload.public_because.clone();
    if payload.one_of_several {
        reasons.retain(|column, _| place_of(loaded, column).is_some());
    }
    let fields = described(&dataset.fields, loaded, meanings_said, &reasons)?;
    let becomes_public = payload.publish && dataset.visibility == Visibility::Open;
    if is_public(dataset) || becomes_public {
        let undecided: Vec<Field> = undecided(&fields, &[]).into_iter().cloned().collect();
        if !undecided.is_empty() {
            return Err(told("persons-undecided-load", &undecided));
        }
    }
    Ok(fields)
}

/// The stored fields with what people said of those of the same name before. Why a column may be
/// public is asked anew once it means something else.
pub(crate) fn described(
    known: &[Field],
    loaded: &[Field],
    meanings_said: &[FieldName],
    reasons: &Reasons,
) -> Result<Vec<Field>, Problem> {
    let described = |new: &Field| match known.iter().find(|old| old.name == new.name) {
        Some(old) => described_field(old, new, meanings_said.contains(&new.name)),
        None => new.clone(),
    };
    let mut fields: Vec<Field> = loaded.iter().map(described).collect();
    give_reasons(&mut fields, reasons)?;
    Ok(fields)
}

/// What changes of a dataset's columns: those that are gone, of another type, or new.
pub fn differences(before: &[Field], after: &[Field]) -> Vec<Problem> {
    let find =
        |fields: &[Field], name: &FieldName| fields.iter().position(|field| field.name == *name);
    let changed = before.iter().filter_map(|old| match find(after, &old.name) {
        None => Some(Problem::new("column-gone").text("column", &old.label)),
        Some(place) if after[place].field_type != old.field_type => Some(
            Problem::new("column-retyped")
                .text("column", &old.label)
                .text("before", old.field_type.name())
                .text("after", after[place].field_type.name()),
        ),
        Some(_) => None,
    });
    let new = after.iter().filter(|new| find(before, &new.name).is_none());
    changed.chain(new.map(|new| Problem::new("column-new").text("column", &new.label))).collect()
}

fn described_field(old: &Field, new: &Field, meaning_said: bool) -> Field {
    let mut field = old.clone();
    field.field_type = new.field_type;
    let (said, found) = (&mut field.annotations, &new.annotations);
    said.multivalued.clone_from(&found.multivalued);
    settle_meaning(said, found, meaning_said);
    if found.timezone.is_some() {
        said.timezone.clone_from(&found.timezone);
    }
    if said.unit.is_none() {
        said.unit.clone_from(&found.unit);
    }
    field
}

/// Whether a version holds a column that designates persons and that a load left out of the dataset,
/// by the name that the column would have; `before` and `loaded` are the dataset without and with the
/// load. What somebody said of a column since counts for the versions from before.
pub(crate) fn holds_left_out(
    before: &Dataset,
    loaded: &Dataset,
    left_out: &[FieldName],
    version: &Version,
) -> bool {
    let persons = |field: &Field| {
        let known = before.field(&field.name);
        designates_person(field) || known.is_some_and(designates_person)
    };
    let gone =
        |field: &&Field| left_out.contains(&field.name) && loaded.field(&field.name).is_none();
    version.fields.iter().filter(gone).any(persons)
}

#[cfg(test)]
mod tests {
    use fanal_model::FieldType;

    use super::*;

    fn field(name: &str, meaning: Option<&str>, reason: Option<&str>) -> Field {
        let name = FieldName::parse(name).expect("tests write names well");
        let mut field = Field::new(name.clone(), name.as_str(), FieldType::Text);
        field.annotations.meaning = meaning.map(str::to_owned);
        field.annotations.public_because = reason.map(str::to_owned);
        field
    }

    #[track_caller]
    fn check(known: Field, found: Option<&str>, expected: (Option<&str>, Option<&str>)) {
        let loaded = [field("elu", found, None)];
        let after =
            described(&[known], &loaded, &[], &Reasons::new()).expect("no reasons are given");
        let said = &after[0].annotations;
        assert_eq!((said.meaning.as_deref(), said.public_because.as_deref()), expected);
    }

    #[test]
    fn a_reason_lasts_as_long_as_the_meaning() {
        let named = || field("elu", Some("nom_complet"), Some("Mandat public"));
        check(named(), Some("nom_complet"), (Some("nom_complet"), Some("Mandat public")));
        check(named(), None, (Some("nom_complet"), Some("Mandat public")));
        check(named(), Some("commune"), (Some("nom_complet"), Some("Mandat public")));
        check(named(), Some("nir"), (Some("nir"), None));
        let declared = field("elu", None, Some("Mandat public"));
        check(declared, Some("nom_complet"), (Some("nom_complet"), Some("Mandat public")));
        check(field("elu", None, None), Some("nom_complet"), (Some("nom_complet"), None));
    }

    #[test]
    fn a_reason_names_a_column_of_the_file_by_its_name_or_title() {
        let loaded = [field("elu", Some("nom_complet"), None)];
        let given = |column: &str| {
            let reasons = Reasons::from([(column.to_owned(), " Mandat public ".to_owned())]);
            described(&[], &loaded, &[], &reasons)
        };
        for column in ["elu", "Élu"] {
            let fields = given(column).expect("it is there");
            assert_eq!(fields[0].annotations.public_because.as_deref(), Some("Mandat public"));
        }
        let refused = given("maire").expect_err("it is not there");
        assert_eq!(refused.code, "public-because-no-column");
    }
}
