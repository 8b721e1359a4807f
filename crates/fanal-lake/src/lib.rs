//! The lake: each dataset's records as a Delta table, and what its versions carry beside, on a
//! folder of this machine or an S3 bucket.
//!
//! It writes data files, commits them, lists the files of a version, rolls back what a dead load
//! left and deletes what no version names any more. It never reads a record back and never plans a
//! query: the engine does, from a plain [`Snapshot`]. Nothing of the Delta library appears in its
//! public words, and no commit is announced before its data files, its log entry and their folders
//! are on the disk.
//!
//! ```text
//! datasets/{dataset}/table/_delta_log/…          the log
//! datasets/{dataset}/table/{load}/{n}-….parquet  data files, named after the load that wrote them
//! datasets/{dataset}/loads/{load}/{name}         what a version carries: original, rejected rows
//! spool/{upload}                                 files that wait to be loaded (buckets only)
//! attachments/{upload}                           files that go with datasets
//! .tmp/…                                         files being written (folder lakes only)
//! ```

mod check;
mod durable;
mod error;
mod lake;
mod schema;
mod shelf;
mod snapshot;
mod table;
mod transfer;
mod writer;

pub use error::{LakeError, StoreAct};
pub use lake::Lake;
pub use shelf::Shelf;
pub use snapshot::{Snapshot, SnapshotFile};
pub use table::{Cleaned, Commit, Head, Purpose, Table};
pub use transfer::Contents;
pub use writer::{DataFile, DataWriter, WriterSettings};
