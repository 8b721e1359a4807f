//! The records of a document, one after the other.

use std::cell::Cell as Counter;
use std::fmt;
use std::io::Read;

use fanal_meaning::Cell;
use fanal_model::Problem;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::flatten::{datum, flatten};
use super::shape::Shape;
use crate::read::column::Datum;
use crate::read::geometry::of_geojson;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{ReadError, Rejected};

/// Title of the column of geometries.
const GEOMETRY: &str = "geometry";

/// Gives each record of a document to the visitor.
pub(super) fn walk(
    reader: impl Read,
    read_bytes: &Counter<u64>,
    shape: &Shape,
    titles: &mut Titles,
    visit: &mut Visit<'_>,
) -> Result<(), ReadError> {
    let mut walker =
        Walker { shape, titles, visit, read_bytes, number: 0, keys: Vec::new(), failed: None };
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let features = ["features".to_owned()];
    let outcome = match shape {
        Shape::List(path) => Step::At(path).into_seed(&mut walker).deserialize(&mut deserializer),
        Shape::Features => {
            Step::At(&features).into_seed(&mut walker).deserialize(&mut deserializer)
        }
        Shape::Keyed { depth, .. } => {
            Step::Keyed(*depth).into_seed(&mut walker).deserialize(&mut deserializer)
        }
        Shape::Single | Shape::None => {
            Step::Keyed(0).into_seed(&mut walker).deserialize(&mut deserializer)
        }
    };
    match (walker.failed.take(), outcome) {
        (Some(failed), _) => Err(failed),
        (None, outcome) => Ok(outcome?),
    }
}

struct Walker<'w, 'v> {
    shape: &'w Shape,
    titles: &'w mut Titles,
    visit: &'w mut Visit<'v>,
    read_bytes: &'w Counter<u64>,
    number: u64,
    /// Keys that lead to the record, for tables whose outer keys are values.
    keys: Vec<String>,
    failed: Option<ReadError>,
}

impl Walker<'_, '_> {
    fn record(&mut self, value: &Value) -> Result<(), ReadError> {
        self.number += 1;
        let Value::Object(object) = value else {
            let reason = Problem::new("row-not-an-object");
            let row = Rejected { line: self.number, reason, cells: vec![value.to_string()] };
            return self.give(Item::Rejected(row));
        };
        let line = self.number;
        match self.shape {
            Shape::Features => {
                let written = object.get("geometry").filter(|g| !g.is_null());
                let shape = written.and_then(of_geojson);
                let mut cells = properties(object, self.titles)?;
                let geometry = match (&shape, written) {
                    (Some(shape), _) => Datum::Geometry(shape),
                    (None, Some(broken)) => Datum::Json(broken),
                    (None, None) => Datum::Empty,
                };
                let taken = object.get("properties").is_some_and(|p| p.get(GEOMETRY).is_some());
                let title = if taken { "geometry (GeoJSON)" } else { GEOMETRY };
                cells.push((self.titles.place(title)?, geometry));
                self.give(Item::Row { line, cells })
            }
            Shape::Keyed { unpivoted, .. } => self.keyed(object, *unpivoted),
            _ => {
                let mut cells = Vec::with_capacity(object.len());
                flatten(object, self.titles, &mut cells)?;
                self.give(Item::Row { line, cells })
            }
        }
    }

    fn keyed(&mut self, object: &Map<String, Value>, unpivoted: bool) -> Result<(), ReadError> {
        let keys = std::mem::take(&mut self.keys);
        let mut outer = Vec::new();
        for (i, key) in keys.iter().enumerate() {
            let place = self.titles.place(&format!("cle_{}", i + 1))?;
            outer.push((place, Datum::Cell(Cell::Free(key))));
        }
        if unpivoted {
            let place = self.titles.place(&format!("cle_{}", keys.len() + 1))?;
            let value_place = self.titles.place("valeur")?;
            self.number -= 1;
            for (key, value) in object {
                self.number += 1;
                let mut cells = outer.clone();
                cells.push((place, Datum::Cell(Cell::Free(key))));
                cells.push((value_place, datum(value)));
                self.give(Item::Row { line: self.number, cells })?;
            }
        } else {
            flatten(object, self.titles, &mut outer)?;
            self.give(Item::Row { line: self.number, cells: outer })?;
        }
        self.keys = keys;
        Ok(())
    }

    fn give(&mut self, item: Item<'_>) -> Result<(), ReadError> {
        (self.visit)(self.titles.list(), item, self.read_bytes.get())
    }
}

/// What a feature has besides its geometry.
fn properties<'a>(
    object: &'a Map<String, Value>,
    titles: &mut Titles,
) -> Result<Vec<(usize, Datum<'a>)>, ReadError> {
    let mut cells = Vec::new();
    let properties = object.get("properties").and_then(Value::as_object);
    if let Some(properties) = properties {
        flatten(properties, titles, &mut cells)?;
    }
    if let Some(id) = object.get("id") {
        // Told once when the properties say it too.
        let said = properties.and_then(|p| p.get("id"));
        if said != Some(id) {
            let title = if said.is_some() { "id_objet" } else { "id" };
            cells.push((titles.place(title)?, datum(id)));
        }
    }
    Ok(cells)
}

/// What is to be done with the value that comes next.
#[derive(Clone, Copy)]
enum Step<'p> {
    /// Go down these keys; at their end lies the list of records.
    At(&'p [String]),
    /// Go down that many levels, whatever the keys; then lies a record.
    Keyed(usize),
}

impl<'p> Step<'p> {
    fn into_seed<'s, 'w, 'v>(self, walker: &'s mut Walker<'w, 'v>) -> Seed<'s, 'p, 'w, 'v> {
        Seed { step: self, walker }
    }
}

struct Seed<'s, 'p, 'w, 'v> {
    step: Step<'p>,
    walker: &'s mut Walker<'w, 'v>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if let Step::Keyed(0) = self.step {
            let value = serde::Deserialize::deserialize(deserializer)?;
            return give(self.walker, &value);
        }
        deserializer.deserialize_any(self)
    }
}

/// A record; what the visitor says is kept, as the parser only knows errors of its own.
fn give<E: Error>(walker: &mut Walker<'_, '_>, value: &Value) -> Result<(), E> {
    walker.record(value).map_err(|failed| {
        walker.failed = Some(failed);
        E::custom("stopped")
    })
}

impl<'de> Visitor<'de> for Seed<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the document as it was at first")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element::<Value>()? {
            give(self.walker, &value)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            match self.step {
                Step::At([wanted, rest @ ..]) if *wanted == key => {
                    entries.next_value_seed(Step::At(rest).into_seed(self.walker))?;
                }
                Step::At(_) => {
                    entries.next_value::<IgnoredAny>()?;
                }
                Step::Keyed(depth) => {
                    self.walker.keys.push(key);
                    let inner = Step::Keyed(depth.saturating_sub(1)).into_seed(self.walker);
                    entries.next_value_seed(inner)?;
                    self.walker.keys.pop();
                }
            }
        }
        Ok(())
    }
}
