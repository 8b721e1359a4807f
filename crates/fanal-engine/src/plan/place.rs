//! Places: distances, circles, rectangles, and how they lie beside a geometry.

use datafusion::functions::core::get_field;
use datafusion::logical_expr::{Expr, lit};
use fanal_model::FieldType;
use fanal_odsql::{Expr as Tree, ExprKind, Function, Literal, ProblemKind};

use super::scope::Scope;
use super::value::{Kind, Value};
use crate::functions::{self, Relation};
use crate::geometry::Shape;

impl Scope<'_> {
    /// `distance(place, geom'…')`: metres along a great circle.
    pub(super) fn distance(&mut self, arguments: &[Tree]) -> Option<Value> {
        let [place, shape] = arguments else { return None };
        let (place, shape) = (self.point(place, "distance"), self.shape(shape, "distance"));
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
        let name = function.name();
        match (function, arguments) {
            (Function::InBbox, [place, corners @ ..]) if corners.len() == 4 => {
                self.in_rectangle(place, corners)
            }
            (Function::WithinDistance | Function::Distance, [place, shape, radius]) => {
                let (place, shape) = (self.point(place, name), self.shape(shape, name));
                let radius = self.metres(radius, name)?;
                let metres = functions::distance(place?, shape?.centre());
                Some(metres.lt_eq(lit(radius)))
            }
            (Function::Intersects | Function::Within | Function::Polygon, [place, shape]) => {
                self.related(place, shape, name, Relation::Touches)
            }
            (Function::Disjoint, [place, shape]) => {
                self.related(place, shape, name, Relation::Apart)
            }
            (Function::Geometry, [place, shape]) => {
                self.related(place, shape, name, Relation::Touches)
            }
            (Function::Geometry, [place, shape, relation]) => {
                let relation = self.relation(relation)?;
                self.related(place, shape, name, relation)
            }
            _ => self.expected(tree, name, function.signature().as_str()),
        }
    }

    /// Latitude before longitude, any two opposite corners.
    fn in_rectangle(&mut self, place: &Tree, corners: &[Tree]) -> Option<Expr> {
        let place = self.point(place, "in_bbox");
        let numbers: Option<Vec<f64>> = corners.iter().map(constant).collect();
        let Some(numbers) = numbers else {
            return self.expected(&corners[0], "in_bbox", "four numbers");
        };
        let place = place?;
        let axis = |name: &str| get_field().call(vec![place.clone(), lit(name)]);
        let within = |name: &str, a: f64, b: f64| axis(name).between(lit(a.min(b)), lit(a.max(b)));
        let latitude = within("lat", numbers[0], numbers[2]);
        Some(latitude.and(within("lon", numbers[1], numbers[3])))
    }

    fn related(
        &mut self,
        place: &Tree,
        shape: &Tree,
        function: &str,
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
            _ => self.expected(tree, "geometry", "INTERSECTS, DISJOINT or WITHIN"),
        }
    }

    /// A column of points.
    pub(super) fn point(&mut self, tree: &Tree, function: &str) -> Option<Expr> {
        let value = self.value(tree)?;
        match value.kind {
            Kind::One(FieldType::GeoPoint) => Some(value.expr),
            Kind::One(FieldType::GeoShape) => {
                self.unsupported(tree.span, format!("{function}() on shapes"))
            }
            _ => self.expected(tree, function, "a field of places"),
        }
    }

    /// A geometry that stands in the query.
    fn shape(&mut self, tree: &Tree, function: &str) -> Option<Shape> {
        let ExprKind::Literal(Literal::Geometry(text)) = &tree.kind else {
            return self.expected(tree, function, "a geometry: geom'POINT(2.35 48.85)'");
        };
        match Shape::parse(text) {
            Some(shape) => Some(shape),
            None => self.wrong(tree.span, ProblemKind::InvalidGeometry { text: text.clone() }),
        }
    }

    /// A length in metres.
    fn metres(&mut self, tree: &Tree, function: &str) -> Option<f64> {
        let metres = match &tree.kind {
            ExprKind::Literal(Literal::Quantity(value, unit)) => length(unit).map(|m| value * m),
            _ => constant(tree),
        };
        match metres {
            Some(metres) if metres >= 0.0 => Some(metres),
            _ => self.expected(tree, function, "a distance, as 500m or 1.5km"),
        }
    }
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
