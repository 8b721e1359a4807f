//! What our functions have in common: constants of the query, and arrays to compute from.

use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// A function with the constants that the query gives it.
pub(super) trait Compute: Debug + Eq + Hash + Send + Sync + 'static {
    /// Its name in plans.
    const NAME: &'static str;

    /// The type of what it gives.
    fn result(&self) -> DataType;

    /// Gives a value for each row.
    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef>;
}

/// The function, applied.
pub(super) fn call<C: Compute>(what: C, arguments: Vec<Expr>) -> Expr {
    // Two of different constants are two functions, in names too.
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    let name = format!("{}_{:x}", C::NAME, hasher.finish());
    let signature = Signature::any(arguments.len(), Volatility::Immutable);
    Arc::new(ScalarUDF::from(Computed { name, signature, what })).call(arguments)
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Computed<C> {
    name: String,
    signature: Signature,
    what: C,
}

impl<C: Compute> ScalarUDFImpl for Computed<C> {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.what.result())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        Ok(ColumnarValue::Array(self.what.compute(&arrays)?))
    }
}
