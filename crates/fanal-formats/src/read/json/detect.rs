//! Finds out what a JSON file holds.

use std::io::BufRead;
use std::path::Path;

use fanal_model::Problem;
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::open;
use super::scan::{Scan, ScanSeed, Seen};
use super::shape::Shape;
use crate::read::crs::Declared;
use crate::read::text::sniff_encoding;
use crate::read::{Format, Layout, ReadError, ReadOptions};

/// Finds out where the table lies in a JSON file; of that format, when it was said.
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
        Some(format) => format == Format::JsonLines,
        None => is_lines(path, &layout)?,
    };
    if lines {
        layout.format = Format::JsonLines;
        return Ok(layout);
    }
    let (reader, _) = open(path, &layout.encoding)?;
    let mut scan = Scan::default();
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let seen = ScanSeed(&mut scan).deserialize(&mut deserializer)?;
    deserializer.end()?;
    if format != Some(Format::Json) && scan.kind.as_deref() == Some("FeatureCollection") {
        layout.format = Format::GeoJson;
        layout.shape = Shape::Features;
        layout.declared_crs = scan.crs.map_or(Declared::Degrees, Declared::System);
        return Ok(layout);
    }
    layout.shape = shape(seen, &scan, &mut layout.doubts)?;
    Ok(layout)
}

fn shape(seen: Seen, scan: &Scan, doubts: &mut Vec<Problem>) -> Result<Shape, ReadError> {
    // The longest list; of equals, the first.
    let longest = scan.lists.iter().rev().max_by_key(|(_, objects)| *objects);
    match seen {
        Seen::Scalar => Err(ReadError::NoTable),
        Seen::List { objects: 0, others } if others > 0 => Err(ReadError::NoTable),
        Seen::List { .. } => Ok(Shape::List(Vec::new())),
        Seen::Keyed { depth, keys_are_values, leaves } if leaves > 1 => {
            Ok(Shape::Keyed { depth, unpivoted: keys_are_values })
        }
        Seen::Leaf { .. } | Seen::Keyed { .. } => Ok(Shape::Single),
        Seen::Mixed => match longest {
            Some((path, objects)) => {
                let code =
                    if scan.lists.len() > 1 { "json-tables-several" } else { "json-table-within" };
                let doubt =
                    Problem::new(code).text("path", path.join(".")).number("records", *objects);
                doubts.push(doubt);
                Ok(Shape::List(path.clone()))
            }
            None => Ok(Shape::Single),
        },
    }
}

/// Whether the first two lines are an object each.
fn is_lines(path: &Path, layout: &Layout) -> Result<bool, ReadError> {
    const LONGEST: u64 = 1 << 20;
    let (mut reader, _) = open(path, &layout.encoding)?;
    let mut objects = 0;
    while objects < 2 {
        let mut line = Vec::new();
        let mut bounded = std::io::Read::take(&mut reader, LONGEST);
        if bounded.read_until(b'\n', &mut line)? == 0 {
            return Ok(false);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if !matches!(serde_json::from_slice::<Value>(&line), Ok(Value::Object(_))) {
            return Ok(false);
        }
        objects += 1;
    }
    Ok(true)
}
