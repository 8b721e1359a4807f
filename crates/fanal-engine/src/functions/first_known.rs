//! `first_known(value…)`: the first value of each row that is not null.

use arrow::array::{Array as _, ArrayRef};
use arrow::compute::kernels::zip::zip;
use arrow::compute::{cast, is_not_null};
use arrow::datatypes::DataType;
use datafusion::common::tree_node::{TreeNode as _, TreeNodeRecursion};
use datafusion::error::Result;
use datafusion::logical_expr::{Case, Expr};
use datafusion::prelude::cast as cast_to;

use super::as_is::as_is;
use super::computed::{Compute, call};

/// Most pieces of a value that a plan may well hold twice.
const FEW: usize = 8;

/// The first of these values that is not null, all of them of this type or the null constant. What
/// stands behind short values is computed only where these are null; long ones are all computed, by
/// a function of ours, as plans would hold each twice: once for the test, once for the answer.
pub(crate) fn first_known(mut values: Vec<Expr>, data_type: DataType) -> Expr {
    let last = values.len().saturating_sub(1);
    if values[..last].iter().any(|value| !is_short(value)) {
        return call(FirstKnown { data_type }, values);
    }
    let otherwise = values.pop().map(|last| Box::new(cast_to(last, data_type.clone())));
    let test = |value: Expr| {
        (Box::new(value.clone().is_not_null()), Box::new(cast_to(value, data_type.clone())))
    };
    let case = Case::new(None, values.into_iter().map(test).collect(), otherwise);
    as_is(Expr::Case(case), data_type)
}

fn is_short(value: &Expr) -> bool {
    let mut pieces = 0;
    let counted = value.apply(|_| {
        pieces += 1;
        Ok(if pieces > FEW { TreeNodeRecursion::Stop } else { TreeNodeRecursion::Continue })
    });
    counted.is_ok() && pieces <= FEW
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
