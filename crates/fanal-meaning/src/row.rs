//! Rows that are no data: repeated titles, totals, sources, notes, titles of a part.

use fanal_model::{FieldType, Problem, fold};

use crate::identifier::{is_siren, is_siret};
use crate::meaning::Title;
use crate::number;

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A record.
    Data,
    /// No cell has a value.
    Blank,
    /// The titles of the columns once more.
    RepeatedHeader,
    /// A total or subtotal of other rows.
    Total,
    /// Where the data come from.
    Source,
    /// A note on other rows: `(1) …`, `* …`, `Lecture : …`.
    Note,
    /// A lone text in the first column: the title of the rows below, perhaps. Rows that fill their
    /// first column alone are records where many do.
    Title,
}

impl RowKind {
    /// Why a row of that kind is set aside; nothing for records and blank rows.
    pub fn problem(self) -> Option<Problem> {
        Some(match self {
            Self::Data | Self::Blank => return None,
            Self::RepeatedHeader => Problem::new("row-repeats-header"),
            Self::Total => Problem::new("row-total"),
            Self::Source => Problem::new("row-source"),
            Self::Note => Problem::new("row-note"),
            Self::Title => Problem::new("row-title"),
        })
    }
}

/// Columns from which a lone text may be a title.
const TITLED_COLUMNS: usize = 3;
/// Words of titles of columns that name companies: one of them is TotalEnergies.
const COMPANIES: [&str; 12] = [
    "attributaire",
    "beneficiaire",
    "creancier",
    "enseigne",
    "entreprise",
    "fournisseur",
    "marque",
    "prestataire",
    "societe",
    "station",
    "tiers",
    "titulaire",
];
/// Words behind `Total` in the names of that company and of its branches.
const BRANCHES: [&str; 8] =
    ["access", "direct", "energie", "energies", "gaz", "marketing", "raffinage", "raffinerie"];
/// Characters of the longest label of a total.
const LONGEST_LABEL: usize = 60;

/// Judges the rows of one table.
#[derive(Debug, Clone)]
pub struct RowJudge {
    titles: Vec<String>,
    types: Vec<FieldType>,
}

impl RowJudge {
    /// A judge of the rows below these titles. Types may be empty when they are not known yet.
    pub fn new(titles: &[String], types: &[FieldType]) -> Self {
        let titles = titles.iter().map(|t| t.trim().to_owned()).collect();
        Self { titles, types: types.to_vec() }
    }

    /// What the row of these cells is; the function gives the cell of a place, empty behind the
    /// last. Quick for records: their first filled cell tells nearly always.
    pub fn kind<'a>(&self, cells: impl Fn(usize) -> &'a str) -> RowKind {
        let columns = self.titles.len();
        let Some(first) = (0..columns).find(|i| !cells(*i).trim().is_empty()) else {
            return RowKind::Blank;
        };
        let text = cells(first).trim();
        if columns > 1 && self.repeats_header(first, text, &cells) {
            return RowKind::RepeatedHeader;
        }
        let others = || (first + 1..columns).map(&cells);
        let alone = || others().all(|cell| cell.trim().is_empty());
        // A sentence goes on, behind a space, after each comma that cut it.
        let goes_on = |cell: &str| cell.starts_with(' ') || cell.trim().is_empty();
        let sentence = || columns > 1 && others().all(goes_on);
        match opening(text) {
            Opening::Total
                if self.sums(first, text, &cells) && !self.names_company(first, text, &cells) =>
            {
                RowKind::Total
            }
            Opening::Source if sentence() => RowKind::Source,
            Opening::Note if sentence() => RowKind::Note,
            _ if first == 0 && columns >= TITLED_COLUMNS && is_label(text) && alone() => {
                RowKind::Title
            }
            _ => RowKind::Data,
        }
    }

    /// Why the row of these cells is set aside: it is a total, a source or a note.
    pub fn set_aside<'a>(&self, cells: impl Fn(usize) -> &'a str) -> Option<Problem> {
        match self.kind(cells) {
            kind @ (RowKind::Total | RowKind::Source | RowKind::Note) => kind.problem(),
            _ => None,
        }
    }

    fn repeats_header<'a>(
        &self,
        first: usize,
        text: &str,
        cells: &impl Fn(usize) -> &'a str,
    ) -> bool {
        same(&self.titles[first], text)
            && self.titles.iter().enumerate().all(|(i, title)| same(title, cells(i).trim()))
    }

    /// Whether, behind the label of a total, there are numbers and hardly anything else.
    fn sums<'a>(&self, first: usize, label: &str, cells: &impl Fn(usize) -> &'a str) -> bool {
        let mut numbers = 0;
        for place in first + 1..self.titles.len() {
            let cell = cells(place).trim();
            if cell.is_empty() {
                continue;
            }
            let text_column = self.types.get(place) == Some(&FieldType::Text);
            if number(cell).is_none() {
                return false;
            }
            numbers += usize::from(!text_column);
        }
        let typed_text = self.types.get(first).is_none_or(|t| *t == FieldType::Text);
        // Where the label's own column holds days or numbers, the label alone says it.
        (numbers > 0 || !typed_text) && label.chars().count() <= LONGEST_LABEL
    }

    /// Whether a label that begins as that of a total is the name of a company: its column lists
    /// companies, or another gives its number in their register.
    fn names_company<'a>(
        &self,
        first: usize,
        label: &str,
        cells: &impl Fn(usize) -> &'a str,
    ) -> bool {
        let branch = || Title::of(label).has_any(&BRANCHES);
        let companies = || Title::of(&self.titles[first]).has_any(&COMPANIES);
        let registered = |(place, title): (usize, &String)| {
            let cell = cells(place).trim();
            (is_siret(cell) || is_siren(cell)) && Title::of(title).names_bodies()
        };
        branch() && companies() || self.titles.iter().enumerate().any(registered)
    }
}

/// What the beginning of a row announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Total,
    Source,
    Note,
    Other,
}

fn opening(text: &str) -> Opening {
    if text.starts_with('©') {
        return Opening::Source;
    }
    if !may_open(text.as_bytes()) {
        return Opening::Other;
    }
    let start: String = text.chars().take(LONGEST_LABEL).collect();
    let start = fold(&start);
    if is_reference(&start) {
        return Opening::Note;
    }
    let word_end = start.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(start.len());
    let (word, rest) = start.split_at(word_end);
    let colon = rest.trim_start().starts_with(':');
    match word {
        "total" | "totaux" | "sous-total" | "sous-totaux" => Opening::Total,
        "sous" | "grand" if rest.trim_start().starts_with("total") => Opening::Total,
        "ensemble" | "cumul" | "moyenne" if rest.trim_matches([' ', ':']).is_empty() => {
            Opening::Total
        }
        "source" | "sources" | "donnees" | "credit" | "credits" if colon => Opening::Source,
        // `Mise à jour le 3 mai : …`, `Date d'extraction : …`
        "mise" | "date" | "export" | "extrait" | "extraction" | "edition" if rest.contains(':') => {
            Opening::Note
        }
        "source" | "sources" if rest.len() > 1 => Opening::Source,
        "note" | "notes" | "nb" | "lecture" | "champ" | "remarque" | "remarques" | "legende"
        | "avertissement" | "attention" | "mention" | "methodologie" | "definition"
        | "definitions"
            if colon =>
        {
            Opening::Note
        }
        "n" if rest.starts_with(".b.") => Opening::Note,
        _ => Opening::Other,
    }
}

/// Whether a text begins like one of the words that are looked for: nearly none does.
fn may_open(text: &[u8]) -> bool {
    let [first, second, ..] = text else { return text == b"*" };
    match first.to_ascii_lowercase() {
        b'*' | b'(' => true,
        b't' => matches!(second | 0x20, b'o'),
        b's' => matches!(second | 0x20, b'o'),
        b'e' => matches!(second | 0x20, b'n' | b'x' | b'd'),
        b'c' => matches!(second | 0x20, b'u' | b'r' | b'h'),
        b'n' => matches!(second | 0x20, b'o' | b'b' | b'.'),
        b'l' => matches!(second | 0x20, b'e' | 0xE3),
        b'a' => matches!(second | 0x20, b'v' | b't'),
        b'r' => matches!(second | 0x20, b'e'),
        b'd' => matches!(second | 0x20, b'o' | b'a' | b'e' | 0xE3),
        b'g' => matches!(second | 0x20, b'r'),
        b'm' => matches!(second | 0x20, b'o' | b'e' | b'i' | 0xE3),
        // An accented capital: `Édition`.
        0xC3 => true,
        _ => false,
    }
}

/// `(1) …`, `(a) …`, `* …`, `** …`: a note that something above refers to.
fn is_reference(start: &str) -> bool {
    if let Some(rest) = start.strip_prefix('*') {
        let rest = rest.trim_start_matches('*');
        return rest.chars().filter(|c| c.is_alphabetic()).count() > 2;
    }
    let Some((sign, rest)) = start.strip_prefix('(').and_then(|s| s.split_once(')')) else {
        return false;
    };
    let short = sign.len() <= 2 && sign.chars().all(|c| c.is_ascii_alphanumeric() || c == '*');
    short && !sign.is_empty() && rest.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// A text with letters, of some length, which is no code.
fn is_label(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 3
}

fn same(title: &str, cell: &str) -> bool {
    title == cell || title.eq_ignore_ascii_case(cell)
}

#[cfg(test)]
mod tests;
