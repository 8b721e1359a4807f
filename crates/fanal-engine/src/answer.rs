//! What a query answers.

use std::fmt;

use arrow::array::RecordBatch;
use fanal_model::{Field, FieldType};
use futures::stream::BoxStream;

use crate::QueryError;

/// Record batches as they come. Dropping the stream stops the work. After an error nothing follows.
pub type Batches = BoxStream<'static, Result<RecordBatch, QueryError>>;

/// A column of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its key: the field's name, the alias, or the expression as typed. Also the Arrow name.
    pub key: String,
    /// What people read at its head.
    pub label: String,
    /// Type of its values.
    pub field_type: FieldType,
    /// Whether a cell holds a list of values.
    pub multivalued: bool,
    /// Unit of measure.
    pub unit: Option<String>,
}

impl Column {
    /// The column of a field as it is, under a key.
    pub(crate) fn of(field: &Field, key: &str) -> Self {
        let own = field.name.as_str() == key;
        Self {
            key: key.to_owned(),
            label: if own { field.label.clone() } else { key.to_owned() },
            field_type: field.field_type,
            multivalued: field.is_multivalued(),
            unit: field.annotations.unit.clone(),
        }
    }
}

/// The records that a query answers.
pub struct Answer {
    /// The columns, in order; each batch has the same.
    pub columns: Vec<Column>,
    /// The records.
    pub batches: Batches,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("columns", &self.columns).finish_non_exhaustive()
    }
}
