//! Where the table lies in a document.

use serde::{Deserialize, Serialize};

/// Where the table lies in a JSON document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Shape {
    /// Not a document, or one object a line.
    #[default]
    None,
    /// A list of objects behind these keys (none: the document is the list). Lists on the way are
    /// gone through.
    List(Vec<String>),
    /// A list of lists behind these keys.
    Rows {
        /// The keys that lead there.
        path: Vec<String>,
        /// Titles of the columns.
        titles: Vec<String>,
        /// The first of the lists holds the titles.
        header: bool,
    },
    /// An object behind these keys, of one list for each column.
    Columns(Vec<String>),
    /// The features of a GeoJSON collection.
    Features,
    /// The document is one feature or one geometry of GeoJSON.
    Feature,
    /// Objects within objects: the outer keys are values. At that depth lies one record.
    Keyed {
        /// How many keys lead to a record.
        depth: usize,
        /// The innermost keys are values too (hours, dates): a record is one key and its value.
        unpivoted: bool,
    },
    /// The document is the one record.
    Single,
}
