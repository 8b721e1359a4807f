//! GTFS-Realtime (.pb): trip updates, vehicle positions and alerts, each a table.
//!
//! A feed is a Protocol Buffers message; its entities are read one after the other.

mod schema;
mod wire;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::column::Datum;
use super::json::flatten;
use super::rows::{Item, Titles, Visit};
use super::{Format, Layout, ReadError, ReadOptions, TableInfo};

/// The tables, by what an entity holds.
const TABLES: [&str; 3] = ["alert", "vehicle", "trip_update"];

/// Whether a file that starts like this is a feed: its header says the version first.
pub(super) fn is_realtime(head: &[u8]) -> bool {
    matches!(head, [0x0A, 3..=64, 0x0A, 3, b'1' | b'2', b'.', b'0', ..])
}

/// Finds out what a feed holds.
pub(super) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::GtfsRealtime, options);
    let mut counts = [0; TABLES.len()];
    entities(path, layout.row_limit_bytes, &mut |entity, _| {
        for (count, table) in counts.iter_mut().zip(TABLES) {
            *count += records(entity, table).len() as u64;
        }
        Ok(())
    })?;
    let tables = || TABLES.iter().zip(counts).filter(|(_, count)| *count > 0);
    let chosen = match &options.table {
        Some(name) => {
            let named = tables().find(|(table, _)| *table == name);
            *named.ok_or_else(|| ReadError::NoSuchTable(name.clone()))?.0
        }
        None => tables().max_by_key(|(_, count)| *count).map_or(TABLES[0], |(table, _)| table),
    };
    layout.table = Some(chosen.to_owned());
    layout.tables = tables()
        .map(|(table, count)| TableInfo {
            name: (*table).to_owned(),
            visible: true,
            records: Some(count),
        })
        .collect();
    Ok(layout)
}

/// Gives each record of the table that was chosen.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let table = layout.inner_table.as_deref().unwrap_or(TABLES[0]);
    // The columns stand whether or not an entity has anything to say in them.
    let mut titles = Titles::of(Vec::new());
    for title in ["id"].iter().chain(if table == TABLES[0] { ALERT } else { &[] }) {
        titles.place(title)?;
    }
    let mut line = 0;
    entities(path, layout.row_limit_bytes, &mut |entity, read_bytes| {
        for record in records(entity, table) {
            line += 1;
            let mut cells: Vec<(usize, Datum<'_>)> = Vec::new();
            flatten(&record, &mut titles, &mut cells)?;
            visit(titles.list(), Item::Row { line, cells }, read_bytes)?;
        }
        Ok(())
    })?;
    Ok(titles)
}

const ALERT: &[&str] = &["header_text", "description_text", "cause", "effect"];

/// The records of an entity in that table: one for each stop of a trip, else one.
fn records(entity: &Map<String, Value>, table: &str) -> Vec<Map<String, Value>> {
    let Some(Value::Object(content)) = entity.get(table) else { return Vec::new() };
    let mut record = Map::new();
    if let Some(id) = entity.get("id") {
        record.insert("id".to_owned(), id.clone());
    }
    record.extend(content.clone());
    if table == "vehicle" {
        place(&mut record);
    }
    let Some(Value::Array(stops)) = record.remove("stop_time_update") else { return vec![record] };
    let stop = |stop: Value| {
        let mut own = record.clone();
        if let Value::Object(stop) = stop {
            own.extend(stop);
        }
        own
    };
    stops.into_iter().map(stop).collect()
}

/// Latitude and longitude become a place, what else is said of the position stands beside it.
fn place(record: &mut Map<String, Value>) {
    let Some(Value::Object(mut position)) = record.remove("position") else { return };
    if let (Some(lat), Some(lon)) = (position.remove("latitude"), position.remove("longitude")) {
        record.insert("position".to_owned(), json!({ "lon": lon, "lat": lat }));
    }
    record.extend(position);
}

type Entity<'e> = dyn FnMut(&Map<String, Value>, u64) -> Result<(), ReadError> + 'e;

/// Gives each entity, and how many bytes were read by then.
fn entities(path: &Path, limit_bytes: u64, visit: &mut Entity<'_>) -> Result<(), ReadError> {
    const ENTITY: u64 = 2;
    let mut file = BufReader::new(File::open(path)?);
    let mut number = 0;
    let mut read_bytes = 0;
    while !file.fill_buf()?.is_empty() {
        let (key, key_bytes) = wire::varint_of(&mut file)?;
        let (length, length_bytes) = wire::varint_of(&mut file)?;
        if key & 7 != wire::BYTES {
            return Err(ReadError::BrokenRealtime);
        }
        if length > limit_bytes {
            return Err(ReadError::RowTooLong { line: number + 1, limit_bytes });
        }
        let mut bytes = Vec::new();
        (&mut file).take(length).read_to_end(&mut bytes)?;
        read_bytes += key_bytes + length_bytes + length;
        if bytes.len() as u64 != length {
            return Err(ReadError::BrokenRealtime);
        }
        if key >> 3 == ENTITY {
            number += 1;
            let entity = wire::message(&bytes, schema::ENTITY).ok_or(ReadError::BrokenRealtime)?;
            visit(&entity, read_bytes)?;
        }
    }
    Ok(())
}
