//! Meanings: what the cells of a column identify, by the column's title and the cells' checks.

use fanal_model::fold;

use crate::{
    is_code_commune, is_code_departement, is_code_postal, is_email, is_rna, is_siren, is_siret,
    is_telephone, is_uai, is_url,
};

/// A kind of identifier or quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Number of an establishment.
    Siret,
    /// Number of a legal unit.
    Siren,
    /// Code of a commune in the official geographical code.
    CodeCommune,
    /// Code of a département.
    CodeDepartement,
    /// Code of a région.
    CodeRegion,
    /// Postcode.
    CodePostal,
    /// Telephone number.
    Telephone,
    /// Number of an association.
    Rna,
    /// Number of a school.
    Uai,
    /// Address of electronic mail.
    Email,
    /// Web address.
    Url,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
}

impl Meaning {
    /// The name kept with the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Siret => "siret",
            Self::Siren => "siren",
            Self::CodeCommune => "code_insee",
            Self::CodeDepartement => "code_departement",
            Self::CodeRegion => "code_region",
            Self::CodePostal => "code_postal",
            Self::Telephone => "telephone",
            Self::Rna => "rna",
            Self::Uai => "uai",
            Self::Email => "email",
            Self::Url => "url",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
        }
    }

    /// Whether its digits are a name and never an amount: the column stays text.
    pub fn stays_text(self) -> bool {
        !matches!(self, Self::Latitude | Self::Longitude)
    }

    /// Whether the check tells right from wrong, so that a cell that fails it is worth a look.
    pub fn is_exact(self) -> bool {
        matches!(
            self,
            Self::Siret
                | Self::Siren
                | Self::CodeCommune
                | Self::CodeDepartement
                | Self::CodePostal
                | Self::Rna
                | Self::Uai
        )
    }

    /// Whether a cell passes the check.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Siret => is_siret(&without_spaces(text)),
            Self::Siren => is_siren(&without_spaces(text)),
            Self::CodeCommune => is_code_commune(text),
            Self::CodeDepartement => is_code_departement(text) || is_short_departement(text),
            Self::CodeRegion => {
                matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit())
            }
            Self::CodePostal => is_code_postal(text),
            Self::Telephone => is_telephone(text) || is_telephone_without_zero(text),
            Self::Rna => is_rna(text),
            Self::Uai => is_uai(text),
            Self::Email => is_email(text),
            Self::Url => is_url(text),
            Self::Latitude => degrees(text, 90.0),
            Self::Longitude => degrees(text, 180.0),
        }
    }
}

fn without_spaces(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        text.split_whitespace().collect::<String>().into()
    } else {
        text.into()
    }
}

/// As a spreadsheet leaves it: `1` for `01`.
fn is_short_departement(text: &str) -> bool {
    text.len() == 1 && text.as_bytes()[0].is_ascii_digit() && text != "0"
}

/// As a spreadsheet leaves it: `491551111`.
fn is_telephone_without_zero(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0')
}

fn degrees(text: &str, limit: f64) -> bool {
    crate::number(text).and_then(|n| n.to_f64()).is_some_and(|v| v.abs() <= limit)
}

/// The meaning that a column's title announces; its cells still have to pass the check.
pub fn meaning_of_title(title: &str) -> Option<Meaning> {
    let folded = fold(title);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let any = |list: &[&str]| list.iter().any(|w| has(w));
    let starts = |prefix: &str| words.iter().any(|w| w.starts_with(prefix));
    let joined = words.concat();
    if starts("siret") {
        return Some(Meaning::Siret);
    }
    if starts("siren") {
        return Some(Meaning::Siren);
    }
    if any(&["cp", "postcode", "zip", "zipcode"])
        || joined.contains("codepostal")
        || joined.contains("codespostaux")
    {
        return Some(Meaning::CodePostal);
    }
    if starts("insee")
        || any(&["depcom", "codgeo", "cog", "com"])
        || joined.contains("codecommune")
        || joined.contains("codecom")
        || starts("codeinsee")
    {
        return Some(Meaning::CodeCommune);
    }
    if any(&["dep", "dept", "codedep"])
        || joined.contains("codedepartement")
        || joined.contains("codedep")
        || joined.contains("numdep")
    {
        return Some(Meaning::CodeDepartement);
    }
    if has("reg") || joined.contains("coderegion") || joined.contains("codereg") {
        return Some(Meaning::CodeRegion);
    }
    if any(&["tel", "telephone", "telephones", "phone", "fax", "portable", "mobile", "telecopie"]) {
        return Some(Meaning::Telephone);
    }
    if has("rna") {
        return Some(Meaning::Rna);
    }
    if any(&["uai", "rne"]) {
        return Some(Meaning::Uai);
    }
    if any(&["mail", "email", "mel", "courriel", "courriels"]) || joined.contains("email") {
        return Some(Meaning::Email);
    }
    if any(&["url", "site", "lien", "web", "website"]) {
        return Some(Meaning::Url);
    }
    if any(&["lat", "latitude"]) {
        return Some(Meaning::Latitude);
    }
    any(&["lon", "long", "lng", "longitude"]).then_some(Meaning::Longitude)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: Option<Meaning>) {
        assert_eq!(meaning_of_title(title), expected, "{title}");
    }

    #[test]
    fn titles_announce_meanings() {
        check("N° SIRET de l'établissement", Some(Meaning::Siret));
        check("Code Postal", Some(Meaning::CodePostal));
        check("code_insee_commune", Some(Meaning::CodeCommune));
        check("Numero de telephone", Some(Meaning::Telephone));
        check("Adresse mail", Some(Meaning::Email));
        check("NUMDEP", Some(Meaning::CodeDepartement));
        check("Longitude", Some(Meaning::Longitude));
        check("Nom de la crèche", None);
        check("montant", None);
        check("complément", None);
    }
}
