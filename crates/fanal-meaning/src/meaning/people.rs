//! Persons told apart from bodies: by the title, by the cells, and by the other columns.

use super::{Meaning, Title};
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

/// Words of titles that speak of bodies and of their agents at work.
const BODIES: [&str; 34] = [
    "accueil",
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
    "mairie",
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
    "secretariat",
    "service",
    "site",
    "societe",
    "standard",
    "station",
    "structure",
    "ville",
];

/// Whether a title speaks of persons (`Some(true)`) or of bodies.
pub(crate) fn about_persons(title: &Title) -> Option<bool> {
    if title.has_any(&PERSONS) {
        return Some(true);
    }
    title.has_any(&BODIES).then_some(false)
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

/// Settles what only the columns of a table together tell: `nom` beside `prénom` is a family name,
/// an address beside a day of birth is where somebody lives. Titles and meanings are in one order.
pub fn settle_together(titles: &[&str], meanings: &mut [Option<Meaning>]) {
    let there = |meaning: Meaning, of: &[Option<Meaning>]| of.contains(&Some(meaning));
    let first_names = there(Meaning::FirstName, meanings);
    let one_person_a_row = there(Meaning::BirthDate, meanings) || there(Meaning::Nir, meanings);
    for (title, meaning) in titles.iter().zip(meanings) {
        match meaning {
            None if first_names && Title::of(title).is_plain_name() => {
                *meaning = Some(Meaning::LastName);
            }
            Some(Meaning::Address) if one_person_a_row => *meaning = Some(Meaning::HomeAddress),
            Some(Meaning::Email) if one_person_a_row => *meaning = Some(Meaning::PersonalEmail),
            Some(Meaning::Telephone) if one_person_a_row => {
                *meaning = Some(Meaning::PersonalTelephone);
            }
            _ => {}
        }
    }
}
