//! `geo_cluster(place, zoom, radius)` as a key of groups.

use datafusion::logical_expr::Expr;
use fanal_odsql::{Expr as Tree, ExprKind, Function, Literal, Wanted};

use super::scope::Scope;
use crate::clusters::Grid;

/// Radius when none is said, in pixels.
const RADIUS: u32 = 40;

impl Scope<'_> {
    /// The points, and the grid in which they are put together.
    pub(super) fn cluster_key(&mut self, given: &[Tree]) -> Option<(Expr, Grid)> {
        let (place, zoom, radius) = match given {
            [place, zoom] => (place, zoom, None),
            [place, zoom, radius] => (place, zoom, Some(radius)),
            _ => return None,
        };
        let point = self.point(place, Function::GeoCluster);
        let Some(zoom) = whole(zoom).and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 25) else {
            return self.expected(zoom, "geo_cluster", Wanted::Zoom);
        };
        let radius = match radius {
            None => RADIUS,
            Some(tree) => match whole(tree).and_then(|n| u32::try_from(n).ok()) {
                Some(radius @ 1..=10_000) => radius,
                _ => return self.expected(tree, "geo_cluster", Wanted::Radius),
            },
        };
        Some((point?, Grid { zoom, radius }))
    }
}

/// A whole number that stands in the query, also as `radius=40`.
fn whole(tree: &Tree) -> Option<i64> {
    match &tree.kind {
        ExprKind::Literal(Literal::Int(number)) => Some(*number),
        ExprKind::Binary(fanal_odsql::BinaryOperator::Equal, _, number) => whole(number),
        _ => None,
    }
}
