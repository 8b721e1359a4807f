//! XML within workbooks and texts, as a stream of bounded memory.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::package::failed;
use crate::read::ReadError;
use crate::read::layout::ROW_LIMIT_BYTES;

pub(super) fn broken(error: impl std::fmt::Display) -> ReadError {
    ReadError::BrokenSheet(error.to_string())
}

/// A document that is read as a stream. Names of end tags are not compared: files of careless
/// programs are read as far as they make sense.
pub(super) struct Xml<R: Read> {
    reader: Reader<BufReader<Metered<R>>>,
    kept: Rc<Kept>,
    buffer: Vec<u8>,
    /// Elements whose end has not come yet.
    open: usize,
}

/// What is kept in memory.
#[derive(Default)]
struct Kept {
    /// Bytes since the row started; outside of rows, since the last event.
    bytes: Cell<u64>,
    row: Cell<Option<u64>>,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(source: R) -> Self {
        let kept = Rc::new(Kept::default());
        let metered = Metered { source, kept: Rc::clone(&kept) };
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, metered));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Self { reader, kept, buffer: Vec::new(), open: 0 }
    }

    /// Says which row is being read, of which all that comes is kept together; none between rows.
    pub(super) fn set_row(&mut self, row: Option<u64>) {
        if self.kept.row.replace(row) != row {
            self.kept.bytes.set(0);
        }
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    /// [`ReadError::SheetRowTooLong`] when a row has more bytes than one may have,
    /// [`ReadError::PartTooLarge`] when one event outside of rows has;
    /// [`ReadError::BrokenSheet`] when it ends within an element: the rest is lost.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        if self.kept.row.get().is_none() {
            self.kept.bytes.set(0);
        }
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) if self.open > 0 => Err(broken("the document is cut")),
            Ok(Event::Eof) => Ok(None),
            Ok(event) => {
                match event {
                    Event::Start(_) => self.open += 1,
                    Event::End(_) => self.open = self.open.saturating_sub(1),
                    _ => {}
                }
                Ok(Some(event))
            }
            Err(_) if self.kept.bytes.get() > ROW_LIMIT_BYTES => {
                let limit_bytes = ROW_LIMIT_BYTES;
                Err(match self.kept.row.get() {
                    Some(line) => ReadError::SheetRowTooLong { line, limit_bytes },
                    None => ReadError::PartTooLarge { limit_bytes },
                })
            }
            Err(quick_xml::Error::Io(error)) => Err(failed(&error)),
            Err(error) => Err(broken(error)),
        }
    }
}

/// Fails when too many bytes would be kept.
struct Metered<R> {
    source: R,
    kept: Rc<Kept>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.read(out)?;
        let bytes = self.kept.bytes.get() + count as u64;
        self.kept.bytes.set(bytes);
        if bytes > ROW_LIMIT_BYTES {
            return Err(std::io::Error::other("a row is too long"));
        }
        Ok(count)
    }
}

/// The value of an attribute, by its whole name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|a| a.key.0 == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), |v| v.into_owned()))
}

/// The number in an attribute; the default when there is none.
pub(super) fn count(start: &BytesStart<'_>, name: &str, default: usize) -> usize {
    attribute(start, name).and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Whether an attribute says yes.
pub(super) fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|v| v == "1" || v == "true")
}

/// Adds what a reference stands for; one that nobody knows stays as it is written.
pub(super) fn push_reference(out: &mut String, name: &BytesRef<'_>) {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        out.push(character);
        return;
    }
    match &**name {
        "lt" => out.push('<'),
        "gt" => out.push('>'),
        "amp" => out.push('&'),
        "apos" => out.push('\''),
        "quot" => out.push('"'),
        "nbsp" => out.push('\u{A0}'),
        other => {
            out.push('&');
            out.push_str(other);
            out.push(';');
        }
    }
}
