//! What the XML of an XLSX sheet says beside its cells: hidden rows and columns, merged cells.

use std::path::Path;

use quick_xml::events::Event;

use super::xml::{Parts, attribute, count, open_parts, part};
use crate::read::ReadError;

/// Hidden rows that are kept; of more the first are told.
const ROWS_KEPT: usize = 100_000;

/// What a sheet says beside its cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Numbers of hidden rows, from 1, in their order.
    pub(super) hidden_rows: Vec<u64>,
    pub(super) hidden_columns: usize,
    /// First rows of merged cells, from 1.
    pub(super) merged: Vec<u64>,
}

/// Reads the sheet of that name; a workbook that is not as usual says nothing.
pub(super) fn beside(path: &Path, sheet: &str) -> Result<Beside, ReadError> {
    let mut parts = open_parts(path)?;
    let mut found = Beside::default();
    let Some(name) = part_of(&mut parts, sheet)? else { return Ok(found) };
    let Some(mut xml) = part(&mut parts, &name)? else { return Ok(found) };
    let is_true = |value: Option<String>| value.is_some_and(|v| v == "1" || v == "true");
    let mut row = 0;
    while let Some(event) = xml.next()? {
        let Event::Start(start) = event else { continue };
        match start.local_name().as_ref() {
            "row" => {
                row = count(&start, "r", row + 1);
                if found.hidden_rows.len() < ROWS_KEPT && is_true(attribute(&start, "hidden")) {
                    found.hidden_rows.push(row as u64);
                }
            }
            "col" if is_true(attribute(&start, "hidden")) => {
                let (first, last) = (count(&start, "min", 1), count(&start, "max", 1));
                found.hidden_columns += (last + 1).saturating_sub(first).min(16_384);
            }
            "mergeCell" => {
                let area = attribute(&start, "ref").unwrap_or_default();
                let digits = area.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '$');
                let row = digits.split(':').next().and_then(|row| row.parse::<u64>().ok());
                if found.merged.len() < ROWS_KEPT {
                    found.merged.extend(row);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The name of the file in which that sheet lies.
fn part_of(parts: &mut Parts, sheet: &str) -> Result<Option<String>, ReadError> {
    let mut id = None;
    if let Some(mut book) = part(parts, "xl/workbook.xml")? {
        while let Some(event) = book.next()? {
            if let Event::Start(start) = event
                && start.local_name().as_ref() == "sheet"
                && attribute(&start, "name").as_deref() == Some(sheet)
            {
                id = attribute(&start, "r:id");
            }
        }
    }
    let Some(id) = id else { return Ok(None) };
    let Some(mut relations) = part(parts, "xl/_rels/workbook.xml.rels")? else { return Ok(None) };
    while let Some(event) = relations.next()? {
        if let Event::Start(start) = event
            && attribute(&start, "Id").as_ref() == Some(&id)
        {
            let target = attribute(&start, "Target").unwrap_or_default();
            return Ok(Some(match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            }));
        }
    }
    Ok(None)
}
