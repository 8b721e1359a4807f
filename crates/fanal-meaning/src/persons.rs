//! Fields that designate persons: they stop whatever would make their dataset public until somebody
//! leaves the column out or says why it may be.

use fanal_model::Field;

use crate::Meaning;

/// The fields that designate persons and for which nobody has said why they may be public. `stored`
/// are those of the data, in which a kind may stand that somebody changed since.
pub fn undecided<'a>(fields: &'a [Field], stored: &[Field]) -> Vec<&'a Field> {
    let kind = |field: &Field| stored.iter().any(|s| s.name == field.name && designates_person(s));
    fields
        .iter()
        .filter(|field| designates_person(field) || kind(field))
        .filter(|field| field.annotations.public_because.is_none())
        .collect()
}

/// Whether the values of a field designate persons, by its meaning.
pub fn designates_person(field: &Field) -> bool {
    let meaning = field.annotations.meaning.as_deref().and_then(Meaning::from_name);
    meaning.is_some_and(Meaning::designates_person)
}

/// The meaning of a field once a file is loaded in which it was found to mean something: what
/// designates persons is never kept silent; else what was known stays.
pub fn meaning_after(known: Option<&str>, found: Option<&str>) -> Option<String> {
    let persons = |name: &str| Meaning::from_name(name).is_some_and(Meaning::designates_person);
    found.filter(|name| persons(name)).or(known).or(found).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use fanal_model::{FieldName, FieldType};

    use super::*;

    fn field(name: &str, meaning: Option<&str>) -> Field {
        let name = FieldName::parse(name).expect("tests write names well");
        let mut field = Field::new(name, "", FieldType::Text);
        field.annotations.meaning = meaning.map(str::to_owned);
        field
    }

    #[test]
    fn what_designates_persons_is_undecided_until_a_reason_is_said() {
        let mut fields = vec![field("elu", Some("nom_complet")), field("ville", Some("commune"))];
        let names = |fields: &[Field], stored: &[Field]| {
            undecided(fields, stored).iter().map(|f| f.name.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names(&fields, &[]), ["elu"]);
        fields[0].annotations.public_because = Some("Mandat public".to_owned());
        assert_eq!(names(&fields, &[]), [""; 0]);
        fields[0] = field("elu", None);
        assert_eq!(names(&fields, &[]), [""; 0]);
        let stored = [field("elu", Some("nom_complet"))];
        assert_eq!(names(&fields, &stored), ["elu"], "taking the kind away says nothing");
    }

    #[test]
    fn a_file_can_make_a_known_column_one_of_persons_and_not_the_other_way() {
        for (known, found, expected) in [
            (None, None, None),
            (None, Some("telephone"), Some("telephone")),
            (Some("telephone"), None, Some("telephone")),
            (Some("telephone"), Some("email"), Some("telephone")),
            (Some("telephone"), Some("telephone_personnel"), Some("telephone_personnel")),
            (Some("telephone_personnel"), Some("telephone"), Some("telephone_personnel")),
            (Some("prenom"), Some("nom_complet"), Some("nom_complet")),
        ] {
            assert_eq!(meaning_after(known, found).as_deref(), expected, "{known:?} {found:?}");
        }
    }
}
