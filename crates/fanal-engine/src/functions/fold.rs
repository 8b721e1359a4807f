//! `fold(text)`: small letters without accents, for sorting.

use std::sync::{Arc, LazyLock};

use arrow::array::{Array, ArrayRef, StringArray, StringBuilder};
use arrow::datatypes::DataType;
use datafusion::common::cast::as_string_array;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

static FOLD: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| Arc::new(ScalarUDF::from(Fold::new())));

/// The folded text.
pub(crate) fn fold(text: Expr) -> Expr {
    FOLD.call(vec![text])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Fold {
    signature: Signature,
}

impl Fold {
    fn new() -> Self {
        Self { signature: Signature::exact(vec![DataType::Utf8], Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for Fold {
    fn name(&self) -> &'static str {
        "fanal_fold"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let folded: ArrayRef = Arc::new(fold_all(as_string_array(&arrays[0])?));
        Ok(ColumnarValue::Array(folded))
    }
}

fn fold_all(texts: &StringArray) -> StringArray {
    let mut out = StringBuilder::with_capacity(texts.len(), texts.value_data().len());
    let mut small = String::new();
    for text in texts {
        match text {
            None => out.append_null(),
            Some(text) if text.is_ascii() => {
                small.clear();
                small.push_str(text);
                small.make_ascii_lowercase();
                out.append_value(&small);
            }
            Some(text) => out.append_value(fanal_model::fold(text)),
        }
    }
    out.finish()
}
