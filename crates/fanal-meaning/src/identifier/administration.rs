//! Codes of places in French administration (INSEE's official geographical code, DGFiP, La Poste).

use super::{all_digits, is_siren};

/// Régions of today, then those that were merged in 2016.
const REGIONS: [&[u8]; 34] = [
    b"01", b"02", b"03", b"04", b"06", b"11", b"24", b"27", b"28", b"32", b"44", b"52", b"53",
    b"75", b"76", b"84", b"93", b"94", b"21", b"22", b"23", b"25", b"26", b"31", b"41", b"42",
    b"43", b"54", b"72", b"73", b"74", b"82", b"83", b"91",
];

/// Two letters of each country and territory (ISO 3166-1).
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI \
BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ \
DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ \
GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS \
MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT \
PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM \
ZW";

/// Bytes at the start of a code of commune that are its département: two, or three overseas.
fn departement_of(text: &[u8]) -> Option<&[u8]> {
    let overseas = text.starts_with(b"97") || text.starts_with(b"98");
    text.get(..if overseas { 3 } else { 2 }).filter(|d| is_departement(d))
}

fn is_departement(text: &[u8]) -> bool {
    match text {
        [b'2', b'A' | b'B' | b'a' | b'b'] => true,
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => {
            let number = (a - b'0') * 10 + (b - b'0');
            (1..=95).contains(&number) && number != 20
        }
        [b'9', b'7', b'1'..=b'8'] | [b'9', b'8', b'4' | b'6'..=b'9'] => true,
        _ => false,
    }
}

/// Code of a commune (INSEE, COG): `13055`, `2A004`, `97411`.
pub fn is_code_commune(text: &str) -> bool {
    let b = text.as_bytes();
    let Some(departement) = departement_of(b).filter(|_| b.len() == 5) else { return false };
    let place = &b[departement.len()..];
    place.iter().all(u8::is_ascii_digit) && place.iter().any(|d| *d != b'0')
}

/// Code of a municipal arrondissement of Paris, Lyon or Marseille: `75101`, `69389`, `13216`.
pub fn is_code_arrondissement(text: &str) -> bool {
    match text.as_bytes() {
        [b'7', b'5', b'1', rest @ ..] => in_range(rest, 1, 20),
        [b'6', b'9', b'3', rest @ ..] => in_range(rest, 81, 89),
        [b'1', b'3', b'2', rest @ ..] => in_range(rest, 1, 16),
        _ => false,
    }
}

fn in_range(text: &[u8], first: u64, last: u64) -> bool {
    all_digits(text, 2) && (first..=last).contains(&super::value(text))
}

/// Code of a département: `01` to `95`, `2A`, `2B`, `971` to `978`, `984`, `986` to `989`.
pub fn is_code_departement(text: &str) -> bool {
    is_departement(text.as_bytes())
}

/// Code of a région: `01`, `93`, or `91` as before 2016.
pub fn is_code_region(text: &str) -> bool {
    REGIONS.contains(&text.as_bytes())
}

/// Code of a canton (INSEE): a département and two digits, `1301`.
pub fn is_code_canton(text: &str) -> bool {
    let b = text.as_bytes();
    departement_of(b).is_some_and(|d| all_digits(&b[d.len()..], 2))
}

/// Postcode: five digits, `01000` to `98999`.
pub fn is_code_postal(text: &str) -> bool {
    all_digits(text.as_bytes(), 5) && ("01000".."99000").contains(&text)
}

/// SIREN of a group of communes (EPCI): they begin with 2.
pub fn is_code_epci(text: &str) -> bool {
    text.starts_with('2') && is_siren(text)
}

/// Code of a statistical area (IRIS): a commune and four digits, `130550101`.
pub fn is_code_iris(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 9 && all_digits(&b[5..], 4) && text.get(..5).is_some_and(is_code_commune)
}

/// Code of a street (FANTOIR): four characters, alone or with their key letter, or behind the
/// commune: `B012`, `0105X`, `130550105X`, `13055_0105`; in eleven characters the tax office's own
/// figure for a part of the département stands in third place: `1320550105X`.
pub fn is_code_fantoir(text: &str) -> bool {
    let b = text.as_bytes();
    let street = match b.len() {
        4 | 5 => b,
        9..=11 if text.get(..5).is_some_and(is_code_commune) && b.len() < 11 => {
            b[5..].strip_prefix(b"_").unwrap_or(&b[5..])
        }
        11 if b[5] == b'_' && text.get(..5).is_some_and(is_code_commune) => &b[6..],
        11 if is_commune_of_taxes(b) => &b[6..],
        _ => return false,
    };
    match street {
        [first, number @ ..] if first.is_ascii_digit() || first.is_ascii_uppercase() => {
            let (number, key) = number.split_at(number.len().min(3));
            all_digits(number, 3) && key.len() <= 1 && key.iter().all(|k| k.is_ascii_uppercase())
        }
        _ => false,
    }
}

/// Whether it begins with a commune as the tax office writes it, in six characters: département,
/// a figure for a part of it, commune.
fn is_commune_of_taxes(b: &[u8]) -> bool {
    let [d, e, part, a, b, c, ..] = b else { return false };
    let commune = [*d, *e, *a, *b, *c];
    part.is_ascii_digit() && std::str::from_utf8(&commune).is_ok_and(is_code_commune)
}

/// Identifier of a cadastral parcel: commune, former commune, section, number:
/// `13209801AB0123`, `330010000B2328`.
pub fn is_id_parcelle(text: &str) -> bool {
    let b = text.as_bytes();
    let section = |s: &[u8]| {
        matches!(s, [a, b] if (a.is_ascii_digit() || a.is_ascii_uppercase())
            && (b.is_ascii_digit() || b.is_ascii_uppercase()))
            && !all_digits(s, 2)
    };
    b.len() == 14
        && text.get(..5).is_some_and(is_code_commune)
        && all_digits(&b[5..8], 3)
        && section(&b[8..10])
        && all_digits(&b[10..], 4)
}

/// Code of a country (ISO 3166-1): two known letters, three capitals, or three known digits.
pub fn is_code_pays(text: &str) -> bool {
    match text.len() {
        3 if text.bytes().all(|b| b.is_ascii_digit()) => {
            let number = u16::try_from(super::value(text.as_bytes())).unwrap_or_default();
            COUNTRY_NUMBERS.binary_search(&number).is_ok()
        }
        2 => text.bytes().all(|b| b.is_ascii_uppercase()) && COUNTRIES.contains(text),
        3 => text.bytes().all(|b| b.is_ascii_uppercase()),
        _ => false,
    }
}

/// The same in digits.
const COUNTRY_NUMBERS: [u16; 249] = [
    4, 8, 10, 12, 16, 20, 24, 28, 31, 32, 36, 40, 44, 48, 50, 51, 52, 56, 60, 64, 68, 70, 72, 74,
    76, 84, 86, 90, 92, 96, 100, 104, 108, 112, 116, 120, 124, 132, 136, 140, 144, 148, 152, 156,
    158, 162, 166, 170, 174, 175, 178, 180, 184, 188, 191, 192, 196, 203, 204, 208, 212, 214, 218,
    222, 226, 231, 232, 233, 234, 238, 239, 242, 246, 248, 250, 254, 258, 260, 262, 266, 268, 270,
    275, 276, 288, 292, 296, 300, 304, 308, 312, 316, 320, 324, 328, 332, 334, 336, 340, 344, 348,
    352, 356, 360, 364, 368, 372, 376, 380, 384, 388, 392, 398, 400, 404, 408, 410, 414, 417, 418,
    422, 426, 428, 430, 434, 438, 440, 442, 446, 450, 454, 458, 462, 466, 470, 474, 478, 480, 484,
    492, 496, 498, 499, 500, 504, 508, 512, 516, 520, 524, 528, 531, 533, 534, 535, 540, 548, 554,
    558, 562, 566, 570, 574, 578, 580, 581, 583, 584, 585, 586, 591, 598, 600, 604, 608, 612, 616,
    620, 624, 626, 630, 634, 638, 642, 643, 646, 652, 654, 659, 660, 662, 663, 666, 670, 674, 678,
    682, 686, 688, 690, 694, 702, 703, 704, 705, 706, 710, 716, 724, 728, 729, 732, 740, 744, 748,
    752, 756, 760, 762, 764, 768, 772, 776, 780, 784, 788, 792, 795, 796, 798, 800, 804, 807, 818,
    826, 831, 832, 833, 834, 840, 850, 854, 858, 860, 862, 876, 882, 887, 894,
];
