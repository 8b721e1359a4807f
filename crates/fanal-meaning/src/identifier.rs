//! Identifiers of French administration, with the check that each allows.

/// SIREN of La Poste, whose establishments have a check of their own.
const LA_POSTE: &[u8] = b"356000000";

/// Number of a legal unit (INSEE): nine digits, Luhn.
pub fn is_siren(text: &str) -> bool {
    all_digits(text, 9) && luhn(text.as_bytes())
}

/// Number of an establishment (INSEE): fourteen digits, Luhn; those of La Poste may instead have
/// digits whose sum is a multiple of five.
pub fn is_siret(text: &str) -> bool {
    if !all_digits(text, 14) {
        return false;
    }
    let bytes = text.as_bytes();
    let sum: u32 = bytes.iter().map(|b| u32::from(b - b'0')).sum();
    luhn(bytes) || (bytes.starts_with(LA_POSTE) && sum.is_multiple_of(5))
}

/// Code of a commune (INSEE, COG): `13055`, `2A004`, `97411`.
pub fn is_code_commune(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 5
        && b[0].is_ascii_digit()
        && (b[1].is_ascii_digit() || (b[0] == b'2' && matches!(b[1], b'A' | b'B')))
        && b[2..].iter().all(u8::is_ascii_digit)
        && is_code_departement(if text.starts_with("97") || text.starts_with("98") {
            text.get(..3).unwrap_or_default()
        } else {
            text.get(..2).unwrap_or_default()
        })
}

/// Code of a département: `01` to `95`, `2A`, `2B`, `971` to `989`.
pub fn is_code_departement(text: &str) -> bool {
    match text.as_bytes() {
        [b'2', b'A' | b'B'] => true,
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
            (1..=95).contains(&((a - b'0') * 10 + (b - b'0')))
        }
        [b'9', b'7' | b'8', c] => c.is_ascii_digit(),
        _ => false,
    }
}

/// Postcode: five digits, `01000` to `98999`.
pub fn is_code_postal(text: &str) -> bool {
    all_digits(text, 5) && ("01000".."99000").contains(&text)
}

/// Telephone number: ten digits from `0`, or `+33`, or four digits from `3` or a short number
/// (`15`, `112`); spaces, points and dashes between digits.
pub fn is_telephone(text: &str) -> bool {
    let mut digits = [0_u8; 15];
    let mut count = 0;
    for (i, c) in text.char_indices() {
        match c {
            '0'..='9' if count < digits.len() => {
                digits[count] = c as u8;
                count += 1;
            }
            '+' if i == 0 => {}
            ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' => {}
            _ => return false,
        }
    }
    match &digits[..count] {
        [b'0', b'1'..=b'9', ..] => count == 10,
        [b'0', b'0', ..] => count >= 11,
        [b'3', b'0'..=b'9', ..] if count == 4 => true,
        _ => text.starts_with('+') && count >= 10,
    }
}

/// Number of an association (RNA): `W` and nine digits.
pub fn is_rna(text: &str) -> bool {
    text.strip_prefix('W').is_some_and(|rest| {
        rest.len() == 9
            && rest
                .bytes()
                .enumerate()
                .all(|(i, b)| b.is_ascii_digit() || (i == 1 && matches!(b, b'A' | b'B')))
    })
}

/// Number of a school (UAI): seven digits and a key letter.
pub fn is_uai(text: &str) -> bool {
    const KEYS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let Some((digits, key)) = text.split_at_checked(7) else { return false };
    if !all_digits(digits, 7) || key.len() != 1 {
        return false;
    }
    let value: usize = digits.parse().unwrap_or(0);
    KEYS[value % 23] == key.as_bytes()[0].to_ascii_uppercase()
}

/// Address of electronic mail, by its shape.
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'');
    !name.is_empty()
        && name.chars().all(plain)
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && host.split('.').count() >= 2
        && host.split('.').all(|part| !part.is_empty())
}

/// Web address, by its shape.
pub fn is_url(text: &str) -> bool {
    let rest = ["https://", "http://", "www."].iter().find_map(|p| text.strip_prefix(p));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

fn all_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0_u32;
    for (place, digit) in digits.iter().rev().enumerate() {
        let value = u32::from(digit - b'0') << (place % 2);
        sum += if value > 9 { value - 9 } else { value };
    }
    sum.is_multiple_of(10) && digits.iter().any(|d| *d != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(is: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(is(text), "{text} was refused");
        }
        for text in no {
            assert!(!is(text), "{text} was taken");
        }
    }

    #[test]
    fn each_identifier_has_its_check() {
        check(is_siren, &["211300553", "356000000"], &["211300554", "21130055", "000000000"]);
        check(
            is_siret,
            &["21130055300016", "35600000049837", "35600000009075"],
            &["21130055300017", "2113005530001", "+3349155111122"],
        );
        check(
            is_code_commune,
            &["01004", "2A004", "97415", "13055"],
            &["96001", "1004", "2C004", "00001", "é123"],
        );
        check(is_code_departement, &["01", "2B", "974", "95"], &["96", "1", "00", "20A"]);
        check(is_code_postal, &["01500", "20000", "97400"], &["00500", "99500", "1500"]);
        check(
            is_telephone,
            &["0491551111", "04 91 55 11 11", "04.91.55.11.11", "+33491551111", "3631"],
            &["2024-03-374", "0091", "491551111", "12", "abc", ""],
        );
        check(is_rna, &["W133001234", "W2A1001234"], &["W13300123", "133001234"]);
        check(is_uai, &["0130001F"], &["0130001A", "013000F"]);
        check(is_email, &["mairie@ville-x.fr"], &["mairie@ville", "@x.fr", "a b@c.fr"]);
        check(is_url, &["https://x.fr/a", "www.x.fr"], &["x.fr", "http://x"]);
    }
}
