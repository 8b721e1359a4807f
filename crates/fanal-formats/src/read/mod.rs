//! Reading: from a file to record batches.
//!
//! [`open`] unpacks it when it is an archive, [`detect`] finds out what the file is, [`profile`]
//! reads it whole and decides what each column is, [`plan`] turns that into what shall be read (a
//! person may change it), and [`read`] gives the batches.

mod column;
mod columnar;
mod crs;
mod dbf;
mod derive;
mod detect;
mod error;
mod flow;
mod format;
mod geo;
mod geometry;
mod gtfs;
mod header;
mod ics;
mod json;
mod layout;
mod names;
mod open;
mod plan;
mod profile;
mod realtime;
mod rows;
mod said;
mod sheet;
mod text;
mod union;
mod within;
mod xml;
mod zone;

pub use detect::detect;
pub use error::{ReadError, SinkError};
pub use format::Format;
pub use layout::{Header, Layout, NO_QUOTE, ReadOptions, TableInfo, table_title};
pub use open::{Opened, UnpackLimits, open};
pub use plan::{PlannedColumn, ReadPlan, plan};
pub use profile::{ColumnProfile, Profile, Rejected, Source};
pub use said::{SaidOfColumn, SaidOfColumns};
pub use union::{Part, Union, compare, unite};
pub use zone::is_zone;

use arrow::record_batch::RecordBatch;

/// Follows a pass over a file, and may stop it.
pub trait Watch {
    /// Told now and then: bytes of the file that were read, all bytes when known, records so far.
    fn progress(&self, done_bytes: u64, total_bytes: Option<u64>, records: u64);
    /// Whether the pass shall end with [`ReadError::Cancelled`].
    fn cancelled(&self) -> bool;
}

/// Watches nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: u64, _: Option<u64>, _: u64) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// Takes what the second pass gives, in the file's order.
pub trait BatchSink {
    /// Takes at most 65 536 records. The columns are those of the plan, in its order, then `_row`:
    /// the record's row in the file, from 1, rejected rows counted. `first_row` is that of the
    /// batch's first record.
    fn batch(&mut self, batch: RecordBatch, first_row: u64) -> Result<(), SinkError>;
    /// Takes a row that could not be read.
    fn rejected(&mut self, row: Rejected) -> Result<(), SinkError>;
    /// Takes a row as the file has it that is in a batch with a mended shape.
    fn mended(&mut self, row: Rejected) -> Result<(), SinkError>;
}

/// What the second pass gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOutcome {
    /// Records in the batches.
    pub records: u64,
    /// Rows kept apart.
    pub rejected: u64,
}

/// First pass: reads the whole file and decides what each column is.
pub fn profile(file: &Opened, layout: &Layout, watch: &dyn Watch) -> Result<Profile, ReadError> {
    let path = file.path();
    let mut profile = match (&layout.union, layout.format) {
        (Some(union), _) => union::profile(file, union, layout, watch),
        (None, Format::Csv) => text::profile(path, layout, watch),
        (None, Format::Parquet | Format::Arrow) => columnar::profile(path, layout, watch),
        (None, _) => rows::profile(file, layout, watch),
    }?;
    if file.is_gtfs() && layout.format == Format::Csv {
        gtfs::settle(&mut profile);
    }
    Ok(profile)
}

/// Second pass: reads the file as planned and gives its records to the sink.
pub fn read(
    file: &Opened,
    layout: &Layout,
    profile: &Profile,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let path = file.path();
    match (&layout.union, layout.format) {
        (Some(union), _) => union::read(file, union, profile, plan, watch, sink),
        (None, Format::Csv) => text::read(path, layout, plan, watch, sink),
        (None, Format::Parquet | Format::Arrow) => columnar::read(path, layout, plan, watch, sink),
        (None, _) => rows::read(file, layout, profile, plan, watch, sink),
    }
}

#[cfg(test)]
mod tests;
