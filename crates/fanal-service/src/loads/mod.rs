//! Loads: from a file that arrives to a job in the queue.

mod looking;
mod payload;
mod shared;
mod spool;
mod start;
mod understand;

pub use looking::{Looking, LookingChild};
pub(crate) use payload::ImportPayload;
pub use spool::Spooled;
pub(crate) use spool::remove;
pub use start::{LoadRequest, LoadTarget};
pub use understand::Looked;
pub(crate) use understand::{recipe_from_json, recipe_to_json};
