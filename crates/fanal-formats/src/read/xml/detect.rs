//! Finds out which elements of a document are its records.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use fanal_model::Problem;

use super::events::{Events, title};
use super::scan::{Element, Scan};
use super::{Shape, feed};
use crate::read::crs::Declared;
use crate::read::layout::table_weight;
use crate::read::text::encoding::Encoding;
use crate::read::text::sniff_encoding;
use crate::read::{Format, Layout, ReadError, ReadOptions, TableInfo};

/// Whether a file that starts like this is XML, and no page of the Web.
pub(in crate::read) fn is_xml(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).replace('\0', "").to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    let page = ["<!doctype html", "<html", "<table"].iter().any(|start| text.starts_with(start));
    let named = text.strip_prefix('<').and_then(|t| t.chars().next());
    !page && named.is_some_and(|c| c.is_alphabetic() || matches!(c, '?' | '!' | '_'))
}

/// Finds out where the tables lie in an XML document.
pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Xml, options);
    layout.encoding = match &options.encoding {
        Some(name) => name.clone(),
        None => encoding(path, &mut layout.doubts)?,
    };
    let scan = Scan::of(Events::open(path, &layout.encoding, layout.row_limit_bytes)?)?;
    if scan.elements.is_empty() {
        return Err(ReadError::BrokenXml { line: 1 });
    }
    let prefixed = scan.prefixed();
    let candidates = candidates(&scan, &prefixed);
    let chosen = match &options.table {
        Some(name) => {
            let named = candidates.iter().find(|c| c.name == *name);
            named.ok_or_else(|| ReadError::NoSuchTable(name.clone()))?.place
        }
        None => best(&candidates).map_or(0, |c| c.place),
    };
    let name = name(&scan, chosen, &prefixed);
    if options.table.is_none() && candidates.len() > 1 {
        let doubt = Problem::new("xml-tables-several")
            .text("path", &name)
            .number("records", scan.elements[chosen].count);
        layout.doubts.push(doubt);
    }
    layout.tables = candidates
        .iter()
        .map(|c| TableInfo { name: c.name.clone(), visible: true, records: Some(c.records) })
        .collect();
    layout.table = (!candidates.is_empty()).then_some(name);
    layout.element = shape(&scan, chosen, prefixed);
    if feed::is_feed(&layout.element.path) {
        layout.declared_crs = Declared::Degrees;
    }
    Ok(layout)
}

/// The encoding that a document declares, unless its bytes say otherwise.
fn encoding(path: &Path, doubts: &mut Vec<Problem>) -> Result<String, ReadError> {
    let mut head = [0; 256];
    let count = File::open(path)?.read(&mut head)?;
    let head = &head[..count];
    let wide =
        head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) || head.contains(&0);
    let declared = declared(&String::from_utf8_lossy(head));
    if !wide
        && let Some(declared) = declared
        && let Ok(encoding) = Encoding::named(&declared)
        && encoding != Encoding::UTF_8
        && !encoding.is_wide()
    {
        return Ok(encoding.name());
    }
    let found = sniff_encoding(path)?;
    if !wide && found != "utf-8" {
        doubts.push(Problem::new("encoding-unsure").text("encoding", &found));
    }
    Ok(found)
}

fn declared(head: &str) -> Option<String> {
    let head = head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?;
    let (_, rest) = head.split_once("?>")?.0.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(rest[1..].split_once(quote)?.0.to_owned())
}

/// A table that a document offers.
struct Candidate {
    place: usize,
    name: String,
    records: u64,
    values: u64,
    depth: usize,
    nested: bool,
}

fn candidates(scan: &Scan, prefixed: &HashSet<String>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (place, element) in scan.elements.iter().enumerate() {
        if is_record(scan, place, element) {
            let place = within(scan, place);
            let nested = ancestors(scan, place).any(|a| is_record(scan, a, &scan.elements[a]));
            let name = name(scan, place, prefixed);
            found.push(Candidate {
                place,
                name,
                records: element.count,
                values: element.values,
                depth: scan.path(place).len(),
                nested,
            });
        }
    }
    found
}

/// Elements that repeat, those that feeds are made of, and one that is alone in the document and
/// holds more than other elements.
fn is_record(scan: &Scan, place: usize, element: &Element) -> bool {
    let Some(parent) = element.parent else { return false };
    let of_feed = |place: usize| matches!(scan.elements[place].name.as_str(), "item" | "entry");
    let plain = |place: &usize| !scan.elements[*place].is_structured();
    let alone = parent == 0
        && scan.elements[0].children == [place]
        && element.children.iter().any(plain)
        && !element.children.iter().any(|child| of_feed(*child));
    element.is_structured() && !element.is_pair() && (element.repeated || of_feed(place) || alone)
}

/// An element that only wraps another one gives way to it.
fn within(scan: &Scan, mut place: usize) -> usize {
    while let [child] = scan.elements[place].children[..]
        && scan.elements[child].count == scan.elements[place].count
        && scan.elements[child].is_structured()
        && !scan.elements[place].attributes
        && !scan.elements[place].text
        && !scan.elements[place].recursive
    {
        place = child;
    }
    place
}

fn ancestors(scan: &Scan, place: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(scan.elements[place].parent, |place| scan.elements[*place].parent)
        // A wrapper is no table of its own.
        .filter(move |ancestor| within(scan, *ancestor) != place)
}

/// The likeliest table that is in no other one; of equals, the first.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let most = |nested: bool| {
        candidates
            .iter()
            .rev()
            .filter(|c| c.nested == nested)
            .max_by_key(|c| table_weight(c.values, c.depth))
    };
    let outer = most(false)?;
    // An element that stands once and holds little else than repeated ones.
    let wraps = |inner: &&Candidate| {
        outer.records == 1 && inner.records > 1 && inner.values * 2 > outer.values
    };
    Some(most(true).filter(wraps).unwrap_or(outer))
}

/// The name of a table: what leads to it, without the root.
fn name(scan: &Scan, place: usize, prefixed: &HashSet<String>) -> String {
    let path = scan.path(place);
    let below = if path.len() > 1 { &path[1..] } else { &path[..] };
    let titles: Vec<&str> = below.iter().map(|name| title(name, prefixed)).collect();
    titles.join(".")
}

fn shape(scan: &Scan, place: usize, prefixed: HashSet<String>) -> Shape {
    let mut shape = Shape {
        path: scan.path(place),
        recursive: scan.elements[place].recursive,
        prefixed,
        ..Shape::default()
    };
    let mut waiting: Vec<(usize, String)> = vec![(place, String::new())];
    while let Some((place, prefix)) = waiting.pop() {
        for child in &scan.elements[place].children {
            let element = &scan.elements[*child];
            let own = title(&element.name, &shape.prefixed);
            let path = if prefix.is_empty() { own.to_owned() } else { format!("{prefix}.{own}") };
            if element.is_pair() {
                shape.pairs.insert(path);
            } else if element.repeated {
                shape.lists.insert(path);
            } else {
                waiting.push((*child, path));
            }
        }
    }
    shape
}
