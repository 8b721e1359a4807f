//! The engine: an ODSQL tree becomes a secured plan, the plan a stream of record batches.
//!
//! [`Engine::open`] is the one door to data. The [`Handle`] that it gives holds what its reader may
//! see, and every plan is built from it: a hidden field does not exist for the query, so it can't
//! be asked for, filtered by or sorted by. Nothing here commits, and nothing outside builds a scan.
//!
//! Answers come in two ways. A *page* (few rows) first finds the places of its rows, reading only
//! the columns of the filter and the order, then fetches those rows alone. A *stream* (an export)
//! is one plan from scan to projection. Decoded columns are kept in memory and shared; their bytes
//! are reserved from the same pool as the queries' and given back when a query needs them.

mod answer;
mod cache;
mod clusters;
mod engine;
mod error;
mod facets;
mod fetch;
mod files;
mod functions;
mod geometry;
mod groups;
mod handle;
mod memory;
mod merge;
mod page;
mod plan;
mod reader;
mod record_id;
mod scan;
mod schema;
mod session;
mod statistics;
#[cfg(test)]
mod tests;
mod zone;

pub use answer::{Answer, Batches, Column};
pub use engine::{Engine, EngineSettings, Pinned};
pub use error::QueryError;
pub use handle::{Handle, QueryOptions};
pub use merge::Merge;
pub use record_id::RecordId;
pub use schema::arrow_type;
pub use statistics::Profiler;
