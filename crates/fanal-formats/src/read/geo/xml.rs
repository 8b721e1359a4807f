//! XML documents of places, read as a stream. Entities that a document defines are never followed,
//! nor is anything that lies outside it.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::read::text::bytes::ByteSource;
use crate::read::text::encoding::Encoding;
use crate::read::{Format, ReadError};

/// Bytes of one text or one record, at most.
const LIMIT_BYTES: u64 = 512 << 20;
/// Elements within elements.
const DEPTH: usize = 100;

/// Bytes of the document, which ends when one part of it is longer than allowed.
struct Bounded {
    source: ByteSource,
    flow: Rc<Flow>,
}

#[derive(Default)]
struct Flow {
    read_bytes: Cell<u64>,
    since: Cell<u64>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.flow.read_bytes.set(self.source.read_bytes());
        let since = self.flow.since.get() + count as u64;
        self.flow.since.set(since);
        if since > LIMIT_BYTES {
            return Err(io::Error::other("one part of the document is too long"));
        }
        Ok(count)
    }
}

/// What comes next in a document. Names are without prefix.
#[derive(Debug)]
pub(super) enum Part {
    Start(Element),
    End,
    Text(String),
    Eof,
}

/// The start of an element.
#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// An element with all that it holds.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) element: Element,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn name(&self) -> &str {
        &self.element.name
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|c| c.name() == name)
    }

    /// The text of that child, without blanks around it.
    pub(super) fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|c| c.text.trim()).filter(|text| !text.is_empty())
    }
}

pub(super) struct Document {
    reader: Reader<BufReader<Bounded>>,
    buffer: Vec<u8>,
    flow: Rc<Flow>,
    format: Format,
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

impl Document {
    pub(super) fn open(path: &Path, encoding: &str, format: Format) -> Result<Self, ReadError> {
        let encoding = Encoding::named(encoding)?;
        let source = ByteSource::open(path, encoding)?.transcoding(encoding);
        let flow = Rc::new(Flow::default());
        let bounded = Bounded { source, flow: Rc::clone(&flow) };
        let mut reader = Reader::from_reader(BufReader::with_capacity(256 << 10, bounded));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, buffer: Vec::new(), flow, format })
    }

    /// Bytes of the file that were read.
    pub(super) fn read_bytes(&self) -> u64 {
        self.flow.read_bytes.get()
    }

    pub(super) fn broken(&self, detail: impl ToString) -> ReadError {
        ReadError::BrokenGeo { format: self.format, detail: detail.to_string() }
    }

    /// The next part; lets the document's next part be as long as any.
    pub(super) fn next_part(&mut self) -> Result<Part, ReadError> {
        self.flow.since.set(0);
        self.part()
    }

    fn part(&mut self) -> Result<Part, ReadError> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            let event = match event {
                Ok(event) => event,
                Err(error) => {
                    return Err(ReadError::BrokenGeo {
                        format: self.format,
                        detail: error.to_string(),
                    });
                }
            };
            return Ok(match event {
                Event::Start(start) => Part::Start(element(&start)),
                Event::End(_) => Part::End,
                Event::Text(text) => Part::Text(text.to_string()),
                Event::CData(text) => Part::Text(text.to_string()),
                Event::GeneralRef(name) => Part::Text(referred(&name)),
                Event::Eof => Part::Eof,
                _ => continue,
            });
        }
    }

    /// All that the element holds whose start was just read.
    pub(super) fn node(&mut self, element: Element) -> Result<Node, ReadError> {
        self.flow.since.set(0);
        let mut open = vec![Node { element, ..Node::default() }];
        loop {
            match self.part()? {
                Part::Start(element) => {
                    if open.len() == DEPTH {
                        return Err(self.broken("elements too deep"));
                    }
                    open.push(Node { element, ..Node::default() });
                }
                Part::Text(text) => {
                    if let Some(node) = open.last_mut() {
                        node.text.push_str(&text);
                    }
                }
                Part::End => {
                    let Some(done) = open.pop() else { return Err(self.broken("no start")) };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(done),
                        None => return Ok(done),
                    }
                }
                Part::Eof => return Err(self.broken("cut")),
            }
        }
    }

    /// Goes behind the end of the element whose start was just read.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1_u64;
        while depth > 0 {
            match self.next_part()? {
                Part::Start(_) => depth += 1,
                Part::End => depth -= 1,
                Part::Text(_) => {}
                Part::Eof => return Err(self.broken("cut")),
            }
        }
        Ok(())
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    Element {
        name: local(start.name().as_ref()),
        attributes: attributes.map(|a| (local(a.key.as_ref()), unescaped(&a.value))).collect(),
    }
}

/// The character that a reference stands for; nothing for entities of the document's own.
fn referred(name: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    entity(name).map(String::from).unwrap_or_default()
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

/// A text with its references replaced.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The name of the document's root, without prefix, and its encoding.
pub(in crate::read) fn root(head: &[u8]) -> Option<(String, String)> {
    let wide = head.iter().take(200).filter(|b| **b == 0).count() > 20;
    let encoding = match head {
        [0xFF, 0xFE, ..] => "utf-16le",
        [0xFE, 0xFF, ..] => "utf-16be",
        _ if wide => return None,
        _ => "utf-8",
    };
    let text = Encoding::named(encoding).ok()?.decode(head).0.into_owned();
    let declared = text
        .split_once("?>")
        .and_then(|(head, _)| head.split_once("encoding="))
        .and_then(|(_, rest)| rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next())
        .filter(|_| encoding == "utf-8");
    let encoding = declared.unwrap_or(encoding).to_ascii_lowercase();
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                return Some((local(start.name().as_ref()), encoding));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The head of a file, to tell what it is.
pub(super) fn head_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut head = Vec::new();
    BufReader::new(File::open(path)?).take(64 << 10).read_to_end(&mut head)?;
    Ok(head)
}
