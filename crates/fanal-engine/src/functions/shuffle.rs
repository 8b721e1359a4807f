//! `shuffle(hash)`: a disorder of the records that is the same for the same seed.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, Int64Array};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// A number for each record, by its hash and the seed.
pub(crate) fn shuffle(hash: Expr, seed: i64) -> Expr {
    call(Shuffle { seed }, vec![hash])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Shuffle {
    seed: i64,
}

impl Compute for Shuffle {
    const NAME: &'static str = "fanal_shuffle";

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let hashes = arguments[0].as_primitive::<Int64Type>();
        let mixed: Int64Array = hashes.iter().map(|h| h.map(|h| mixed(h, self.seed))).collect();
        Ok(Arc::new(mixed))
    }
}

/// The finishing steps of SplitMix64, which spread every bit over all the others.
fn mixed(hash: i64, seed: i64) -> i64 {
    let seed = seed.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut z = hash.cast_unsigned() ^ seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)).cast_signed()
}
