//! `as_is(value)`: the value, which the optimiser leaves whole.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// The value itself, of this type. What is compared with a choice would else be compared with each
/// of its branches, and choices within choices make more of that than any memory holds.
pub(crate) fn as_is(value: Expr, data_type: DataType) -> Expr {
    call(AsIs { data_type }, vec![value])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct AsIs {
    data_type: DataType,
}

impl Compute for AsIs {
    const NAME: &'static str = "fanal_as_is";

    fn result(&self) -> DataType {
        self.data_type.clone()
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        Ok(arrow::compute::cast(&arguments[0], &self.data_type)?)
    }
}
