//! Rows of sheets.

use std::ops::Range;
use std::rc::Rc;

use super::cells::Value;
use crate::read::layout::{COLUMN_LIMIT, ROW_LIMIT_BYTES};
use crate::read::{ReadError, TableInfo};

/// Rows that a sheet may have: a higher number is none.
pub(super) const ROW_LIMIT: u64 = 1 << 20;

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
    /// Cells of it whose text the workbook lost.
    pub(super) lost: u64,
    /// Which columns of the sheet the workbook does not show. All rows share what was said of them.
    pub(super) hidden_columns: Rc<Vec<bool>>,
    /// Bytes of its texts.
    size_bytes: u64,
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
    ///
    /// # Errors
    /// [`ReadError::TooManyColumns`]; [`ReadError::SheetRowTooLong`] when its texts are too long
    /// together: a workbook may write one text once and show it in many cells.
    pub(super) fn put(&mut self, column: usize, value: Value) -> Result<(), ReadError> {
        if column >= COLUMN_LIMIT {
            let columns = column.saturating_add(1);
            return Err(ReadError::TooManyColumns { columns, limit: COLUMN_LIMIT });
        }
        self.size_bytes += value.size_bytes();
        if self.size_bytes > ROW_LIMIT_BYTES {
            return Err(ReadError::SheetRowTooLong {
                line: self.number,
                limit_bytes: ROW_LIMIT_BYTES,
            });
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Value::Empty);
        }
        self.cells[column] = value;
        Ok(())
    }

    /// Says that the workbook lost the text of a cell, which is empty.
    ///
    /// # Errors
    /// As [`Row::put`].
    pub(super) fn lose(&mut self, column: usize) -> Result<(), ReadError> {
        self.lost += 1;
        self.put(column, Value::Empty)
    }

    /// Bytes that it takes in memory.
    pub(super) fn kept_bytes(&self) -> usize {
        self.hidden_columns.len() + self.cells.iter().map(Value::kept_bytes).sum::<usize>()
    }

    /// Says that the workbook does not show those columns.
    pub(super) fn hide_columns(&mut self, columns: Range<usize>) {
        let end = columns.end.min(COLUMN_LIMIT);
        let hidden = Rc::make_mut(&mut self.hidden_columns);
        if hidden.len() < end {
            hidden.resize(end, false);
        }
        if let Some(columns) = hidden.get_mut(columns.start..end) {
            columns.fill(true);
        }
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
        self.lost = 0;
        self.size_bytes = 0;
    }

    /// Gives the row when it has cells, and leaves it without; answers whether to go on.
    pub(super) fn give(&mut self, visit: &mut RowVisit<'_>) -> Result<bool, ReadError> {
        let goes_on = self.cells.is_empty() || visit(self)?;
        self.restart(self.number);
        Ok(goes_on)
    }

    /// A row of which it is only known that cells of it are merged.
    pub(super) fn of_merged(number: u64) -> Self {
        Self { number, merged: 1, ..Self::default() }
    }
}

/// The table of a text that gives it no name.
pub(super) fn unnamed(place: usize) -> TableInfo {
    TableInfo { name: format!("Tableau {}", place + 1), visible: true, records: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_not_shown_take_memory_too() {
        let mut row = Row::default();
        row.put(0, Value::Int(1)).expect("room");
        row.hide_columns(3_000..4_000);
        assert_eq!(row.kept_bytes(), size_of::<Value>() + 4_000);
    }
}
