//! GPX: waypoints, routes and tracks, each a table.

use std::path::Path;

use fanal_meaning::{Cell, DateOrder, moment};
use geo_types::{Coord, LineString, MultiLineString, Point};

use super::xml::{Document, Element, Node, Part};
use super::{GEOMETRY, offer};
use crate::read::column::Datum;
use crate::read::crs::Declared;
use crate::read::geometry::{POSITIONS, Shape};
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Format, Layout, ReadError, ReadOptions};

/// The tables, by their element: what they are called, the likeliest to be wanted first.
const TABLES: [(&str, &str); 3] = [("trk", "tracks"), ("rte", "routes"), ("wpt", "waypoints")];

pub(in crate::read) fn detect(
    path: &Path,
    encoding: String,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Gpx, options);
    layout.encoding = encoding;
    layout.declared_crs = Declared::Degrees;
    let mut counts = [0_u64; TABLES.len()];
    each(path, &layout, |document, element| {
        if let Some(table) = TABLES.iter().position(|(name, _)| *name == element.name) {
            counts[table] += 1;
        }
        document.skip()
    })?;
    let there = TABLES.iter().zip(counts).filter(|(_, count)| *count > 0);
    let there: Vec<(String, u64)> =
        there.map(|((_, name), count)| ((*name).to_owned(), count)).collect();
    // Routes and tracks are rarer than the points along them, and say more.
    let first = (!there.is_empty()).then_some(0);
    offer(&mut layout, &there, first, options)?;
    Ok(layout)
}

/// Shows each element below the root; the function must go behind its end.
fn each(
    path: &Path,
    layout: &Layout,
    mut see: impl FnMut(&mut Document, Element) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut document = Document::open(path, &layout.encoding, Format::Gpx)?;
    let mut depth = 0;
    loop {
        match document.next_part()? {
            Part::Start(element) if depth == 1 => see(&mut document, element)?,
            Part::Start(_) => depth += 1,
            Part::End => depth -= 1,
            Part::Text(_) => {}
            Part::Eof if depth > 0 => return Err(document.broken("cut")),
            Part::Eof => return Ok(()),
        }
    }
}

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let wanted = layout.inner_table.as_deref();
    let wanted = TABLES.iter().find(|(_, name)| Some(*name) == wanted).map(|(element, _)| *element);
    let mut titles = Titles::default();
    let mut line = 0;
    each(path, layout, |document, element| {
        if Some(element.name.as_str()) != wanted {
            return document.skip();
        }
        line += 1;
        let found = read(document, element)?;
        let mut cells = Vec::with_capacity(found.values.len() + 1);
        for (name, value) in &found.values {
            cells.push((titles.place(name)?, datum(name, value)));
        }
        cells.push((titles.place(GEOMETRY)?, Datum::Geometry(&found.shape)));
        visit(titles.list(), Item::Row { line, cells }, document.read_bytes())
    })?;
    Ok(titles)
}

fn datum<'t>(name: &str, text: &'t str) -> Datum<'t> {
    let read = match name {
        "time" => moment(text, DateOrder::YearMonthDay)
            .and_then(|found| Some(Cell::Moment { micros: found.utc_us()?, utc: true })),
        "ele" => text.parse().ok().map(Cell::Double),
        _ => None,
    };
    Datum::Cell(read.unwrap_or(Cell::Free(text)))
}

struct Found {
    values: Vec<(String, String)>,
    shape: Shape,
}

/// A waypoint, a route or a track: its own texts, and its positions.
fn read(document: &mut Document, element: Element) -> Result<Found, ReadError> {
    let mut values = Vec::new();
    let own = position(&element);
    let mut lines: Vec<LineString<f64>> = vec![LineString(Vec::new())];
    let mut count = 0;
    loop {
        match document.next_part()? {
            Part::Start(part) => match part.name.as_str() {
                "trkseg" => {
                    lines.push(LineString(Vec::new()));
                    count += segment(document, &mut lines)?;
                }
                "rtept" => {
                    count += 1;
                    push(&mut lines, position(&part));
                    document.skip()?;
                }
                "link" => {
                    let node = document.node(part)?;
                    if let Some(address) = node.element.attribute("href") {
                        values.push(("link".to_owned(), address.to_owned()));
                    }
                }
                _ => leaves(&document.node(part)?, "", &mut values),
            },
            Part::End => break,
            Part::Text(_) => {}
            Part::Eof => return Err(document.broken("cut")),
        }
        if count > POSITIONS {
            return Err(document.broken("a track is too long"));
        }
    }
    lines.retain(|line| !line.0.is_empty());
    let shape = match (own, lines.pop()) {
        (Some(at), None) => Shape::flat(Point(at)),
        (_, Some(line)) if lines.is_empty() => Shape::flat(line),
        (_, last) => {
            lines.extend(last);
            Shape::flat(MultiLineString(lines))
        }
    };
    Ok(Found { values, shape })
}

fn push(lines: &mut [LineString<f64>], at: Option<Coord<f64>>) {
    if let (Some(line), Some(at)) = (lines.last_mut(), at) {
        line.0.push(at);
    }
}

/// The positions of a segment; gives how many there were.
fn segment(document: &mut Document, lines: &mut [LineString<f64>]) -> Result<usize, ReadError> {
    let mut count = 0;
    loop {
        match document.next_part()? {
            Part::Start(part) => {
                if part.name == "trkpt" {
                    push(lines, position(&part));
                    count += 1;
                }
                document.skip()?;
            }
            Part::End => return Ok(count),
            Part::Text(_) => {}
            Part::Eof => return Err(document.broken("cut")),
        }
        if count > POSITIONS {
            return Err(document.broken("a track is too long"));
        }
    }
}

fn position(element: &Element) -> Option<Coord<f64>> {
    let number = |name| element.attribute(name)?.trim().parse().ok();
    Some(Coord { x: number("lon")?, y: number("lat")? })
}

/// The texts of an element and of those in it, which are named by their way.
fn leaves(node: &Node, before: &str, values: &mut Vec<(String, String)>) {
    let name = if before.is_empty() {
        node.name().to_owned()
    } else {
        format!("{before}.{}", node.name())
    };
    if node.children.is_empty() {
        let text = node.text.trim();
        if !text.is_empty() && values.iter().all(|(other, _)| *other != name) {
            values.push((name, text.to_owned()));
        }
        return;
    }
    // The container of extensions says nothing.
    let way = if node.name() == "extensions" { before } else { name.as_str() };
    for child in &node.children {
        leaves(child, way, values);
    }
}
