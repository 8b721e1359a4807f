//! Portals and the languages that they speak.

use crate::{PortalId, Slug};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// French, the first language.
    #[default]
    French,
    /// English, complete.
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// Finds one by its code; a region is ignored (`fr-CA`).
    pub fn from_code(code: &str) -> Option<Self> {
        let main = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(main))
    }

    /// Names of the months, from January on.
    pub fn months(self) -> &'static [&'static str; 12] {
        match self {
            Self::French => &FRENCH_MONTHS,
            Self::English => &ENGLISH_MONTHS,
        }
    }
}

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A face of the platform with its own host, name and look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// Number in the catalogue.
    pub id: PortalId,
    /// Short name.
    pub slug: Slug,
    /// Name shown at the top of each page.
    pub name: String,
    /// Host that it answers to; none answers to every host that no other portal takes.
    pub host: Option<String>,
    /// First language of its pages.
    pub language: Language,
    /// Filled with demonstration data: each page says so.
    pub demonstration: bool,
}
