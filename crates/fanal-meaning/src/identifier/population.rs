//! What tells parts of the population apart, and nobody in particular: sex, social and occupational
//! categories (INSEE).

use super::person::without_accent;

/// Codes of categories without occupation, which have no letter (PCS 2003).
const WITHOUT_LETTER: [&str; 11] =
    ["7100", "7200", "7400", "7500", "7700", "7800", "8100", "8300", "8400", "8500", "8600"];

/// How the names of the categories begin, without accents, from the eight groups to those without
/// occupation.
const CATEGORIES: [&str; 16] = [
    "agriculteur",
    "agricultrice",
    "artisan",
    "commercant",
    "chefs d'entreprise",
    "cadre",
    "profession intermediaire",
    "professions intermediaires",
    "employe",
    "ouvrier",
    "retraite",
    "chomeur",
    "etudiant",
    "eleves",
    "autres personnes sans activite",
    "sans activite professionnelle",
];

/// Code of a social and occupational category, at its finest level: `312a`, `7100`.
pub fn is_code_csp(text: &str) -> bool {
    match text.as_bytes() {
        [b'1'..=b'6', a, b, letter] if a.is_ascii_digit() && b.is_ascii_digit() => {
            matches!(letter.to_ascii_lowercase(), b'a'..=b'l')
        }
        _ => WITHOUT_LETTER.contains(&text),
    }
}

/// Name of such a category, as the eight groups are called.
pub fn is_csp(text: &str) -> bool {
    text.len() <= 120 && CATEGORIES.iter().any(|name| begins(text, name))
}

/// Sex, as a letter or a word.
pub fn is_sex(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "f",
        "h",
        "m",
        "x",
        "femme",
        "femmes",
        "feminin",
        "fille",
        "filles",
        "homme",
        "hommes",
        "masculin",
        "garcon",
        "garcons",
        "male",
        "female",
        "mixte",
        "autre",
        "indetermine",
        "mme",
        "mr",
        "non-binaire",
    ];
    text.len() <= 12 && WORDS.iter().any(|word| begins(text, word) && same_length(text, word))
}

/// Whether a text begins so, whatever its accents and capitals.
fn begins(text: &str, start: &str) -> bool {
    let mut letters = text.chars().map(|c| if c == '’' { '\'' } else { without_accent(c) });
    start.chars().all(|wanted| letters.next() == Some(wanted))
}

fn same_length(text: &str, word: &str) -> bool {
    text.chars().count() == word.len()
}
