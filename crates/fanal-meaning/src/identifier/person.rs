//! What names a person: names, social security and account numbers, number plates.

use super::administration::is_code_departement;
use super::register::iso_7064;
use super::{Compact, all_digits, value};

/// Letters that number plates don't use.
const NOT_ON_PLATES: &[u8; 3] = b"IOU";

/// Number of social security (NIR): sex, year, month, commune, order, and its key of two digits.
pub fn is_nir(text: &str) -> bool {
    let Some(compact) = Compact::of(text) else { return false };
    let Some((number, key)) = compact.text().split_at_checked(13) else { return false };
    let number = nir_value(number).filter(|_| all_digits(key, 2));
    number.is_some_and(|number| 97 - number % 97 == value(key))
}

/// The same without its key: only a title can tell that it is one.
pub fn is_nir_without_key(text: &str) -> bool {
    Compact::of(text).is_some_and(|c| c.length == 13 && nir_value(c.text()).is_some())
}

/// The number from which the key is computed, when sex and month are possible ones.
fn nir_value(number: &[u8]) -> Option<u64> {
    let mut digits = [0_u8; 13];
    digits.copy_from_slice(number);
    // Corsica: the letter counts as 0, less a million for A or two for B.
    let less = match digits[5..7] {
        [b'2', b'A'] => 1_000_000,
        [b'2', b'B'] => 2_000_000,
        _ => 0,
    };
    if less > 0 {
        digits[6] = b'0';
    }
    let month = value(&digits[3..5]);
    let known_month = (1..=12).contains(&month) || (20..=42).contains(&month) || month >= 50;
    let shaped = matches!(digits[0], b'1'..=b'4' | b'7' | b'8') && all_digits(&digits, 13);
    (shaped && known_month).then(|| value(&digits) - less)
}

/// Number of a bank account (IBAN): country, key, account; the length is checked for France.
pub fn is_iban(text: &str) -> bool {
    let Some(compact) = Compact::of(text) else { return false };
    let b = compact.text();
    let shaped = (15..=34).contains(&b.len())
        && b[..2].iter().all(u8::is_ascii_uppercase)
        && b[2..4].iter().all(u8::is_ascii_digit)
        && (!b.starts_with(b"FR") || b.len() == 27);
    shaped && iso_7064(b)
}

/// Number plate: `AB-123-CD` since 2009, `1234 ABC 13` before, with the département at its end.
pub fn is_plate(text: &str) -> bool {
    let Some(compact) = Compact::of(text) else { return false };
    let letters = |b: &[u8]| {
        b.iter().all(|l| l.is_ascii_uppercase() && !NOT_ON_PLATES.contains(l)) && !b.is_empty()
    };
    match compact.text() {
        [a, b, number @ .., c, d] if letters(&[*a, *b, *c, *d]) => all_digits(number, 3),
        b => {
            let number = b.iter().take_while(|d| d.is_ascii_digit()).count();
            let rest = &b[number..];
            let series = rest.iter().take_while(|l| l.is_ascii_uppercase()).count();
            let (series, departement) = rest.split_at(series);
            (1..=4).contains(&number)
                && (2..=3).contains(&series.len())
                && letters(series)
                && std::str::from_utf8(departement).is_ok_and(is_code_departement)
        }
    }
}

/// A number plate whose parts stand apart, as people write it: without a title, `12ABC13` may be a
/// reference of anything.
pub fn is_spaced_plate(text: &str) -> bool {
    text.contains([' ', '-', '\u{a0}']) && is_plate(text)
}

/// Words that begin the names of bodies, places and functions, and hardly ever those of persons.
const NO_PERSONS: &str = " agence allee amicale association ateliers auberge avenue bibliotheque \
boucherie boulangerie boulevard boutique bureau cabinet cafe caisse camping centre chambre chapelle \
chemin cinema clinique club college comite commune communaute compagnie complexe conseil \
cooperative creche delegation departement direction division domaine earl ecole eglise ehpad espace \
etablissement etablissements etat eurl federation ferme fondation foyer gaec galerie garage gare gie \
groupe groupement gymnase halle hopital hotel impasse institut jardin les lotissement ludotheque \
lycee mairie maison maternelle mediatheque metropole ministere mission musee office parc parking \
pharmacie piscine place pole pompes prefecture quartier regie region relais reseau residence \
restaurant route rue sa salle salon sarl sas sasu sci scop service services societe square ste stade \
syndicat tabac tennis terrain theatre transports un une union universite usine ville voie za zac \
zone ";

/// Whether it may be a family name: up to three words of letters and hyphens that don't begin as
/// the name of a body does.
pub fn is_family_name(text: &str) -> bool {
    let words = words_of_letters(text).filter(|_| text.len() <= 60);
    words.is_some_and(|words| words <= 3) && !begins_like_a_body(text)
}

/// Whether they may be first names: all that the civil register has of a person, up to six.
pub fn is_first_names(text: &str) -> bool {
    let words = words_of_letters(text).filter(|_| text.len() <= 80);
    words.is_some_and(|words| words <= 6) && !begins_like_a_body(text)
}

/// Whether it may be the whole name of a person: two to six words of letters that don't begin as
/// the name of a body does.
pub fn is_full_name(text: &str) -> bool {
    let words = words_of_letters(text).filter(|_| text.len() <= 80);
    words.is_some_and(|words| (2..=6).contains(&words)) && !begins_like_a_body(text)
}

/// Whether its first word is one of bodies, whatever its accents and capitals.
fn begins_like_a_body(text: &str) -> bool {
    let first = || {
        let word = text.chars().take_while(|c| !matches!(c, ' ' | '-' | '\'' | '’' | '.'));
        word.map(without_accent)
    };
    NO_PERSONS.split_ascii_whitespace().any(|known| known.chars().eq(first()))
}

/// The small letter without its accent, of those that French words begin with or hold.
pub(super) fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'À' | 'â' | 'Â' => 'a',
        'ç' | 'Ç' => 'c',
        'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' | 'ë' | 'Ë' => 'e',
        'î' | 'Î' | 'ï' | 'Ï' => 'i',
        'ô' | 'Ô' => 'o',
        'ù' | 'Ù' | 'û' | 'Û' => 'u',
        letter => letter.to_ascii_lowercase(),
    }
}

/// Whether it is written as lists of persons write, with the family name in capitals at one end:
/// `DUPONT Jean`, `Anne-Marie LE GOFF`, `Jean de LA TOUR`.
pub fn is_listed_name(text: &str) -> bool {
    if !is_full_name(text) {
        return false;
    }
    let (mut changes, mut capitals, mut firsts) = (0, 0, 0);
    let mut last = None;
    for word in text.split_whitespace() {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        let in_capitals = if letters().all(char::is_lowercase) {
            // A particle belongs to the family name.
            if !matches!(word, "de" | "du" | "la" | "le" | "des" | "d'" | "von" | "van") {
                return false;
            }
            true
        } else {
            letters().count() > 1 && letters().all(char::is_uppercase)
        };
        capitals += usize::from(in_capitals && letters().any(char::is_uppercase));
        firsts += usize::from(!in_capitals);
        changes += usize::from(last.is_some_and(|last| last != in_capitals));
        last = Some(in_capitals);
    }
    changes == 1 && (1..=3).contains(&capitals) && (1..=2).contains(&firsts)
}

/// How many words there are, when they are of letters and of what stands in names.
fn words_of_letters(text: &str) -> Option<usize> {
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | ',');
    let named = text.chars().all(plain) && text.contains(char::is_alphabetic);
    named.then(|| text.split_whitespace().count())
}

/// Whether it is a name behind a title of politeness: `Mme Dupont`, `M. Jean Martin`.
pub fn is_titled_name(text: &str) -> bool {
    const TITLES: [&str; 8] =
        ["M. ", "Mme ", "Mme. ", "Mlle ", "Monsieur ", "Madame ", "Mademoiselle ", "Mr "];
    let behind = |title: &&str| {
        let start = text.get(..title.len())?;
        start.eq_ignore_ascii_case(title).then(|| &text[title.len()..])
    };
    TITLES.iter().find_map(behind).is_some_and(|name| words_of_letters(name).is_some())
}
