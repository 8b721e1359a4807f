//! The elements of a document, one after the other.

use std::collections::HashSet;
use std::io::{BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::DEPTH;
use crate::read::ReadError;
use crate::read::flow::{Flow, Source, open};

/// What a document gives.
pub(super) enum Part<'e> {
    /// An element starts; the second value says that it ends here as well.
    Start(Start<'e>, bool),
    Text(&'e str),
    End,
}

/// The start of an element.
pub(super) struct Start<'e>(&'e BytesStart<'e>);

impl Start<'_> {
    /// The element's name, with its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.name().0
    }

    /// Its attributes, those of XML itself left out: names with their prefix, and values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, String)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().filter(|a| !is_of_xml(a.key.0)).map(|a| {
            let value = unescape(&a.value).map_or_else(|_| a.value.to_string(), |v| v.into_owned());
            (a.key.0, value)
        })
    }
}

/// Attributes that say something about the writing and nothing about the record.
fn is_of_xml(name: &str) -> bool {
    name == "xmlns"
        || ["xmlns:", "xml:", "xsi:"].iter().any(|prefix| name.starts_with(prefix))
        || name == "rdf:datatype"
}

/// A name without its prefix, unless several prefixes have it.
pub(super) fn title<'n>(name: &'n str, prefixed: &HashSet<String>) -> &'n str {
    match name.rsplit_once(':') {
        Some((_, local)) if !prefixed.contains(local) => local,
        _ => name,
    }
}

/// An open document.
pub(super) struct Events<'p> {
    path: &'p Path,
    encoding: &'p str,
    reader: quick_xml::Reader<BufReader<Source>>,
    flow: Rc<Flow>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'p> Events<'p> {
    pub(super) fn open(
        path: &'p Path,
        encoding: &'p str,
        limit_bytes: u64,
    ) -> Result<Self, ReadError> {
        let (source, flow) = open(path, encoding, limit_bytes)?;
        let reader = quick_xml::Reader::from_reader(source);
        Ok(Self { path, encoding, reader, flow, buffer: Vec::new(), depth: 0 })
    }

    pub(super) fn read_bytes(&self) -> u64 {
        self.flow.read_bytes()
    }

    /// Hands the next part to the function; none at the end.
    pub(super) fn next<T>(
        &mut self,
        take: impl FnOnce(Part<'_>) -> T,
    ) -> Result<Option<T>, ReadError> {
        loop {
            self.buffer.clear();
            self.flow.ended();
            let event = self.reader.read_event_into(&mut self.buffer);
            let position = self.reader.buffer_position();
            return match event {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(ReadError::TooDeep { limit: DEPTH });
                    }
                    Ok(Some(take(Part::Start(Start(&start), false))))
                }
                Ok(Event::Empty(start)) => Ok(Some(take(Part::Start(Start(&start), true)))),
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Some(take(Part::End)))
                }
                Ok(Event::Text(text)) => Ok(Some(take(Part::Text(&text)))),
                Ok(Event::CData(text)) => Ok(Some(take(Part::Text(&text)))),
                Ok(Event::GeneralRef(name)) => Ok(Some(take(Part::Text(&referred(&name))))),
                Ok(Event::DocType(text)) if text.contains("<!ENTITY") => {
                    Err(ReadError::XmlEntities)
                }
                Ok(Event::Eof) if self.depth == 0 => Ok(None),
                Ok(Event::Eof) => Err(self.broken(position)),
                Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_)) => {
                    continue;
                }
                Err(_) => Err(self.broken(self.reader.error_position().max(1))),
            };
        }
    }

    /// The error at that place of the text.
    fn broken(&self, position: u64) -> ReadError {
        let line = self.line(position).unwrap_or(1);
        self.flow.too_long(line).unwrap_or(ReadError::BrokenXml { line })
    }

    fn line(&self, position: u64) -> Result<u64, ReadError> {
        let (source, flow) = open(self.path, self.encoding, u64::MAX)?;
        let mut before = source.take(position);
        let mut block = vec![0; 64 << 10];
        let mut line = 1;
        loop {
            let count = before.read(&mut block)?;
            if count == 0 {
                return Ok(line);
            }
            flow.ended();
            line += memchr::memchr_iter(b'\n', &block[..count]).count() as u64;
        }
    }
}

/// What a reference stands for; one that only the document could explain stays as it is written.
fn referred(name: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let known = match &**name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        "nbsp" => "\u{A0}",
        other => return format!("&{other};"),
    };
    known.to_owned()
}
