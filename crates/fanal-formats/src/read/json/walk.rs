//! The records of a document, one after the other.

use std::fmt;
use std::io::Read;

use fanal_meaning::Cell;
use fanal_model::Problem;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::flatten::{datum, flatten, is_geometry};
use super::shape::Shape;
use crate::read::column::{Datum, as_text};
use crate::read::flow::Flow;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{ReadError, Rejected};

/// Title of the column of geometries.
const GEOMETRY: &str = "geometry";

/// Gives each record of a document to the visitor.
pub(super) fn walk(
    reader: impl Read,
    flow: &Flow,
    shape: &Shape,
    titles: &mut Titles,
    visit: &mut Visit<'_>,
) -> Result<(), ReadError> {
    let mut walker =
        Walker { shape, titles, visit, flow, number: 0, keys: Vec::new(), failed: None };
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let features = ["features".to_owned()];
    let step = match shape {
        Shape::List(path) | Shape::Rows { path, .. } => Step::At(path),
        Shape::Columns(path) => Step::Whole(path),
        Shape::Features => Step::At(&features),
        Shape::Keyed { depth, .. } => Step::Keyed(*depth),
        Shape::Feature | Shape::Single | Shape::None => Step::Keyed(0),
    };
    let outcome = step.into_seed(&mut walker).deserialize(&mut deserializer);
    match (walker.failed.take(), outcome) {
        (Some(failed), _) => Err(failed),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => {
            Err(flow.too_long(error.line() as u64).unwrap_or_else(|| error.into()))
        }
    }
}

struct Walker<'w, 'v> {
    shape: &'w Shape,
    titles: &'w mut Titles,
    visit: &'w mut Visit<'v>,
    flow: &'w Flow,
    number: u64,
    /// Keys that lead to the record, for tables whose outer keys are values.
    keys: Vec<String>,
    failed: Option<ReadError>,
}

impl Walker<'_, '_> {
    fn record(&mut self, value: &Value) -> Result<(), ReadError> {
        self.flow.ended();
        self.number += 1;
        let line = self.number;
        let object = match (value, self.shape) {
            (Value::Array(cells), Shape::Rows { titles, header, .. }) => {
                return self.row(cells, titles.len(), *header);
            }
            (Value::Object(object), _) => object,
            _ => return self.reject(value),
        };
        match self.shape {
            Shape::Feature if is_geometry(object) => {
                let cells = vec![(self.titles.place(GEOMETRY)?, Datum::GeoJson(value))];
                self.give(Item::Row { line, cells })
            }
            Shape::Features | Shape::Feature => {
                let cells = feature(object, self.titles)?;
                self.give(Item::Row { line, cells })
            }
            Shape::Keyed { unpivoted, .. } => self.keyed(object, *unpivoted),
            Shape::Columns(_) => self.columns(object),
            _ => {
                let mut cells = Vec::with_capacity(object.len());
                flatten(object, self.titles, &mut cells)?;
                self.give(Item::Row { line, cells })
            }
        }
    }

    fn reject(&mut self, value: &Value) -> Result<(), ReadError> {
        let reason = Problem::new("row-not-an-object");
        self.give(Item::Rejected(Rejected {
            line: self.number,
            reason,
            cells: vec![value.to_string()],
        }))
    }

    /// A record that is a list of cells; the first one may hold the titles.
    fn row(&mut self, values: &[Value], width: usize, header: bool) -> Result<(), ReadError> {
        if header && self.number == 1 {
            return Ok(());
        }
        let line = self.number;
        if values.len() > width {
            let reason =
                Problem::new("row-too-wide").number("cells", values.len()).number("columns", width);
            let cells = values.iter().map(|v| as_text(datum(v))).collect();
            return self.give(Item::Rejected(Rejected { line, reason, cells }));
        }
        let cells = values.iter().enumerate().map(|(place, value)| (place, datum(value)));
        let cells = cells.collect();
        self.give(Item::Row { line, cells })
    }

    /// The records of an object that has one list, or one object counted from 0, for each column.
    fn columns(&mut self, object: &Map<String, Value>) -> Result<(), ReadError> {
        let mut columns = Vec::new();
        for (key, values) in object {
            let values: Vec<&Value> = match values {
                Value::Array(values) => values.iter().collect(),
                Value::Object(values) => values.values().collect(),
                _ => continue,
            };
            columns.push((self.titles.place(key)?, values));
        }
        let records = columns.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
        for record in 0..records {
            let cells = columns.iter().filter_map(|(place, values)| {
                values.get(record).map(|value| (*place, datum(value)))
            });
            let cells = cells.collect();
            self.give(Item::Row { line: record as u64 + 1, cells })?;
        }
        Ok(())
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
        (self.visit)(self.titles.list(), item, self.flow.read_bytes())
    }
}

/// Whether an object is a feature of GeoJSON, which may stand on a line of its own.
pub(super) fn is_feature(object: &Map<String, Value>) -> bool {
    object.get("type").and_then(Value::as_str) == Some("Feature")
        && object.contains_key("properties")
        && object.contains_key("geometry")
}

pub(super) fn feature<'a>(
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
    let geometry = object.get("geometry").filter(|g| !g.is_null());
    let taken = properties.is_some_and(|p| p.contains_key(GEOMETRY));
    let place = titles.place(if taken { "geometry (GeoJSON)" } else { GEOMETRY })?;
    cells.push((place, geometry.map_or(Datum::Empty, Datum::GeoJson)));
    Ok(cells)
}

/// What is to be done with the value that comes next.
#[derive(Clone, Copy)]
enum Step<'p> {
    /// Go down these keys, and through lists; at their end lies the list of records.
    At(&'p [String]),
    /// Go down these keys; what lies there is taken whole.
    Whole(&'p [String]),
    /// Go down that many levels, whatever the keys; then lies a record.
    Keyed(usize),
    /// Go past it.
    Skip,
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
        if let Step::Keyed(0) | Step::Whole([]) = self.step {
            let value = Deserialize::deserialize(deserializer)?;
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

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.walker.flow.ended();
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.walker.flow.ended();
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.walker.flow.ended();
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.walker.flow.ended();
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.walker.flow.ended();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.walker.flow.ended();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if let Step::At([_, ..]) | Step::Skip = self.step {
            while items.next_element_seed(self.step.into_seed(self.walker))?.is_some() {}
            return Ok(());
        }
        while let Some(value) = items.next_element::<Value>()? {
            give(self.walker, &value)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        if let Step::At([]) = self.step {
            // A list of one that was written without its brackets.
            let value = Value::deserialize(MapAccessDeserializer::new(entries))?;
            return give(self.walker, &value);
        }
        while let Some(key) = entries.next_key::<String>()? {
            match self.step {
                Step::At([wanted, rest @ ..]) if *wanted == key => {
                    entries.next_value_seed(Step::At(rest).into_seed(self.walker))?;
                }
                Step::Whole([wanted, rest @ ..]) if *wanted == key => {
                    entries.next_value_seed(Step::Whole(rest).into_seed(self.walker))?;
                }
                Step::At(_) | Step::Whole(_) | Step::Skip => {
                    entries.next_value_seed(Step::Skip.into_seed(self.walker))?;
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
