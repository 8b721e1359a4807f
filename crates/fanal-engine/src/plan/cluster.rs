//! `geo_cluster(place, zoom, radius)` as a key of groups.

use datafusion::logical_expr::Expr;
use fanal_odsql::{Clause, Expr as Tree, ExprKind, Function, Literal, Query};

use super::scope::Scope;
use crate::QueryError;
use crate::clusters::Grid;

/// Radius when none is said, in pixels.
const RADIUS: u32 = 40;

/// A key whose clusters must be found before records can be grouped by them.
#[derive(Debug)]
pub(crate) struct Clustered {
    /// The key's tree, to be recognised by.
    pub(crate) outline: String,
    /// The points.
    pub(crate) point: Expr,
    pub(crate) grid: Grid,
    /// Which records.
    pub(crate) filter: Option<Expr>,
}

/// The keys of a query that are clusters.
pub(crate) fn clustered(query: &Query, mut scope: Scope<'_>) -> Result<Vec<Clustered>, QueryError> {
    let mut found = Vec::new();
    for item in &query.group_by {
        let tree = &item.expr;
        let ExprKind::Call { function: Function::GeoCluster, arguments, .. } = &tree.kind else {
            continue;
        };
        let key = scope.within(Clause::GroupBy).cluster_key(arguments, tree);
        let filter = query.filter.as_ref();
        let filter = filter.and_then(|f| scope.within(Clause::Where).condition(f));
        found.extend(key.map(|(point, grid)| Clustered {
            outline: tree.outline(),
            point,
            grid,
            filter,
        }));
    }
    match scope.problems {
        problems if problems.is_empty() => Ok(found),
        problems => Err(QueryError::Invalid(problems)),
    }
}

impl Scope<'_> {
    /// The points, and the grid in which they are put together.
    pub(super) fn cluster_key(&mut self, given: &[Tree], tree: &Tree) -> Option<(Expr, Grid)> {
        let (place, zoom, radius) = match given {
            [place, zoom] => (place, zoom, None),
            [place, zoom, radius] => (place, zoom, Some(radius)),
            _ => return self.expected(tree, "geo_cluster", "a field of places and a zoom level"),
        };
        let point = self.point(place, "geo_cluster");
        let Some(zoom) = whole(zoom).and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 25) else {
            return self.expected(zoom, "geo_cluster", "a zoom level from 0 to 25");
        };
        let radius = match radius {
            None => RADIUS,
            Some(tree) => match whole(tree).and_then(|n| u32::try_from(n).ok()) {
                Some(radius @ 1..=10_000) => radius,
                _ => return self.expected(tree, "geo_cluster", "a radius from 1 to 10000 pixels"),
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
