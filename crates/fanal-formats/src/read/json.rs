//! JSON documents, JSON lines and GeoJSON.
//!
//! Documents are read as a stream: a first look finds where the table lies, and only one record is
//! in memory at a time.

mod detect;
mod flatten;
mod lines;
mod scan;
mod shape;
mod sum;
mod walk;

use std::path::Path;

use super::flow::open;
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
    if layout.format == Format::JsonLines {
        lines::walk(reader, &flow, layout.row_limit_bytes, &mut titles, visit)?;
    } else {
        walk::walk(reader, &flow, &layout.shape, &mut titles, visit)?;
    }
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
