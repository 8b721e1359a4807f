//! `first_known(value…)`: the first value of each row that is not null.

use arrow::array::{Array as _, ArrayRef};
use arrow::compute::kernels::zip::zip;
use arrow::compute::{cast, is_not_null};
use arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// The first of these values that is not null, all of them of this type or the null constant. A
/// function of ours, as plans would hold each value twice: once for the test, once for the answer.
pub(crate) fn first_known(values: Vec<Expr>, data_type: DataType) -> Expr {
    call(FirstKnown { data_type }, values)
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct FirstKnown {
    data_type: DataType,
}

impl Compute for FirstKnown {
    const NAME: &'static str = "fanal_first_known";

    fn result(&self) -> DataType {
        self.data_type.clone()
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let mut known: Option<ArrayRef> = None;
        for values in arguments.iter().rev() {
            let values = match values.data_type() == &self.data_type {
                true => values.clone(),
                false => cast(values, &self.data_type)?,
            };
            known = Some(match known {
                Some(others) => zip(&is_not_null(&values)?, &values, &others)?,
                None => values,
            });
        }
        known.ok_or_else(|| datafusion::error::DataFusionError::Internal("no value".to_owned()))
    }
}
