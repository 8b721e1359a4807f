//! Numbers that registers give to bodies, activities and products.

use super::{Compact, all_digits, luhn, modulo_97, value};

/// SIREN of La Poste, whose establishments have a check of their own.
const LA_POSTE: &[u8] = b"356000000";

/// Number of a legal unit (INSEE): nine digits, Luhn; spaces between them are let pass.
pub fn is_siren(text: &str) -> bool {
    let siren = |b: &[u8]| all_digits(b, 9) && luhn(b);
    siren(text.as_bytes()) || text.len() > 9 && Compact::of(text).is_some_and(|c| siren(c.text()))
}

/// Number of an establishment (INSEE): a SIREN and five digits, Luhn over both; the numbers of La
/// Poste may instead have digits whose sum is a multiple of five.
pub fn is_siret(text: &str) -> bool {
    if all_digits(text.as_bytes(), 14) {
        return is_siret_of(text.as_bytes());
    }
    text.len() > 14
        && Compact::of(text).is_some_and(|c| all_digits(c.text(), 14) && is_siret_of(c.text()))
}

fn is_siret_of(digits: &[u8]) -> bool {
    if !luhn(&digits[..9]) {
        return false;
    }
    let sum: u32 = digits.iter().map(|b| u32::from(b - b'0')).sum();
    luhn(digits) || (digits.starts_with(LA_POSTE) && sum.is_multiple_of(5))
}

/// Number for value added tax (*TVA intracommunautaire*) of a French body: `FR`, a key, a SIREN.
pub fn is_tva(text: &str) -> bool {
    let Some(compact) = Compact::of(text) else { return false };
    let Some([key @ .., _, _, _, _, _, _, _, _, _]) = compact.text().strip_prefix(b"FR") else {
        return false;
    };
    let siren = &compact.text()[2 + key.len()..];
    if key.len() != 2 || !all_digits(siren, 9) || !luhn(siren) {
        return false;
    }
    // Keys with a letter follow another rule, which nobody publishes.
    !all_digits(key, 2) || value(key) == (12 + 3 * (value(siren) % 97)) % 97
}

/// Number of an association (RNA): `W` and nine digits.
pub fn is_rna(text: &str) -> bool {
    let Some(rest) = text.as_bytes().strip_prefix(b"W") else { return false };
    let corsican =
        |(i, b): (usize, &u8)| b.is_ascii_digit() || (i == 1 && matches!(b, b'A' | b'B'));
    rest.len() == 9 && rest.iter().enumerate().all(corsican)
}

/// Number of a school (UAI): seven digits and a key letter.
pub fn is_uai(text: &str) -> bool {
    const KEYS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let [digits @ .., key] = text.as_bytes() else { return false };
    all_digits(digits, 7)
        && usize::try_from(value(digits) % 23)
            .is_ok_and(|rest| KEYS[rest] == key.to_ascii_uppercase())
}

/// Number of a health or social establishment (FINESS): a département (`2A`, `97` overseas) and
/// seven digits.
pub fn is_finess(text: &str) -> bool {
    match text.as_bytes() {
        [b'2', b'A' | b'B', rest @ ..] => all_digits(rest, 7),
        digits => all_digits(digits, 9) && !digits.starts_with(b"00"),
    }
}

/// Code of an activity (NAF rev. 2, *APE*): `84.11Z`, `8411Z`.
pub fn is_code_naf(text: &str) -> bool {
    let b = text.as_bytes();
    let (division, rest) = b.split_at(b.len().min(2));
    let rest = rest.strip_prefix(b".").unwrap_or(rest);
    all_digits(division, 2)
        && (1..=99).contains(&value(division))
        && matches!(rest, [a, b, c] if a.is_ascii_digit() && b.is_ascii_digit()
            && c.is_ascii_uppercase())
}

/// Number of a product (EAN-13, EAN-8, UPC, GTIN-14): digits and their key.
pub fn is_ean(text: &str) -> bool {
    let b = text.as_bytes();
    if !matches!(b.len(), 8 | 12 | 13 | 14) || !all_digits(b, b.len()) || b.starts_with(b"000") {
        return false;
    }
    // Weights are counted from the key at the end.
    let weight = |place: usize| if place.is_multiple_of(2) { 1 } else { 3 };
    let sum: u64 = b.iter().rev().enumerate().map(|(i, d)| u64::from(d - b'0') * weight(i)).sum();
    sum.is_multiple_of(10)
}

/// Number of a building in the national register (RNB): twelve characters without `0`, `I`, `O` and
/// `U`, in groups of four or together.
pub fn is_id_rnb(text: &str) -> bool {
    let of_rnb = |b: u8| matches!(b, b'1'..=b'9' | b'A'..=b'Z') && !b"IOU".contains(&b);
    match text.as_bytes() {
        [a @ .., b'-', _, _, _, _, b'-', _, _, _, _] if a.len() == 4 => {
            text.split('-').all(|part| part.bytes().all(of_rnb))
        }
        whole => whole.len() == 12 && whole.iter().all(|b| of_rnb(*b)),
    }
}

/// Number that an association had before the national register: prefecture, `P` or `S`, number.
pub fn is_old_association(text: &str) -> bool {
    match text.as_bytes() {
        [a, b, c, b'P' | b'S', number @ ..] => {
            all_digits(&[*a, *b, *c], 3)
                && (4..=10).contains(&number.len())
                && number.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// The key of a French account or tax number over letters and digits, for the checks of persons.
pub(super) fn iso_7064(text: &[u8]) -> bool {
    let (head, tail) = text.split_at(text.len().min(4));
    modulo_97(tail.iter().chain(head).copied()) == 1
}
