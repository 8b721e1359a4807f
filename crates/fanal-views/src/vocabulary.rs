//! Identifiers of the sentences that name the model's own words, and the lists that forms offer.

use fanal_model::{FieldType, JobState, Visibility};

/// A licence that a form offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Licence {
    /// Code of data.gouv.fr.
    pub code: &'static str,
    /// Name, in the language of its authors.
    pub name: &'static str,
    /// Its text.
    pub url: &'static str,
}

/// The licences that French administrations may use (article D. 323-2-1 of the code of relations
/// between the public and the administration) and the usual ones of others.
pub const LICENCES: [Licence; 6] = [
    Licence {
        code: "lov2",
        name: "Licence Ouverte 2.0",
        url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    },
    Licence {
        code: "fr-lo",
        name: "Licence Ouverte 1.0",
        url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    },
    Licence {
        code: "odc-odbl",
        name: "Open Database License (ODbL) 1.0",
        url: "https://opendatacommons.org/licenses/odbl/1-0/",
    },
    Licence {
        code: "cc-by",
        name: "Creative Commons BY 4.0",
        url: "https://creativecommons.org/licenses/by/4.0/",
    },
    Licence {
        code: "cc-by-sa",
        name: "Creative Commons BY-SA 4.0",
        url: "https://creativecommons.org/licenses/by-sa/4.0/",
    },
    Licence {
        code: "cc-zero",
        name: "Creative Commons Zero 1.0",
        url: "https://creativecommons.org/publicdomain/zero/1.0/",
    },
];

/// Finds a licence by its code.
pub fn licence(code: &str) -> Option<&'static Licence> {
    LICENCES.iter().find(|l| l.code == code)
}

/// How often a dataset may be brought up to date (codes of the EU vocabulary), from the most to
/// the least often, each with the identifier of its sentence.
pub const FREQUENCIES: [(&str, &str); 10] = [
    ("CONT", "frequency-continuous"),
    ("DAILY", "frequency-daily"),
    ("WEEKLY", "frequency-weekly"),
    ("MONTHLY", "frequency-monthly"),
    ("QUARTERLY", "frequency-quarterly"),
    ("ANNUAL_2", "frequency-twice-a-year"),
    ("ANNUAL", "frequency-annual"),
    ("IRREG", "frequency-irregular"),
    ("NEVER", "frequency-never"),
    ("UNKNOWN", "frequency-unknown"),
];

/// The sentence that says how often; none for a code that is not in the list.
pub(crate) fn frequency(code: &str) -> Option<&'static str> {
    FREQUENCIES.iter().find(|(c, _)| *c == code).map(|(_, id)| *id)
}

/// The name of a type.
pub(crate) fn field_type(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::Text => "type-text",
        FieldType::Int => "type-int",
        FieldType::Double => "type-double",
        FieldType::Boolean => "type-boolean",
        FieldType::Date => "type-date",
        FieldType::DateTime => "type-datetime",
        FieldType::GeoPoint => "type-point",
        FieldType::GeoShape => "type-shape",
        FieldType::File => "type-file",
        FieldType::Json => "type-json",
    }
}

/// The icon of a type.
pub(crate) fn type_icon(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::Text => "text",
        FieldType::Int | FieldType::Double => "hash",
        FieldType::Boolean => "toggle",
        FieldType::Date | FieldType::DateTime => "calendar",
        FieldType::GeoPoint => "pin",
        FieldType::GeoShape => "shape",
        FieldType::File => "file",
        FieldType::Json => "braces",
    }
}

/// The name of a visibility.
pub(crate) fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Open => "visibility-open",
        Visibility::Restricted => "visibility-restricted",
        Visibility::MetadataOnly => "visibility-metadata-only",
        Visibility::Secret => "visibility-secret",
    }
}

/// What a visibility means, in a sentence.
pub(crate) fn visibility_meaning(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Open => "visibility-open-meaning",
        Visibility::Restricted => "visibility-restricted-meaning",
        Visibility::MetadataOnly => "visibility-metadata-only-meaning",
        Visibility::Secret => "visibility-secret-meaning",
    }
}

/// The name of a job's state.
pub(crate) fn job_state(state: &JobState) -> &'static str {
    match state {
        JobState::Waiting(_) => "job-waiting",
        JobState::Running(_) => "job-running",
        JobState::Done(_) => "job-done",
        JobState::Failed(..) => "job-failed",
        JobState::Cancelled(_) => "job-cancelled",
    }
}

/// The name of a separator of a text file; none for one that has no name.
pub(crate) fn separator(separator: &str) -> Option<&'static str> {
    Some(match separator {
        ";" => "separator-semicolon",
        "," => "separator-comma",
        "\t" | "tab" => "separator-tab",
        "|" => "separator-bar",
        " " => "separator-space",
        ":" => "separator-colon",
        _ => return None,
    })
}

/// The usual name of a coordinate system; the same in every language.
pub(crate) fn coordinate_system(code: &str) -> &str {
    match code {
        "EPSG:4326" => "WGS 84 (longitude, latitude)",
        "EPSG:4326/yx" => "WGS 84 (latitude, longitude)",
        "EPSG:2154" => "Lambert-93",
        "EPSG:3942" => "CC42",
        "EPSG:3943" => "CC43",
        "EPSG:3944" => "CC44",
        "EPSG:3945" => "CC45",
        "EPSG:3946" => "CC46",
        "EPSG:3947" => "CC47",
        "EPSG:3948" => "CC48",
        "EPSG:3949" => "CC49",
        "EPSG:3950" => "CC50",
        "EPSG:27572" => "Lambert II étendu (NTF)",
        "EPSG:27571" => "Lambert I, zone étendue (NTF)",
        "EPSG:27573" => "Lambert III, zone étendue (NTF)",
        "EPSG:27574" => "Lambert IV, zone étendue (NTF)",
        "EPSG:27561" => "Lambert I (NTF)",
        "EPSG:27562" => "Lambert II (NTF)",
        "EPSG:27563" => "Lambert III (NTF)",
        "EPSG:27564" => "Lambert IV (NTF)",
        "EPSG:5490" => "RGAF09 / UTM 20N (Guadeloupe, Martinique)",
        "EPSG:2972" => "RGFG95 / UTM 22N (Guyane)",
        "EPSG:2975" => "RGR92 / UTM 40S (La Réunion)",
        "EPSG:4471" => "RGM04 / UTM 38S (Mayotte)",
        "EPSG:4467" => "RGSPM06 / UTM 21N (Saint-Pierre-et-Miquelon)",
        "EPSG:8903" => "RGWF96 / UTM 1S (Wallis-et-Futuna)",
        "EPSG:3296" => "RGPF / UTM 5S (Polynésie)",
        "EPSG:3297" => "RGPF / UTM 6S (Polynésie)",
        "EPSG:3298" => "RGPF / UTM 7S (Polynésie)",
        "EPSG:3163" => "Lambert NC (Nouvelle-Calédonie)",
        "EPSG:3857" => "Web Mercator",
        "EPSG:3035" => "LAEA Europe",
        "EPSG:32630" => "WGS 84 / UTM 30N",
        "EPSG:32631" => "WGS 84 / UTM 31N",
        "EPSG:32632" => "WGS 84 / UTM 32N",
        _ => code,
    }
}

/// The sentence that names a time zone; nothing stands for the one that is taken unless somebody
/// decides.
pub(crate) fn zone(name: &str) -> Option<&'static str> {
    Some(match name {
        "" => "zone-open",
        "Europe/Paris" => "zone-paris",
        "America/Guadeloupe" => "zone-guadeloupe",
        "America/Martinique" => "zone-martinique",
        "America/Cayenne" => "zone-guyane",
        "Indian/Reunion" => "zone-reunion",
        "Indian/Mayotte" => "zone-mayotte",
        "America/Miquelon" => "zone-miquelon",
        "Pacific/Tahiti" => "zone-tahiti",
        "Pacific/Wallis" => "zone-wallis",
        "Pacific/Noumea" => "zone-noumea",
        "UTC" => "zone-utc",
        _ => return None,
    })
}

/// The usual name of an encoding.
pub(crate) fn encoding(code: &str) -> &str {
    match code.to_ascii_lowercase().as_str() {
        "utf-8" => "UTF-8",
        "windows-1252" => "Windows-1252",
        "iso-8859-15" => "ISO-8859-15",
        "macintosh" => "Mac OS Roman",
        "ibm850" => "DOS (CP850)",
        "utf-16le" => "UTF-16 LE",
        "utf-16be" => "UTF-16 BE",
        _ => code,
    }
}
