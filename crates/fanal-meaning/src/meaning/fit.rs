//! Whether a cell may have a meaning.

use super::Meaning;
use crate::identifier::{self as id, Pair};
use crate::{
    Number, is_clock_time, is_day_of_month, is_day_of_week, is_month, is_month_of_year, is_quarter,
    is_week_of_year,
};

/// How well a cell fits a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It passes the check.
    Good,
    /// It would pass with the zeros in front that a spreadsheet took away.
    Short,
    /// It has the right shape and the wrong key.
    Wrong,
    /// It is something else.
    Not,
}

impl Fit {
    /// Good or something else.
    pub(crate) fn of(good: bool) -> Self {
        if good { Self::Good } else { Self::Not }
    }

    /// Good, else wrong when the cell has that many digits and nothing else but spaces.
    fn keyed(good: bool, text: &str, digits: usize) -> Self {
        if good {
            return Self::Good;
        }
        let count = text.bytes().filter(u8::is_ascii_digit).count();
        let plain = || text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'.'));
        if count == digits && plain() { Self::Wrong } else { Self::Not }
    }
}

/// How well that cell, without spaces at its ends, fits that meaning. The number is what the cell
/// reads as, if it does.
pub(crate) fn fit(meaning: Meaning, text: &str, number: Option<&Number>) -> Fit {
    let text_is = |check: fn(&str) -> bool| Fit::of(check(text));
    match meaning {
        Meaning::CodeCommune => padded(text, 5, id::is_code_commune),
        Meaning::CodeArrondissement => text_is(id::is_code_arrondissement),
        Meaning::CodeDepartement => padded(text, 2, id::is_code_departement),
        Meaning::CodeRegion => padded(text, 2, id::is_code_region),
        Meaning::CodeCanton => padded(text, 4, id::is_code_canton),
        Meaning::CodePostal => padded(text, 5, id::is_code_postal),
        Meaning::CodeEpci => Fit::keyed(id::is_code_epci(text), text, 9),
        Meaning::CodeIris => padded(text, 9, id::is_code_iris),
        Meaning::CodeFantoir => text_is(id::is_code_fantoir),
        Meaning::IdParcelle => text_is(id::is_id_parcelle),
        Meaning::CodePays => text_is(id::is_code_pays),
        Meaning::Commune | Meaning::Departement | Meaning::Region | Meaning::Pays => {
            text_is(is_place_name)
        }
        Meaning::Siret => Fit::keyed(id::is_siret(text), text, 14),
        Meaning::Siren => Fit::keyed(id::is_siren(text), text, 9),
        Meaning::Tva => text_is(id::is_tva),
        Meaning::CodeNaf => text_is(id::is_code_naf),
        Meaning::Rna => text_is(id::is_rna),
        Meaning::Uai => text_is(id::is_uai),
        Meaning::Finess => padded(text, 9, id::is_finess),
        Meaning::Ean => product(text),
        Meaning::Rnb => text_is(id::is_id_rnb),
        Meaning::OldAssociation => text_is(id::is_old_association),
        Meaning::Account => text_is(id::is_account),
        Meaning::Canton => text_is(is_canton_name),
        Meaning::Uuid => text_is(id::is_uuid),
        Meaning::ObjectId => text_is(id::is_object_id),
        Meaning::Telephone | Meaning::PersonalTelephone => telephone(text),
        Meaning::Email | Meaning::PersonalEmail => text_is(id::is_email),
        Meaning::Url => text_is(id::is_url),
        Meaning::Address | Meaning::HomeAddress => text_is(id::is_address),
        Meaning::LatLon => Fit::of(id::pair(text) == Some(Pair::LatLon)),
        Meaning::LonLat => Fit::of(id::pair(text) == Some(Pair::LonLat)),
        Meaning::Wkt => text_is(id::is_wkt),
        Meaning::GeoJson => text_is(id::is_geojson),
        Meaning::Time => text_is(is_clock_time),
        Meaning::MonthOfYear => text_is(is_month_of_year),
        Meaning::DayOfMonth => text_is(is_day_of_month),
        Meaning::WeekOfYear => text_is(is_week_of_year),
        Meaning::Month => text_is(is_month),
        Meaning::DayOfWeek => text_is(is_day_of_week),
        Meaning::Quarter => text_is(is_quarter),
        Meaning::Sex => text_is(id::is_sex),
        Meaning::CodeCsp => text_is(id::is_code_csp),
        Meaning::Csp => text_is(id::is_csp),
        Meaning::Iban => text_is(id::is_iban),
        Meaning::LastName => text_is(id::is_family_name),
        Meaning::FirstName => text_is(id::is_first_names),
        Meaning::FullName => text_is(id::is_full_name),
        Meaning::Nir => Fit::keyed(id::is_nir(text), text, 15),
        Meaning::Plate => text_is(id::is_plate),
        Meaning::Ip => text_is(id::is_ip),
        Meaning::Colour => text_is(id::is_colour),
        Meaning::Mime => text_is(id::is_mime),
        Meaning::BirthDate => Fit::Not,
        Meaning::Latitude
        | Meaning::Longitude
        | Meaning::XLambert93
        | Meaning::YLambert93
        | Meaning::Year
        | Meaning::Amount
        | Meaning::Percent => Fit::of(number.is_some_and(|n| measures(meaning, n))),
    }
}

/// Whether that number may have that meaning. Bounds of Lambert-93 are those of mainland France.
fn measures(meaning: Meaning, number: &Number) -> bool {
    let within = |least: f64, most: f64| {
        number.to_f64().is_some_and(|value| (least..=most).contains(&value))
    };
    match meaning {
        Meaning::Latitude => within(-90.0, 90.0),
        Meaning::Longitude => within(-180.0, 180.0),
        Meaning::XLambert93 => within(50_000.0, 1_320_000.0),
        Meaning::YLambert93 => within(6_000_000.0, 7_240_000.0),
        Meaning::Year => number.to_i64().is_some_and(|year| (1800..=2100).contains(&year)),
        _ => true,
    }
}

/// Short when one or two zeros in front make it good.
fn padded(text: &str, length: usize, check: fn(&str) -> bool) -> Fit {
    if check(text) {
        return Fit::Good;
    }
    let missing = length.saturating_sub(text.len());
    if !(1..=2).contains(&missing) || !text.bytes().all(|b| b.is_ascii_digit()) || text.is_empty() {
        return Fit::Not;
    }
    let mut whole = [b'0'; 9];
    let Some(place) = whole.get_mut(missing..length) else { return Fit::Not };
    place.copy_from_slice(text.as_bytes());
    let good = missing == 1 && std::str::from_utf8(&whole[..length]).is_ok_and(check);
    if good { Fit::Short } else { Fit::Not }
}

/// A number, or one that a spreadsheet took for an amount: `491551111`.
fn telephone(text: &str) -> Fit {
    if id::is_telephone(text) {
        return Fit::Good;
    }
    let lost = text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit());
    if lost && !text.starts_with('0') { Fit::Short } else { Fit::Not }
}

/// The number of a product, of any of the lengths that there are.
fn product(text: &str) -> Fit {
    let length = [8, 12, 14].into_iter().find(|length| text.len() == *length);
    Fit::keyed(id::is_ean(text), text, length.unwrap_or(13))
}

/// A name of a place, which may have a number behind it: `Marseille-1`.
fn is_canton_name(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    is_place_name(name.strip_suffix(['-', ' ']).unwrap_or(name))
}

/// Letters and what stands between the words of names of places.
fn is_place_name(text: &str) -> bool {
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '/');
    (2..=60).contains(&text.len()) && text.chars().all(plain) && text.contains(char::is_alphabetic)
}
