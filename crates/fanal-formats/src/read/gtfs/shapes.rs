//! `shapes.txt`: the points of the ways that vehicles take, one a row; read as one line for each
//! way, its points in their sequence, however the rows are mixed.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use fanal_meaning::Cell;
use fanal_model::Problem;
use geo_types::LineString;

use super::sort::{Point, Sorter};
use crate::read::column::{Datum, as_text};
use crate::read::crs::Declared;
use crate::read::geo::GEOMETRY;
use crate::read::geometry::{POSITIONS, Shape, coordinate_of_text};
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Format, Layout, ReadError, ReadOptions, Rejected, text};

/// The table's name in a feed.
pub(in crate::read) const FILE: &str = "shapes.txt";
/// The columns that make a line, and the one that says how long it is up to a point.
const ID: &str = "shape_id";
const LATITUDE: &str = "shape_pt_lat";
const LONGITUDE: &str = "shape_pt_lon";
const SEQUENCE: &str = "shape_pt_sequence";
const TRAVELED: &str = "shape_dist_traveled";
/// Bytes that the ways of one file may take in memory: their names stay there.
const WAYS_BYTES: usize = 128 << 20;
/// Those of one way beside its name.
const WAY_BYTES: usize = 100;

/// Where a table has the columns of points.
struct Places {
    id: usize,
    latitude: usize,
    longitude: usize,
    sequence: usize,
    traveled: Option<usize>,
}

impl Places {
    fn of(titles: &[String]) -> Option<Self> {
        let place = |name: &str| titles.iter().position(|t| t.trim().eq_ignore_ascii_case(name));
        Some(Self {
            id: place(ID)?,
            latitude: place(LATITUDE)?,
            longitude: place(LONGITUDE)?,
            sequence: place(SEQUENCE)?,
            traveled: place(TRAVELED),
        })
    }

    /// The titles of the table of ways.
    fn titles(&self) -> Vec<String> {
        let traveled = self.traveled.map(|_| TRAVELED);
        [Some(ID), traveled, Some(GEOMETRY)].into_iter().flatten().map(str::to_owned).collect()
    }

    /// The cells of a row that is set aside, under the titles of the table of ways: those that are
    /// no column there stand with their own titles in place of the geometry.
    fn kept(&self, titles: &[String], cells: &[String]) -> Vec<String> {
        let cell = |place: usize| cells.get(place).cloned().unwrap_or_default();
        let own = |place: &usize| *place != self.id && Some(*place) != self.traveled;
        let others = (0..cells.len()).filter(own).map(|place| match titles.get(place) {
            Some(title) => format!("{}={}", title.trim(), cells[place]),
            None => cells[place].clone(),
        });
        let geometry = others.collect::<Vec<_>>().join(", ");
        let traveled = self.traveled.map(cell);
        [Some(cell(self.id)), traveled, Some(geometry)].into_iter().flatten().collect()
    }
}

/// Finds out what the file of a feed is; none when it is no table of such points.
pub(in crate::read) fn detect(
    path: &Path,
    name: &str,
    options: &ReadOptions,
) -> Result<Option<Layout>, ReadError> {
    if name.rsplit('/').next() != Some(FILE) {
        return Ok(None);
    }
    let mut layout = text::detect(path, options)?;
    if Places::of(&layout.titles).is_none() {
        return Ok(None);
    }
    layout.format = Format::GtfsShapes;
    layout.declared_crs = Declared::Degrees;
    layout.evidence.push(Problem::new("gtfs-shapes"));
    Ok(Some(layout))
}

/// A row of the table: its line, and the point of which way it is.
struct Row {
    line: u64,
    id: String,
    point: Point,
}

/// Gives each way to the visitor, in the order in which they first appear; before them the rows that
/// are no points. Memory does not grow with the file but for the names of the ways.
pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let places = Places::of(&layout.titles).ok_or(ReadError::NoColumns)?;
    let titles = Titles::of(places.titles());
    let mut sorter = Sorter::new(path.parent().unwrap_or(Path::new(".")));
    let mut ways = Ways::default();
    text::walk(path, layout, &mut |_, item, _| {
        let item = match item {
            Item::Row { line, cells } => match row(line, &places, &cells) {
                Ok(Row { line, id, point }) => {
                    let way = ways.number(id, line)?;
                    return Ok(sorter.push(Point { way, ..point })?);
                }
                Err(reason) => {
                    let cells: Vec<String> =
                        cells.iter().map(|(_, datum)| as_text(*datum)).collect();
                    let cells = places.kept(&layout.titles, &cells);
                    Item::Rejected(Rejected { line, reason, cells })
                }
            },
            Item::Rejected(rejected) => {
                let cells = places.kept(&layout.titles, &rejected.cells);
                Item::Rejected(Rejected { cells, ..rejected })
            }
        };
        visit(titles.list(), item, 0)
    })?;
    // What was read and sorted is given point after point: that is how far it came.
    let point_bytes = std::fs::metadata(path)?.len() / sorter.count().max(1);
    let mut given_bytes = 0;
    let mut way = Way::default();
    for point in sorter.sorted()? {
        let point = point?;
        if point.way != way.number {
            way.give(&ways, &titles, given_bytes, visit)?;
            way = Way { number: point.way, ..Way::default() };
        }
        way.add(&point)?;
        given_bytes += point_bytes;
    }
    way.give(&ways, &titles, given_bytes, visit)?;
    Ok(titles)
}

/// The point that a row is; else why it is none.
fn row(line: u64, places: &Places, cells: &[(usize, Datum<'_>)]) -> Result<Row, Problem> {
    let cell = |place: usize| match cells.get(place) {
        Some((_, Datum::Cell(Cell::Free(text)))) => text.trim(),
        _ => "",
    };
    let wrong = |title: &str, place, kind: &str| {
        let named = Problem::new("cell-misfit").text("column", title);
        named.text("value", cell(place)).text("type", kind)
    };
    let degrees = |title: &str, place| {
        coordinate_of_text(cell(place)).ok_or_else(|| wrong(title, place, "double"))
    };
    let sequence = cell(places.sequence).parse();
    Ok(Row {
        line,
        id: cell(places.id).to_owned(),
        point: Point {
            way: 0,
            sequence: sequence.map_err(|_| wrong(SEQUENCE, places.sequence, "int"))?,
            x: degrees(LONGITUDE, places.longitude)?,
            y: degrees(LATITUDE, places.latitude)?,
            traveled: places.traveled.and_then(|p| coordinate_of_text(cell(p))).unwrap_or(f64::NAN),
        },
    })
}

/// The names of the ways, and the lines on which they first appear.
#[derive(Default)]
struct Ways {
    list: Vec<(Rc<str>, u64)>,
    numbers: HashMap<Rc<str>, u32>,
    bytes: usize,
}

impl Ways {
    fn number(&mut self, id: String, line: u64) -> Result<u32, ReadError> {
        if let Some(number) = self.numbers.get(id.as_str()) {
            return Ok(*number);
        }
        self.bytes += id.len() + WAY_BYTES;
        let number = u32::try_from(self.list.len()).ok().filter(|_| self.bytes <= WAYS_BYTES);
        let number = number.ok_or(ReadError::TooManyWays { limit: self.list.len() })?;
        let id: Rc<str> = id.into();
        self.list.push((Rc::clone(&id), line));
        self.numbers.insert(id, number);
        Ok(number)
    }
}

/// One way in the making.
#[derive(Default)]
struct Way {
    number: u32,
    /// The sequence of its first point.
    sequence: u64,
    positions: Vec<(f64, f64)>,
    /// The greatest distance from its start that a point has.
    traveled: Option<f64>,
}

impl Way {
    fn add(&mut self, point: &Point) -> Result<(), ReadError> {
        if self.positions.len() == POSITIONS {
            let detail = "a way is too long".to_owned();
            return Err(ReadError::BrokenGeo { format: Format::GtfsShapes, detail });
        }
        if self.positions.is_empty() {
            self.sequence = point.sequence;
        }
        self.positions.push((point.x, point.y));
        if !point.traveled.is_nan() {
            self.traveled = Some(self.traveled.map_or(point.traveled, |t| t.max(point.traveled)));
        }
        Ok(())
    }

    /// The cells of a way of one point, or none: under the titles of the table of ways, as
    /// [`Places::kept`] writes them.
    fn lone_point(&self, id: &str, has_traveled: bool) -> Vec<String> {
        let sequence = self.sequence;
        let point = self.positions.first().map(|(lon, lat)| {
            format!("{LATITUDE}={lat}, {LONGITUDE}={lon}, {SEQUENCE}={sequence}")
        });
        let traveled = self.traveled.map(|metres| metres.to_string()).unwrap_or_default();
        let cells = [Some(id.to_owned()), has_traveled.then_some(traveled), point];
        cells.into_iter().flatten().collect()
    }

    /// Shows it; one point alone is no line.
    fn give(
        self,
        ways: &Ways,
        titles: &Titles,
        given_bytes: u64,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        let Some((id, line)) = ways.list.get(self.number as usize) else { return Ok(()) };
        let (line, last) = (*line, titles.list().len() - 1);
        if self.positions.len() < 2 {
            let cells = self.lone_point(id, last > 1);
            let reason = Problem::new("row-shape-broken");
            return visit(
                titles.list(),
                Item::Rejected(Rejected { line, reason, cells }),
                given_bytes,
            );
        }
        let shape = Shape::flat(LineString::from(self.positions));
        let mut cells = vec![(0, Datum::Cell(Cell::Text(id))), (last, Datum::Geometry(&shape))];
        cells.extend(self.traveled.map(|traveled| (1, Datum::Cell(Cell::Double(traveled)))));
        visit(titles.list(), Item::Row { line, cells }, given_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_refused_when_they_take_too_much_memory() {
        let nearly_full = || Ways { bytes: WAYS_BYTES - WAY_BYTES - 1, ..Ways::default() };
        assert!(nearly_full().number("aa".to_owned(), 1).is_err());
        let mut ways = nearly_full();
        assert_eq!(ways.number("a".to_owned(), 1).ok(), Some(0));
        assert_eq!(ways.number("a".to_owned(), 2).ok(), Some(0));
        let error = ways.number("b".to_owned(), 3).expect_err("too many");
        assert_eq!(error.problem().to_string(), "gtfs-shapes-too-many limit=1");
    }
}
