//! `json_or(text)`: texts that are JSON, and another one in the place of those that are not.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, StringArray};
use arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;
use datafusion::prelude::cast;
use serde_json::Value;

use super::computed::{Compute, call};

/// The text where it is JSON, else the other one; null stays null.
pub(crate) fn json_or(text: Expr, otherwise: Option<String>) -> Expr {
    call(JsonOr { otherwise }, vec![cast(text, DataType::Utf8)])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct JsonOr {
    otherwise: Option<String>,
}

impl Compute for JsonOr {
    const NAME: &'static str = "fanal_json_or";

    fn result(&self) -> DataType {
        DataType::Utf8
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let is_json = |text: &&str| serde_json::from_str::<Value>(text).is_ok();
        let shown = |text| Some(text).filter(is_json).or(self.otherwise.as_deref());
        let texts = arguments[0].as_string::<i32>().iter();
        Ok(Arc::new(texts.map(|text| text.and_then(shown)).collect::<StringArray>()))
    }
}
