//! GML 2 and 3: collections of features, as WFS servers answer.

mod geometry;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::xml::{Document, Element, Node, Part};
use super::{GEOMETRY, offer, texts};
use crate::read::column::Datum;
use crate::read::crs::{Declared, System, code_of};
use crate::read::geometry::Shape;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Format, Layout, ReadError, ReadOptions};

const ID: &str = "gml_id";

/// Which order of axes a file has, and which of its features are read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Style {
    /// Latitude or northing comes first.
    swapped: bool,
}

pub(in crate::read) fn detect(
    path: &Path,
    encoding: String,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Gml, options);
    layout.encoding = encoding;
    let mut kinds: Vec<(String, u64)> = Vec::new();
    let mut system = None;
    each(path, &layout, |_, node| {
        match kinds.iter_mut().find(|(name, _)| name == node.name()) {
            Some((_, count)) => *count += 1,
            None => kinds.push((node.name().to_owned(), 1)),
        }
        if system.is_none() {
            system = system_of(node);
        }
        Ok(())
    })?;
    let likeliest = (0..kinds.len()).rev().max_by_key(|kind| kinds[*kind].1);
    offer(&mut layout, &kinds, likeliest, options)?;
    if let Some(name) = system {
        layout.gml = Style { swapped: is_swapped(&name) };
        layout.declared_crs = Declared::System(name);
    }
    Ok(layout)
}

/// The first system that is named in a feature.
fn system_of(node: &Node) -> Option<String> {
    let own = node.element.attribute("srsName").map(str::to_owned);
    own.or_else(|| node.children.iter().find_map(system_of))
}

/// Whether a way of naming a system puts latitude or northing first: names as addresses of OGC do,
/// for the systems that EPSG writes so; older forms are always longitude or easting first.
fn is_swapped(name: &str) -> bool {
    let strict = name.starts_with("urn:") || name.contains("/def/crs/");
    if !strict || name.to_ascii_uppercase().contains("CRS84") {
        return false;
    }
    // Systems of Europe's statistics are northing first, too.
    let code = code_of(name);
    matches!(code, Some(3034 | 3035))
        || code.and_then(System::of_code).is_some_and(|system| system.is_degrees())
}

/// Shows each feature, one in memory at a time.
fn each(
    path: &Path,
    layout: &Layout,
    mut see: impl FnMut(&Document, &Node) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut document = Document::open(path, &layout.encoding, Format::Gml)?;
    let mut around: Vec<Element> = Vec::new();
    loop {
        match document.next_part()? {
            Part::Start(element) => {
                let within = around.last().map(|e| e.name.as_str());
                let is_member = within.is_some_and(is_member);
                let container = is_member_or_collection(&element.name);
                if container && around.len() < 20 {
                    around.push(element);
                } else if is_member {
                    let node = document.node(element)?;
                    see(&document, &node)?;
                } else if around.is_empty() {
                    return Err(document.broken("no collection of features"));
                } else {
                    document.skip()?;
                }
            }
            Part::End => {
                around.pop();
            }
            Part::Text(_) => {}
            Part::Eof if !around.is_empty() => return Err(document.broken("cut")),
            Part::Eof => return Ok(()),
        }
    }
}

fn is_member(name: &str) -> bool {
    matches!(name, "featureMember" | "featureMembers" | "member" | "cityObjectMember")
}

/// Whether an element holds features; its name is that of a root or of a member.
pub(in crate::read) fn is_member_or_collection(name: &str) -> bool {
    is_member(name) || name.ends_with("FeatureCollection")
}

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let wanted = layout.inner_table.as_deref();
    let mut titles = Titles::default();
    let mut line = 0;
    each(path, layout, |document, node| {
        if Some(node.name()) != wanted {
            return Ok(());
        }
        line += 1;
        let feature = Feature::of(node, layout.gml.swapped);
        let mut cells = texts(&mut titles, &feature.values)?;
        for (title, shape) in &feature.shapes {
            let datum = shape.as_ref().map_or(Datum::Broken, Datum::Geometry);
            cells.push((titles.place(title)?, datum));
        }
        visit(titles.list(), Item::Row { line, cells }, document.read_bytes())
    })?;
    Ok(titles)
}

#[derive(Default)]
struct Feature {
    values: Vec<(String, String)>,
    /// Geometries; none where one can't be read.
    shapes: Vec<(String, Option<Shape>)>,
}

impl Feature {
    fn of(node: &Node, swapped: bool) -> Self {
        let mut feature = Self::default();
        let id = node.element.attribute("id").or_else(|| node.element.attribute("fid"));
        if let Some(id) = id {
            feature.values.push((ID.to_owned(), id.to_owned()));
        }
        for child in node.children.iter().filter(|child| child.name() != "boundedBy") {
            feature.add(child, "", swapped);
        }
        feature
    }

    fn add(&mut self, node: &Node, before: &str, swapped: bool) {
        let title = if before.is_empty() {
            node.name().to_owned()
        } else {
            format!("{before}.{}", node.name())
        };
        if let Some(inner) = node.children.iter().find(|c| geometry::is_geometry(c.name())) {
            let shape = geometry::of(inner, swapped);
            let first = self.shapes.is_empty();
            self.shapes.push((if first { GEOMETRY.to_owned() } else { title }, shape));
        } else if node.children.is_empty() {
            let text = node.text.trim();
            let text = if text.is_empty() {
                node.element.attribute("href").unwrap_or_default()
            } else {
                text
            };
            match self.values.iter_mut().find(|(other, _)| *other == title) {
                // An element that occurs again: its values stand behind each other.
                Some((_, value)) if !text.is_empty() => {
                    value.push_str("; ");
                    value.push_str(text);
                }
                Some(_) => {}
                None => self.values.push((title, text.to_owned())),
            }
        } else {
            for child in &node.children {
                self.add(child, &title, swapped);
            }
        }
    }
}
