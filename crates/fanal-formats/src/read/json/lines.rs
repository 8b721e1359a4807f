//! One JSON object a line.

use std::io::{BufRead, Read};

use fanal_model::Problem;
use serde_json::Value;

use super::flatten::flatten;
use super::walk::{feature, is_feature};
use crate::read::flow::Flow;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{ReadError, Rejected};

pub(super) fn walk(
    mut reader: impl BufRead,
    flow: &Flow,
    limit_bytes: u64,
    titles: &mut Titles,
    visit: &mut Visit<'_>,
) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
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
        let parsed: Result<Value, _> = serde_json::from_slice(&bytes);
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
    Ok(())
}
