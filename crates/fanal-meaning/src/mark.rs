//! Marks that stand where a value is missing: `NC`, `n.d.`, `néant`, `sans objet`, `-`, `#N/A`.

/// Bytes of the longest mark.
const LONGEST: usize = 24;

/// Whether people write that text, already trimmed, in place of a value that they don't have. Only
/// the other cells of the column can tell whether they did: `NA` is Namibia among countries.
pub fn is_missing_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    // INSEE's mark of a secret is a small letter; a capital is rather a code.
    if bytes.is_empty() || bytes.len() > LONGEST || bytes == b"S" {
        return false;
    }
    let mut small = [0_u8; LONGEST];
    let mut length = 0;
    let mut rest = bytes;
    loop {
        let (byte, width) = match rest {
            [] => break,
            [0xC3, 0xA9 | 0x89 | 0xA8 | 0x88, ..] => (b'e', 2),
            [0xC3, 0xA0 | 0x80, ..] => (b'a', 2),
            [0xC2, 0xA0, ..] => (b' ', 2),
            [0xE2, 0x80, 0xA6, ..] => (b'.', 3),
            [0xE2, 0x80, 0x92..=0x95, ..] | [0xE2, 0x88, 0x92, ..] => (b'-', 3),
            [byte, ..] if byte.is_ascii() => (byte.to_ascii_lowercase(), 1),
            _ => return false,
        };
        small[length] = byte;
        length += 1;
        rest = &rest[width..];
    }
    let text = &small[..length];
    // A pair of brackets more makes no difference.
    let text = text.strip_prefix(b"(").and_then(|t| t.strip_suffix(b")")).unwrap_or(text);
    match text.first() {
        Some(b'0') => is_no_day(text),
        Some(b'#') => is_error(text),
        Some(b'e') => is_numbered_error(text),
        Some(b'-' | b'_' | b'?' | b'.' | b'*' | b'/') => is_sign(text),
        Some(b'n') => is_initials(text) || is_negation(text) || is_word(text),
        Some(b's') => is_initials(text) || is_word(text),
        Some(_) => is_word(text),
        None => false,
    }
}

/// One sign, up to four times.
fn is_sign(text: &[u8]) -> bool {
    text.len() <= 4 && text.iter().all(|b| *b == text[0])
}

/// What programs write that know no empty day.
fn is_no_day(text: &[u8]) -> bool {
    matches!(text, b"0000-00-00" | b"00/00/0000" | b"0000-00-00 00:00:00")
}

/// An error of a spreadsheet, in French or English; before its last sign there may be a space.
fn is_error(text: &[u8]) -> bool {
    let mut joined = [0_u8; LONGEST];
    let mut length = 0;
    for byte in text.iter().filter(|b| **b != b' ') {
        joined[length] = *byte;
        length += 1;
    }
    matches!(
        &joined[..length],
        b"#n/a"
            | b"#na"
            | b"#ref!"
            | b"#div/0!"
            | b"#valeur!"
            | b"#value!"
            | b"#nom?"
            | b"#name?"
            | b"#nul!"
            | b"#null!"
            | b"#nombre!"
            | b"#num!"
    )
}

/// `Err:502`, `Err :508`: errors that LibreOffice counts.
fn is_numbered_error(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"err") else { return false };
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let number = rest.strip_prefix(b":").unwrap_or_default();
    number.len() == 3 && number.iter().all(u8::is_ascii_digit)
}

/// `nc`, `N.C.`, `n/c`, `n. c.`: non communiqué, disponible, applicable, renseigné, significatif, ne
/// sait pas, sans objet, sans date, secret.
fn is_initials(text: &[u8]) -> bool {
    let mut letters = [0_u8; 3];
    let mut length = 0;
    for byte in text.iter().filter(|b| !matches!(b, b'.' | b'/' | b' ')) {
        let Some(place) = letters.get_mut(length) else { return false };
        *place = *byte;
        length += 1;
    }
    let known = [&b"nc"[..], b"nd", b"na", b"nr", b"ns", b"nsp", b"so", b"sd", b"s"];
    text.len() <= length * 3 && known.contains(&&letters[..length])
}

/// `non renseigné`, `non communiquée`, `non concerné(e)`.
fn is_negation(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"non ") else { return false };
    let rest = rest.strip_suffix(b"s").unwrap_or(rest);
    let rest = rest.strip_suffix(b"(e)").unwrap_or(rest);
    let known: [&[u8]; 14] = [
        b"renseigne",
        b"communique",
        b"connu",
        b"disponible",
        b"concerne",
        b"applicable",
        b"determine",
        b"precise",
        b"defini",
        b"fourni",
        b"specifie",
        b"evalue",
        b"mesure",
        b"significatif",
    ];
    known.iter().any(|word| rest == *word || rest.strip_suffix(b"e") == Some(*word))
}

fn is_word(text: &[u8]) -> bool {
    matches!(
        text,
        b"nan"
            | b"null"
            | b"nul"
            | b"nil"
            | b"none"
            | b"neant"
            | b"sans"
            | b"sans objet"
            | b"sans date"
            | b"secret"
            | b"secret stat"
            | b"secret stat."
            | b"secret statistique"
            | b"inconnu"
            | b"inconnue"
            | b"indisponible"
            | b"indetermine"
            | b"vide"
            | b"unknown"
            | b"missing"
            | b"a renseigner"
            | b"a completer"
            | b"a preciser"
            | b"pas de donnee"
            | b"pas de donnees"
            | b"absence de donnees"
            | b"donnee manquante"
            | b"manquant"
    )
}

#[cfg(test)]
mod tests {
    use super::is_missing_mark;

    #[test]
    fn marks_are_known_in_every_way_of_writing_them() {
        for text in [
            "NC",
            "N.C.",
            "n.c.",
            "nc",
            "ND",
            "n.d.",
            "n/a",
            "#N/A",
            "#REF!",
            "#DIV/0!",
            "#VALEUR !",
            "#NOM\u{a0}?",
            "Err:502",
            "Err :508",
            "NULL",
            "(null)",
            "null",
            "NaN",
            "None",
            "néant",
            "Néant",
            "NEANT",
            "NÉANT",
            "s.o.",
            "S.O",
            "sans objet",
            "Sans objet",
            "secret",
            "Secret statistique",
            "s",
            "-",
            "--",
            "---",
            "–",
            "—",
            "?",
            "???",
            "…",
            "...",
            "*",
            "non renseigné",
            "Non renseignée",
            "non renseignés",
            "non renseigné(e)",
            "Non communiqué",
            "non connue",
            "(non renseigné)",
            "inconnu",
            "indisponible",
            "à renseigner",
            "n. c.",
            "N / A",
            "n.s.",
            "s.d.",
            "NSP",
            "non significatif",
            "0000-00-00",
            "00/00/0000",
        ] {
            assert!(is_missing_mark(text), "{text}");
        }
    }

    #[test]
    fn values_are_no_marks() {
        for text in [
            "",
            "0",
            "12",
            "non",
            "oui",
            "Nice",
            "Nantes",
            "Sud",
            "secrétariat",
            "aucun",
            "x",
            "S",
            "-5",
            "?a",
            "non renseigné par le service",
            "#1",
            "#n",
            "Err:5",
            "erreur",
            "*1",
            "n.c.d.",
            "()",
            "non ",
            "n c d",
            "n....",
            "nsa",
            "00/01/2024",
            "日本",
        ] {
            assert!(!is_missing_mark(text), "{text}");
        }
    }
}
