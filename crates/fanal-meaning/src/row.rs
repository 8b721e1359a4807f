//! Rows that are no data: repeated titles, totals, sources, notes, titles of a part.

mod opening;

use fanal_model::{FieldType, Problem};

use crate::identifier::{is_siren, is_siret};
use crate::meaning::Title;
use crate::{is_missing_mark, number};
use opening::{LONGEST_LABEL, Opening, is_surely_total, may_be_total, opening};

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
/// Words of titles of columns that name brands, of which `Total` is one.
const BRANDS: [&str; 3] = ["enseigne", "marque", "station"];
/// Words behind `Total` in the names of that company and of its branches.
const BRANCHES: [&str; 8] =
    ["access", "direct", "energie", "energies", "gaz", "marketing", "raffinage", "raffinerie"];

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
            // With two columns, a record may lack the second.
            Opening::Remark if columns >= TITLED_COLUMNS && alone() => RowKind::Note,
            _ if (first + 1..columns).any(|place| self.totals_within(place, &cells)) => {
                RowKind::Total
            }
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

    /// Whether the cell, which others come before, is the label of a total that can be nothing else:
    /// `Nord ; Sous-total ; 12`. A lone `Total` may be a value of its column, as `Homme` and `Femme`.
    fn totals_within<'a>(&self, place: usize, cells: &impl Fn(usize) -> &'a str) -> bool {
        // Nearly no cell begins so: it is looked at before anything else is done.
        if !may_be_total(cells(place).as_bytes().trim_ascii_start()) {
            return false;
        }
        let cell = cells(place).trim();
        is_surely_total(cell)
            && self.types.get(place).is_none_or(|t| *t == FieldType::Text)
            && self.sums(place, cell, cells)
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
            match number(cell) {
                Some(_) => numbers += usize::from(!text_column),
                None if is_missing_mark(cell) => {}
                None => return false,
            }
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
        let brand = || !is_surely_total(label) && Title::of(&self.titles[first]).has_any(&BRANDS);
        let registered = |(place, title): (usize, &String)| {
            let cell = cells(place).trim();
            (is_siret(cell) || is_siren(cell)) && Title::of(title).names_bodies()
        };
        brand() || branch() && companies() || self.titles.iter().enumerate().any(registered)
    }
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
