//! A first look at a whole document: where its tables lie. Keeps paths and titles, no records.

use std::fmt;
use std::rc::Rc;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::sum::{Seen, Sum};
use crate::read::flow::Flow;
use crate::read::geometry::GEOMETRIES;
use crate::read::layout::COLUMN_LIMIT;

/// Tables that are told of, at most: one more than are compared with each other.
const TOLD: usize = 101;
/// Rows of a list of lists that are kept to find its titles.
const KEPT_ROWS: usize = 20;
/// Keys of the document that are kept: no object of GeoJSON has more.
const KEPT_KEYS: usize = 20;

/// A list that may be a table.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The keys that lead there.
    pub(super) path: Vec<String>,
    /// Items that are objects.
    pub(super) objects: u64,
    /// Items that are lists.
    pub(super) rows: u64,
    /// It lies within the items of another list.
    pub(super) nested: bool,
    /// Values in its items, however deep.
    pub(super) values: u64,
    /// Its first items that are lists.
    pub(super) head: Vec<Vec<Value>>,
}

/// What a document holds.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) lists: Vec<List>,
    /// Objects of one list for each column: the keys that lead there, and how many records.
    pub(super) columns: Vec<(Vec<String>, u64)>,
    /// Lists of names: texts, or objects that have one.
    pub(super) names: Vec<(Vec<String>, Vec<String>)>,
    /// Value of the document's own `type`.
    pub(super) kind: Option<String>,
    /// Name in the document's own `crs`.
    pub(super) crs: Option<String>,
    /// The document's own keys, the first of them.
    pub(super) keys: Vec<String>,
    path: Vec<String>,
    /// Values read so far.
    values: u64,
    /// Lists around the value that is read.
    around: usize,
    /// The next text is the name of an item.
    listening: bool,
    heard: Option<String>,
    flow: Rc<Flow>,
}

impl Scan {
    pub(super) fn new(flow: Rc<Flow>) -> Self {
        Self {
            lists: Vec::new(),
            columns: Vec::new(),
            names: Vec::new(),
            kind: None,
            crs: None,
            keys: Vec::new(),
            path: Vec::new(),
            values: 0,
            around: 0,
            listening: false,
            heard: None,
            flow,
        }
    }

    /// Remembers a list; several at the end of one path are one table.
    fn keep(&mut self, list: List, names: Vec<String>) {
        if self.around == 0 && !names.is_empty() && self.names.len() < TOLD {
            self.names.push((self.path.clone(), names));
        }
        if list.objects == 0 && (list.rows == 0 || self.around > 0) {
            return;
        }
        if let Some(known) = self.lists.iter_mut().find(|l| l.path == self.path) {
            known.objects += list.objects;
            known.rows += list.rows;
            known.values += list.values;
        } else if self.lists.len() < TOLD {
            self.lists.push(List { path: self.path.clone(), nested: self.around > 0, ..list });
        }
    }
}

pub(super) struct ScanSeed<'a>(pub(super) &'a mut Scan);

impl<'de> DeserializeSeed<'de> for ScanSeed<'_> {
    type Value = Seen;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScanSeed<'_> {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Seen, E> {
        Ok(self.0.scalar())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Seen, E> {
        Ok(self.0.scalar())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Seen, E> {
        Ok(self.0.scalar())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Seen, E> {
        Ok(self.0.scalar())
    }

    fn visit_str<E>(self, text: &str) -> Result<Seen, E> {
        if self.0.listening {
            self.0.heard = Some(text.to_owned());
        }
        if self.0.around == 0 && self.0.path == ["type"] {
            self.0.kind = Some(text.to_owned());
        }
        Ok(self.0.scalar())
    }

    fn visit_unit<E>(self) -> Result<Seen, E> {
        Ok(self.0.scalar())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Seen, A::Error> {
        let scan = self.0;
        let mut list = List::default();
        let mut names = Vec::new();
        let mut count = 0;
        let values_before = scan.values;
        scan.around += 1;
        loop {
            let named = scan.around == 1 && names.len() < COLUMN_LIMIT;
            let kept = scan.around == 1 && list.head.len() < KEPT_ROWS;
            let Some(item) = items.next_element_seed(ItemSeed { scan, named, kept })? else {
                break;
            };
            count += 1;
            match item {
                Item::Object(name) => {
                    list.objects += 1;
                    names.extend(name);
                }
                Item::Row(cells) => {
                    list.rows += 1;
                    list.head.extend(cells);
                    scan.values += list.head.last().map_or(1, Vec::len) as u64;
                }
                Item::Text(text) => names.extend(text),
                Item::Other => {}
            }
            scan.flow.ended();
        }
        scan.around -= 1;
        list.values = scan.values - values_before;
        let seen = Seen::List { objects: list.objects, rows: list.rows, count };
        scan.keep(list, names);
        Ok(seen)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Seen, A::Error> {
        let scan = self.0;
        let mut sum = Sum::new(scan.around > 0);
        let named = std::mem::take(&mut scan.listening);
        let mut name = None;
        while let Some(key) = entries.next_key::<String>()? {
            let is_own = scan.around == 0 && scan.path.is_empty();
            if is_own && scan.keys.len() < KEPT_KEYS {
                scan.keys.push(key.clone());
            }
            if is_own && key == "crs" {
                let value: Value = entries.next_value()?;
                scan.crs =
                    value.pointer("/properties/name").and_then(Value::as_str).map(str::to_owned);
                continue;
            }
            sum.key(&key);
            let names = matches!(key.as_str(), "id" | "name" | "nom" | "field");
            scan.listening = named && name.is_none() && names;
            scan.path.push(key);
            let seen = entries.next_value_seed(ScanSeed(scan))?;
            scan.path.pop();
            scan.listening = false;
            name = name.or(scan.heard.take());
            sum.add(seen);
        }
        scan.heard = name;
        let seen = sum.seen();
        if let Seen::Columns { records } = seen
            && scan.around == 0
            && scan.columns.len() < TOLD
        {
            scan.columns.push((scan.path.clone(), records));
        }
        Ok(seen)
    }
}

impl Scan {
    /// Whether the document is one object of GeoJSON, a feature or a geometry, and nothing else.
    pub(super) fn is_geojson_object(&self) -> bool {
        let is_of = |own: &str| self.geojson_keys().contains(&own);
        self.has_geometry() && self.keys.iter().all(|own| is_of(own))
    }

    /// Whether there are positions behind these keys: they are no table.
    pub(super) fn are_positions(&self, path: &[String]) -> bool {
        let first = path.first().map(String::as_str);
        self.has_geometry() && matches!(first, Some("coordinates" | "geometries" | "geometry"))
    }

    /// Whether the document is a feature or a geometry of GeoJSON, whatever else it holds.
    fn has_geometry(&self) -> bool {
        let has = |key: &str| self.keys.iter().any(|own| own == key);
        match self.kind.as_deref() {
            Some("Feature") => has("geometry") && has("properties"),
            Some("GeometryCollection") => has("geometries"),
            Some(kind) => GEOMETRIES.contains(&kind) && has("coordinates"),
            None => false,
        }
    }

    /// The keys that an object of GeoJSON of that kind has, at most.
    fn geojson_keys(&self) -> &'static [&'static str] {
        match self.kind.as_deref() {
            Some("Feature") => &["type", "geometry", "properties", "id", "bbox", "crs"],
            Some("GeometryCollection") => &["type", "geometries", "bbox", "crs"],
            _ => &["type", "coordinates", "bbox", "crs"],
        }
    }

    fn scalar(&mut self) -> Seen {
        self.values += 1;
        self.flow.ended();
        Seen::Scalar
    }
}

/// An item of a list.
enum Item {
    /// With its name, when it is wanted.
    Object(Option<String>),
    /// With its cells, when they are wanted.
    Row(Option<Vec<Value>>),
    Text(Option<String>),
    Other,
}

struct ItemSeed<'a> {
    scan: &'a mut Scan,
    named: bool,
    kept: bool,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ItemSeed<'_> {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Item, E> {
        Ok(Item::Text(self.named.then(|| text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Item, A::Error> {
        if self.kept {
            return Ok(Item::Row(Some(Vec::deserialize(SeqAccessDeserializer::new(items))?)));
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Item::Row(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Item, A::Error> {
        self.scan.listening = self.named;
        ScanSeed(self.scan).visit_map(entries)?;
        Ok(Item::Object(self.scan.heard.take()))
    }
}
