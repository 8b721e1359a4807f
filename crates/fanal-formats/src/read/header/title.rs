//! The titles themselves.

use fanal_model::fold;

use super::has_groups;
use super::kind::{Kind, kind};

/// One title for each column, of rows that stand one below the other. The title of a group stands
/// before the names of all its columns.
pub(super) fn joined(rows: &[Vec<String>]) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut titles: Vec<Vec<&str>> = vec![Vec::new(); width];
    for (at, row) in rows.iter().enumerate() {
        let next = rows.get(at + 1).filter(|next| has_groups(row, next));
        let mut group = "";
        for (i, title) in titles.iter_mut().enumerate() {
            let own = row.get(i).map_or("", String::as_str);
            let named = next.is_some_and(|n| n.get(i).is_some_and(|c| !c.trim().is_empty()));
            if !own.trim().is_empty() {
                group = own;
            }
            let part = if named { group } else { own };
            if rows.len() == 1 || (!part.trim().is_empty() && title.last() != Some(&part)) {
                title.push(part);
            }
        }
    }
    titles.iter().map(|parts| parts.join(" ")).collect()
}

/// The title without what nobody sees: spaces around and in a row, line ends, signs of no width.
pub(super) fn clean(title: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{AD}');
    let seen: String = title.chars().filter(|c| !unseen(*c)).collect();
    let words = seen.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a row holds two years or more, each one later than the one before.
pub(super) fn counts_up(row: &[String]) -> bool {
    let years: Vec<i32> = row
        .iter()
        .filter(|c| kind(c) == Kind::Year)
        .filter_map(|c| c.trim().parse().ok())
        .collect();
    years.len() > 1 && years.windows(2).all(|pair| (pair[1] - pair[0]).abs() == 1)
}

/// Titles that are values, months or years, of one thing: the first, the last, and how many.
pub(super) fn series(titles: &[String]) -> Option<(&str, &str, usize)> {
    const MONTHS: [&str; 12] = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    let is_month = |title: &str| {
        let folded = fold(title.trim_end_matches('.'));
        folded.len() > 2 && MONTHS.iter().any(|month| month.starts_with(&folded))
    };
    let of = |belongs: &dyn Fn(&str) -> bool| {
        let found: Vec<&str> = titles.iter().map(String::as_str).filter(|t| belongs(t)).collect();
        let (first, last) = (*found.first()?, *found.last()?);
        (found.len() > 2).then_some((first, last, found.len()))
    };
    of(&is_month).or_else(|| of(&|title| kind(title) == Kind::Year))
}

/// Whether the only cell of the first row is a value like those below and no title.
pub(super) fn is_lone_value(row: &[String], below: &[Vec<String>]) -> bool {
    const WORDS: [&str; 40] = [
        "nom",
        "prenom",
        "libelle",
        "code",
        "id",
        "identifiant",
        "numero",
        "n",
        "type",
        "date",
        "commune",
        "ville",
        "adresse",
        "valeur",
        "designation",
        "intitule",
        "titre",
        "categorie",
        "description",
        "rue",
        "voie",
        "lieu",
        "pays",
        "departement",
        "region",
        "annee",
        "mois",
        "total",
        "nombre",
        "nature",
        "statut",
        "etat",
        "objet",
        "url",
        "lien",
        "email",
        "courriel",
        "name",
        "label",
        "value",
    ];
    let [cell] = row else { return false };
    let capital = |cell: &str| cell.trim().starts_with(char::is_uppercase);
    let all_capitals = |cell: &str| !cell.chars().any(char::is_lowercase);
    let folded = fold(cell);
    let word = folded.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty());
    let like = |other: &&Vec<String>| {
        let [other] = other.as_slice() else { return false };
        capital(other) && all_capitals(other) == all_capitals(cell)
    };
    let same = below.iter().filter(like).count();
    capital(cell)
        && !cell.contains('_')
        && !word.is_some_and(|w| WORDS.iter().any(|known| *known == w.trim_end_matches('s')))
        && below.len() > 2
        && same * 10 >= below.len() * 9
}
