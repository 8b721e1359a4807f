//! XML within workbooks and texts, as a stream of bounded memory.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::ReadError;

/// Bytes that one element, one text or one comment may have.
const EVENT_LIMIT_BYTES: u64 = 64 << 20;

/// The files of a workbook or of a text.
pub(super) type Parts = ZipArchive<BufReader<File>>;

pub(super) fn open_parts(path: &Path) -> Result<Parts, ReadError> {
    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(broken)
}

/// One of the files, as XML; none when it is not there.
pub(super) fn part<'p>(
    parts: &'p mut Parts,
    name: &str,
) -> Result<Option<Xml<impl Read + use<'p>>>, ReadError> {
    match parts.by_name(name) {
        Ok(file) => Ok(Some(Xml::new(file))),
        Err(ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(broken(error)),
    }
}

pub(super) fn broken(error: impl std::fmt::Display) -> ReadError {
    ReadError::BrokenSheet(error.to_string())
}

/// A document that is read as a stream. Names of end tags are not compared: files of careless
/// programs are read as far as they make sense.
pub(super) struct Xml<R: Read> {
    reader: Reader<BufReader<Metered<R>>>,
    pending: Rc<Cell<u64>>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(source: R) -> Self {
        let pending = Rc::new(Cell::new(0));
        let metered = Metered { source, pending: Rc::clone(&pending) };
        let mut reader = Reader::from_reader(BufReader::new(metered));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Self { reader, pending, buffer: Vec::new() }
    }

    /// The next event; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        self.pending.set(0);
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(error) => Err(broken(error)),
        }
    }
}

/// Fails when too many bytes are read for one event.
struct Metered<R> {
    source: R,
    pending: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.read(out)?;
        let pending = self.pending.get() + count as u64;
        self.pending.set(pending);
        if pending > EVENT_LIMIT_BYTES {
            return Err(std::io::Error::other("an element is too long"));
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
