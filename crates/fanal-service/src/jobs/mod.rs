//! Jobs: the worker's loop, and one file a kind of job.

mod compact;
mod error;
mod import;
mod profile;
mod recover;
mod seen;
mod upkeep;
mod vacuum;
mod watch;
mod worker;

use error::JobError;
pub use seen::SeenJob;
pub(crate) use watch::JobWatch;
pub use worker::{JobEnd, Worker};
