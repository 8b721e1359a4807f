//! What the values of each field look like: one pass over the records, in bounded memory.

mod calendar;
mod column;
mod decimal;
mod frequencies;
mod grid;
mod hyperloglog;
#[cfg(test)]
mod tests;

use arrow::array::RecordBatch;
use fanal_model::{Field, FieldProfile};

use crate::QueryError;
use column::Column;

/// Memory of what all columns remember of their values, in bytes.
const BUDGET_BYTES: usize = 24 << 20;
/// Share of one column at most: some twenty thousand different values.
const COLUMN_BYTES: usize = 2 << 20;
/// Share of one column at least: that of four thousand, which a file may have.
const LEAST_BYTES: usize = 6 << 10;

/// Makes the profiles of fields from batches that hold their columns, in their order.
#[derive(Debug)]
pub struct Profiler {
    columns: Vec<Column>,
    records: u64,
}

impl Profiler {
    /// A profiler that has seen nothing.
    pub fn new(fields: &[Field]) -> Self {
        let share = BUDGET_BYTES / fields.len().max(1);
        let share = share.clamp(LEAST_BYTES, COLUMN_BYTES);
        Self { columns: fields.iter().map(|f| Column::new(f, share)).collect(), records: 0 }
    }

    /// Takes in a batch.
    ///
    /// # Errors
    /// [`QueryError::Internal`] when a column has not the type of its field.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), QueryError> {
        if batch.num_columns() != self.columns.len() {
            return Err(QueryError::internal("a batch has not the columns of the fields"));
        }
        self.records += batch.num_rows() as u64;
        self.columns.iter_mut().zip(batch.columns()).try_for_each(|(c, array)| c.add(array))
    }

    /// Records seen so far.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Memory that is taken, in bytes.
    #[cfg(test)]
    fn taken_bytes(&self) -> usize {
        self.columns.iter().map(Column::taken_bytes).sum()
    }

    /// One profile a field, in their order.
    pub fn finish(self) -> Vec<FieldProfile> {
        let records = self.records;
        self.columns.into_iter().map(|column| column.finish(records)).collect()
    }
}
