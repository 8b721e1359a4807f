//! Tables of text: CSV and its kin.
//!
//! One thread finds where records end and cuts the file into blocks of whole records; others decode
//! and parse blocks; the caller's thread takes their results in the file's order.

pub(super) mod bytes;
pub(super) mod encoding;
mod judge;
mod pass_one;
mod pass_two;
mod pipeline;
mod records;
mod sniff;
mod splitter;

pub(super) use pass_one::profile;
pub(super) use pass_two::read;
pub(super) use sniff::detect;

use std::path::Path;

use super::{Layout, ReadError};
use bytes::ByteSource;
use encoding::Encoding;
use splitter::Splitter;

/// The characters that give a table of text its form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    /// Between cells; a byte that no text has when there is one column.
    pub(super) separator: u8,
    /// Around cells; a byte that no text has when there is none.
    pub(super) quote: u8,
    /// Behind records.
    pub(super) line_end: u8,
}

/// Never part of a UTF-8 text, and unused in the single-byte encodings that are read.
const NO_MARK: u8 = 0x1F;

impl Marks {
    fn of(layout: &Layout) -> Self {
        Self {
            separator: layout.separator.unwrap_or(NO_MARK),
            quote: layout.quote.unwrap_or(NO_MARK - 1),
            line_end: if layout.carriage_return { b'\r' } else { b'\n' },
        }
    }
}

/// The encoding of a file that does not say it, by name.
pub(super) fn sniff_encoding(path: &Path) -> Result<String, ReadError> {
    Ok(sniff::encoding_of(path)?.0.name())
}

/// Opens a file at its first line of data.
fn splitter(path: &Path, layout: &Layout) -> Result<(Splitter, Encoding), ReadError> {
    let encoding = Encoding::named(&layout.encoding)?;
    let source = ByteSource::open(path, encoding)?;
    let mut splitter = Splitter::new(source, Marks::of(layout), layout.row_limit_bytes);
    splitter.skip_to_line(layout.body)?;
    Ok((splitter, encoding))
}
