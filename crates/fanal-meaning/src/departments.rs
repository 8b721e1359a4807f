//! Departments and territories overseas, by the codes that begin with theirs.

use crate::Meaning;

/// A set of departments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Departments(u128);

impl Departments {
    /// Sees a code of that meaning; of those that name no department, nothing is kept.
    pub(crate) fn see(&mut self, meaning: Meaning, text: &str) {
        self.0 |= bit_of_code(meaning, text).unwrap_or(0);
    }

    /// Adds those of another set.
    pub fn merge(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether the department of that code (`13`, `2A`, `974`) was named.
    pub fn contains(self, code: &str) -> bool {
        let mut start = [b'0'; 3];
        start.iter_mut().zip(code.bytes()).for_each(|(place, byte)| *place = byte);
        bit(start).is_some_and(|bit| self.0 & bit != 0)
    }
}

fn bit_of_code(meaning: Meaning, text: &str) -> Option<u128> {
    let length: usize = match meaning {
        Meaning::CodeCommune | Meaning::CodePostal => 5,
        Meaning::CodeIris => 9,
        _ => return None,
    };
    // A spreadsheet may have taken the zeros in front.
    let signs = || text.bytes().filter(u8::is_ascii_alphanumeric);
    let missing = length.checked_sub(signs().count())?;
    let mut code = [b'0'; 9];
    code[missing..].iter_mut().zip(signs()).for_each(|(place, sign)| *place = sign);
    match (meaning, &code[..5]) {
        // Postcodes of Corsica, and of the two islands that were communes of Guadeloupe.
        (Meaning::CodePostal, [b'2', b'0', b'0' | b'1', ..]) => bit(*b"2A0"),
        (Meaning::CodePostal, [b'2', b'0', ..]) => bit(*b"2B0"),
        (Meaning::CodePostal, b"97133") => bit(*b"977"),
        (Meaning::CodePostal, b"97150") => bit(*b"978"),
        (_, [a, b, c, ..]) => bit([*a, *b, *c]),
        _ => None,
    }
}

/// The place of a department in the set, by the three signs with which codes begin.
fn bit(start: [u8; 3]) -> Option<u128> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let place = match start {
        [b'2', b'A', _] => 120,
        [b'2', b'B', _] => 121,
        [b'9', b'7', third] => 100 + digit(third)?,
        [b'9', b'8', third] => 110 + digit(third)?,
        [first, second, _] => digit(first)? * 10 + digit(second)?,
    };
    Some(1_u128 << place)
}
