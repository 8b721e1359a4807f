//! Tables of text: CSV and its kin.
//!
//! One thread finds where records end and cuts the file into blocks of whole records; others decode
//! and parse blocks; the caller's thread takes their results in the file's order.

pub(super) mod bytes;
pub(super) mod encoding;
mod form;
mod french;
pub(super) mod guess;
mod judge;
mod passes;
mod pipeline;
mod quotes;
mod records;
mod separator;
mod sniff;
mod splitter;
mod walk;

pub(crate) use form::Form;
pub(super) use passes::{profile, read};
pub(super) use sniff::detect;
pub(super) use walk::walk;

use std::path::Path;

use super::layout::NO_QUOTE;
use super::{Layout, ReadError};
use records::{Record, Records};
use separator::Cut;

/// The characters that give a table of text its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// Between cells; a byte that no text has when there is one column.
    separator: u8,
    /// Around cells; a byte that no text has when there is none.
    quote: u8,
    /// Whether a backslash takes its meaning from the quote that follows.
    escape: bool,
    /// Bytes of a quoted cell over several lines, at most.
    cell_limit: usize,
}

/// Never part of a UTF-8 text, and unused in the single-byte encodings that are read.
const NO_MARK: u8 = 0x1F;

/// Byte order mark; one stands within a file that was put together from several.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

impl Marks {
    fn of(layout: &Layout) -> Self {
        Self {
            separator: layout.separator.unwrap_or(NO_MARK),
            quote: layout.quote.unwrap_or(NO_QUOTE),
            escape: layout.text.escape,
            cell_limit: usize::try_from(layout.row_limit_bytes).unwrap_or(usize::MAX),
        }
    }
}

/// The encoding of a file that does not say it, by name.
pub(super) fn sniff_encoding(path: &Path) -> Result<String, ReadError> {
    Ok(guess::encoding_of(path)?.encoding.name())
}

/// The character that separates the cells of these lines; none when they are no table.
pub(super) fn separator_of(lines: &str) -> Option<u8> {
    let cut = Cut::best(lines, b'"', false);
    cut.is_cut().then_some(cut.marks.separator)
}

/// The cells of one line.
pub(super) fn split(line: &str, separator: u8) -> Vec<String> {
    let marks = Marks { separator, quote: b'"', escape: false, cell_limit: usize::MAX };
    let mut record = Record::default();
    Records::new(line, marks, 1).next_into(&mut record);
    record.texts(line)
}
