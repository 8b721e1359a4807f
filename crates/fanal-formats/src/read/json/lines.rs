//! One JSON object a line.

use std::io::{BufRead, Read};

use fanal_model::Problem;
use serde_json::Value;

use super::bare;
use super::flatten::flatten;
use super::walk::{feature, is_feature};
use crate::read::flow::Flow;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{ReadError, Rejected};

/// Gives each line to the visitor; says how many numbers in them are none.
pub(super) fn walk(
    mut reader: impl BufRead,
    flow: &Flow,
    limit_bytes: u64,
    titles: &mut Titles,
    visit: &mut Visit<'_>,
) -> Result<u64, ReadError> {
    let mut bytes = Vec::new();
    let mut mended = 0;
    for line in 1.. {
        bytes.clear();
        flow.ended();
        let read = (&mut reader).take(limit_bytes + 1).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            break;
        }
        if bytes.len() as u64 > limit_bytes {
            return Err(ReadError::RowTooLong { line, limit_bytes });
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let mut parsed: Result<Value, _> = serde_json::from_slice(&bytes);
        if parsed.is_err()
            && let Some((text, count)) = bare::mended(&bytes)
        {
            parsed = serde_json::from_slice(&text);
            mended += if parsed.is_ok() { count } else { 0 };
        }
        match &parsed {
            Ok(Value::Object(object)) => {
                let mut cells = Vec::with_capacity(object.len());
                if is_feature(object) {
                    cells = feature(object, titles)?;
                } else {
                    flatten(object, titles, &mut cells)?;
                }
                visit(titles.list(), Item::Row { line, cells }, flow.read_bytes())?;
            }
            _ => {
                let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
                let reason = Problem::new("row-json-broken");
                let row = Rejected { line, reason, cells: vec![text] };
                visit(titles.list(), Item::Rejected(row), flow.read_bytes())?;
            }
        }
    }
    Ok(mended)
}
