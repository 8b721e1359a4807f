//! Loads: from a file that arrives to a job in the queue.

mod fields;
mod looking;
mod original;
mod payload;
mod series;
mod shared;
mod spool;
mod start;
mod understand;

pub use fields::differences;
pub(crate) use fields::{admitted, holds_left_out};
pub use looking::{Looking, LookingChild};
pub(crate) use original::original_name;
pub(crate) use payload::ImportPayload;
pub use series::{SeriesLoad, SeriesRequest};
pub use spool::Spooled;
pub(crate) use spool::remove;
pub use start::{LoadRequest, LoadTarget};
pub use understand::Looked;
pub(crate) use understand::{recipe_from_json, recipe_to_json};
