//! Files to record batches and back: finding out what a file is, reading it, writing exports.
//!
//! Reading is in two passes over the file. The first decides each column's type on all of its
//! cells; the second gives Arrow batches in the file's order, and keeps every row that does not
//! fit apart, with its line and its reason. Memory does not grow with the file. The crate knows
//! Arrow and no query engine, never touches the catalogue or the lake, never prints, and never
//! loses a row without saying so.

pub mod columns;
mod media;
pub mod read;
pub mod wire;
pub mod write;

pub use media::media_type;
