//! JSON documents, JSON lines and GeoJSON.
//!
//! Documents are read as a stream: a first look finds where the table lies, and only one record is
//! in memory at a time.

mod bare;
mod detect;
mod flatten;
mod lines;
mod scan;
mod shape;
mod sum;
mod walk;

use std::io::BufReader;
use std::path::Path;

use super::flow::open;
use bare::Mended;
pub(super) use detect::detect;
pub(super) use flatten::flatten;
pub(super) use shape::Shape;

use super::rows::{Titles, Visit};
use super::{Format, Layout, ReadError};

/// Values within values that the parser reads.
const DEPTH: usize = 128;

/// Gives each record to the visitor.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let (reader, flow) = open(path, &layout.encoding, layout.row_limit_bytes)?;
    let mut titles = match &layout.shape {
        Shape::Rows { titles, .. } => Titles::of(titles.clone()),
        _ => Titles::default(),
    };
    let mended = if layout.format == Format::JsonLines {
        lines::walk(reader, &flow, layout.row_limit_bytes, &mut titles, visit)?
    } else if layout.bare_words {
        let (reader, count) = Mended::new(reader);
        walk::walk(BufReader::new(reader), &flow, &layout.shape, &mut titles, visit)?;
        count.get()
    } else {
        walk::walk(reader, &flow, &layout.shape, &mut titles, visit)?;
        0
    };
    titles.set_doubts(bare::doubt(mended));
    Ok(titles)
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            return Self::Io(error.into());
        }
        // The parser has no kind of its own for it.
        if error.to_string().starts_with("recursion limit exceeded") {
            return Self::TooDeep { limit: DEPTH };
        }
        Self::BrokenJson { line: error.line() as u64, column: error.column() as u64 }
    }
}
