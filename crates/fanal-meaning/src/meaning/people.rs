//! Persons told apart from bodies: by the title, by the cells, and by the other columns.

use super::title::among;
use super::{Meaning, Strength, Title};
use crate::identifier::{Mailbox, is_mobile_telephone, mailbox};

/// Words of titles that speak of persons in their own right.
const PERSONS: [&str; 38] = [
    "abonne",
    "adherent",
    "adherents",
    "administre",
    "agent",
    "agents",
    "allocataire",
    "beneficiaire",
    "candidat",
    "citoyen",
    "client",
    "conducteur",
    "conjoint",
    "demandeur",
    "demandeurs",
    "domicile",
    "electeur",
    "eleve",
    "eleves",
    "employe",
    "enfant",
    "famille",
    "habitant",
    "habitants",
    "inscrit",
    "licencie",
    "locataire",
    "membre",
    "parent",
    "parents",
    "patient",
    "perso",
    "personne",
    "personnel",
    "personnelle",
    "proprietaire",
    "salarie",
    "usager",
];

/// Words of titles that speak of a desk, whoever it is for.
const DESKS: [&str; 5] = ["accueil", "mairie", "secretariat", "service", "standard"];

/// Words of titles that speak of bodies and of their agents at work.
const BODIES: [&str; 29] = [
    "amenageur",
    "association",
    "bureau",
    "collectivite",
    "commune",
    "contact",
    "ecole",
    "entreprise",
    "equipement",
    "etablissement",
    "exploitant",
    "gestionnaire",
    "lieu",
    "operateur",
    "organisateur",
    "organisation",
    "organisme",
    "porteur",
    "pro",
    "producteur",
    "professionnel",
    "professionnelle",
    "public",
    "publique",
    "site",
    "societe",
    "station",
    "structure",
    "ville",
];

/// Whether a title speaks of persons (`Some(true)`) or of bodies.
pub(crate) fn about_persons(title: &Title) -> Option<bool> {
    if title.has_any(&DESKS) {
        return Some(false);
    }
    if title.has_any(&PERSONS) {
        return Some(true);
    }
    title.has_any(&BODIES).then_some(false)
}

/// Words of those who may as well be bodies.
const MAYBE_BODIES: [&str; 7] =
    ["abonne", "adherent", "beneficiaire", "client", "membre", "personne", "proprietaire"];

/// Names that a title announces by whose they are: `Nom de l'agent`. One word alone names a body as
/// well as a person.
pub(super) fn announced_names(title: &Title) -> &'static [(Meaning, Strength)] {
    use Meaning::{FullName, LastName};
    let known = |word: &str| [&PERSONS[..], &BODIES, &DESKS].iter().any(|l| among(word, l));
    match title.named_by(known) {
        Some(word) if among(word, &MAYBE_BODIES) => &[(FullName, Strength::Likely)],
        Some(word) if among(word, &PERSONS) => {
            &[(FullName, Strength::Strong), (LastName, Strength::Strong)]
        }
        _ => &[],
    }
}

/// Whose addresses and numbers were seen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Contacts {
    seen: u64,
    function: u64,
    webmail: u64,
    named: u64,
    mobile: u64,
}

impl Contacts {
    /// Sees an address of mail.
    pub(crate) fn see_email(&mut self, text: &str) {
        self.seen += 1;
        match mailbox(text) {
            Mailbox::Function => self.function += 1,
            Mailbox::Webmail => self.webmail += 1,
            Mailbox::Named => self.named += 1,
            Mailbox::Other => {}
        }
    }

    /// Sees a telephone number.
    pub(crate) fn see_telephone(&mut self, text: &str) {
        self.seen += 1;
        self.mobile += u64::from(is_mobile_telephone(text));
    }

    pub(crate) fn merge(&mut self, later: Self) {
        self.seen += later.seen;
        self.function += later.function;
        self.webmail += later.webmail;
        self.named += later.named;
        self.mobile += later.mobile;
    }

    /// Whether the cells are persons' own: more than a third look so, or more than half name
    /// somebody although the title speaks of a body.
    pub(crate) fn are_personal(&self, about_persons: Option<bool>) -> bool {
        match about_persons {
            Some(true) => self.function * 2 <= self.seen,
            Some(false) => self.named * 2 > self.seen,
            None => (self.webmail + self.named + self.mobile) * 3 > self.seen,
        }
    }
}

/// Settles what only the columns of a table together tell: `nom` beside `prénom` is a family name;
/// first names that are counted are nobody's; where each row is a person, addresses and numbers are
/// theirs unless a title says otherwise. Titles and meanings are in one order.
pub fn settle_together(titles: &[&str], meanings: &mut [Option<Meaning>]) {
    use Meaning::{BirthDate, Finess, FirstName, LastName, Nir, Siret, Uai};
    let titles: Vec<Title> = titles.iter().map(|title| Title::of(title)).collect();
    settle_family_names(&titles, meanings);
    forget_counted_names(&titles, meanings);
    let plain = |wanted: Meaning| {
        titles.iter().zip(&*meanings).any(|(title, m)| *m == Some(wanted) && title.is_plain_name())
    };
    let named = plain(FirstName) && plain(LastName);
    let bodies = has_any(meanings, &[Siret, Uai, Finess]);
    if has_any(meanings, &[BirthDate, Nir]) || named && !bodies {
        for (title, meaning) in titles.iter().zip(meanings) {
            if about_persons(title) != Some(false) {
                *meaning = meaning.map(of_a_person);
            }
        }
    }
}

fn has_any(meanings: &[Option<Meaning>], wanted: &[Meaning]) -> bool {
    meanings.iter().flatten().any(|meaning| wanted.contains(meaning))
}

/// `Nom de l'élu` beside `Prénom de l'élu`, `Nom` beside `Prénom` or a day of birth.
fn settle_family_names(titles: &[Title], meanings: &mut [Option<Meaning>]) {
    let born = has_any(meanings, &[Meaning::BirthDate, Meaning::Nir]);
    let firsts: Vec<&Title> = titles
        .iter()
        .zip(&*meanings)
        .filter(|(_, meaning)| **meaning == Some(Meaning::FirstName))
        .map(|(title, _)| title)
        .collect();
    for (title, meaning) in titles.iter().zip(meanings) {
        let paired = || firsts.iter().any(|first| are_of_one_person(first, title));
        let alone = || born && title.beside_name().is_some_and(|beside| beside.is_empty());
        if meaning.is_none() && (paired() || alone()) {
            *meaning = Some(Meaning::LastName);
        }
    }
}

/// Whether a title of a first name and one of a name speak of the same person.
fn are_of_one_person(first: &Title, name: &Title) -> bool {
    let (Some(first), Some(name)) = (first.beside_first_name(), name.beside_name()) else {
        return false;
    };
    let persons = |words: &[&str]| words.iter().all(|word| PERSONS.contains(word));
    first == name || first.is_empty() && persons(&name) || name.is_empty() && persons(&first)
}

/// First names with how often each was given tell of nobody.
fn forget_counted_names(titles: &[Title], meanings: &mut [Option<Meaning>]) {
    let others = |m: &Meaning| m.designates_person() && *m != Meaning::FirstName;
    if titles.iter().any(Title::counts_names) && !meanings.iter().flatten().any(others) {
        for meaning in meanings.iter_mut().filter(|m| **m == Some(Meaning::FirstName)) {
            *meaning = None;
        }
    }
}

/// What a meaning is when it is a person's.
fn of_a_person(meaning: Meaning) -> Meaning {
    match meaning {
        Meaning::Address => Meaning::HomeAddress,
        Meaning::Email => Meaning::PersonalEmail,
        Meaning::Telephone => Meaning::PersonalTelephone,
        other => other,
    }
}
