//! The encoding of a table's texts.

use std::path::Path;

use super::table::Table;
use crate::read::geo::companion_text;
use crate::read::text::encoding::Encoding;
use crate::read::text::guess::HighBytes;
use crate::read::{ReadError, ReadOptions};

/// Bytes of texts that are looked at.
const LOOKED_AT: usize = 16 << 20;

/// The encoding that somebody said, else UTF-8 when accents are written so, else the one that a file
/// beside the table (`.cpg`) or the table itself declares, else the likeliest.
pub(in crate::read) fn encoding(path: &Path, options: &ReadOptions) -> Result<Encoding, ReadError> {
    if let Some(name) = &options.encoding {
        return Encoding::named(name);
    }
    let mut table = Table::open(path)?;
    let mut high = HighBytes::default();
    let mut seen = 0;
    while seen < LOOKED_AT && table.next_record()?.is_some() {
        for bytes in table.written_texts()? {
            seen += bytes.len();
            high.add(whole_characters(&bytes));
        }
    }
    for field in &table.fields {
        high.add(field.name());
    }
    let found = high.judge();
    let is_plain = found.evidence.code == "encoding-plain";
    if found.encoding == Encoding::UTF_8 && !is_plain {
        return Ok(found.encoding);
    }
    let declared = companion_text(path, "cpg").as_deref().and_then(code_page);
    let declared = declared.or_else(|| of_language(table.language));
    Ok(declared.filter(|d| is_plain || *d != Encoding::UTF_8).unwrap_or(found.encoding))
}

/// Without a character at the end of which bytes are missing: a text that fills its field may be
/// cut.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

/// What a `.cpg` file says: `UTF-8`, `1252`, `ANSI 1252`, `ISO-8859-1`, `ISO88591`, `LDID/87`.
fn code_page(text: &str) -> Option<Encoding> {
    let plain = text.trim().to_ascii_lowercase();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let name = match digits.as_str() {
        "65001" | "8" => "utf-8",
        "88591" | "1252" | "87" => "windows-1252",
        "885915" => "iso-8859-15",
        "850" | "437" => "ibm850",
        _ => plain.as_str(),
    };
    Encoding::named(name).ok()
}

/// The encoding that the table's language byte stands for; none when it says nothing sure.
fn of_language(language: u8) -> Option<Encoding> {
    let name = match language {
        0x03 | 0x57..=0x59 => "windows-1252",
        // Accents stand at the same places in both code pages of DOS.
        0x01 | 0x02 | 0x08..=0x0B | 0x0D..=0x12 | 0x14..=0x1D => "ibm850",
        0x04 => "macintosh",
        _ => return None,
    };
    Encoding::named(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_known_by_their_many_names() {
        for (text, name) in [
            ("UTF-8", "utf-8"),
            ("65001\r\n", "utf-8"),
            ("ANSI 1252", "windows-1252"),
            ("ISO88591", "windows-1252"),
            ("ISO-8859-15", "iso-8859-15"),
            ("LDID/87", "windows-1252"),
            ("850", "ibm850"),
        ] {
            assert_eq!(code_page(text).map(Encoding::name).as_deref(), Some(name), "{text}");
        }
        assert_eq!(code_page("klingon"), None);
    }
}
