//! Our own functions in plans, one a file.

mod fold;
mod words;

use datafusion::functions_nested::expr_fn::array_to_string;
use datafusion::logical_expr::{Expr, lit};

pub(crate) use fold::fold;
pub(crate) use words::words;

/// The values of a list as one text.
pub(crate) fn joined(list: Expr) -> Expr {
    array_to_string(list, lit(" "))
}
