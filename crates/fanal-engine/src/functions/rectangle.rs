//! `rectangle(lon, lat, lon, lat)`: a polygon of four corners, as WKB.

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, BinaryBuilder};
use arrow::datatypes::{DataType, Float64Type};
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// The rectangle between two corners, from the lowest longitude and latitude to the highest; null
/// when one of them is.
pub(crate) fn rectangle(low: [Expr; 2], high: [Expr; 2]) -> Expr {
    call(Rectangle, low.into_iter().chain(high).collect())
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Rectangle;

impl Compute for Rectangle {
    const NAME: &'static str = "fanal_rectangle";

    fn result(&self) -> DataType {
        DataType::Binary
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let numbers: Vec<_> = arguments.iter().map(|a| a.as_primitive::<Float64Type>()).collect();
        let rows = numbers.first().map_or(0, |column| column.len());
        let mut out = BinaryBuilder::new();
        for row in 0..rows {
            let corner = |n: usize| numbers[n].is_valid(row).then(|| numbers[n].value(row));
            match (corner(0), corner(1), corner(2), corner(3)) {
                (Some(west), Some(south), Some(east), Some(north)) => {
                    out.append_value(polygon(west, south, east, north));
                }
                _ => out.append_null(),
            }
        }
        Ok(Arc::new(out.finish()))
    }
}

/// WKB of a polygon of one closed ring, counter-clockwise.
fn polygon(west: f64, south: f64, east: f64, north: f64) -> Vec<u8> {
    let mut wkb = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0];
    for (lon, lat) in [(west, south), (east, south), (east, north), (west, north), (west, south)] {
        wkb.extend_from_slice(&lon.to_le_bytes());
        wkb.extend_from_slice(&lat.to_le_bytes());
    }
    wkb
}
