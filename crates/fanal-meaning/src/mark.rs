//! Marks that stand where a value is missing: `NC`, `n.d.`, `néant`, `sans objet`, `-`, `#N/A`.

/// Bytes of the longest mark.
const LONGEST: usize = 24;

/// Whether people write that text, already trimmed, in place of a value that they don't have. Only
/// the other cells of the column can tell whether they did: `NA` is Namibia among countries.
pub fn is_missing_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    // INSEE's mark of a secret; a capital is rather a code.
    if bytes == b"S" {
        return false;
    }
    if bytes.is_empty() || bytes.len() > LONGEST {
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
    is_sign(&small[..length]) || is_word(&small[..length])
}

/// Signs alone, up to three of them.
fn is_sign(text: &[u8]) -> bool {
    text.len() <= 4
        && matches!(text[0], b'-' | b'_' | b'?' | b'.' | b'*' | b'/')
        && text.iter().all(|b| *b == text[0])
}

fn is_word(text: &[u8]) -> bool {
    // One bracket or one plural more or less makes no difference.
    let text = text.strip_prefix(b"(").and_then(|t| t.strip_suffix(b")")).unwrap_or(text);
    match text.first() {
        Some(b'#') => matches!(
            text,
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
        ),
        Some(b'n') => is_n_word(text),
        Some(b's') => matches!(
            text,
            b"s" | b"so"
                | b"s.o."
                | b"s.o"
                | b"s/o"
                | b"sans objet"
                | b"sans"
                | b"secret"
                | b"secret stat"
                | b"secret stat."
                | b"secret statistique"
        ),
        Some(_) => matches!(
            text,
            b"inconnu"
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
        ),
        None => false,
    }
}

fn is_n_word(text: &[u8]) -> bool {
    if let Some(rest) = text.strip_prefix(b"non ") {
        let rest = rest.strip_suffix(b"s").unwrap_or(rest);
        let rest = rest.strip_suffix(b"(e)").unwrap_or(rest);
        let rest = if rest.ends_with(b"ee") { &rest[..rest.len() - 1] } else { rest };
        return matches!(
            rest,
            b"renseigne"
                | b"communique"
                | b"connu"
                | b"connue"
                | b"disponible"
                | b"concerne"
                | b"applicable"
                | b"determine"
                | b"precise"
                | b"defini"
                | b"definie"
                | b"fourni"
                | b"fournie"
                | b"specifie"
                | b"evalue"
                | b"mesure"
        );
    }
    matches!(
        text,
        b"nc"
            | b"n.c."
            | b"n.c"
            | b"n/c"
            | b"nd"
            | b"n.d."
            | b"n.d"
            | b"n/d"
            | b"na"
            | b"n.a."
            | b"n.a"
            | b"n/a"
            | b"nr"
            | b"n.r."
            | b"n.r"
            | b"n/r"
            | b"ns"
            | b"nsp"
            | b"nan"
            | b"null"
            | b"nul"
            | b"nil"
            | b"none"
            | b"neant"
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
            "*1",
            "n.c.d.",
            "()",
            "non ",
            "日本",
        ] {
            assert!(!is_missing_mark(text), "{text}");
        }
    }
}
