use super::*;

#[track_caller]
fn judge(bytes: &[u8]) -> Guess {
    let mut high = HighBytes::default();
    high.add(bytes);
    high.judge()
}

#[track_caller]
fn check(text: &str, encoding: &'static encoding_rs::Encoding) {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "the encoding has no such letters");
    assert_eq!(judge(&bytes).encoding, Encoding::Web(encoding), "{text}");
}

/// The text as DOS writes it.
fn dos(text: &str) -> Vec<u8> {
    let upper = upper_half(Encoding::Dos);
    text.chars()
        .map(|c| {
            let high = upper.iter().position(|u| *u == c).map(|at| 0x80 + at as u8);
            high.or_else(|| u8::try_from(c).ok()).expect("the code page has such a letter")
        })
        .collect()
}

const SENTENCE: &str = "Élèves reçus à l'école, où l'été ; à côté d'une forêt. Noël, île.";

#[test]
fn french_texts_show_their_encoding() {
    check(SENTENCE, encoding_rs::UTF_8);
    check(SENTENCE, WINDOWS_1252);
    check(SENTENCE, MACINTOSH);
    assert_eq!(judge(&dos(SENTENCE)).encoding, Encoding::Dos);
    check("plain", encoding_rs::UTF_8);
    for text in ["Éclairage – avenue de l'Œuvre « œil »", "n° 12", "1\u{a0}234,50 €", "12 m²"]
    {
        check(text, WINDOWS_1252);
    }
    for text in ["Le cœur de la ville, 12 €, sœur, œuvre, été", "Sacré-Cœur", "120 €"] {
        check(text, ISO_8859_15);
    }
    for text in ["Éclairage – avenue de l’Œuvre « œil »", "1\u{a0}234,50 €", "Forêt", "n° 12"]
    {
        check(text, MACINTOSH);
    }
}

#[test]
fn capitals_and_single_words_show_it_too() {
    for text in ["MARCHÉ", "ÉCOLE ÉLÉMENTAIRE", "Évry", "Hélène", "à", "où", "Besançon", "CRéATION"]
    {
        check(text, WINDOWS_1252);
        check(text, MACINTOSH);
        check(text, encoding_rs::UTF_8);
        assert_eq!(judge(&dos(text)).encoding, Encoding::Dos, "{text}");
    }
}

#[test]
fn a_few_broken_bytes_do_not_make_a_utf8_file_another() {
    let mut bytes = "é ".repeat(100).into_bytes();
    bytes.push(0xE9);
    let guess = judge(&bytes);
    assert_eq!((guess.encoding, guess.unsure), (Encoding::UTF_8, false));
    assert_eq!(
        guess.evidence.to_string(),
        "encoding-decided encoding=`utf-8` letters=101 percent=99"
    );
}

#[test]
fn letters_that_could_be_others_are_told() {
    let guess = judge(b"caf\xE9 et th\xE9");
    assert_eq!((guess.encoding, guess.unsure), (Encoding::Web(WINDOWS_1252), false));
    assert!(judge(b"\xA7 \xB6 \xA7").unsure);
    assert!(judge(b"x\xDDx y\xF0y").unsure);
}

#[test]
fn wide_texts_are_told_by_their_mark_or_their_zeros() {
    let little: Vec<u8> = "nom;é".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "nom;é".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(wide(&little).map(|g| g.encoding), Some(Encoding::UTF_16LE));
    assert_eq!(wide(&big).map(|g| g.encoding), Some(Encoding::UTF_16BE));
    assert_eq!(wide(b"\xFF\xFE").map(|g| g.encoding), Some(Encoding::UTF_16LE));
    assert_eq!(wide(b"nom;ville").map(|g| g.encoding), None);
}
