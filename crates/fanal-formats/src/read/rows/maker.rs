//! Rows to record batches.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Int64Array};
use arrow::compute::filter;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use fanal_model::Problem;

use crate::columns::{ROW, arrow_type};
use crate::read::column::{Added, Column, Datum, as_text};
use crate::read::derive::position;
use crate::read::{BatchSink, PlannedColumn, ReadError, ReadPlan, Source};

/// Rows of one batch, at most.
const BATCH_ROWS: usize = 65_536;
/// Characters of a value that a problem names.
const NAMED_CHARACTERS: usize = 80;

/// Makes batches of rows. Its rows are counted from 0, rejected ones too.
pub(in crate::read) struct BatchMaker<'a> {
    plan: &'a ReadPlan,
    schema: SchemaRef,
    columns: Vec<Column>,
    /// For each row of the batch in the making: its number, and whether all its cells fit.
    numbers: Vec<i64>,
    fits: Vec<bool>,
    next: i64,
    made: Made,
}

/// Batches that were made, without the numbers of their rows, which depend on what came before.
#[derive(Default)]
pub(in crate::read) struct Made(Vec<(Vec<ArrayRef>, Vec<i64>, SchemaRef)>);

impl<'a> BatchMaker<'a> {
    pub(in crate::read) fn new(plan: &'a ReadPlan) -> Self {
        Self {
            plan,
            schema: schema(plan),
            columns: plan.columns.iter().map(Column::new).collect(),
            numbers: Vec::new(),
            fits: Vec::new(),
            next: 0,
            made: Made::default(),
        }
    }

    /// Adds a row whose cells the function gives by their place in the file. A row with a cell
    /// that does not fit is left out.
    pub(in crate::read) fn row<'d>(
        &mut self,
        cell: impl Fn(usize) -> Datum<'d>,
    ) -> Result<Fate, ReadError> {
        let mut fate = Fate::Fits;
        for (column, planned) in self.columns.iter_mut().zip(&self.plan.columns) {
            let datum = match planned.source {
                Source::Column(place) | Source::Text(place) => cell(place),
                Source::Pair { x, y } => position(cell(x), cell(y)),
            };
            match column.add(datum) {
                Ok(Added::AsItIs) => {}
                Ok(Added::Mended { lost_holes }) => fate.mend(planned, lost_holes),
                Err(_) => {
                    column.add_null();
                    fate.reject(|| misfit(planned, &as_text(datum)));
                }
            }
        }
        self.numbers.push(self.next);
        self.fits.push(!fate.is_rejected());
        self.next += 1;
        if self.numbers.len() == BATCH_ROWS {
            self.flush()?;
        }
        Ok(fate)
    }

    /// Counts a row that was rejected before its cells were read.
    pub(in crate::read) fn skip_row(&mut self) {
        self.next += 1;
    }

    /// Rows that wait in the batch in the making.
    pub(in crate::read) fn waiting(&self) -> usize {
        self.numbers.len()
    }

    /// Gives what was made so far; the count of rows goes on.
    pub(in crate::read) fn take(&mut self) -> Result<Made, ReadError> {
        self.flush()?;
        Ok(std::mem::take(&mut self.made))
    }

    /// Gives everything.
    pub(in crate::read) fn finish(mut self) -> Result<Made, ReadError> {
        self.take()
    }

    fn flush(&mut self) -> Result<(), ReadError> {
        let mut numbers = std::mem::take(&mut self.numbers);
        let fits = std::mem::take(&mut self.fits);
        if numbers.is_empty() {
            return Ok(());
        }
        let mut arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Column::finish).collect();
        if fits.contains(&false) {
            let mut fitting = fits.iter();
            numbers.retain(|_| fitting.next().copied().unwrap_or(false));
            let mask = BooleanArray::from(fits);
            arrays = arrays.iter().map(|a| filter(a, &mask)).collect::<Result<_, _>>()?;
        }
        if !numbers.is_empty() {
            self.made.0.push((arrays, numbers, Arc::clone(&self.schema)));
        }
        Ok(())
    }
}

impl Made {
    /// Hands the batches on; their rows come behind that many others. Gives how many records.
    pub(in crate::read) fn deliver(
        self,
        rows_before: u64,
        sink: &mut dyn BatchSink,
    ) -> Result<u64, ReadError> {
        let mut records = 0;
        let before = i64::try_from(rows_before).unwrap_or(i64::MAX);
        for (mut arrays, mut numbers, schema) in self.0 {
            for number in &mut numbers {
                *number += before + 1;
            }
            let first_row = numbers.first().and_then(|n| u64::try_from(*n).ok()).unwrap_or(1);
            records += numbers.len() as u64;
            arrays.push(Arc::new(Int64Array::from(numbers)));
            sink.batch(RecordBatch::try_new(schema, arrays)?, first_row)?;
        }
        Ok(records)
    }
}

/// The batches' columns: those of the plan, then the row's number.
pub(in crate::read) fn schema(plan: &ReadPlan) -> SchemaRef {
    let mut fields: Vec<Field> = plan
        .columns
        .iter()
        .map(|c| {
            Field::new(c.name.as_str(), arrow_type(c.field_type, c.multivalued.is_some()), true)
        })
        .collect();
    fields.push(Field::new(ROW, DataType::Int64, false));
    Arc::new(Schema::new(fields))
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum Fate {
    Fits,
    /// It is in the batch with a shape that is not as the file has it.
    Mended(Problem),
    /// It is left out.
    Rejected(Problem),
}

impl Fate {
    pub(in crate::read) fn is_rejected(&self) -> bool {
        matches!(self, Self::Rejected(_))
    }

    /// Leaves the row out, unless it is already for another reason.
    pub(in crate::read) fn reject(&mut self, reason: impl FnOnce() -> Problem) {
        if !self.is_rejected() {
            *self = Self::Rejected(reason());
        }
    }

    /// A shape of the row was mended.
    pub(in crate::read) fn mend(&mut self, planned: &PlannedColumn, lost_holes: u64) {
        if *self == Self::Fits {
            let reason = Problem::new("row-shape-mended").text("column", planned.name.as_str());
            *self = Self::Mended(reason.number("holes", lost_holes));
        }
    }
}

/// Why a row with that cell is left out.
pub(in crate::read) fn misfit(planned: &PlannedColumn, value: &str) -> Problem {
    let value: String = value.chars().take(NAMED_CHARACTERS).collect();
    Problem::new("cell-misfit")
        .text("column", planned.name.as_str())
        .text("value", value)
        .text("type", planned.field_type.name())
}
