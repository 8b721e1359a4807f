//! The name that somebody probably meant.

use fanal_model::fold;

/// Longest name that is looked at, in characters: nobody mistypes more.
const LONGEST: usize = 100;

/// The name nearest to what was written, whatever the case and the accents: at most a third of its
/// letters differ, or it begins so. The first of two that are as near; none when none is near.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = fold(written);
    let length = written.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let near = names.into_iter().filter_map(|name| {
        let folded = fold(name);
        let longest = length.max(folded.chars().count());
        let distance = strsim::osa_distance(&folded, &written);
        let begins = length >= 3 && folded.starts_with(&written);
        (begins || distance * 3 <= longest).then_some((distance, name))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(nearest(written, ["nom", "hauteur", "plante_le", "annee"]), expected);
    }

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        check("hauter", Some("hauteur"));
        check("HAUTEUR", Some("hauteur"));
        check("année", Some("annee"));
        check("plantele", Some("plante_le"));
        check("nmo", Some("nom"));
        check("plante", Some("plante_le"));
    }

    #[test]
    fn what_resembles_nothing_has_no_neighbour() {
        check("espece", None);
        check("x", None);
        check("", None);
        check(&"hauteur".repeat(1000), None);
    }
}
