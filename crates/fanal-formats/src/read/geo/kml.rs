//! KML, as it is found in KMZ: each placemark is a record.

mod description;
mod geometry;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::xml::{Document, Node, Part};
use super::{GEOMETRY, texts};
use crate::read::column::Datum;
use crate::read::crs::Declared;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Format, Layout, ReadError, ReadOptions};
use description::Table;

/// Title of the column of folders: it is read by people, in France.
const FOLDER: &str = "dossier";
/// Placemarks that are looked at to tell what descriptions hold.
const LOOKED_AT: u64 = 500;

/// How the placemarks of a file are written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Style {
    /// Placemarks lie in several folders: which one is a column.
    folders: bool,
    /// Descriptions hold a table of two columns: names and values.
    tables: bool,
}

pub(in crate::read) fn detect(
    path: &Path,
    encoding: String,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Kml, options);
    layout.encoding = encoding;
    layout.declared_crs = Declared::Degrees;
    let mut folders: Vec<String> = Vec::new();
    let (mut placemarks, mut described, mut tables) = (0, 0, 0);
    let mut first: Option<Vec<String>> = None;
    each(path, &layout, |_, folder, node| {
        placemarks += 1;
        if folders.len() < 2 && !folders.iter().any(|known| known == folder) {
            folders.push(folder.to_owned());
        }
        if let Some(text) = node.child_text("description").filter(|_| placemarks <= LOOKED_AT) {
            described += 1;
            let table = Table::of(text);
            let names: Vec<String> = table.rows.into_iter().map(|(name, _)| name).collect();
            let alike = first.get_or_insert_with(|| names.clone());
            // Some placemarks leave out rows without a value.
            let known = names.iter().filter(|name| alike.contains(name)).count();
            tables += u64::from(!names.is_empty() && known * 2 >= names.len());
        }
        Ok(())
    })?;
    if placemarks == 0 {
        return Err(ReadError::NoLayer(Format::Kml));
    }
    layout.kml = Style { folders: folders.len() > 1, tables: described > 0 && tables == described };
    Ok(layout)
}

/// Shows each placemark, with the names of the folders around it.
fn each(
    path: &Path,
    layout: &Layout,
    mut see: impl FnMut(&Document, &str, &Node) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut document = Document::open(path, &layout.encoding, Format::Kml)?;
    // The elements around: for folders, their names.
    let mut around: Vec<Option<String>> = Vec::new();
    loop {
        match document.next_part()? {
            Part::Start(element) if element.name == "Placemark" => {
                let node = document.node(element)?;
                let names: Vec<&str> = around.iter().flatten().map(String::as_str).collect();
                see(&document, &names.join(" / "), &node)?;
            }
            Part::Start(element) if element.name == "name" => {
                let node = document.node(element)?;
                if let Some(Some(folder)) = around.last_mut() {
                    *folder = node.text.trim().to_owned();
                }
            }
            Part::Start(element) if matches!(element.name.as_str(), "Style" | "StyleMap") => {
                document.skip()?;
            }
            Part::Start(element) => {
                if around.len() > 200 {
                    return Err(document.broken("folders too deep"));
                }
                around.push((element.name == "Folder").then(String::new));
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

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let style = &layout.kml;
    let mut titles = Titles::default();
    let mut line = 0;
    each(path, layout, |document, folder, node| {
        line += 1;
        let mut values: Vec<(String, String)> = Vec::new();
        if style.folders {
            values.push((FOLDER.to_owned(), folder.to_owned()));
        }
        values.extend(own_values(node, style));
        let geometry = geometry::of(node);
        let mut cells = texts(&mut titles, &values)?;
        let datum = match &geometry {
            geometry::Found::Shape(shape) => Datum::Geometry(shape),
            geometry::Found::Nothing => Datum::Empty,
            geometry::Found::Broken => Datum::Broken,
        };
        cells.push((titles.place(GEOMETRY)?, datum));
        visit(titles.list(), Item::Row { line, cells }, document.read_bytes())
    })?;
    Ok(titles)
}

/// The texts of a placemark with their titles.
fn own_values(node: &Node, style: &Style) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for child in &node.children {
        let text = child.text.trim();
        match child.name() {
            "name" | "address" | "phoneNumber" => push(&mut values, child.name(), text),
            "description" if style.tables => {
                for (name, value) in Table::of(text).rows {
                    push(&mut values, &name, &value);
                }
            }
            "description" => push(&mut values, "description", text),
            "TimeStamp" | "TimeSpan" => {
                for part in &child.children {
                    push(&mut values, part.name(), part.text.trim());
                }
            }
            "ExtendedData" => extended(child, &mut values),
            _ => {}
        }
    }
    values
}

fn extended(node: &Node, values: &mut Vec<(String, String)>) {
    for child in &node.children {
        let name = child.element.attribute("name").unwrap_or_default();
        match child.name() {
            "Data" => push(values, name, child.child_text("value").unwrap_or_default()),
            "SimpleData" => push(values, name, child.text.trim()),
            "SchemaData" => {
                for data in child.children.iter().filter(|data| data.name() == "SimpleData") {
                    let name = data.element.attribute("name").unwrap_or_default();
                    push(values, name, data.text.trim());
                }
            }
            _ => {}
        }
    }
}

/// Adds a value under a title that no other of the placemark has.
fn push(values: &mut Vec<(String, String)>, title: &str, value: &str) {
    let mut own = title.to_owned();
    let mut number = 2;
    while own == GEOMETRY || values.iter().any(|(other, _)| *other == own) {
        own = format!("{title} {number}");
        number += 1;
    }
    values.push((own, value.to_owned()));
}
