//! The hash that gives a record its lasting address: of its key, else of its whole content.

use arrow::array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray,
    StringArray, StructArray, TimestampMicrosecondArray,
};
use arrow::error::ArrowError;
use xxhash_rust::xxh3::xxh3_64_with_seed;

const NULL: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes each row over the given columns, in the order of their names: that of the file does not
/// matter. An unchanged record has the same hash in every version; two records with equal cells
/// share it and are told apart by their order.
pub(crate) fn hash_rows(
    mut columns: Vec<(&str, &ArrayRef)>,
    rows: usize,
) -> Result<Int64Array, ArrowError> {
    columns.sort_unstable_by_key(|(name, _)| *name);
    let mut hashes = vec![0_u64; rows];
    for (_, column) in columns {
        fold_column(column.as_ref(), &mut hashes)?;
    }
    Ok(hashes.into_iter().map(u64::cast_signed).collect())
}

fn fold_column(column: &dyn Array, hashes: &mut [u64]) -> Result<(), ArrowError> {
    let any = column.as_any();
    if let Some(a) = any.downcast_ref::<StringArray>() {
        fold(column, hashes, |row, seed| xxh3_64_with_seed(a.value(row).as_bytes(), seed));
    } else if let Some(a) = any.downcast_ref::<BinaryArray>() {
        fold(column, hashes, |row, seed| xxh3_64_with_seed(a.value(row), seed));
    } else if let Some(a) = any.downcast_ref::<Int64Array>() {
        fold(column, hashes, |row, seed| mix(seed, a.value(row).cast_unsigned()));
    } else if let Some(a) = any.downcast_ref::<Float64Array>() {
        // 0.0 and -0.0 are one value.
        fold(column, hashes, |row, seed| mix(seed, (a.value(row) + 0.0).to_bits()));
    } else if let Some(a) = any.downcast_ref::<BooleanArray>() {
        fold(column, hashes, |row, seed| mix(seed, u64::from(a.value(row))));
    } else if let Some(a) = any.downcast_ref::<Date32Array>() {
        fold(column, hashes, |row, seed| mix(seed, i64::from(a.value(row)).cast_unsigned()));
    } else if let Some(a) = any.downcast_ref::<TimestampMicrosecondArray>() {
        fold(column, hashes, |row, seed| mix(seed, a.value(row).cast_unsigned()));
    } else if let Some(a) = any.downcast_ref::<StructArray>() {
        for (row, hash) in hashes.iter_mut().enumerate() {
            if a.is_null(row) {
                *hash = mix(*hash, NULL);
            }
        }
        for child in a.columns() {
            fold_column(child.as_ref(), hashes)?;
        }
    } else if let Some(a) = any.downcast_ref::<ListArray>() {
        for (row, hash) in hashes.iter_mut().enumerate() {
            *hash = if a.is_null(row) { mix(*hash, NULL) } else { list(&a.value(row), *hash)? };
        }
    } else {
        return Err(ArrowError::NotYetImplemented(format!("hash of {}", column.data_type())));
    }
    Ok(())
}

fn fold(column: &dyn Array, hashes: &mut [u64], of: impl Fn(usize, u64) -> u64) {
    for (row, hash) in hashes.iter_mut().enumerate() {
        *hash = if column.is_null(row) { mix(*hash, NULL) } else { of(row, *hash) };
    }
}

/// The elements of one cell, one after the other.
fn list(values: &ArrayRef, seed: u64) -> Result<u64, ArrowError> {
    let mut hash = mix(seed, values.len() as u64);
    for i in 0..values.len() {
        let mut one = [hash];
        fold_column(values.slice(i, 1).as_ref(), &mut one)?;
        hash = one[0];
    }
    Ok(hash)
}

fn mix(seed: u64, value: u64) -> u64 {
    xxh3_64_with_seed(&value.to_le_bytes(), seed)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn text(values: &[Option<&str>]) -> ArrayRef {
        Arc::new(StringArray::from(values.to_vec()))
    }

    #[test]
    fn equal_records_share_a_hash_and_others_do_not() {
        let a = text(&[Some("x"), Some("x"), None, Some("")]);
        let b: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), Some(1), Some(1), Some(1)]));
        let hashes = hash_rows(vec![("a", &a), ("b", &b)], 4).expect("hashable");
        assert_eq!(hashes.value(0), hashes.value(1));
        assert_ne!(hashes.value(0), hashes.value(2));
        assert_ne!(hashes.value(2), hashes.value(3), "null is not the empty text");
    }

    #[test]
    fn cells_do_not_run_into_each_other() {
        let left = text(&[Some("ab"), Some("a")]);
        let right = text(&[Some("c"), Some("bc")]);
        let hashes = hash_rows(vec![("a", &left), ("b", &right)], 2).expect("hashable");
        assert_ne!(hashes.value(0), hashes.value(1));
        let reordered = hash_rows(vec![("b", &right), ("a", &left)], 2).expect("hashable");
        assert_eq!(hashes, reordered, "the order of the columns does not matter");
    }
}
