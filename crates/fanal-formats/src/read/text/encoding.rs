//! Encodings of text, told apart by what French texts hold.

use std::borrow::Cow;

use encoding_rs::{ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::ReadError;

/// An encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    pub(in crate::read) const UTF_8: Self = Self(UTF_8);

    /// Finds one by a name that the Web knows.
    pub(in crate::read) fn named(name: &str) -> Result<Self, ReadError> {
        let lower = name.trim().to_ascii_lowercase();
        let name = match lower.as_str() {
            "mac-roman" | "macroman" | "mac_roman" => "macintosh",
            other => other,
        };
        encoding_rs::Encoding::for_label(name.as_bytes())
            .filter(|e| e.is_single_byte() || [UTF_8, UTF_16LE, UTF_16BE].contains(e))
            .map(Self)
            .ok_or_else(|| ReadError::UnknownEncoding(lower))
    }

    /// The name that [`Encoding::named`] finds.
    pub(in crate::read) fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// Whether a character takes two bytes at least, so that bytes alone show no line ends.
    pub(in crate::read) fn is_wide(self) -> bool {
        self.0 == UTF_16LE || self.0 == UTF_16BE
    }

    pub(in crate::read) fn decoder(self) -> encoding_rs::Decoder {
        self.0.new_decoder_with_bom_removal()
    }

    /// The text of a block of whole records, and where characters stand for bytes that could not
    /// be decoded. Wide encodings are UTF-8 by then.
    pub(in crate::read) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, Vec<usize>) {
        if self.0 != UTF_8 && !self.is_wide() {
            return (self.0.decode_without_bom_handling(bytes).0, Vec::new());
        }
        if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
            if !self.is_wide() {
                return (Cow::Borrowed(text), Vec::new());
            }
            // What a wide encoding could not say became this character on the way.
            let broken = text.match_indices('\u{FFFD}').map(|(at, _)| at).collect();
            return (Cow::Borrowed(text), broken);
        }
        let mut text = String::with_capacity(bytes.len() + 16);
        let mut broken = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                broken.push(text.len());
                text.push('\u{FFFD}');
            }
        }
        (Cow::Owned(text), broken)
    }
}

/// What the bytes above 127 of a whole file say.
#[derive(Debug, Clone)]
pub(in crate::read) struct HighBytes {
    /// How often each of the upper 128 values stands there.
    counts: [u64; 128],
    /// Well-formed UTF-8 sequences of more than one byte.
    sequences: u64,
    /// Places where UTF-8 breaks.
    breaks: u64,
}

impl HighBytes {
    pub(in crate::read) fn new() -> Self {
        Self { counts: [0; 128], sequences: 0, breaks: 0 }
    }

    /// Counts a part of the file. Parts should end where lines do; a character that is cut counts
    /// as one break.
    pub(in crate::read) fn add(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            self.sequences += chunk.valid().bytes().filter(|b| *b >= 0xC0).count() as u64;
            self.breaks += u64::from(!chunk.invalid().is_empty());
        }
        for byte in bytes.iter().filter(|b| **b >= 0x80) {
            self.counts[usize::from(byte - 0x80)] += 1;
        }
    }

    /// The likeliest encoding, and whether it is a guess among several.
    pub(in crate::read) fn judge(&self) -> (Encoding, bool) {
        if self.breaks == 0 || self.sequences > self.breaks.saturating_mul(20) {
            return (Encoding::UTF_8, false);
        }
        let mut scored: Vec<(i64, Encoding)> = [WINDOWS_1252, ISO_8859_15, MACINTOSH]
            .into_iter()
            .map(|encoding| (self.score(encoding), Encoding(encoding)))
            .collect();
        // A stable sort: among equals the first, which is the most used.
        scored.sort_by_key(|(score, _)| -score);
        (scored[0].1, self.sequences > 0)
    }

    /// How French the bytes are in that encoding.
    fn score(&self, encoding: &'static encoding_rs::Encoding) -> i64 {
        let mut score = 0_i64;
        for (value, count) in (0x80_u8..=0xFF).zip(self.counts) {
            if count == 0 {
                continue;
            }
            let byte = [value];
            let text = encoding.decode_without_bom_handling(&byte).0;
            let weight = text.chars().next().map_or(-10, weight);
            score = score
                .saturating_add(weight.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)));
        }
        score
    }
}

fn weight(character: char) -> i64 {
    match character {
        'é' | 'è' | 'à' | 'ê' | 'ç' | 'ô' | 'î' | 'û' | 'ù' | 'â' | 'É' => 10,
        'œ' | 'ï' | 'ë' | 'È' | 'À' | 'Ç' | 'Ê' | 'Ô' | '’' | '€' | '°' | '«' | '»' | '–'
        | '\u{a0}' | 'ü' | 'ö' | '²' => 6,
        'Œ' | 'Î' | 'Û' | 'Â' | 'Ë' | 'Ï' | '…' | '‘' | '“' | '”' | '—' | 'ä' | 'ñ' | 'á' | 'í'
        | 'ó' | 'Ü' | '³' | '·' | 'º' | '½' | '•' | 'ß' | 'Ù' | 'æ' | '§' | '±' | 'µ' | '×' => {
            2
        }
        '\u{80}'..='\u{9f}' | '\u{FFFD}' => -20,
        c if c.is_alphabetic() => -1,
        _ => -4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, encoding: &'static encoding_rs::Encoding) {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy, "the encoding has no such letters");
        let mut high = HighBytes::new();
        high.add(&bytes);
        assert_eq!(high.judge().0, Encoding(encoding), "{text}");
    }

    #[test]
    fn french_texts_show_their_encoding() {
        let text = "Élèves reçus à l'école, où l'été ; à côté d'une forêt. Noël, île.";
        check(text, UTF_8);
        check(text, WINDOWS_1252);
        check(text, MACINTOSH);
        check("Éclairage – avenue de l'Œuvre « œil »", WINDOWS_1252);
        check("Le cœur de la ville, 12 €, sœur, œuvre, été", ISO_8859_15);
        check("plain", UTF_8);
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_a_utf8_file_another() {
        let mut bytes = "é".repeat(100).into_bytes();
        bytes.push(0xE9);
        let mut high = HighBytes::new();
        high.add(&bytes);
        assert_eq!(high.judge().0, Encoding::UTF_8);
        let (text, broken) = Encoding::UTF_8.decode(&bytes);
        assert_eq!(broken, vec![200]);
        assert!(text.ends_with('\u{FFFD}'));
    }
}
