//! Arithmetic of whole numbers that never goes round: what 64 bits don't hold is an error.

use arrow::array::ArrayRef;
use arrow::compute::kernels::numeric::{add, mul, neg, sub};
use arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// What is done with whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Negate,
}

/// The outcome for one number (to negate) or two.
pub(crate) fn arithmetic(what: Arithmetic, numbers: Vec<Expr>) -> Expr {
    call(what, numbers)
}

impl Compute for Arithmetic {
    const NAME: &'static str = "fanal_arithmetic";

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let (first, last) = (&arguments[0], &arguments[arguments.len() - 1]);
        Ok(match self {
            Self::Add => add(first, last)?,
            Self::Subtract => sub(first, last)?,
            Self::Multiply => mul(first, last)?,
            Self::Negate => neg(first.as_ref())?,
        })
    }
}
