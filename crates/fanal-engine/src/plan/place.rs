//! Places: distances, circles, rectangles, and how they lie beside a geometry.

use datafusion::functions::core::get_field;
use datafusion::logical_expr::{Expr, lit};
use fanal_model::FieldType;
use fanal_odsql::{Expr as Tree, ExprKind, Feature, Function, Literal, ProblemKind, Wanted};

use super::scope::Scope;
use super::value::{Kind, Value};
use crate::functions::{self, Relation};
use crate::geometry::Shape;

impl Scope<'_> {
    /// `distance(place, geom'…')`: metres along a great circle.
    pub(super) fn distance(&mut self, arguments: &[Tree]) -> Option<Value> {
        let [place, shape] = arguments else { return None };
        let (place, shape) =
            (self.point(place, Function::Distance), self.shape(shape, Function::Distance));
        let metres = functions::distance(place?, shape?.centre());
        Some(Value::new(metres, Kind::One(FieldType::Double), "distance"))
    }

    /// A condition on places.
    pub(super) fn place_condition(
        &mut self,
        function: Function,
        arguments: &[Tree],
        tree: &Tree,
    ) -> Option<Expr> {
        match (function, arguments) {
            (Function::InBbox, [place, corners @ ..]) if corners.len() == 4 => {
                self.in_rectangle(place, corners)
            }
            (Function::WithinDistance | Function::Distance, [place, shape, radius]) => {
                let (place, shape) = (self.point(place, function), self.shape(shape, function));
                let radius = self.metres(radius, function)?;
                let metres = functions::distance(place?, shape?.centre());
                Some(metres.lt_eq(lit(radius)))
            }
            (Function::Intersects | Function::Within | Function::Polygon, [place, shape]) => {
                self.related(place, shape, function, Relation::Touches)
            }
            (Function::Disjoint, [place, shape]) => {
                self.related(place, shape, function, Relation::Apart)
            }
            (Function::Geometry, [place, shape]) => {
                self.related(place, shape, function, Relation::Touches)
            }
            (Function::Geometry, [place, shape, relation]) => {
                let relation = self.relation(relation)?;
                self.related(place, shape, function, relation)
            }
            _ => self.expected(tree, function.name(), Wanted::Arguments(function)),
        }
    }

    /// Latitude before longitude, any two opposite corners.
    fn in_rectangle(&mut self, tree: &Tree, corners: &[Tree]) -> Option<Expr> {
        let place = self.point(tree, Function::InBbox);
        let numbers: Option<Vec<f64>> = corners.iter().map(constant).collect();
        let Some(numbers) = numbers else {
            return self.expected(&corners[0], "in_bbox", Wanted::Corners);
        };
        let place = place?;
        let mut within = |name: &str, a: f64, b: f64| {
            let low = axis(self.copy(&place, tree.span)?, name).gt_eq(lit(a.min(b)));
            let high = axis(self.copy(&place, tree.span)?, name).lt_eq(lit(a.max(b)));
            Some(low.and(high))
        };
        let latitude = within("lat", numbers[0], numbers[2])?;
        Some(latitude.and(within("lon", numbers[1], numbers[3])?))
    }

    fn related(
        &mut self,
        place: &Tree,
        shape: &Tree,
        function: Function,
        relation: Relation,
    ) -> Option<Expr> {
        let (place, shape) = (self.point(place, function), self.shape(shape, function));
        Some(functions::related(place?, shape?, relation))
    }

    fn relation(&mut self, tree: &Tree) -> Option<Relation> {
        let word = match &tree.kind {
            ExprKind::Field(word) | ExprKind::Literal(Literal::Text(word)) => word.as_str(),
            _ => "",
        };
        match word.to_ascii_lowercase().as_str() {
            "intersects" | "within" => Some(Relation::Touches),
            "disjoint" => Some(Relation::Apart),
            _ => self.expected(tree, "geometry", Wanted::Relation),
        }
    }

    /// A column of points.
    pub(super) fn point(&mut self, tree: &Tree, function: Function) -> Option<Expr> {
        let value = self.value(tree)?;
        match value.kind {
            Kind::One(FieldType::GeoPoint) => Some(value.expr),
            Kind::One(FieldType::GeoShape) => {
                self.unsupported(tree.span, Feature::OnShapes(function))
            }
            _ => self.expected(tree, function.name(), Wanted::Place),
        }
    }

    /// A geometry that stands in the query.
    fn shape(&mut self, tree: &Tree, function: Function) -> Option<Shape> {
        let ExprKind::Literal(Literal::Geometry(text)) = &tree.kind else {
            return self.expected(tree, function.name(), Wanted::Geometry);
        };
        match Shape::parse(text) {
            Some(shape) => Some(shape),
            None => self.wrong(tree.span, ProblemKind::InvalidGeometry { text: text.clone() }),
        }
    }

    /// A length in metres.
    fn metres(&mut self, tree: &Tree, function: Function) -> Option<f64> {
        let metres = match &tree.kind {
            ExprKind::Literal(Literal::Quantity(value, unit)) => length(unit).map(|m| value * m),
            _ => constant(tree),
        };
        match metres {
            Some(metres) if metres >= 0.0 => Some(metres),
            _ => self.expected(tree, function.name(), Wanted::Distance),
        }
    }
}

/// The longitude (`lon`) or the latitude (`lat`) of a point.
pub(crate) fn axis(point: Expr, name: &str) -> Expr {
    get_field().call(vec![point, lit(name)])
}

/// Metres of a unit.
fn length(unit: &str) -> Option<f64> {
    Some(match unit {
        "mi" => 1_609.344,
        "km" => 1_000.0,
        "m" => 1.0,
        "yd" => 0.9144,
        "ft" => 0.3048,
        "cm" => 0.01,
        "mm" => 0.001,
        _ => return None,
    })
}

/// A number that stands in the query.
pub(super) fn constant(tree: &Tree) -> Option<f64> {
    match tree.kind {
        ExprKind::Literal(Literal::Int(value)) => Some(value as f64),
        ExprKind::Literal(Literal::Double(value)) => Some(value),
        _ => None,
    }
}
