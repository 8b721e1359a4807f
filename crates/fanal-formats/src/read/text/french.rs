//! How French a letter is between its neighbours.

/// Weighs a character that is not ASCII between two ASCII neighbours, in which digits are `0`,
/// bytes above 127 are 0x80 and anything that is neither letter nor digit is a space. Positive
/// where French texts have it, negative where it is unlikely.
pub(super) fn weight(before: u8, character: char, after: u8) -> i64 {
    if matches!(character, '\u{80}'..='\u{9f}' | '\u{FFFD}') {
        return -20;
    }
    let base = frequency(character);
    if character.is_alphabetic() && !matches!(character, 'º' | 'ª') {
        base + letter(before, character, after)
    } else {
        base + sign(before, character, after)
    }
}

fn frequency(character: char) -> i64 {
    match character {
        'é' => 12,
        'è' | 'à' => 10,
        'É' => 9,
        'ê' | 'ç' => 8,
        'ô' | 'î' | 'û' | 'ù' | 'â' => 7,
        'œ' | 'ï' | 'ë' | 'È' | 'À' | 'Ç' | 'Ê' | 'Ô' | '’' | '€' | '°' | '«' | '»' | '–'
        | '\u{a0}' | 'ü' | 'ö' | '²' => 6,
        'Œ' | 'Î' | 'Û' | 'Â' | 'Ë' | 'Ï' | '…' | '‘' | '“' | '”' | '—' | 'ä' | 'ñ' | 'á' | 'í'
        | 'ó' | 'Ü' | '³' | '·' | 'º' | '½' | '•' | 'ß' | 'Ù' | 'æ' | '§' | '±' | 'µ' | '×' => {
            2
        }
        c if c.is_alphabetic() => -1,
        _ => -4,
    }
}

/// What the neighbours of a letter add.
fn letter(before: u8, character: char, after: u8) -> i64 {
    let mut sum = 0;
    let upper = character.is_uppercase();
    if upper && before.is_ascii_lowercase() {
        sum -= 15;
    }
    let ends_capitals = before.is_ascii_uppercase() && !after.is_ascii_lowercase();
    if !upper && (after.is_ascii_uppercase() || ends_capitals) {
        sum -= 4;
    }
    if before == b' ' && after == b' ' && !matches!(character, 'à' | 'À') {
        sum -= 6;
    }
    sum -= 6 * i64::from(before == b'0') + 6 * i64::from(after == b'0');
    if after.is_ascii_alphabetic() && !may_precede(character, after.to_ascii_lowercase()) {
        sum -= 5;
    }
    sum
}

/// Whether French words have that letter before the other.
fn may_precede(character: char, after: u8) -> bool {
    let consonant = !matches!(after, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    match character {
        'à' | 'À' | 'ù' | 'Ù' => false,
        'ç' | 'Ç' => matches!(after, b'a' | b'o' | b'u'),
        'è' | 'È' | 'ê' | 'Ê' | 'â' | 'Â' | 'î' | 'Î' | 'ô' | 'Ô' | 'û' | 'Û' => {
            consonant
        }
        _ => true,
    }
}

/// What the neighbours of a sign add.
fn sign(before: u8, character: char, after: u8) -> i64 {
    let within = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    match character {
        '’' | '·' => i64::from(within) * 2,
        '°' | 'º' if matches!(before, b'n' | b'N' | b'0') => 2,
        '²' | '³' if !matches!(before, b'm' | b'M' | b'0') => -9,
        '\u{a0}' => 0,
        _ if within => -14,
        _ => 0,
    }
}
