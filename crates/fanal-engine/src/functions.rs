//! Our own functions in plans, one a file.

mod arithmetic;
mod as_is;
mod bucket;
mod cluster;
mod computed;
mod date_format;
mod date_part;
mod first_known;
mod fold;
mod json_or;
mod level;
mod place;
mod rectangle;
mod shuffle;
mod words;

use datafusion::functions_nested::expr_fn::array_to_string;
use datafusion::logical_expr::{Expr, lit};

pub(crate) use arithmetic::{Arithmetic, arithmetic};
pub(crate) use as_is::as_is;
pub(crate) use bucket::{Bounds, Buckets, Number, OUTSIDE, Unit, bucket, bucket_label};
pub(crate) use cluster::{cell, cluster, cluster_label};
pub(crate) use date_format::{Pattern, date_format};
pub(crate) use date_part::date_part;
pub(crate) use first_known::first_known;
pub(crate) use fold::fold;
pub(crate) use json_or::json_or;
pub(crate) use level::{Level, level};
pub(crate) use place::{Relation, distance, related};
pub(crate) use rectangle::rectangle;
pub(crate) use shuffle::shuffle;
pub(crate) use words::{Looseness, Words, words};

/// The values of a list as one text.
pub(crate) fn joined(list: Expr) -> Expr {
    array_to_string(list, lit(" "))
}
