//! Files of places: layers with a geometry in each record.

mod collect;
mod companion;
mod fgb;
mod gml;
mod gpkg;
mod gpx;
mod kml;
mod mapinfo;
mod mif;
pub(super) mod parquet;
mod rings;
mod shapefile;
mod tab;
mod xml;

use std::path::Path;

use fanal_meaning::Cell;

pub(super) use companion::{companion, companion_text};
pub(super) use gml::Style as GmlStyle;
pub(super) use kml::Style as KmlStyle;

use super::column::Datum;
use super::rows::{Titles, Visit};
use super::{Format, Layout, ReadError, ReadOptions, TableInfo};

/// Title of the column of geometries.
pub(super) const GEOMETRY: &str = "geometry";

/// Titles of attributes with the column of geometries behind them, and its place.
fn with_geometry(mut names: Vec<String>) -> (Titles, usize) {
    let place = names.len();
    let taken = names.iter().any(|name| name.eq_ignore_ascii_case(GEOMETRY));
    names.push(if taken { "geometry (2)" } else { GEOMETRY }.to_owned());
    (Titles::of(names), place)
}

/// The cells of texts that have titles of their own.
fn texts<'v>(
    titles: &mut Titles,
    values: &'v [(String, String)],
) -> Result<Vec<(usize, Datum<'v>)>, ReadError> {
    let cell = |(title, text): &'v (String, String)| {
        Ok((titles.place(title)?, Datum::Cell(Cell::Free(text))))
    };
    values.iter().map(cell).collect()
}

/// Offers layers with the records of each, of which the one that is asked for is read, else the
/// likeliest; gives its place among them.
///
/// # Errors
/// There is no layer, or none of the name that is asked for.
fn offer(
    layout: &mut Layout,
    layers: &[(String, u64)],
    likeliest: Option<usize>,
    options: &ReadOptions,
) -> Result<usize, ReadError> {
    let chosen = match &options.table {
        Some(asked) => layers
            .iter()
            .position(|(name, _)| name == asked)
            .ok_or_else(|| ReadError::NoSuchTable(asked.clone()))?,
        None => likeliest.ok_or(ReadError::NoLayer(layout.format))?,
    };
    let told = |(name, records): &(String, u64)| TableInfo {
        name: name.clone(),
        visible: true,
        records: Some(*records),
    };
    layout.tables = layers.iter().map(told).collect();
    layout.table = layers.get(chosen).map(|(name, _)| name.clone());
    Ok(chosen)
}

/// Finds out what a file of places holds; none when it is none. `head` is its start.
pub(super) fn detect(
    path: &Path,
    head: &[u8],
    options: &ReadOptions,
) -> Result<Option<Layout>, ReadError> {
    let found = if shapefile::is_shapefile(head) {
        shapefile::detect(path, options)
    } else if gpkg::is_sqlite(head) {
        gpkg::detect(path, options)
    } else if fgb::is_flatgeobuf(head) {
        fgb::detect(path, options)
    } else if tab::is_tab(head) {
        tab::detect(path, options)
    } else if mif::is_mif(head) {
        mif::detect(path, options)
    } else {
        return match xml::root(head) {
            Some((root, encoding)) => by_root(path, &root, encoding, options).transpose(),
            None => Ok(None),
        };
    };
    found.map(Some)
}

fn by_root(
    path: &Path,
    root: &str,
    encoding: String,
    options: &ReadOptions,
) -> Option<Result<Layout, ReadError>> {
    let encoding = options.encoding.clone().unwrap_or(encoding);
    match root {
        "kml" => Some(kml::detect(path, encoding, options)),
        "gpx" => Some(gpx::detect(path, encoding, options)),
        root if gml::is_member_or_collection(root) => Some(gml::detect(path, encoding, options)),
        _ => None,
    }
}

/// Finds out what a file holds that is said to be of that format.
pub(super) fn detect_as(
    format: Format,
    path: &Path,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let encoding = || -> Result<String, ReadError> {
        let declared = xml::root(&xml::head_of(path)?).map(|(_, encoding)| encoding);
        Ok(options.encoding.clone().or(declared).unwrap_or_else(|| "utf-8".to_owned()))
    };
    match format {
        Format::Shapefile => shapefile::detect(path, options),
        Format::GeoPackage => gpkg::detect(path, options),
        Format::FlatGeobuf => fgb::detect(path, options),
        Format::Mif => mif::detect(path, options),
        Format::Tab => tab::detect(path, options),
        Format::Gpx => gpx::detect(path, encoding()?, options),
        Format::Gml => gml::detect(path, encoding()?, options),
        _ => kml::detect(path, encoding()?, options),
    }
}

/// Gives each record to the visitor.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    match layout.format {
        Format::Shapefile => shapefile::walk(path, layout, visit),
        Format::GeoPackage => gpkg::walk(path, layout, visit),
        Format::FlatGeobuf => fgb::walk(path, layout, visit),
        Format::Mif => mif::walk(path, layout, visit),
        Format::Tab => tab::walk(path, layout, visit),
        Format::Gpx => gpx::walk(path, layout, visit),
        Format::Gml => gml::walk(path, layout, visit),
        _ => kml::walk(path, layout, visit),
    }
}
