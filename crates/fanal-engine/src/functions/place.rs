//! `distance(point)` and `related(point)`: points beside a geometry that stands in the query.

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, BooleanArray, Float64Array, StructArray};
use arrow::datatypes::{DataType, Float64Type};
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};
use crate::geometry::{Position, Shape, metres};

/// How a point lies beside a geometry. What lies on the border touches it and lies within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Relation {
    Touches,
    Apart,
}

/// Metres from points to a place, along a great circle.
pub(crate) fn distance(points: Expr, to: Position) -> Expr {
    let [lon, lat] = to.map(f64::to_bits);
    call(Distance { lon, lat }, vec![points])
}

/// Whether points touch a geometry, or lie apart from it.
pub(crate) fn related(points: Expr, shape: Shape, relation: Relation) -> Expr {
    call(Related { shape, relation }, vec![points])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Distance {
    lon: u64,
    lat: u64,
}

impl Compute for Distance {
    const NAME: &'static str = "fanal_distance";

    fn result(&self) -> DataType {
        DataType::Float64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let to = [f64::from_bits(self.lon), f64::from_bits(self.lat)];
        let points = arguments[0].as_struct();
        let found: Float64Array = positions(points).map(|p| p.map(|p| metres(p, to))).collect();
        Ok(Arc::new(found))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Related {
    shape: Shape,
    relation: Relation,
}

impl Compute for Related {
    const NAME: &'static str = "fanal_related";

    fn result(&self) -> DataType {
        DataType::Boolean
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let touching = self.relation == Relation::Touches;
        let points = arguments[0].as_struct();
        let found: BooleanArray =
            positions(points).map(|p| p.map(|p| self.shape.touches(p) == touching)).collect();
        Ok(Arc::new(found))
    }
}

/// The points of a column; none where it is null.
pub(super) fn positions(points: &StructArray) -> impl Iterator<Item = Option<Position>> {
    let lon = points.column(0).as_primitive::<Float64Type>();
    let lat = points.column(1).as_primitive::<Float64Type>();
    (0..points.len()).map(move |row| {
        let whole = points.is_valid(row) && lon.is_valid(row) && lat.is_valid(row);
        whole.then(|| [lon.value(row), lat.value(row)])
    })
}
