//! The encoding of a table's texts.

use std::ops::ControlFlow;
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
    look(&mut table, &mut high)?;
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

/// Looks at texts of the table; gives how many bytes they have.
fn look(table: &mut Table, high: &mut HighBytes) -> Result<usize, ReadError> {
    let mut seen = 0;
    while seen < LOOKED_AT && table.next_record()?.is_some() {
        // Many fields may name one long text.
        table.written_texts(&mut |bytes| {
            seen += bytes.len();
            high.add(whole_characters(bytes));
            if seen < LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    Ok(seen)
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
    fn a_long_text_that_many_fields_name_is_not_looked_at_for_each() {
        let fields = 100_u8;
        let mut table = vec![0x30, 124, 1, 31, 1, 0, 0, 0];
        table.extend((33 + 32 * u16::from(fields)).to_le_bytes());
        table.extend((1 + 4 * u16::from(fields)).to_le_bytes());
        table.resize(32, 0);
        for number in 0..fields {
            let mut field = [0; 32];
            (field[0], field[11], field[16]) = (number + 1, b'M', 4);
            table.extend(field);
        }
        table.extend([0x0D, b' ']);
        table.extend(1_u32.to_le_bytes().repeat(usize::from(fields)));
        let length = 5_u32 << 20;
        let mut memos = vec![0; 512];
        memos[6] = 2;
        memos.extend([1_u32.to_be_bytes(), length.to_be_bytes()].concat());
        memos.resize(memos.len() + length as usize, b'x');
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("t.dbf");
        std::fs::write(&path, table).expect("a file can be written");
        std::fs::write(path.with_extension("fpt"), memos).expect("a file can be written");
        let mut table = Table::open(&path).expect("a table");
        let seen = look(&mut table, &mut HighBytes::default()).expect("readable");
        assert_eq!(seen, 4 * length as usize, "more than 16 MB, and no text behind them");
    }

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
