//! Fields that designate persons: they stop whatever would make their dataset public until somebody
//! leaves the column out or says why it may be.

use fanal_model::{Annotations, Field};

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

/// Whether the values of a field designate persons: by its meaning, or as they were seen before
/// somebody said that they mean something else.
pub fn designates_person(field: &Field) -> bool {
    persons_kind(&field.annotations).is_some()
}

/// The kind by which values designate persons.
pub fn persons_kind(said: &Annotations) -> Option<&str> {
    let of_persons = said.meaning.as_deref().filter(|name| is_of_persons(name));
    of_persons.or(said.persons_seen.as_deref())
}

fn is_of_persons(meaning: &str) -> bool {
    Meaning::from_name(meaning).is_some_and(Meaning::designates_person)
}

/// Lays the meaning that a loaded file shows over what is known of a field; `said` when it is what
/// somebody decided about that file. What was seen to designate persons is never kept silent: it
/// stays seen so under another meaning, and why it may be public is asked anew when it is another
/// kind.
pub fn settle_meaning(known: &mut Annotations, found: &Annotations, said: bool) {
    let before = persons_kind(known).map(str::to_owned);
    let was_known = known.meaning.is_some() || before.is_some();
    known.meaning = match known.meaning.take() {
        _ if said => found.meaning.clone(),
        meaning => meaning_after(meaning.as_deref(), found.meaning.as_deref()),
    };
    known.persons_seen = None;
    if persons_kind(known).is_none() {
        known.persons_seen = persons_kind(found).map(str::to_owned).or_else(|| before.clone());
    }
    if was_known && persons_kind(known) != before.as_deref() {
        known.public_because = None;
    }
}

/// The meaning of a field of which nobody decided: what designates persons, else what was known.
fn meaning_after(known: Option<&str>, found: Option<&str>) -> Option<String> {
    found.filter(|name| is_of_persons(name)).or(known).or(found).map(str::to_owned)
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

    fn annotated(meaning: Option<&str>, seen: Option<&str>) -> Annotations {
        let meaning = meaning.map(str::to_owned);
        Annotations { meaning, persons_seen: seen.map(str::to_owned), ..Annotations::default() }
    }

    #[test]
    fn what_was_seen_to_designate_persons_does_under_whatever_meaning_somebody_gives() {
        let named = annotated(Some("nom_complet"), None);
        let denied = annotated(None, Some("nom_complet"));
        for (known, found, said, expected) in [
            (&named, &denied, true, &denied),
            (&denied, &denied, true, &denied),
            (&named, &annotated(None, None), true, &denied),
            (&denied, &named, false, &named),
            (&denied, &annotated(None, None), false, &denied),
            (
                &annotated(None, None),
                &annotated(Some("siret"), None),
                true,
                &annotated(Some("siret"), None),
            ),
            (&annotated(Some("siret"), None), &annotated(None, None), true, &annotated(None, None)),
            (&annotated(Some("siret"), None), &named, true, &named),
        ] {
            let mut settled = known.clone();
            settle_meaning(&mut settled, found, said);
            assert_eq!(&settled, expected, "{known:?} {found:?} {said}");
        }
    }

    #[test]
    fn a_reason_lasts_as_long_as_the_kind_of_persons() {
        let reason = || Some("Noms de lieux".to_owned());
        let settled = |known: Annotations, found: Annotations, said: bool| {
            let mut settled = Annotations { public_because: reason(), ..known };
            settle_meaning(&mut settled, &found, said);
            settled.public_because
        };
        let named = || annotated(Some("nom_complet"), None);
        let denied = |kind: &str| annotated(None, Some(kind));
        assert_eq!(settled(named(), denied("nom_complet"), true), reason());
        assert_eq!(settled(denied("nom_complet"), named(), false), reason());
        assert_eq!(settled(denied("nom_complet"), denied("nir"), true), None);
        assert_eq!(settled(annotated(None, None), named(), false), reason(), "it was declared");
    }
}
