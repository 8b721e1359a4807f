//! Long texts, in blocks of a file beside the table: `.dbt` of dBase, `.fpt` of FoxPro.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use memchr::{memchr, memmem};

use crate::read::ReadError;
use crate::read::geo::companion;
use crate::read::layout::ROW_LIMIT_BYTES;
use crate::read::text::encoding::Encoding;

/// The end of a text of dBase III.
const END: u8 = 0x1A;
/// What a text of dBase IV starts with; its length follows.
const MARK: [u8; 4] = [0xFF, 0xFF, 0x08, 0x00];
/// The kind of a FoxPro block that is text.
const TEXT: u32 = 1;

/// The file beside a table.
pub(super) struct Memo {
    file: BufReader<File>,
    block_bytes: u64,
    is_fox_pro: bool,
}

impl Memo {
    /// The file beside the table, when it is there.
    pub(super) fn beside(table: &Path) -> Result<Option<Self>, ReadError> {
        let fox_pro = companion(table, "fpt");
        let is_fox_pro = fox_pro.is_some();
        let Some(path) = fox_pro.or_else(|| companion(table, "dbt")) else { return Ok(None) };
        let mut file = BufReader::new(File::open(path)?);
        let mut head = [0; 24];
        if file.read_exact(&mut head).is_err() {
            return Ok(None);
        }
        let said = if is_fox_pro {
            u16::from_be_bytes([head[6], head[7]])
        } else {
            u16::from_le_bytes([head[20], head[21]])
        };
        // FoxPro counts single bytes when nothing is said, dBase III has always had 512.
        let usual = if is_fox_pro { 1 } else { 512 };
        let block_bytes = if said == 0 { usual } else { u64::from(said) };
        Ok(Some(Self { file, block_bytes, is_fox_pro }))
    }

    /// The text that starts in that block; empty when there is none.
    pub(super) fn text(&mut self, block: u64, encoding: Encoding) -> Result<String, ReadError> {
        let bytes = self.bytes(block)?;
        let text = encoding.decode(&bytes).0;
        Ok(text.replace('\0', "").replace("\r\n", "\n").trim_end().to_owned())
    }

    /// The bytes of the text that starts in that block.
    ///
    /// # Errors
    /// [`ReadError::BrokenDbf`] when it is longer than a row may be.
    pub(super) fn bytes(&mut self, block: u64) -> Result<Vec<u8>, ReadError> {
        let bytes = self.written(block)?;
        Ok(if self.is_fox_pro { bytes } else { without_soft_ends(bytes) })
    }

    fn written(&mut self, block: u64) -> Result<Vec<u8>, ReadError> {
        let at = block.checked_mul(self.block_bytes).filter(|at| i64::try_from(*at).is_ok());
        let Some(at) = at else { return Ok(Vec::new()) };
        self.file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        let mut bytes = Vec::new();
        let count = read_full(&mut self.file, &mut head)?;
        let [a, b, c, d, e, f, g, h] = head;
        if count < head.len() {
            take_until_end(&head[..count], &mut bytes);
        } else if self.is_fox_pro {
            if u32::from_be_bytes([a, b, c, d]) == TEXT {
                self.take(u32::from_be_bytes([e, f, g, h]), &mut bytes)?;
            }
        } else if [a, b, c, d] == MARK {
            // The length counts the eight bytes before the text.
            self.take(u32::from_le_bytes([e, f, g, h]).saturating_sub(8), &mut bytes)?;
        } else if !take_until_end(&head, &mut bytes) {
            take_to_end(&mut self.file, &mut bytes)?;
        }
        Ok(bytes)
    }

    fn take(&mut self, length: u32, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
        if u64::from(length) > ROW_LIMIT_BYTES {
            return Err(ReadError::BrokenDbf);
        }
        (&mut self.file).take(u64::from(length)).read_to_end(bytes)?;
        Ok(())
    }
}

/// Adds what stands before the end of the text, or of the file.
fn take_to_end(from: &mut impl Read, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
    let mut part = [0; 512];
    loop {
        let count = read_full(from, &mut part)?;
        if count == 0 || take_until_end(&part[..count], bytes) {
            return Ok(());
        }
        if bytes.len() as u64 > ROW_LIMIT_BYTES {
            return Err(ReadError::BrokenDbf);
        }
    }
}

/// Adds what stands before the end of the text; answers whether that is there.
fn take_until_end(part: &[u8], bytes: &mut Vec<u8>) -> bool {
    let end = memchr(END, part);
    bytes.extend_from_slice(&part[..end.unwrap_or(part.len())]);
    end.is_some()
}

/// The text without the line ends that the program itself made to show it: a space, where none is
/// there. In UTF-8 their first byte is the end of a letter.
fn without_soft_ends(bytes: Vec<u8>) -> Vec<u8> {
    const SOFT_END: [u8; 2] = [0x8D, b'\n'];
    if memmem::find(&bytes, &SOFT_END).is_none() || std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    let mut text = Vec::with_capacity(bytes.len());
    let mut start = 0;
    for at in memmem::find_iter(&bytes, &SOFT_END) {
        text.extend_from_slice(&bytes[start..at]);
        start = at + SOFT_END.len();
        let is_apart = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        if !is_apart(text.last()) && !is_apart(bytes.get(start)) {
            text.push(b' ');
        }
    }
    text.extend_from_slice(&bytes[start..]);
    text
}

fn read_full(from: &mut impl Read, out: &mut [u8]) -> Result<usize, ReadError> {
    let mut filled = 0;
    while filled < out.len() {
        match from.read(&mut out[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bytes were taken of so many, and of them how many were read.
    fn taken(all: u64) -> (Option<u64>, u64) {
        let mut from = std::io::repeat(b'x').take(all);
        let mut bytes = Vec::new();
        let outcome = take_to_end(&mut from, &mut bytes);
        (outcome.ok().map(|()| bytes.len() as u64), all - from.limit())
    }

    #[test]
    fn a_long_text_without_end_is_read_and_searched_once() {
        // Were it searched anew with each part, this would take hours.
        assert_eq!(taken(ROW_LIMIT_BYTES), (Some(ROW_LIMIT_BYTES), ROW_LIMIT_BYTES));
        let (text, read) = taken(2 * ROW_LIMIT_BYTES);
        assert!(text.is_none() && read <= ROW_LIMIT_BYTES + 512, "{read}");
    }
}
