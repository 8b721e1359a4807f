//! `date_part(instant)`: one number of what clocks show.

use std::hash::{Hash, Hasher};
use std::mem::discriminant;
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::compute::{DatePart, cast, date_part as part_of};
use arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// A part of instants, in the zone of their type; whole. A function of ours, as the plan's own
/// makes ranges of instants of a compared year, and so holds what it is given several times; and of
/// a year whose first hour clocks pass over, none.
pub(crate) fn date_part(part: DatePart, instant: Expr) -> Expr {
    call(Part { part }, vec![instant])
}

#[derive(Debug, PartialEq, Eq)]
struct Part {
    part: DatePart,
}

impl Hash for Part {
    fn hash<H: Hasher>(&self, state: &mut H) {
        discriminant(&self.part).hash(state);
    }
}

impl Compute for Part {
    const NAME: &'static str = "fanal_date_part";

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let parts = part_of(&arguments[0], self.part)?;
        Ok(Arc::new(cast(&parts, &DataType::Int64)?))
    }
}
