//! Writing: record batches to the files that people download.
//!
//! Each format is an [`Exporter`] that is given batches one after the other and keeps no more than
//! one of them (Parquet: one row group) in memory. What a format cannot hold is refused by
//! [`check()`] before the first byte; an export that fails on the way is left without its end, so
//! that nobody takes it for a whole one.

mod cells;
mod check;
mod csv;
mod error;
mod exporter;
mod format;
mod geojson;
mod json;
mod options;
mod parquet;
mod time;
mod value;
mod xlsx;

pub use check::check;
pub use error::WriteError;
pub use exporter::{Exporter, exporter};
pub use format::ExportFormat;
pub(crate) use geojson::write_geometry as write_geojson;
pub use json::write_json_objects;
pub use options::{ExportColumn, ExportOptions, ParquetCompression};
pub use value::values;

#[cfg(test)]
mod tests;
