//! Encodings of text.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::super::ReadError;

/// An encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Encoding {
    /// One that the Web knows.
    Web(&'static encoding_rs::Encoding),
    /// Code page 850, which DOS used in western Europe.
    Dos,
}

const DOS_NAME: &str = "ibm850";

/// The characters of code page 850 from 0x80 on.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»\
    ░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// Decodes a stream, a part at a time.
pub(in crate::read) enum Decoder {
    Web(encoding_rs::Decoder),
    Dos,
}

impl Encoding {
    pub(in crate::read) const UTF_8: Self = Self::Web(UTF_8);
    pub(in crate::read) const UTF_16LE: Self = Self::Web(UTF_16LE);
    pub(in crate::read) const UTF_16BE: Self = Self::Web(UTF_16BE);

    /// Finds one by a name that the Web knows, or by a usual one.
    pub(in crate::read) fn named(name: &str) -> Result<Self, ReadError> {
        let lower = name.trim().to_ascii_lowercase();
        let name = match lower.as_str() {
            "mac-roman" | "macroman" | "mac_roman" => "macintosh",
            DOS_NAME | "cp850" | "850" => return Ok(Self::Dos),
            other => other,
        };
        encoding_rs::Encoding::for_label(name.as_bytes())
            .filter(|e| e.is_single_byte() || [UTF_8, UTF_16LE, UTF_16BE].contains(e))
            .map(Self::Web)
            .ok_or_else(|| ReadError::UnknownEncoding(lower))
    }

    /// The name that [`Encoding::named`] finds.
    pub(in crate::read) fn name(self) -> String {
        match self {
            Self::Web(encoding) => encoding.name().to_ascii_lowercase(),
            Self::Dos => DOS_NAME.to_owned(),
        }
    }

    /// Whether a character takes two bytes at least, so that bytes alone show no line ends.
    pub(in crate::read) fn is_wide(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }

    pub(in crate::read) fn decoder(self) -> Decoder {
        match self {
            Self::Web(encoding) => Decoder::Web(encoding.new_decoder_with_bom_removal()),
            Self::Dos => Decoder::Dos,
        }
    }

    /// The text of a block of whole records, and where characters stand for bytes that could not
    /// be decoded. Wide encodings are UTF-8 by then.
    pub(in crate::read) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, Vec<usize>) {
        match self {
            Self::Web(encoding) if encoding != UTF_8 && !self.is_wide() => {
                return (encoding.decode_without_bom_handling(bytes).0, Vec::new());
            }
            Self::Web(_) => {}
            Self::Dos => {
                let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
                decode_dos(bytes, &mut text);
                return (Cow::Owned(text), Vec::new());
            }
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

impl Decoder {
    /// Appends the UTF-8 text of the next bytes; `last` says that none follow.
    pub(in crate::read) fn append(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) {
        match self {
            Self::Web(decoder) => {
                let most = bytes.len().saturating_mul(4).saturating_add(16);
                let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(most);
                let before = out.len();
                out.resize(before + room, 0);
                let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut out[before..], last);
                out.truncate(before + written);
            }
            Self::Dos => {
                let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
                decode_dos(bytes, &mut text);
                out.extend_from_slice(text.as_bytes());
            }
        }
    }
}

fn decode_dos(bytes: &[u8], out: &mut String) {
    let mut upper = ['\u{FFFD}'; 128];
    for (place, character) in upper.iter_mut().zip(DOS.chars()) {
        *place = character;
    }
    out.extend(bytes.iter().map(|b| match b {
        0..=0x7F => char::from(*b),
        _ => upper[usize::from(*b - 0x80)],
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_page_850_has_a_character_for_each_byte() {
        assert_eq!(DOS.chars().count(), 128);
        let encoding = Encoding::named("CP850").expect("known");
        assert_eq!(encoding.name(), "ibm850");
        let bytes = [0x90, b't', 0x82, b' ', 0x85, b' ', 0xF8, 0xFF, 0x9C];
        assert_eq!(encoding.decode(&bytes).0, "Été à °\u{A0}£");
        let mut out = Vec::new();
        encoding.decoder().append(&bytes, &mut out, true);
        assert_eq!(String::from_utf8_lossy(&out), "Été à °\u{A0}£");
    }

    #[test]
    fn what_can_not_be_decoded_is_shown_in_its_place() {
        let mut bytes = "é".repeat(100).into_bytes();
        bytes.push(0xE9);
        let (text, broken) = Encoding::UTF_8.decode(&bytes);
        assert_eq!(broken, vec![200]);
        assert!(text.ends_with('\u{FFFD}'));
    }
}
