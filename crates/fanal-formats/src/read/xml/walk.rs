//! The records of a document, one after the other.

use std::path::Path;

use fanal_meaning::Cell;
use serde_json::Value;

use super::events::{Events, Part};
use super::node::Node;
use super::record::{Record, key};
use super::{Shape, feed};
use crate::read::column::Datum;
use crate::read::rows::{Item, Titles, Visit};
use crate::read::{Layout, ReadError};

/// Gives each record of a document to the visitor.
pub(in crate::read) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let limit_bytes = layout.row_limit_bytes;
    let mut events = Events::open(path, &layout.encoding, limit_bytes)?;
    let mut way = Way { shape: &layout.element, open: Vec::new(), within: Vec::new() };
    let mut titles = Titles::default();
    let mut number = 0;
    let mut size_bytes = 0;
    while let Some(step) = events.next(|part| way.step(part))? {
        match step {
            Step::Nothing => {}
            Step::Grew(bytes) => {
                size_bytes += bytes;
                if size_bytes > limit_bytes {
                    return Err(ReadError::RowTooLong { line: number + 1, limit_bytes });
                }
            }
            Step::Record(node) => {
                size_bytes = 0;
                let mut giver = Giver {
                    shape: &layout.element,
                    titles: &mut titles,
                    visit: &mut *visit,
                    read_bytes: events.read_bytes(),
                    number: &mut number,
                };
                giver.give(&node, None)?;
            }
        }
    }
    Ok(titles)
}

/// Follows the open elements down to the records.
struct Way<'s> {
    shape: &'s Shape,
    /// Of each open element outside the records: how much of the path leads to it; none when it
    /// stands beside the path.
    open: Vec<Option<usize>>,
    /// The open elements of the record.
    within: Vec<Node>,
}

enum Step {
    Nothing,
    /// The record has that many bytes more.
    Grew(u64),
    Record(Node),
}

impl Way<'_> {
    fn step(&mut self, part: Part<'_>) -> Step {
        match part {
            Part::Start(start, ends) => {
                let is_record = self.within.is_empty() && {
                    let reached = self.reached(start.name());
                    self.open.push(reached);
                    reached == Some(self.shape.path.len())
                };
                if is_record || !self.within.is_empty() {
                    let node = Node::of(&start, &self.shape.prefixed);
                    let bytes = node.size_bytes();
                    self.within.push(node);
                    return if ends { self.end() } else { Step::Grew(bytes) };
                }
                if ends {
                    self.open.pop();
                }
                Step::Nothing
            }
            Part::Text(text) => match self.within.last_mut() {
                Some(node) => {
                    node.text.push_str(text);
                    Step::Grew(text.len() as u64)
                }
                None => Step::Nothing,
            },
            Part::End => self.end(),
        }
    }

    fn end(&mut self) -> Step {
        let Some(node) = self.within.pop() else {
            self.open.pop();
            return Step::Nothing;
        };
        match self.within.last_mut() {
            Some(parent) => {
                parent.children.push(node);
                Step::Nothing
            }
            None => {
                self.open.pop();
                Step::Record(node)
            }
        }
    }

    /// How much of the path leads to an element of that name that opens now.
    fn reached(&self, name: &str) -> Option<usize> {
        let path = &self.shape.path;
        let before = self.open.last().copied().unwrap_or(Some(0))?;
        if path.get(before).is_some_and(|next| next == name) {
            return Some(before + 1);
        }
        // Within an element of the same name.
        let again = before.checked_sub(1).and_then(|last| path.get(last));
        again.filter(|last| *last == name).map(|_| before)
    }
}

/// Gives records to the visitor.
struct Giver<'g, 'v> {
    shape: &'g Shape,
    titles: &'g mut Titles,
    visit: &'g mut Visit<'v>,
    read_bytes: u64,
    number: &'g mut u64,
}

impl Giver<'_, '_> {
    fn give(&mut self, node: &Node, parent: Option<&str>) -> Result<(), ReadError> {
        let record = Record::of(node, parent, self.shape);
        let mut cells = Vec::with_capacity(record.cells.len());
        let is_feed = feed::is_feed(&self.shape.path);
        for (title, value) in &record.cells {
            let text = value.as_str().filter(|_| is_feed);
            let special = text.and_then(|text| feed::datum(title, text.trim()));
            cells.push((self.titles.place(title)?, special.unwrap_or_else(|| datum(value))));
        }
        *self.number += 1;
        let row = Item::Row { line: *self.number, cells };
        (self.visit)(self.titles.list(), row, self.read_bytes)?;
        if self.shape.recursive {
            let own = key(node);
            for child in node.children.iter().filter(|child| child.title == node.title) {
                self.give(child, own)?;
            }
        }
        Ok(())
    }
}

fn datum(value: &Value) -> Datum<'_> {
    match value {
        Value::String(text) => Datum::Cell(Cell::Free(text)),
        Value::Array(items) if items.iter().all(Value::is_string) => Datum::List(items),
        Value::Null => Datum::Empty,
        other => Datum::Json(other),
    }
}
