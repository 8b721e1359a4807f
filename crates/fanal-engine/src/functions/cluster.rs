//! `cell(point)` and `cluster(point)`: where a point falls on a grid, and which cluster that is;
//! `cluster_label(cluster)`: the middle of a cluster as JSON.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, Int64Array, StringBuilder};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};
use super::place::positions;
use crate::clusters::{Clustering, Clusters, Grid};

/// The cells of points.
pub(crate) fn cell(points: Expr, grid: Grid) -> Expr {
    call(InCell { grid }, vec![points])
}

/// The clusters of points.
pub(crate) fn cluster(points: Expr, clustering: Arc<Clustering>) -> Expr {
    call(InCluster { clustering }, vec![points])
}

/// The middles of clusters.
pub(crate) fn cluster_label(numbers: Expr, clustering: Arc<Clustering>) -> Expr {
    call(Label { clustering }, vec![numbers])
}

/// The clusters, which are found before a plan runs.
fn found(clustering: &Clustering) -> Result<&Clusters> {
    let missing = || DataFusionError::Internal("clusters were not looked for".to_owned());
    clustering.found().ok_or_else(missing)
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct InCell {
    grid: Grid,
}

impl Compute for InCell {
    const NAME: &'static str = "fanal_cell";

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let points = positions(arguments[0].as_struct());
        let cells: Int64Array = points.map(|p| p.map(|p| self.grid.cell(p))).collect();
        Ok(Arc::new(cells))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct InCluster {
    clustering: Arc<Clustering>,
}

impl Compute for InCluster {
    const NAME: &'static str = "fanal_cluster";

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let clusters = found(&self.clustering)?;
        let points = positions(arguments[0].as_struct());
        let numbers: Int64Array = points.map(|p| p.and_then(|p| clusters.of(p))).collect();
        Ok(Arc::new(numbers))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Label {
    clustering: Arc<Clustering>,
}

impl Compute for Label {
    const NAME: &'static str = "fanal_cluster_label";

    fn result(&self) -> DataType {
        DataType::Utf8
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let clusters = found(&self.clustering)?;
        let numbers = arguments[0].as_primitive::<Int64Type>();
        let mut out = StringBuilder::new();
        for number in numbers {
            let middle = number.and_then(|number| clusters.middle(number));
            out.append_option(middle.map(|[lon, lat]| {
                format!("{{\"cluster_centroid\":{{\"lat\":{lat},\"lon\":{lon}}}}}")
            }));
        }
        Ok(Arc::new(out.finish()))
    }
}
