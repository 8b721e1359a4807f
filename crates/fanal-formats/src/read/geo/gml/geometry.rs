//! Geometries of GML 2 and 3.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use crate::read::geo::collect::collected;
use crate::read::geo::xml::Node;
use crate::read::geometry::Shape;

/// Positions of a whole circle that an arc is drawn with.
const CIRCLE_STEPS: f64 = 96.0;

/// Whether an element is a geometry.
pub(super) fn is_geometry(name: &str) -> bool {
    matches!(
        name,
        "Point"
            | "LineString"
            | "LinearRing"
            | "Curve"
            | "CompositeCurve"
            | "Polygon"
            | "Surface"
            | "PolyhedralSurface"
            | "CompositeSurface"
            | "MultiPoint"
            | "MultiLineString"
            | "MultiCurve"
            | "MultiPolygon"
            | "MultiSurface"
            | "MultiGeometry"
    )
}

/// The geometry that an element is; none when it is not readable.
pub(super) fn of(node: &Node, swapped: bool) -> Option<Shape> {
    let mut reader = Reader { swapped, height: false };
    let geometry = reader.geometry(node, 2)?;
    Some(Shape { geometry, height: reader.height })
}

struct Reader {
    swapped: bool,
    height: bool,
}

/// Numbers in a position, as the element says; else as those around it do.
fn dimension(node: &Node, around: usize) -> usize {
    let said =
        node.element.attribute("srsDimension").or_else(|| node.element.attribute("dimension"));
    said.and_then(|text| text.parse().ok()).filter(|d| (2..=4).contains(d)).unwrap_or(around)
}

impl Reader {
    fn geometry(&mut self, node: &Node, around: usize) -> Option<Geometry<f64>> {
        let dimension = dimension(node, around);
        match node.name() {
            "Point" => {
                let at = self.positions(node, dimension)?;
                Some(match at.first() {
                    Some(at) => Point(*at).into(),
                    None => geo_types::MultiPoint(Vec::new()).into(),
                })
            }
            "LineString" | "LinearRing" | "Curve" | "CompositeCurve" => {
                self.line(node, dimension).map(Into::into)
            }
            "Polygon" => self.polygon(node, dimension).map(Into::into),
            "Surface" | "PolyhedralSurface" => {
                let patches = node.children.iter().filter(|c| c.name().ends_with("atches"));
                let mut polygons = Vec::new();
                for patch in patches.flat_map(|p| &p.children) {
                    polygons.push(self.polygon(patch, dimension)?);
                }
                Some(match polygons.len() {
                    1 => polygons.pop()?.into(),
                    _ => MultiPolygon(polygons).into(),
                })
            }
            _ => {
                let members = node
                    .children
                    .iter()
                    .filter(|c| c.name().ends_with("Member") || c.name().ends_with("Members"));
                let mut parts = Vec::new();
                for part in members.flat_map(|m| &m.children) {
                    match self.geometry(part, dimension)? {
                        // A composite surface among surfaces.
                        Geometry::MultiPolygon(many) => {
                            parts.extend(many.0.into_iter().map(Geometry::from));
                        }
                        part => parts.push(part),
                    }
                }
                Some(collected(parts).unwrap_or_else(|| geo_types::MultiPoint(Vec::new()).into()))
            }
        }
    }

    fn polygon(&mut self, node: &Node, around: usize) -> Option<Polygon<f64>> {
        let dimension = dimension(node, around);
        let (mut outer, mut holes) = (LineString(Vec::new()), Vec::new());
        for child in &node.children {
            let is_outer = matches!(child.name(), "exterior" | "outerBoundaryIs");
            if !is_outer && !matches!(child.name(), "interior" | "innerBoundaryIs") {
                continue;
            }
            for ring in &child.children {
                let line = self.line(ring, dimension)?;
                if is_outer { outer = line } else { holes.push(line) }
            }
        }
        Some(Polygon::new(outer, holes))
    }

    /// A line, whether it stands in one piece or is put together from curves.
    fn line(&mut self, node: &Node, around: usize) -> Option<LineString<f64>> {
        let dimension = dimension(node, around);
        let pieces: Vec<&Node> = match node.name() {
            "Curve" => node.child("segments").iter().flat_map(|s| &s.children).collect(),
            "Ring" | "CompositeCurve" => {
                let members = node.children.iter().filter(|c| c.name().starts_with("curveMember"));
                members.flat_map(|m| &m.children).collect()
            }
            _ => return self.positions(node, dimension).map(LineString),
        };
        let mut line: Vec<Coord<f64>> = Vec::new();
        for piece in pieces {
            let next = match piece.name() {
                "LineStringSegment" | "LineString" => {
                    self.positions(piece, self::dimension(piece, dimension))?
                }
                "Curve" | "CompositeCurve" => self.line(piece, dimension)?.0,
                "Arc" | "ArcString" => {
                    arcs(&self.positions(piece, self::dimension(piece, dimension))?)?
                }
                "Circle" => {
                    let three = self.positions(piece, self::dimension(piece, dimension))?;
                    circle(&three)?
                }
                _ => return None,
            };
            let joined = line.last() == next.first();
            line.extend(next.into_iter().skip(usize::from(joined)));
        }
        Some(LineString(line))
    }

    /// The positions that stand in an element: `posList`, `pos`, `coordinates`, `coord`.
    fn positions(&mut self, node: &Node, dimension: usize) -> Option<Vec<Coord<f64>>> {
        let mut found = Vec::new();
        for child in &node.children {
            match child.name() {
                "posList" | "pos" => {
                    let own = self::dimension(child, dimension);
                    let numbers: Vec<f64> = child
                        .text
                        .split_whitespace()
                        .map(|text| text.parse().ok())
                        .collect::<Option<_>>()?;
                    // A position alone shows how many numbers it has.
                    let own = if child.name() == "pos" { numbers.len().max(2) } else { own };
                    for at in numbers.chunks(own) {
                        found.push(self.position(at)?);
                    }
                }
                "coordinates" => {
                    let sign = |name, usual| {
                        let said = child.element.attribute(name);
                        said.and_then(|s| s.chars().next()).unwrap_or(usual)
                    };
                    let (between, behind, decimal) =
                        (sign("cs", ','), sign("ts", ' '), sign("decimal", '.'));
                    let apart = |c: char| c == behind || c.is_whitespace();
                    for tuple in child.text.split(apart).filter(|t| !t.is_empty()) {
                        let numbers: Vec<f64> = tuple
                            .split(between)
                            .map(|text| text.replace(decimal, ".").parse().ok())
                            .collect::<Option<_>>()?;
                        found.push(self.position(&numbers)?);
                    }
                }
                "coord" => {
                    let number = |name| child.child_text(name)?.parse::<f64>().ok();
                    found.push(self.position(&[number("X")?, number("Y")?])?);
                }
                "pointProperty" | "pointRep" => {
                    for point in &child.children {
                        found.extend(self.positions(point, dimension)?);
                    }
                }
                _ => {}
            }
        }
        Some(found)
    }

    fn position(&mut self, numbers: &[f64]) -> Option<Coord<f64>> {
        let [first, second, rest @ ..] = numbers else { return None };
        self.height |= !rest.is_empty();
        let (x, y) = if self.swapped { (*second, *first) } else { (*first, *second) };
        Some(Coord { x, y })
    }
}

/// Lines near arcs of three positions each, of which the last is the next arc's first.
fn arcs(positions: &[Coord<f64>]) -> Option<Vec<Coord<f64>>> {
    if positions.len() < 3 || positions.len().is_multiple_of(2) {
        return None;
    }
    let mut line = vec![positions[0]];
    for three in positions.windows(3).step_by(2) {
        line.extend(arc(three[0], three[1], three[2], false));
    }
    Some(line)
}

/// A line near the circle through three positions.
fn circle(positions: &[Coord<f64>]) -> Option<Vec<Coord<f64>>> {
    let [a, b, c] = positions else { return None };
    let mut line = vec![*a];
    line.extend(arc(*a, *b, *c, true));
    Some(line)
}

/// Positions on the arc from `a` over `b` to `c` (or on to `a`), without `a`.
fn arc(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, whole: bool) -> Vec<Coord<f64>> {
    // Counted from the first position, so that far origins cost no digits.
    let (bx, by, cx, cy) = (b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y);
    let area = 2.0 * (bx * cy - by * cx);
    let end = if whole { a } else { c };
    if area.abs() < 1e-12 * (bx.hypot(by) * cx.hypot(cy)).max(f64::MIN_POSITIVE) {
        return vec![b, end];
    }
    let (b2, c2) = (bx * bx + by * by, cx * cx + cy * cy);
    let (x, y) = ((cy * b2 - by * c2) / area, (bx * c2 - cx * b2) / area);
    let radius = x.hypot(y);
    let angle = |px: f64, py: f64| (py - y).atan2(px - x);
    let start = angle(0.0, 0.0);
    let turn = std::f64::consts::TAU;
    // Counter-clockwise when the three turn left.
    let sweep = |to: f64| {
        let forward = (to - start).rem_euclid(turn);
        if area > 0.0 { forward } else { forward - turn }
    };
    let total = match whole {
        true => turn.copysign(area),
        false => sweep(angle(cx, cy)),
    };
    let steps = (total.abs() / turn * CIRCLE_STEPS).ceil().max(2.0);
    let mut line = Vec::new();
    let mut step = 1.0;
    while step < steps {
        let at = start + total * step / steps;
        line.push(Coord { x: a.x + x + radius * at.cos(), y: a.y + y + radius * at.sin() });
        step += 1.0;
    }
    line.push(end);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_become_lines_near_them() {
        let at = |x: f64, y: f64| Coord { x, y };
        let line = arcs(&[at(1.0, 0.0), at(0.0, 1.0), at(-1.0, 0.0)]).expect("an arc");
        assert_eq!((line.first(), line.last()), (Some(&at(1.0, 0.0)), Some(&at(-1.0, 0.0))));
        assert!(line.len() > 40);
        assert!(line.iter().all(|p| (p.x.hypot(p.y) - 1.0).abs() < 1e-9 && p.y >= -1e-9));
        let whole = circle(&[at(1.0, 0.0), at(0.0, 1.0), at(-1.0, 0.0)]).expect("a circle");
        assert_eq!(whole.first(), whole.last());
        // Three positions in a row are a straight line.
        assert_eq!(arcs(&[at(0.0, 0.0), at(1.0, 0.0), at(2.0, 0.0)]).map(|l| l.len()), Some(3));
    }
}
