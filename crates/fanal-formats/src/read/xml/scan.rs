//! A first look at a whole document: which elements repeat, and what they hold. Keeps names and
//! counts, no records.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::events::{Events, Part, Start};
use super::{is_name, is_value};
use crate::read::ReadError;

/// Different elements, and different names of elements and attributes, that are told apart.
const ELEMENTS: usize = 10_000;
/// Names that values may have to be columns.
const NAMES: usize = 50;

/// An element, wherever it stands behind the same other ones.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
    pub(super) count: u64,
    /// Stands several times in one parent.
    pub(super) repeated: bool,
    /// Stands within one of the same name.
    pub(super) recursive: bool,
    pub(super) attributes: bool,
    pub(super) text: bool,
    pub(super) children: Vec<usize>,
    by_name: HashMap<String, usize>,
    /// The names of its values, when it is always a name and a value.
    pairs: Option<BTreeSet<String>>,
    named: u64,
    /// Values in all of its elements, however deep.
    pub(super) values: u64,
}

impl Element {
    pub(super) fn is_structured(&self) -> bool {
        self.attributes || !self.children.is_empty()
    }

    pub(super) fn is_pair(&self) -> bool {
        self.named == self.count && self.pairs.is_some() && self.children.is_empty()
    }
}

/// An element that has not ended yet.
struct Open {
    place: usize,
    /// The different children seen in it.
    children: Vec<usize>,
    values_before: u64,
}

/// All elements of a document; the first is the root.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) elements: Vec<Element>,
    prefixes: HashMap<String, HashSet<String>>,
    values: u64,
}

impl Scan {
    pub(super) fn of(mut events: Events<'_>) -> Result<Self, ReadError> {
        let mut scan = Self::default();
        let mut open = Vec::new();
        while events.next(|part| scan.step(&mut open, part))?.is_some() {
            let columns = scan.elements.len().max(scan.prefixes.len());
            if columns > ELEMENTS {
                return Err(ReadError::TooManyColumns { columns, limit: ELEMENTS });
            }
        }
        Ok(scan)
    }

    fn step(&mut self, open: &mut Vec<Open>, part: Part<'_>) {
        match part {
            Part::Start(start, ends) => {
                let values_before = self.values;
                let place = self.start(&start, open.last_mut());
                if ends {
                    self.elements[place].values += self.values - values_before;
                } else {
                    open.push(Open { place, children: Vec::new(), values_before });
                }
            }
            Part::Text(text) => {
                if let Some(around) = open.last()
                    && !text.trim().is_empty()
                {
                    self.elements[around.place].text = true;
                    self.values += 1;
                }
            }
            Part::End => {
                if let Some(ended) = open.pop() {
                    self.elements[ended.place].values += self.values - ended.values_before;
                }
            }
        }
    }

    fn start(&mut self, start: &Start<'_>, parent: Option<&mut Open>) -> usize {
        self.note(start.name());
        let place = self.place(start.name(), parent.as_ref().map(|p| p.place));
        if let Some(parent) = parent {
            let again = parent.children.contains(&place);
            let within_itself = parent.place == place;
            if !again {
                parent.children.push(place);
            }
            let element = &mut self.elements[place];
            element.repeated |= again || within_itself;
            element.recursive |= within_itself;
        }
        self.elements[place].count += 1;
        self.attributes(place, start);
        place
    }

    /// The element of that name in that parent; one within its like is the same.
    fn place(&mut self, name: &str, parent: Option<usize>) -> usize {
        let Some(parent) = parent else {
            if self.elements.is_empty() {
                self.elements.push(Element { name: name.to_owned(), ..Element::default() });
            }
            return 0;
        };
        if self.elements[parent].name == name {
            return parent;
        }
        if let Some(place) = self.elements[parent].by_name.get(name) {
            return *place;
        }
        let place = self.elements.len();
        let element = Element { name: name.to_owned(), parent: Some(parent), ..Element::default() };
        self.elements.push(element);
        self.elements[parent].by_name.insert(name.to_owned(), place);
        self.elements[parent].children.push(place);
        place
    }

    fn attributes(&mut self, place: usize, start: &Start<'_>) {
        let (mut name, mut values, mut others) = (None, 0, 0);
        let mut notes = Vec::new();
        for (key, value) in start.attributes() {
            let local = key.rsplit(':').next().unwrap_or(key);
            if is_name(local) {
                name = Some(value);
            } else if is_value(local) {
                values += 1;
            } else {
                others += 1;
            }
            notes.push(key.to_owned());
        }
        for key in &notes {
            self.note(key);
        }
        self.values += notes.len() as u64;
        let element = &mut self.elements[place];
        element.attributes |= !notes.is_empty();
        let names = element.pairs.get_or_insert_default();
        if let Some(name) = name
            && values <= 1
            && others == 0
            && names.len() < NAMES
        {
            element.named += 1;
            names.insert(name);
        }
    }

    fn note(&mut self, name: &str) {
        let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
        if !self.prefixes.get(local).is_some_and(|known| known.contains(prefix)) {
            self.prefixes.entry(local.to_owned()).or_default().insert(prefix.to_owned());
        }
    }

    /// Local names that occur under several prefixes.
    pub(super) fn prefixed(&self) -> HashSet<String> {
        let several = self.prefixes.iter().filter(|(_, prefixes)| prefixes.len() > 1);
        several.map(|(local, _)| local.clone()).collect()
    }

    /// The names that lead to an element.
    pub(super) fn path(&self, place: usize) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = Some(place);
        while let Some(place) = next {
            path.push(self.elements[place].name.clone());
            next = self.elements[place].parent;
        }
        path.reverse();
        path
    }
}
