//! Rows of sheets.

use super::cells::Value;
use crate::read::layout::COLUMN_LIMIT;
use crate::read::{ReadError, TableInfo};

/// A row of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Row {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its cells from the first column on.
    pub(super) cells: Vec<Value>,
    /// The workbook does not show it.
    pub(super) is_hidden: bool,
    /// Cells of it that are merged with others.
    pub(super) merged: u64,
    /// Columns of the sheet that the workbook does not show.
    pub(super) hidden_columns: usize,
}

/// Told of a row; answers whether to go on.
pub(super) type RowVisit<'v> = dyn FnMut(&Row) -> Result<bool, ReadError> + 'v;

/// What a file of several tables gives, in its order.
pub(super) enum Told<'t> {
    /// A table starts; they are counted from 0.
    Table(TableInfo),
    /// A row of that table.
    Row(usize, &'t Row),
}

/// Told of tables and rows; answers whether to go on.
pub(super) type TellVisit<'v> = dyn FnMut(Told<'_>) -> Result<bool, ReadError> + 'v;

impl Row {
    /// Puts a value there.
    pub(super) fn put(&mut self, column: usize, value: Value) -> Result<(), ReadError> {
        if column >= COLUMN_LIMIT {
            let columns = column.saturating_add(1);
            return Err(ReadError::TooManyColumns { columns, limit: COLUMN_LIMIT });
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Value::Empty);
        }
        self.cells[column] = value;
        Ok(())
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Value::is_blank)
    }

    /// Starts another row.
    pub(super) fn restart(&mut self, number: u64) {
        self.cells.clear();
        self.number = number;
        self.is_hidden = false;
        self.merged = 0;
    }
}

/// The table of a text that gives it no name.
pub(super) fn unnamed(place: usize) -> TableInfo {
    TableInfo { name: format!("Tableau {}", place + 1), visible: true, records: None }
}
