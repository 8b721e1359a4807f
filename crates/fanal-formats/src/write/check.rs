//! What is refused before the first byte.

use super::{ExportFormat, WriteError};

/// Refuses an export that the format cannot hold whole. `rows` is the number of records, the
/// header line not counted.
pub fn check(format: ExportFormat, rows: u64, columns: usize) -> Result<(), WriteError> {
    if let Some(limit) = format.column_limit().filter(|limit| columns > *limit) {
        return Err(WriteError::TooManyColumns { format, columns, limit });
    }
    if let Some(limit) = format.row_limit().filter(|limit| rows > *limit) {
        return Err(WriteError::TooManyRows { format, rows, limit });
    }
    Ok(())
}
