//! What is unusual about a table of text.

use serde::{Deserialize, Serialize};

/// What is unusual about a table of text; nothing when it is like most.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Form {
    /// Lines end with a carriage return alone, all or some.
    pub(super) lone_returns: bool,
    /// Quotes stand around whole rows.
    pub(super) wrapped: bool,
    /// A quote within a cell stands behind a backslash.
    pub(super) escape: bool,
    /// The rows of titles as they are written.
    pub(super) titles: Vec<Vec<String>>,
}
