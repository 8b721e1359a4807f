//! Codes, numbers and addresses that name something, with the check that each allows. Every check
//! takes a whole cell without spaces at its ends, and none allocates.

mod administration;
mod contact;
mod person;
mod place;
mod population;
mod register;
mod technical;

pub use administration::{
    is_code_arrondissement, is_code_canton, is_code_commune, is_code_departement, is_code_epci,
    is_code_fantoir, is_code_iris, is_code_pays, is_code_postal, is_code_region, is_id_parcelle,
};
pub use contact::{
    Mailbox, is_account, is_email, is_mobile_telephone, is_telephone, is_url, mailbox,
    telephone_digits,
};
pub use person::{
    is_family_name, is_first_names, is_full_name, is_iban, is_listed_name, is_nir,
    is_nir_without_key, is_plate, is_spaced_plate, is_titled_name,
};
pub use place::{Pair, is_address, is_geojson, is_wkt, pair};
pub use population::{is_code_csp, is_csp, is_sex};
pub use register::{
    is_code_naf, is_ean, is_finess, is_id_rnb, is_old_association, is_rna, is_siren, is_siret,
    is_tva, is_uai,
};
pub use technical::{is_colour, is_ip, is_mime, is_object_id, is_uuid};

/// The characters of a cell without the spaces, points and dashes between them, in capitals.
struct Compact {
    bytes: [u8; 40],
    length: usize,
}

impl Compact {
    /// Nothing when the cell holds other characters or too many.
    fn of(text: &str) -> Option<Self> {
        let mut compact = Self { bytes: [0; 40], length: 0 };
        let mut rest = text.as_bytes();
        loop {
            rest = match rest {
                [] => break,
                [0xC2, 0xA0, rest @ ..] | [0xE2, 0x80, 0xAF, rest @ ..] => rest,
                [b' ' | b'.' | b'-', rest @ ..] => rest,
                [byte, rest @ ..] if byte.is_ascii_alphanumeric() => {
                    *compact.bytes.get_mut(compact.length)? = byte.to_ascii_uppercase();
                    compact.length += 1;
                    rest
                }
                _ => return None,
            };
        }
        Some(compact)
    }

    fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

fn all_digits(text: &[u8], count: usize) -> bool {
    text.len() == count && text.iter().all(u8::is_ascii_digit)
}

/// The number that these digits make; at most 18 of them.
fn value(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit.wrapping_sub(b'0')))
}

/// The rest by 97 of a number of any length in which letters count from 10 (ISO 7064).
fn modulo_97(text: impl Iterator<Item = u8>) -> u32 {
    text.fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    })
}

/// Luhn's check; zeros alone fail it.
fn luhn(digits: &[u8]) -> bool {
    const DOUBLED: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let sum: u32 = digits
        .rchunks(2)
        .map(|pair| match pair {
            [even, odd] => DOUBLED[usize::from(even - b'0')] + u32::from(odd - b'0'),
            rest => rest.iter().map(|digit| u32::from(digit - b'0')).sum(),
        })
        .sum();
    sum > 0 && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests;
