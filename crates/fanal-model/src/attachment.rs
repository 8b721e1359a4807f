//! Attachments: files that go with a dataset and are handed out as they are.

use crate::{AttachmentId, DatasetId, Instant};

/// A file that goes with a dataset (*fichier joint*): a note, a plan, a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Number in the catalogue.
    pub id: AttachmentId,
    /// The dataset that it goes with.
    pub dataset: DatasetId,
    /// Its name in addresses, which stays: small ASCII letters, digits and `_`, unique in the
    /// dataset.
    pub name: String,
    /// Title for people, never empty.
    pub title: String,
    /// Name that the file had.
    pub file_name: String,
    /// What its bytes are, as nobody but these bytes said (RFC 6838).
    pub media_type: String,
    /// Its size, in bytes.
    pub size_bytes: u64,
    /// What its bytes are kept under: the number of the upload that brought them.
    pub file: String,
    /// When it was added.
    pub created: Instant,
}
