//! Jobs: the worker's loop, and one file a kind of job.

mod compact;
mod error;
mod import;
mod recover;
mod seen;
mod vacuum;
mod watch;
mod worker;

use error::JobError;
pub use seen::SeenJob;
use watch::JobWatch;
pub use worker::{JobEnd, Worker};
