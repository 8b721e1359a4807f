//! Geometries: one form for all formats, and the ways to and from it.

mod evidence;
mod geojson;
mod mend;
mod overlay;
mod text;
mod valid;
mod wkb;

pub(crate) use evidence::{Evidence, Known, Located};
pub(crate) use geojson::{GEOMETRIES, of_geojson, place};
pub(crate) use mend::{Mended, mended};
pub(crate) use text::{PairOrder, coordinate_of_text, looks_like_geometry, of_text, pair};
pub(in crate::read) use valid::Outline;
pub(crate) use wkb::{read_wkb, write_wkb};

use geo_types::{Coord, Geometry, LineString, Polygon};

/// Deepest collection of collections that is read.
pub(crate) const DEPTH: usize = 16;

/// Positions of one shape, at most, where a file does not say how many there are.
pub(crate) const POSITIONS: usize = 20_000_000;

/// A geometry of a file, in the file's own coordinate system. Heights are left out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    /// In two dimensions.
    pub(crate) geometry: Geometry<f64>,
    /// Whether a height was left out.
    pub(crate) height: bool,
}

impl Shape {
    /// A shape that never had heights.
    pub(crate) fn flat(geometry: impl Into<Geometry<f64>>) -> Self {
        Self { geometry: geometry.into(), height: false }
    }

    /// Its position, when it is a point.
    pub(crate) fn point(&self) -> Option<(f64, f64)> {
        match &self.geometry {
            Geometry::Point(point) => Some(point.x_y()),
            _ => None,
        }
    }

    /// What it is, as GeoJSON calls it.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.geometry {
            Geometry::Point(_) => "Point",
            Geometry::LineString(_) | Geometry::Line(_) => "LineString",
            Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
            Geometry::MultiPoint(_) => "MultiPoint",
            Geometry::MultiLineString(_) => "MultiLineString",
            Geometry::MultiPolygon(_) => "MultiPolygon",
            Geometry::GeometryCollection(_) => "GeometryCollection",
        }
    }

    /// As GeoJSON.
    pub(crate) fn geojson(&self) -> String {
        let mut out = Vec::new();
        match crate::write::write_geojson(&write_wkb(&self.geometry), &mut out) {
            Some(()) => String::from_utf8(out).unwrap_or_default(),
            None => String::new(),
        }
    }

    /// Whether it is no place at all: without positions, with one that is no number, or a point
    /// at 0, 0, which is what software writes when it knows none.
    pub(crate) fn is_nowhere(&self) -> bool {
        if let Some((x, y)) = self.point() {
            return is_nowhere(x, y);
        }
        let (mut count, mut broken) = (0_usize, false);
        visit(&self.geometry, &mut |at| {
            count += 1;
            broken |= !(at.x.is_finite() && at.y.is_finite());
        });
        count == 0 || broken
    }
}

/// Whether a position says nothing: no number, or 0, 0.
pub(crate) fn is_nowhere(x: f64, y: f64) -> bool {
    !(x.is_finite() && y.is_finite()) || (x == 0.0 && y == 0.0)
}

/// Shows every position.
pub(crate) fn visit(geometry: &Geometry<f64>, see: &mut dyn FnMut(Coord<f64>)) {
    let mut line = |line: &LineString<f64>| line.0.iter().for_each(|at| see(*at));
    match geometry {
        Geometry::Point(point) => see(point.0),
        Geometry::Line(two) => {
            see(two.start);
            see(two.end);
        }
        Geometry::LineString(one) => line(one),
        Geometry::Polygon(one) => rings(one).for_each(line),
        Geometry::MultiPoint(many) => many.0.iter().for_each(|p| see(p.0)),
        Geometry::MultiLineString(many) => many.0.iter().for_each(line),
        Geometry::MultiPolygon(many) => many.0.iter().flat_map(rings).for_each(line),
        Geometry::GeometryCollection(many) => many.0.iter().for_each(|part| visit(part, see)),
        Geometry::Rect(sides) => {
            see(sides.min());
            see(sides.max());
        }
        Geometry::Triangle(corners) => corners.to_array().into_iter().for_each(see),
    }
}

/// The rings of a polygon, the outer one first.
pub(crate) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The same with each position mapped; none when one has no image.
pub(crate) fn mapped(
    geometry: &Geometry<f64>,
    to: &dyn Fn(Coord<f64>) -> Option<Coord<f64>>,
) -> Option<Geometry<f64>> {
    let line = |line: &LineString<f64>| -> Option<LineString<f64>> {
        line.0.iter().map(|at| to(*at)).collect::<Option<Vec<_>>>().map(LineString)
    };
    let polygon = |one: &Polygon<f64>| -> Option<Polygon<f64>> {
        let holes = one.interiors().iter().map(line).collect::<Option<Vec<_>>>()?;
        Some(Polygon::new(line(one.exterior())?, holes))
    };
    Some(match geometry {
        Geometry::Point(point) => Geometry::Point(to(point.0)?.into()),
        Geometry::LineString(one) => line(one)?.into(),
        Geometry::Polygon(one) => polygon(one)?.into(),
        Geometry::MultiPoint(many) => Geometry::MultiPoint(geo_types::MultiPoint(
            many.0.iter().map(|p| to(p.0).map(Into::into)).collect::<Option<_>>()?,
        )),
        Geometry::MultiLineString(many) => Geometry::MultiLineString(geo_types::MultiLineString(
            many.0.iter().map(line).collect::<Option<_>>()?,
        )),
        Geometry::MultiPolygon(many) => Geometry::MultiPolygon(geo_types::MultiPolygon(
            many.0.iter().map(polygon).collect::<Option<_>>()?,
        )),
        Geometry::GeometryCollection(many) => {
            let parts = many.0.iter().map(|part| mapped(part, to));
            Geometry::GeometryCollection(geo_types::GeometryCollection(
                parts.collect::<Option<_>>()?,
            ))
        }
        // No reader makes the others.
        Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => return None,
    })
}
