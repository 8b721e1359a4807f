//! The catalogue: portals, organisations, datasets, versions, people, sessions, jobs, uploads and
//! the audit log, in one SQLite file or in a PostgreSQL database.
//!
//! This is the only crate that speaks SQL to the catalogue. Rows never leave it: callers get the
//! words of `fanal-model`. [`Store`] reads; [`Act`] is one write transaction, whose audit entries
//! are written last, so that the log is gap-free, in the order of commits, and is the feed of
//! changes. The store decides no right, touches no data file, no lake and no network but its own
//! database; a caller must not do so either while an [`Act`] is open.

mod act;
mod attachment;
mod audit;
mod dataset;
mod error;
mod job;
mod lease;
mod migrations;
mod organisation;
mod portal;
mod rows;
mod search_text;
mod session;
mod source;
mod store;
mod upload;
mod user;
mod version;
mod welcome;

#[cfg(test)]
mod tests;

pub use act::Act;
pub use attachment::NewAttachment;
pub use audit::AuditCheck;
pub use dataset::{
    DatasetCounts, DatasetFilter, DatasetList, DatasetOrder, DatasetOutline, NewDataset,
};
pub use error::{StoreError, Unique};
pub use job::{JobFilter, JobPhase, NewJob, Worker};
pub use lease::Lease;
pub use organisation::NewOrganisation;
pub use session::Session;
pub use source::NewSource;
pub use store::Store;
pub use upload::{NewUpload, Upload};
pub use user::NewUser;
pub use version::NewVersion;
