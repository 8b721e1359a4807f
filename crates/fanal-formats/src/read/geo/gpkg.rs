//! GeoPackage: a SQLite database whose tables are layers, with a geometry or without.
//!
//! The file is opened for reading only, as one that nobody changes, and nothing that it defines
//! (views, triggers, functions in its schema) is run.

use std::path::Path;

use fanal_meaning::{Cell, DateOrder, moment};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::offer;
use crate::read::column::Datum;
use crate::read::crs::Declared;
use crate::read::geometry::{Shape, read_wkb};
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Format, Layout, ReadError, ReadOptions};

/// Bytes of one cell, at most.
const CELL_LIMIT: i32 = 512 << 20;

fn broken(error: rusqlite::Error) -> ReadError {
    ReadError::BrokenGeo { format: Format::GeoPackage, detail: error.to_string() }
}

fn open(path: &Path) -> Result<Connection, ReadError> {
    let mut address = "file:".to_owned();
    for byte in std::path::absolute(path)?.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                address.push(char::from(byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(address, flags).map_err(broken)?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        database.set_db_config(setting, on).map_err(broken)?;
    }
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, CELL_LIMIT).map_err(broken)?;
    database.pragma_update(None, "cell_size_check", true).map_err(broken)?;
    Ok(database)
}

/// A name as SQL writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A table of the file.
struct Layer {
    name: String,
    records: u64,
    /// Its column of geometries and the number of their coordinate system.
    geometry: Option<(String, i64)>,
}

/// The tables that hold data: features, and attributes without places.
fn layers(database: &Connection) -> rusqlite::Result<Vec<Layer>> {
    let has_table =
        |name: &str| database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?")?.exists([name]);
    if !has_table("gpkg_contents")? {
        // A database of another kind.
        return Ok(Vec::new());
    }
    let geometries = has_table("gpkg_geometry_columns")?;
    let mut query = database.prepare(
        "SELECT m.name FROM gpkg_contents c JOIN sqlite_master m
           ON lower(m.name) = lower(c.table_name)
         WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
           AND c.data_type IN ('features', 'attributes', 'aspatial')
         ORDER BY c.rowid",
    )?;
    let names = query.query_map([], |row| row.get::<_, String>(0))?;
    let mut found = Vec::new();
    for name in names {
        let name = name?;
        let count = format!("SELECT count(*) FROM {}", quoted(&name));
        let records: i64 = database.query_row(&count, [], |row| row.get(0))?;
        let geometry = if geometries {
            database
                .query_row(
                    "SELECT column_name, srs_id FROM gpkg_geometry_columns
                     WHERE lower(table_name) = lower(?)",
                    [&name],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?
        } else {
            None
        };
        found.push(Layer { name, records: u64::try_from(records).unwrap_or(0), geometry });
    }
    Ok(found)
}

/// What the file says of the coordinate system with that number.
fn declared(database: &Connection, srs: i64) -> Declared {
    // Numbers of the format's own: 0 and -1 are unknown systems.
    if srs <= 0 {
        return Declared::Nothing;
    }
    let row = database.query_row(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys
         WHERE srs_id = ?",
        [srs],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?)),
    );
    match row {
        Ok((authority, code, _)) if authority.eq_ignore_ascii_case("EPSG") => {
            Declared::System(format!("EPSG:{code}"))
        }
        Ok((_, _, definition)) => Declared::by_wkt(&definition),
        Err(_) => Declared::System(format!("EPSG:{srs}")),
    }
}

pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let database = open(path)?;
    let mut layout = Layout::new(Format::GeoPackage, options);
    let layers = layers(&database).map_err(broken)?;
    // The layer with the most places; without places, the table with the most records.
    let weight = |layer: &Layer| (layer.geometry.is_some() && layer.records > 0, layer.records);
    let largest = (0..layers.len()).rev().max_by_key(|layer| weight(&layers[*layer]));
    let told: Vec<(String, u64)> = layers.iter().map(|l| (l.name.clone(), l.records)).collect();
    let chosen = offer(&mut layout, &told, largest, options)?;
    if let Some((_, srs)) = &layers[chosen].geometry {
        layout.declared_crs = declared(&database, *srs);
    }
    Ok(layout)
}

/// A column of a table.
struct Column {
    name: String,
    kind: String,
}

/// The columns of a table, but for the number that programs give each record.
fn columns(database: &Connection, table: &str) -> rusqlite::Result<Vec<Column>> {
    let mut query = database.prepare("SELECT name, type, pk FROM pragma_table_info(?)")?;
    let rows = query.query_map([table], |row| {
        let column = Column { name: row.get(0)?, kind: row.get::<_, String>(1)?.to_uppercase() };
        Ok((column, row.get::<_, i64>(2)? > 0))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (column, is_key) = row?;
        let technical = ["fid", "ogc_fid"].iter().any(|n| column.name.eq_ignore_ascii_case(n));
        if !(is_key && technical) {
            found.push(column);
        }
    }
    Ok(found)
}

pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let database = open(path)?;
    let wanted = layout.inner_table.as_deref();
    let layers = layers(&database).map_err(broken)?;
    let layer = layers
        .into_iter()
        .find(|layer| Some(layer.name.as_str()) == wanted)
        .ok_or(ReadError::NoLayer(Format::GeoPackage))?;
    let columns = columns(&database, &layer.name).map_err(broken)?;
    let titles = Titles::of(columns.iter().map(|c| c.name.clone()).collect());
    if columns.is_empty() {
        return Ok(titles);
    }
    let names: Vec<String> = columns.iter().map(|c| quoted(&c.name)).collect();
    let sql = format!("SELECT {} FROM {}", names.join(", "), quoted(&layer.name));
    let mut query = database.prepare(&sql).map_err(broken)?;
    let mut rows = query.query([]).map_err(broken)?;
    let size = std::fs::metadata(path)?.len();
    let geometry = layer.geometry.as_ref().map(|(name, _)| name.as_str());
    let is_geometry =
        |column: &Column| geometry.is_some_and(|name| name.eq_ignore_ascii_case(&column.name));
    let mut line = 0;
    while let Some(row) = rows.next().map_err(broken)? {
        line += 1;
        let mut shape = None;
        for (place, _) in columns.iter().enumerate().filter(|(_, c)| is_geometry(c)) {
            if let ValueRef::Blob(blob) = row.get_ref(place).map_err(broken)? {
                shape = Some(geometry_of(blob));
            }
        }
        let mut cells = Vec::with_capacity(columns.len());
        for (place, column) in columns.iter().enumerate() {
            let value = row.get_ref(place).map_err(broken)?;
            let datum = match (&shape, is_geometry(column)) {
                (Some(Some(shape)), true) => Datum::Geometry(shape),
                (Some(None), true) => Datum::Broken,
                (None, true) => Datum::Empty,
                _ => datum(&column.kind, value),
            };
            cells.push((place, datum));
        }
        let done = size / layer.records.max(1) * line.min(layer.records);
        visit(titles.list(), Item::Row { line, cells }, done)?;
    }
    Ok(titles)
}

/// A geometry: a head with its extent, then WKB.
fn geometry_of(blob: &[u8]) -> Option<Shape> {
    let flags = *blob.get(3).filter(|_| blob.starts_with(b"GP"))?;
    let envelope = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    read_wkb(blob.get(8 + envelope..)?)
}

fn datum<'r>(kind: &str, value: ValueRef<'r>) -> Datum<'r> {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Datum::Empty,
        ValueRef::Integer(value) if kind == "BOOLEAN" => Datum::Cell(Cell::Boolean(value != 0)),
        ValueRef::Integer(value) => Datum::Cell(Cell::Int(value)),
        ValueRef::Real(value) if value.is_finite() => Datum::Cell(Cell::Double(value)),
        ValueRef::Real(_) => Datum::Empty,
        ValueRef::Text(bytes) => {
            let Ok(text) = std::str::from_utf8(bytes) else { return Datum::Broken };
            let read = || moment(text, DateOrder::YearMonthDay);
            match kind {
                "DATE" => read()
                    .map_or(Datum::Cell(Cell::Text(text)), |m| Datum::Cell(Cell::Date(m.days))),
                "DATETIME" | "TIMESTAMP" => read().map_or(Datum::Cell(Cell::Text(text)), |m| {
                    let utc = m.utc_us();
                    let micros = utc.unwrap_or_else(|| m.local_us());
                    Datum::Cell(Cell::Moment { micros, utc: utc.is_some() })
                }),
                _ => Datum::Cell(Cell::Text(text)),
            }
        }
    }
}

/// Whether a file is a SQLite database; of these only GeoPackage is read.
pub(in crate::read) fn is_sqlite(head: &[u8]) -> bool {
    head.starts_with(b"SQLite format 3\0")
}
