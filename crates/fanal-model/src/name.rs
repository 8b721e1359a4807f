//! What people type to name things: addresses of datasets and names of fields.

use std::fmt;

/// Why a text can't be a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is left of it.
    #[error("a name needs at least one letter or digit")]
    Empty,
    /// Longer than the limit.
    #[error("a name has at most {limit} characters, this one has {length}")]
    TooLong {
        /// Characters found.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// A character that is not allowed.
    #[error("`{0}` can't stand in a name: use small letters, digits, `-` and `_`")]
    Forbidden(char),
}

/// The address of a dataset, a portal or an organisation: small ASCII letters, digits, `-`, `_`,
/// `.` and `@` (federated datasets), starting with a letter or a digit, at most 100 characters. On
/// screen it is called *adresse* or *identifiant*.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

impl Slug {
    /// Longest slug, in characters.
    pub const LIMIT: usize = 100;

    /// Checks a text that somebody typed. It is not corrected.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.chars().count() > Self::LIMIT {
            return Err(NameError::TooLong { length: text.chars().count(), limit: Self::LIMIT });
        }
        for (i, c) in text.char_indices() {
            let letter = c.is_ascii_lowercase() || c.is_ascii_digit();
            if !letter && (i == 0 || !matches!(c, '-' | '_' | '@' | '.')) {
                return Err(NameError::Forbidden(c));
            }
        }
        if text.is_empty() { Err(NameError::Empty) } else { Ok(Self(text.to_owned())) }
    }

    /// Makes one from a title: accents folded, everything else becomes `-`.
    pub fn from_title(title: &str) -> Result<Self, NameError> {
        let slug: String = joined(title, '-').chars().take(Self::LIMIT).collect();
        Self::parse(slug.trim_end_matches('-'))
    }

    /// The address with the words of a title behind it: `comptages` and `Février 2025` make
    /// `comptages-fevrier-2025`. What is too long loses the end of the address, then the beginning
    /// of the title: it is the end of a path that tells things apart.
    #[must_use]
    pub fn followed_by(&self, title: &str) -> Self {
        let words = joined(title, '-');
        let kept = match words.len().checked_sub(Self::LIMIT / 2) {
            None | Some(0) => words.as_str(),
            // From a whole word on, if one begins there.
            Some(cut) => words[cut - 1..].split_once('-').map_or(&words[cut..], |(_, kept)| kept),
        };
        if kept.is_empty() { self.clone() } else { self.ending_with(&format!("-{kept}")) }
    }

    /// The address with a number behind it: `comptages-2`. What is too long loses its end.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        self.ending_with(&format!("-{number}"))
    }

    fn ending_with(&self, end: &str) -> Self {
        let beginning: String = self.0.chars().take(Self::LIMIT - end.len()).collect();
        Self(beginning.trim_end_matches('-').to_owned() + end)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The name of a field in queries and in files: small ASCII letters, digits and `_`, at most 100
/// characters. It may start with a digit (it is then written between back-quotes in ODSQL). A name
/// that starts with `_` is the platform's own and never a user's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldName(String);

impl FieldName {
    /// Longest field name, in characters.
    pub const LIMIT: usize = 100;

    /// Checks a name that somebody typed. It is not corrected.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.len() > Self::LIMIT {
            return Err(NameError::TooLong { length: text.len(), limit: Self::LIMIT });
        }
        for (i, c) in text.char_indices() {
            let letter = c.is_ascii_lowercase() || c.is_ascii_digit();
            if !letter && (i == 0 || c != '_') {
                return Err(NameError::Forbidden(c));
            }
        }
        if text.is_empty() { Err(NameError::Empty) } else { Ok(Self(text.to_owned())) }
    }

    /// Makes one from a column's title: `N° de téléphone` → `n_de_telephone`.
    pub fn from_title(title: &str) -> Result<Self, NameError> {
        let name: String = joined(title, '_').chars().take(Self::LIMIT).collect();
        Self::parse(name.trim_end_matches('_'))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Runs of letters and digits, folded, joined by one character.
fn joined(text: &str, joint: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(joint) {
            out.push(joint);
        }
    }
    out.truncate(out.trim_end_matches(joint).len());
    out
}

/// Folds a text for comparing and sorting: small letters without accents or ligatures
/// (`Œuvre d'Été` → `oeuvre d'ete`). Scripts other than Latin are only put in small letters.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' => out.push('i'),
            'ñ' | 'ń' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'š' | 'ś' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            '\u{2019}' => out.push('\''),
            '\u{300}'..='\u{36f}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_names_come_from_titles() {
        for (title, expected) in [
            ("N° de téléphone", "n_de_telephone"),
            ("Montant (€)", "montant"),
            ("  Cœur d'Îlot  ", "coeur_d_ilot"),
            ("2024", "2024"),
            ("_cache", "cache"),
        ] {
            assert_eq!(FieldName::from_title(title).map(|n| n.to_string()), Ok(expected.into()));
        }
        assert_eq!(FieldName::from_title("€"), Err(NameError::Empty));
    }

    #[test]
    fn an_address_is_followed_by_a_title() {
        let slug = |text: &str| Slug::parse(text).expect("a slug");
        for (title, expected) in [
            ("Février 2025", "comptages-fevrier-2025"),
            ("2025 – janvier", "comptages-2025-janvier"),
            ("€", "comptages"),
        ] {
            assert_eq!(slug("comptages").followed_by(title).as_str(), expected);
        }
        let long = slug(&"a".repeat(100)).followed_by(&"b c ".repeat(40));
        assert!(long.as_str().len() <= Slug::LIMIT && long.as_str().contains("a-c-b"));
        assert_eq!(Slug::parse(long.as_str()), Ok(long));
        let path = "Comptages routiers de la métropole – relevés horaires 2025 – janvier";
        let told_apart = slug("comptages").followed_by(path);
        assert!(told_apart.as_str().ends_with("-releves-horaires-2025-janvier"), "{told_apart}");
    }

    #[test]
    fn a_number_is_never_cut_off() {
        let long = Slug::parse(&"a".repeat(100)).expect("a slug");
        assert_eq!(long.numbered(200).as_str(), "a".repeat(96) + "-200");
        assert_eq!(
            Slug::parse("budget").map(|slug| slug.numbered(2).to_string()),
            Ok("budget-2".into())
        );
    }

    #[test]
    fn a_typed_slug_is_checked_and_not_corrected() {
        assert_eq!(Slug::parse("Arbres"), Err(NameError::Forbidden('A')));
        assert_eq!(Slug::parse("../etc"), Err(NameError::Forbidden('.')));
        assert_eq!(Slug::parse(""), Err(NameError::Empty));
        assert!(Slug::parse("arbres@ville-x").is_ok());
        assert!(matches!(Slug::parse(&"a".repeat(101)), Err(NameError::TooLong { .. })));
    }
}
