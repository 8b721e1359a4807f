//! Finds out what a JSON file holds.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use fanal_model::Problem;
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::bare::{Mended, mended};
use super::scan::{List, Scan, ScanSeed};
use super::shape::Shape;
use super::sum::Seen;
use crate::read::column::as_text;
use crate::read::crs::Declared;
use crate::read::flow::{Flow, open};
use crate::read::layout::table_weight;
use crate::read::text::sniff_encoding;
use crate::read::{Format, Layout, ReadError, ReadOptions, TableInfo, header};

/// The table that is the document itself.
const WHOLE: &str = ".";

/// Finds out where the tables lie in a JSON file; of that format, when it was said.
pub(in crate::read) fn detect(
    path: &Path,
    format: Option<Format>,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Json, options);
    layout.encoding = match &options.encoding {
        Some(name) => name.clone(),
        None => sniff_encoding(path)?,
    };
    if layout.encoding != "utf-8" && options.encoding.is_none() {
        let doubt = Problem::new("json-not-utf8").text("encoding", &layout.encoding);
        layout.doubts.push(doubt);
    }
    let lines = match format {
        Some(format) => Some(format == Format::JsonLines),
        None => is_lines(path, &layout)?,
    };
    let scanned =
        if lines == Some(true) { None } else { scan(path, &mut layout, lines.is_none())? };
    let Some((seen, scan)) = scanned else {
        layout.format = Format::JsonLines;
        return Ok(layout);
    };
    let is_collection = scan.kind.as_deref() == Some("FeatureCollection");
    if format != Some(Format::Json) && (is_collection || scan.is_geojson_object()) {
        layout.format = Format::GeoJson;
        layout.shape = if is_collection { Shape::Features } else { Shape::Feature };
        layout.declared_crs = scan.crs.map_or(Declared::Degrees, Declared::System);
        return Ok(layout);
    }
    choose(seen, &scan, options.table.as_deref(), &mut layout)?;
    Ok(layout)
}

/// What a document holds; none when another value follows it and that is allowed. One that can only
/// be read with `null` for words such as `NaN` is read so.
fn scan(
    path: &Path,
    layout: &mut Layout,
    may_be_lines: bool,
) -> Result<Option<(Seen, Scan)>, ReadError> {
    let (reader, flow) = open(path, &layout.encoding, layout.row_limit_bytes)?;
    let plain = scan_of(reader, flow, may_be_lines);
    if !matches!(plain, Err(ReadError::BrokenJson { .. })) {
        return plain;
    }
    let (reader, flow) = open(path, &layout.encoding, layout.row_limit_bytes)?;
    let (reader, count) = Mended::new(reader);
    match scan_of(BufReader::new(reader), flow, may_be_lines) {
        Ok(found) if count.get() > 0 => {
            layout.bare_words = true;
            Ok(found)
        }
        _ => plain,
    }
}

fn scan_of(
    reader: impl Read,
    flow: Rc<Flow>,
    may_be_lines: bool,
) -> Result<Option<(Seen, Scan)>, ReadError> {
    let mut scan = Scan::new(Rc::clone(&flow));
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let seen = ScanSeed(&mut scan).deserialize(&mut deserializer);
    let end = match &seen {
        Ok(_) => deserializer.end(),
        Err(_) => Ok(()),
    };
    if end.is_err() && may_be_lines {
        return Ok(None);
    }
    match end.and(seen) {
        Ok(seen) => Ok(Some((seen, scan))),
        Err(error) => Err(flow.too_long(error.line() as u64).unwrap_or_else(|| error.into())),
    }
}

/// A table that a document offers.
struct Candidate {
    name: String,
    shape: Shape,
    records: u64,
    /// Values in its records.
    values: u64,
    /// Keys that lead to it.
    depth: usize,
    nested: bool,
    /// A list that describes another one.
    describes: bool,
}

fn choose(
    seen: Seen,
    scan: &Scan,
    asked: Option<&str>,
    layout: &mut Layout,
) -> Result<(), ReadError> {
    let candidates = candidates(scan);
    let chosen = match asked {
        Some(name) => {
            let named = candidates.iter().find(|c| c.name == name);
            Some(named.ok_or_else(|| ReadError::NoSuchTable(name.to_owned()))?)
        }
        None => match seen {
            Seen::Keyed { depth, keys_are_values, leaves } if leaves > 1 => {
                layout.shape = Shape::Keyed { depth, unpivoted: keys_are_values };
                return Ok(());
            }
            Seen::Scalar => return Err(ReadError::NoTable),
            Seen::List { objects: 0, rows: 0, count } if count > 0 => {
                return Err(ReadError::NoTable);
            }
            _ => best(&candidates),
        },
    };
    let Some(chosen) = chosen else {
        let empty = matches!(seen, Seen::List { .. });
        layout.shape = if empty { Shape::List(Vec::new()) } else { Shape::Single };
        return Ok(());
    };
    layout.shape = chosen.shape.clone();
    if let Shape::Rows { titles, header: false, .. } = &chosen.shape
        && titles.iter().all(String::is_empty)
    {
        layout.doubts.push(Problem::new("header-missing"));
    }
    if asked.is_none() && chosen.name != WHOLE {
        let several = candidates.len() > 1;
        let code = if several { "json-tables-several" } else { "json-table-within" };
        let doubt = Problem::new(code).text("path", &chosen.name).number("records", chosen.records);
        layout.doubts.push(doubt);
    }
    layout.table = Some(chosen.name.clone()).filter(|name| name != WHOLE || candidates.len() > 1);
    if candidates.len() > 1 || chosen.name != WHOLE {
        layout.tables = candidates
            .into_iter()
            .map(|c| TableInfo { name: c.name, visible: true, records: Some(c.records) })
            .collect();
    }
    Ok(())
}

fn candidates(scan: &Scan) -> Vec<Candidate> {
    let lists = scan.lists.iter().filter(|list| !scan.are_positions(&list.path));
    let lists = lists.map(|list| Candidate {
        name: name(&list.path),
        shape: shape(list, scan),
        records: list.objects.max(list.rows),
        values: list.values,
        depth: list.path.len(),
        nested: list.nested,
        describes: list.path.last().is_some_and(|key| {
            let words = ["fields", "columns", "schema", "links", "facets", "facet_groups"];
            words.contains(&key.to_lowercase().as_str())
        }),
    });
    let columns = scan.columns.iter().map(|(path, records)| Candidate {
        name: name(path),
        shape: Shape::Columns(path.clone()),
        records: *records,
        values: *records,
        depth: path.len(),
        nested: false,
        describes: false,
    });
    lists.chain(columns).collect()
}

fn name(path: &[String]) -> String {
    if path.is_empty() { WHOLE.to_owned() } else { path.join(".") }
}

/// The likeliest table that is in no other one; of equals, the first. One that is alone in a list of
/// one object counts as if it were in none.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let longest = |nested: bool| {
        let of = candidates.iter().rev().filter(|c| c.nested == nested);
        of.max_by_key(|c| (!c.describes, table_weight(c.values, c.depth)))
    };
    match (longest(false), longest(true)) {
        (Some(outer), Some(inner)) if wraps(outer, inner) => Some(inner),
        (Some(outer), _) => Some(outer),
        (None, inner) => inner,
    }
}

/// Whether a list of one object holds little else than the other list.
fn wraps(outer: &Candidate, inner: &Candidate) -> bool {
    outer.records == 1 && inner.records > 1 && inner.values * 2 > outer.values
}

fn shape(list: &List, scan: &Scan) -> Shape {
    if list.objects >= list.rows {
        return Shape::List(list.path.clone());
    }
    let width = list.head.iter().map(Vec::len).max().unwrap_or(0);
    let beside = scan.names.iter().find(|(path, names)| {
        names.len() == width
            && path.split_last().map(|l| l.1) == list.path.split_last().map(|l| l.1)
    });
    if let Some((_, titles)) = beside {
        return Shape::Rows { path: list.path.clone(), titles: titles.clone(), header: false };
    }
    let text = |value: &Value| as_text(super::flatten::datum(value));
    let rows: Vec<Vec<String>> =
        list.head.iter().map(|row| row.iter().map(text).collect()).collect();
    let named = list.head.first().is_some_and(|row| row.iter().all(Value::is_string));
    let header = named && header::find(&rows) == Some(0);
    let titles = if header { rows[0].clone() } else { vec![String::new(); width] };
    Shape::Rows { path: list.path.clone(), titles, header }
}

/// Whether the first two lines are an object each; none when they are too long to say.
fn is_lines(path: &Path, layout: &Layout) -> Result<Option<bool>, ReadError> {
    const LONGEST: u64 = 1 << 20;
    let (mut reader, flow) = open(path, &layout.encoding, 2 * LONGEST)?;
    let mut objects = 0;
    let mut line = Vec::new();
    while objects < 2 {
        line.clear();
        let mut bounded = std::io::Read::take(&mut reader, LONGEST);
        let count = bounded.read_until(b'\n', &mut line)? as u64;
        if count == LONGEST {
            return Ok(None);
        }
        if count == 0 {
            return Ok(Some(false));
        }
        flow.ended();
        if line.trim_ascii().is_empty() {
            continue;
        }
        if !is_object(line.trim_ascii()) {
            return Ok(Some(false));
        }
        objects += 1;
    }
    Ok(Some(true))
}

fn is_object(line: &[u8]) -> bool {
    let is_json = |line: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    let is_mended = || mended(line).is_some_and(|(line, _)| is_json(&line));
    line.starts_with(b"{") && (is_json(line) || is_mended())
}
