//! Meanings that a column may have, and how many cells fit each.

use super::LONGEST_SAMPLE;
use super::distinct::Distinct;
use crate::identifier::{
    is_listed_name, is_nir_without_key, is_spaced_plate, is_titled_name, telephone_digits,
};
use crate::meaning::{Binding, Contacts, Fit, Meaning, Strength, Title, fit};
use crate::{Departments, Number, is_quarter_of_year};

/// Meanings that cells alone may show, each with a check that chance does not pass often.
const UNTITLED: [Meaning; 31] = [
    Meaning::Siret,
    Meaning::Siren,
    Meaning::CodeCommune,
    Meaning::Telephone,
    Meaning::Email,
    Meaning::Url,
    Meaning::Rna,
    Meaning::Uai,
    Meaning::Tva,
    Meaning::Iban,
    Meaning::Nir,
    Meaning::Plate,
    Meaning::Ean,
    Meaning::IdParcelle,
    Meaning::Uuid,
    Meaning::ObjectId,
    Meaning::Wkt,
    Meaning::GeoJson,
    Meaning::LatLon,
    Meaning::LonLat,
    Meaning::Time,
    Meaning::MonthOfYear,
    Meaning::DayOfMonth,
    Meaning::WeekOfYear,
    Meaning::Month,
    Meaning::DayOfWeek,
    Meaning::Quarter,
    Meaning::Ip,
    Meaning::Colour,
    Meaning::Mime,
    Meaning::FullName,
];

/// Cells kept of those that don't fit.
const ODD: usize = 5;
/// Cells that a meaning without a title needs, at least.
const ENOUGH: u64 = 3;
/// Different values that it needs when chance passes its check one time in ten.
const VARIED: u32 = 15;
/// Refusals that never drop a meaning.
const TOLERATED: u64 = 20;
/// The same for a meaning that the title names, or allows.
const TOLERATED_STRONG: u64 = 1_000;
const TOLERATED_WEAK: u64 = 200;
/// Addresses and numbers whose holders are looked at, in each part of a column.
const HOLDERS: u64 = 1_000;

#[derive(Debug, Clone)]
struct Candidate {
    meaning: Meaning,
    announced: Option<Strength>,
    good: u64,
    short: u64,
    wrong: u64,
    refused: u64,
    dropped: bool,
    last: Fit,
    /// Those that its codes name.
    departments: Departments,
    /// The first cells that an announced meaning refused, with their lines.
    odd: Vec<(u64, String)>,
}

impl Candidate {
    fn new(meaning: Meaning, announced: Option<Strength>) -> Self {
        Self {
            meaning,
            announced,
            good: 0,
            short: 0,
            wrong: 0,
            refused: 0,
            dropped: false,
            last: Fit::Not,
            departments: Departments::default(),
            odd: Vec::new(),
        }
    }

    /// How well a cell fits; under a title of references, digits alone reach nobody.
    fn look(&self, text: &str, number: Option<&Number>, references: bool) -> Fit {
        // What the title does not name has to be written in full.
        match (self.meaning, self.announced) {
            (Meaning::Telephone, None | Some(Strength::Weak)) => {
                Fit::of(has_ten_digits(text) && !(references && is_digits(text)))
            }
            (Meaning::CodePostal, _) if is_year(text) && !text.ends_with("00") => Fit::Not,
            (Meaning::CodeCommune, Some(Strength::Weak)) if is_year(text) => Fit::Not,
            // Products of thirteen digits alone are known without a title.
            (Meaning::Ean, None) if text.len() != 13 => Fit::Not,
            // `T2` is a flat as well as a quarter.
            (Meaning::Quarter, None | Some(Strength::Weak)) => Fit::of(is_quarter_of_year(text)),
            (Meaning::Colour, None) if text.len() < "#336699".len() => Fit::Not,
            (Meaning::FullName, None) => Fit::of(is_titled_name(text)),
            (Meaning::Plate, None) => Fit::of(is_spaced_plate(text)),
            (Meaning::FullName, Some(Strength::Weak)) => {
                Fit::of(is_listed_name(text) || is_titled_name(text))
            }
            (Meaning::Nir, Some(_)) if is_nir_without_key(text) => Fit::Good,
            (meaning, Some(_)) => fit(meaning, text, number),
            (meaning @ (Meaning::LatLon | Meaning::LonLat), None) => {
                Fit::of(fit(meaning, text, number) == Fit::Good && has_fine_decimals(text))
            }
            (meaning, None) => Fit::of(fit(meaning, text, number) == Fit::Good),
        }
    }

    /// The same for a cell that holds several values of that meaning.
    fn look_within(&self, text: &str, references: bool) -> Fit {
        let good = |part: &str| self.look(part, None, references) == Fit::Good;
        Fit::of(several(text).is_some_and(|mut parts| parts.all(good)))
    }

    fn count(&mut self, line: u64, text: &str) {
        let failed = matches!(self.last, Fit::Wrong | Fit::Not) && self.announced.is_some();
        if failed && self.odd.len() < ODD {
            self.odd.push((line, text.chars().take(LONGEST_SAMPLE).collect()));
        }
        match self.last {
            Fit::Good => self.good += 1,
            Fit::Short => self.short += 1,
            Fit::Wrong => self.wrong += 1,
            Fit::Not => self.refused += 1,
        }
        if matches!(self.last, Fit::Good | Fit::Short) {
            self.departments.see(self.meaning, text);
        }
        self.judge();
    }

    fn judge(&mut self) {
        let shaped = self.good + self.short + self.wrong;
        self.dropped |= match self.announced {
            Some(Strength::Strong) => self.refused > TOLERATED_STRONG && self.refused > shaped * 4,
            Some(Strength::Likely | Strength::Weak) => {
                self.refused > TOLERATED_WEAK && self.refused > shaped
            }
            None => self.refused > TOLERATED && self.refused > shaped / 19,
        };
    }
}

/// What the best candidate is and how sure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Best {
    pub(super) meaning: Meaning,
    /// How surely the title announces it, if it does.
    pub(super) announced: Option<Strength>,
    /// Cells that pass.
    pub(super) passed: u64,
    /// Cells that lost their zeros.
    pub(super) short: u64,
    /// Cells that don't pass.
    pub(super) failed: u64,
    /// Enough cells pass to say that this is what they mean; else they only look like it.
    pub(super) sure: bool,
}

/// Meanings that a column may have.
#[derive(Debug, Clone)]
pub(super) struct Candidates {
    list: Vec<Candidate>,
    /// Places of those that were not dropped.
    living: Vec<u8>,
    contacts: Contacts,
    distinct: Distinct,
    corsican: u64,
    /// The title names a quantity.
    amounts: bool,
    /// The title names a number that something has, such as a file or a contract.
    references: bool,
    /// The title speaks of a code or a number.
    numbered: bool,
}

impl Candidates {
    pub(super) fn of(title: &Title) -> Self {
        let mut list: Vec<Candidate> = Vec::new();
        for (meaning, strength) in title.announces() {
            list.push(Candidate::new(meaning, Some(strength)));
        }
        for meaning in UNTITLED {
            if !list.iter().any(|c| c.meaning == meaning) {
                list.push(Candidate::new(meaning, None));
            }
        }
        let mut made = Self {
            list,
            living: Vec::new(),
            contacts: Contacts::default(),
            distinct: Distinct::default(),
            corsican: 0,
            amounts: title.is_quantity(),
            references: title.is_reference(),
            numbered: title.is_code() || title.is_reference(),
        };
        made.count_living();
        made
    }

    pub(super) fn blank(&self) -> Self {
        let list = self.list.iter().map(|c| Candidate::new(c.meaning, c.announced)).collect();
        let mut made = Self {
            list,
            living: Vec::new(),
            contacts: Contacts::default(),
            distinct: Distinct::default(),
            corsican: 0,
            ..*self
        };
        made.count_living();
        made
    }

    pub(super) fn lives(&self) -> bool {
        !self.living.is_empty()
    }

    /// Whether a candidate is about numbers.
    pub(super) fn want_numbers(&self) -> bool {
        let number = |i: &u8| self.list[usize::from(*i)].meaning.binding() == Binding::Number;
        self.living.iter().any(number)
    }

    /// Looks at a cell; says whether some candidate accepts it. [`Candidates::count`] counts it.
    pub(super) fn look(&mut self, text: &str, number: Option<&Number>) -> bool {
        let mut accepted = false;
        for place in &self.living {
            let candidate = &mut self.list[usize::from(*place)];
            candidate.last = candidate.look(text, number, self.references);
            if candidate.last == Fit::Not && candidate.meaning.may_designate_person() {
                candidate.last = candidate.look_within(text, self.references);
            }
            accepted |= candidate.last != Fit::Not;
        }
        accepted
    }

    /// Counts the cell that was looked at last.
    pub(super) fn count(&mut self, line: u64, text: &str) {
        let mut dropped = false;
        for place in &self.living {
            let candidate = &mut self.list[usize::from(*place)];
            candidate.count(line, text);
            dropped |= candidate.dropped;
            if candidate.last != Fit::Good {
                continue;
            }
            match candidate.meaning {
                Meaning::Email if candidate.good < HOLDERS => {
                    each(text, |part| self.contacts.see_email(part));
                }
                Meaning::Telephone if candidate.good < HOLDERS => {
                    each(text, |part| self.contacts.see_telephone(part));
                }
                Meaning::Siren | Meaning::Ean if candidate.announced.is_none() => {
                    self.distinct.see(text);
                }
                Meaning::CodeCommune => {
                    self.corsican += u64::from(matches!(text.as_bytes()[1], b'A' | b'B'));
                }
                _ => {}
            }
        }
        if dropped {
            self.count_living();
        }
    }

    pub(super) fn merge(&mut self, later: Self) {
        for (mine, theirs) in self.list.iter_mut().zip(later.list) {
            mine.good += theirs.good;
            mine.short += theirs.short;
            mine.wrong += theirs.wrong;
            mine.refused += theirs.refused;
            mine.dropped |= theirs.dropped;
            mine.departments.merge(theirs.departments);
            let room = ODD.saturating_sub(mine.odd.len());
            mine.odd.extend(theirs.odd.into_iter().take(room));
            mine.judge();
        }
        self.contacts.merge(later.contacts);
        self.distinct.merge(later.distinct);
        self.corsican += later.corsican;
        self.count_living();
    }

    fn count_living(&mut self) {
        let living = (0_u8..).zip(&self.list).filter(|(_, c)| !c.dropped);
        self.living = living.map(|(place, _)| place).collect();
    }

    /// The candidate that most cells fit, those that the title announces first. Values were seen in
    /// so many cells.
    pub(super) fn best(&self, values: u64) -> Option<Best> {
        let mut best: Option<(u64, Best)> = None;
        for (place, candidate) in self.list.iter().enumerate().filter(|(_, c)| !c.dropped) {
            let Some(found) = self.judge(candidate, values) else { continue };
            let bonus = match candidate.announced {
                Some(Strength::Strong) => 1_500,
                Some(Strength::Likely | Strength::Weak) => 1_000,
                None => 500,
            };
            let share = (found.passed + found.short) * 1_000 / values.max(1);
            // Among equals, the one that the title names first.
            let score = (share + bonus) * 100 - place.min(99) as u64;
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, found));
            }
        }
        best.map(|(_, found)| found)
    }

    fn judge(&self, candidate: &Candidate, values: u64) -> Option<Best> {
        let passed = candidate.good + candidate.short;
        let shaped = passed + candidate.wrong;
        let (sure, near) = match candidate.announced {
            Some(strength) => {
                let least = least_share(candidate.meaning, strength);
                // Under a title that names them, wrong keys are faults of the cells.
                let strong = strength == Strength::Strong;
                let fitting = if strong { shaped } else { passed };
                let near = strong && shaped * 2 >= values && shaped > 0;
                // One name in capitals may be anything's.
                let name = candidate.meaning == Meaning::FullName && strength == Strength::Weak;
                let enough = if name { ENOUGH } else { 1 };
                (fitting * 100 >= values * least && fitting >= enough, near)
            }
            None => (self.is_shown(candidate, values), false),
        };
        (sure || near).then(|| Best {
            meaning: candidate.meaning,
            announced: candidate.announced,
            passed: candidate.good,
            short: candidate.short,
            failed: values.saturating_sub(passed),
            sure,
        })
    }

    /// Whether the cells show the meaning without a title.
    fn is_shown(&self, candidate: &Candidate, values: u64) -> bool {
        let nearly_all = candidate.good * 100 >= values * 95 && candidate.good >= ENOUGH;
        nearly_all
            && match candidate.meaning {
                // Digits that pass by chance, or amounts that do.
                Meaning::Siren | Meaning::Ean => !self.amounts && self.distinct.at_least(VARIED),
                Meaning::Siret => !self.amounts,
                // Five digits may be anything, but for the letters of Corsica.
                Meaning::CodeCommune => self.corsican > 0,
                // `2024-03` is the third of a year's numbers, `12:30` one of a book's.
                Meaning::MonthOfYear | Meaning::WeekOfYear | Meaning::Quarter | Meaning::Time => {
                    !self.numbered
                }
                _ => true,
            }
    }

    /// Departments that the codes of that meaning name.
    pub(super) fn departments(&self, meaning: Meaning) -> Departments {
        let own = self.list.iter().find(|c| c.meaning == meaning);
        own.map(|c| c.departments).unwrap_or_default()
    }

    /// The first cells that don't fit that meaning, with their lines.
    pub(super) fn odd(&self, meaning: Meaning) -> &[(u64, String)] {
        self.list.iter().find(|c| c.meaning == meaning).map_or(&[], |c| &c.odd)
    }

    /// Whether the title names something whose digits are no amount.
    pub(super) fn title_names_a_code(&self) -> bool {
        let strong = |c: &Candidate| c.announced == Some(Strength::Strong);
        self.list.iter().any(|c| strong(c) && c.meaning.stays_text())
    }

    /// Whether the title names degrees, which have decimals.
    pub(super) fn title_names_degrees(&self) -> bool {
        let degrees = |m: Meaning| matches!(m, Meaning::Latitude | Meaning::Longitude);
        self.list.iter().any(|c| c.announced.is_some() && degrees(c.meaning))
    }

    /// Whether the addresses and numbers that were seen are persons' own.
    pub(super) fn are_personal(&self, about_persons: Option<bool>) -> bool {
        self.contacts.are_personal(about_persons)
    }
}

/// Share of the cells, in hundredths, that have to pass when the title announces the meaning.
fn least_share(meaning: Meaning, strength: Strength) -> u64 {
    match (meaning, strength) {
        (Meaning::Address | Meaning::HomeAddress, _) => 50,
        (Meaning::CodeCommune, Strength::Strong) => 75,
        (Meaning::Siret | Meaning::Url, Strength::Strong) => 80,
        (Meaning::FullName, Strength::Strong) => 60,
        // Of what designates persons, half is already too much to be let through.
        (meaning, Strength::Strong) if meaning.may_designate_person() => 50,
        // `Nom d'usage`, which may be that of a stadium.
        (Meaning::LastName, Strength::Weak) => 50,
        _ => 90,
    }
}

/// The values of a cell that holds several: addresses of mail, numbers, names.
fn several(text: &str) -> Option<impl Iterator<Item = &str>> {
    const SEPARATORS: [&str; 5] = [";", "|", "\n", "/", ","];
    let separator = SEPARATORS.into_iter().find(|separator| text.contains(separator))?;
    let parts = || text.split(separator).map(str::trim).filter(|part| !part.is_empty());
    (parts().count() > 1).then(parts)
}

/// Each value of a cell, which may be one.
fn each(text: &str, mut see: impl FnMut(&str)) {
    match several(text) {
        Some(parts) => parts.for_each(&mut see),
        None => see(text),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text is a year of four digits.
fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && ("1900".."2101").contains(&text)
}

/// Whether two numbers of the text have three decimals or more, as degrees do and sizes don't.
fn has_fine_decimals(text: &str) -> bool {
    let decimals = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    text.split('.').skip(1).filter(|part| decimals(part) >= 3).count() >= 2
}

fn has_ten_digits(text: &str) -> bool {
    text.len() >= 10
        && telephone_digits(text).is_some_and(|(digits, count)| {
            let national = matches!(digits, [b'0', b'1'..=b'9', ..]) && count == 10;
            let abroad = text.starts_with("+33") && count == 11;
            national || abroad
        })
}
