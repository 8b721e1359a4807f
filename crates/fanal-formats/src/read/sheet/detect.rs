//! Finds the sheet and its titles.

use std::path::Path;

use calamine::SheetVisible;
use fanal_model::Problem;

use super::cells::{Value, datum};
use super::{Book, ReadError};
use crate::read::column::as_text;
use crate::read::{Format, Header, Layout, ReadOptions, TableInfo, header};

/// Rows looked at for titles.
const HEAD_ROWS: usize = 200;

/// Finds the sheet that holds the table, and its titles.
pub(in crate::read) fn detect(
    path: &Path,
    format: Format,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(format, options);
    let mut book = Book::open(path, format)?;
    layout.tables = book
        .sheets()
        .iter()
        .map(|s| TableInfo {
            name: s.name.clone(),
            visible: s.visible == SheetVisible::Visible,
            records: None,
        })
        .collect();
    let (name, rows) = match &options.table {
        Some(name) => {
            let known = layout.tables.iter().any(|s| s.name == *name);
            if !known {
                return Err(ReadError::NoSuchTable(name.clone()));
            }
            (name.clone(), head(&mut book, name)?)
        }
        None => choose(&mut book, &mut layout)?,
    };
    layout.table = Some(name);
    titles(&rows, options, &mut layout)?;
    Ok(layout)
}

type Rows = Vec<(u64, Vec<String>)>;

/// The first sheet that is shown and has a table; a doubt when others have one too.
fn choose(book: &mut Book, layout: &mut Layout) -> Result<(String, Rows), ReadError> {
    let mut found = None;
    let mut others = 0;
    let mut failed = None;
    for sheet in layout.tables.iter().filter(|s| s.visible) {
        match head(book, &sheet.name) {
            Ok(rows) if rows.is_empty() => {}
            Ok(rows) if found.is_none() => found = Some((sheet.name.clone(), rows)),
            Ok(_) => others += 1,
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    if others > 0 {
        let doubt = Problem::new("sheets-several").number("count", others + 1);
        layout.doubts.push(doubt);
    }
    found.ok_or_else(|| failed.unwrap_or(ReadError::Empty))
}

fn head(book: &mut Book, sheet: &str) -> Result<Rows, ReadError> {
    let mut rows = Vec::new();
    book.rows(sheet, &mut |number, row| {
        if !row.iter().all(Value::is_blank) {
            rows.push((number, row.iter().map(|v| as_text(datum(v))).collect()));
        }
        Ok(rows.len() < HEAD_ROWS)
    })?;
    Ok(rows)
}

fn titles(rows: &Rows, options: &ReadOptions, layout: &mut Layout) -> Result<(), ReadError> {
    let cells: Vec<Vec<String>> = rows.iter().map(|(_, r)| r.clone()).collect();
    let place = match options.header {
        Some(Header::None) => None,
        Some(Header::Row(line)) => {
            Some(rows.iter().position(|(l, _)| *l == line).ok_or(ReadError::NoHeader { line })?)
        }
        None => header::find(&cells),
    };
    let below = cells.get(place.map_or(0, |p| p + 1)..).unwrap_or_default();
    let mut titles = place.and_then(|p| cells.get(p).cloned()).unwrap_or_default();
    let width = below.iter().map(Vec::len).max().unwrap_or(0).max(titles.len());
    titles.resize(width, String::new());
    match place {
        Some(place) => {
            layout.header = Header::Row(rows[place].0);
            layout.body = rows[place].0 + 1;
            if place > 0 && options.header.is_none() {
                let doubt = Problem::new("header-below").number("lines", rows[place].0 - 1);
                layout.doubts.push(doubt);
            }
        }
        None => {
            layout.header = Header::None;
            for (i, title) in titles.iter_mut().enumerate() {
                *title = format!("colonne {}", i + 1);
            }
            if options.header.is_none() {
                layout.doubts.push(Problem::new("header-missing"));
            }
        }
    }
    if titles.is_empty() {
        return Err(ReadError::NoColumns);
    }
    layout.titles = titles;
    Ok(())
}
