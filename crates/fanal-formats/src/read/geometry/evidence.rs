//! What was seen of a column of geometries, and what that leads to.

use fanal_model::{FieldType, Problem};

use super::mend::made_right;
use super::valid::{Validity, validity};
use super::{Shape, is_nowhere, visit};
use crate::read::crs::{Decision, Declared, Department, Positions, ToDegrees, decide, on_earth};

/// Lines that a doubt names.
const NAMED_LINES: usize = 5;

/// A count and the first lines of what was counted.
#[derive(Debug, Clone, Default)]
struct Told {
    count: u64,
    lines: Vec<u64>,
}

impl Told {
    fn add(&mut self, line: u64) {
        self.count += 1;
        if self.lines.len() < NAMED_LINES {
            self.lines.push(line);
        }
    }

    fn merge(&mut self, later: Self) {
        self.count += later.count;
        let room = NAMED_LINES.saturating_sub(self.lines.len());
        self.lines.extend(later.lines.into_iter().take(room));
    }

    fn doubt(&self, code: &str) -> Option<Problem> {
        let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        (self.count > 0)
            .then(|| Problem::new(code).number("count", self.count).text("lines", lines.join(", ")))
    }
}

/// What was seen of the positions of a column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    points: u64,
    others: u64,
    heights: u64,
    broken: Told,
    /// Those of them that are JSON of some other kind.
    others_json: u64,
    nowhere: Told,
    /// Those that are no longitude and latitude, and no latitude and longitude.
    beyond: [Told; 2],
    /// Polygons whose rings cross: those that can be mended, and those that can't.
    mendable: Told,
    invalid: Told,
    /// Polygons with too many sides to be checked.
    unchecked: Told,
    /// Those of points, and the first ones of others.
    positions: Positions,
    /// System that the geometries themselves name.
    srid: Option<u32>,
}

/// What is known of positions besides themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known<'a> {
    /// The system that somebody said they are in.
    pub(crate) crs: Option<&'a str>,
    /// Polygons whose rings cross shall be mended.
    pub(crate) mends: bool,
    /// Departments that codes in the file name.
    pub(crate) departments: Vec<&'static Department>,
}

/// What a column of geometries is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Located {
    /// Points, shapes, or JSON when the coordinate system is not known.
    pub(crate) field_type: FieldType,
    /// The system of its positions.
    pub(crate) crs: Option<String>,
    /// Polygons whose rings cross are mended.
    pub(crate) mends: bool,
    /// What a person should look at.
    pub(crate) doubts: Vec<Problem>,
}

impl Evidence {
    /// Whether nothing was seen that is, or should be, a geometry.
    pub(crate) fn is_blank(&self) -> bool {
        self.places() + self.nowhere.count + self.broken.count == self.others_json
    }

    /// Geometries that are somewhere.
    pub(crate) fn places(&self) -> u64 {
        self.points + self.others
    }

    /// Positions that were looked at.
    pub(crate) fn samples(&self) -> &[(f64, f64)] {
        self.positions.samples()
    }

    /// A geometry.
    pub(crate) fn add(&mut self, line: u64, shape: &Shape) {
        if let Some((x, y)) = shape.point() {
            self.add_position(line, x, y);
        } else if shape.is_nowhere() {
            self.nowhere.add(line);
        } else {
            self.others += 1;
            match validity(&shape.geometry) {
                Validity::Valid => {}
                Validity::Unknown => self.unchecked.add(line),
                Validity::Invalid if made_right(&shape.geometry).is_some() => {
                    self.mendable.add(line);
                }
                Validity::Invalid => self.invalid.add(line),
            }
            let mut first = None;
            let mut beyond = [false; 2];
            visit(&shape.geometry, &mut |at| {
                first = first.or(Some((at.x, at.y)));
                beyond[0] |= !on_earth(at.x, at.y);
                beyond[1] |= !on_earth(at.y, at.x);
            });
            if let Some((x, y)) = first {
                self.positions.add(x, y);
            }
            self.add_beyond(line, beyond);
        }
        self.heights += u64::from(shape.height);
    }

    /// A position.
    pub(crate) fn add_position(&mut self, line: u64, x: f64, y: f64) {
        if is_nowhere(x, y) {
            self.nowhere.add(line);
        } else {
            self.points += 1;
            self.positions.add(x, y);
            self.add_beyond(line, [!on_earth(x, y), !on_earth(y, x)]);
        }
    }

    fn add_beyond(&mut self, line: u64, is_beyond: [bool; 2]) {
        for (told, is_beyond) in self.beyond.iter_mut().zip(is_beyond) {
            if is_beyond {
                told.add(line);
            }
        }
    }

    /// Something that should be a geometry and is none.
    pub(crate) fn add_broken(&mut self, line: u64) {
        self.broken.add(line);
    }

    /// JSON of some other kind: among geometries it should be one.
    pub(crate) fn add_json(&mut self, line: u64) {
        self.others_json += 1;
        self.add_broken(line);
    }

    /// The system that a geometry names itself.
    pub(crate) fn add_srid(&mut self, srid: Option<u32>) {
        self.srid = self.srid.or(srid.filter(|code| *code > 0));
    }

    /// Adds what was seen further down the file.
    pub(crate) fn merge(&mut self, later: Self) {
        self.points += later.points;
        self.others += later.others;
        self.heights += later.heights;
        self.broken.merge(later.broken);
        self.others_json += later.others_json;
        self.nowhere.merge(later.nowhere);
        for (told, more) in self.beyond.iter_mut().zip(later.beyond) {
            told.merge(more);
        }
        self.mendable.merge(later.mendable);
        self.invalid.merge(later.invalid);
        self.unchecked.merge(later.unchecked);
        self.positions.merge(later.positions);
        self.srid = self.srid.or(later.srid);
    }

    /// What the column is, by what the file declares of its system and what is known besides.
    pub(crate) fn conclude(&self, declared: &Declared, known: &Known<'_>) -> Located {
        let own = self.srid.map(|code| Declared::System(format!("EPSG:{code}")));
        let Decision { crs, mut doubts } =
            decide(&self.positions, own.as_ref().unwrap_or(declared), known);
        let field_type = match crs {
            None => FieldType::Json,
            Some(_) if self.others == 0 => FieldType::GeoPoint,
            Some(_) => FieldType::GeoShape,
        };
        let to_degrees = crs.as_deref().and_then(ToDegrees::named);
        let order = to_degrees.filter(ToDegrees::are_degrees);
        let beyond = order.map(|to| &self.beyond[usize::from(to.turns_all())]);
        doubts.extend(beyond.and_then(|told| told.doubt("geometry-beyond")));
        let mends = known.mends && field_type == FieldType::GeoShape;
        let mendable = if mends { "geometry-mended" } else { "geometry-mendable" };
        for (told, code) in [
            (&self.broken, "geometry-broken"),
            (&self.nowhere, "geometry-nowhere"),
            (&self.mendable, mendable),
            (&self.invalid, "geometry-invalid"),
            (&self.unchecked, "geometry-unchecked"),
        ] {
            doubts.extend(told.doubt(code));
        }
        if self.heights > 0 {
            doubts.push(Problem::new("geometry-heights").number("count", self.heights));
        }
        Located { field_type, crs, mends, doubts }
    }
}
