//! JSON documents, JSON lines and GeoJSON.
//!
//! Documents are read as a stream: a first look finds where the table lies, and only one record is
//! in memory at a time.

mod detect;
mod flatten;
mod lines;
mod scan;
mod shape;
mod walk;

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

pub(super) use detect::detect;
pub(super) use shape::Shape;

use super::rows::{Titles, Visit};
use super::text::bytes::ByteSource;
use super::text::encoding::Encoding;
use super::{Format, Layout, ReadError};

/// A document's text, which tells how much of the file was read.
struct Counted {
    source: ByteSource,
    read_bytes: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.read_bytes.set(self.source.read_bytes());
        Ok(count)
    }
}

/// Opens a document; the second value follows the reading.
fn open(path: &Path, encoding: &str) -> Result<(BufReader<Counted>, Rc<Cell<u64>>), ReadError> {
    let encoding = Encoding::named(encoding)?;
    let source = ByteSource::open(path, encoding)?.transcoding(encoding);
    let read_bytes = Rc::new(Cell::new(0));
    let counted = Counted { source, read_bytes: Rc::clone(&read_bytes) };
    Ok((BufReader::with_capacity(256 << 10, counted), read_bytes))
}

/// Gives each record to the visitor.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let mut titles = Titles::default();
    let (reader, read_bytes) = open(path, &layout.encoding)?;
    if layout.format == Format::JsonLines {
        lines::walk(reader, &read_bytes, layout.row_limit_bytes, &mut titles, visit)?;
    } else {
        walk::walk(reader, &read_bytes, &layout.shape, &mut titles, visit)?;
    }
    Ok(titles)
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            return Self::Io(error.into());
        }
        Self::BrokenJson { line: error.line() as u64, column: error.column() as u64 }
    }
}
