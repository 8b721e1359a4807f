//! Calendars (.ics): each event, task or journal entry is a record, each of its properties a
//! column. Rules of repetition stay text.

mod lines;
mod property;

use std::path::Path;

use fanal_model::Problem;

use self::lines::Lines;
use self::property::{Content, Property, content};
use super::column::Datum;
use super::rows::{Item, Titles, Visit};
use super::text::sniff_encoding;
use super::{Format, Layout, ReadError, ReadOptions, Rejected, TableInfo};

/// The kinds of entries that are tables, the most usual first.
const KINDS: [&str; 4] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"];

/// Whether a text that starts like this is a calendar.
pub(super) fn is_ics(head: &[u8]) -> bool {
    let head = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(head).trim_ascii_start();
    head.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}

/// Finds out which entries a calendar has.
pub(super) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Ics, options);
    layout.encoding = match &options.encoding {
        Some(name) => name.clone(),
        None => sniff_encoding(path)?,
    };
    let mut counts = [0; KINDS.len()];
    let mut lines = Lines::open(path, &layout)?;
    while let Some((_, line)) = lines.next()? {
        if let Some(name) = component(&line, "BEGIN:")
            && let Some(place) = KINDS.iter().position(|kind| *kind == name)
        {
            counts[place] += 1;
        }
    }
    let kinds = || KINDS.iter().zip(counts).filter(|(_, count)| *count > 0);
    layout.table = match &options.table {
        Some(name) => {
            let named = kinds().find(|(kind, _)| *kind == name);
            Some((*named.ok_or_else(|| ReadError::NoSuchTable(name.clone()))?.0).to_owned())
        }
        None => Some(kinds().next().map_or(KINDS[0], |(kind, _)| kind).to_owned()),
    };
    layout.tables = kinds()
        .map(|(kind, count)| TableInfo {
            name: (*kind).to_owned(),
            visible: true,
            records: Some(count),
        })
        .collect();
    Ok(layout)
}

/// The name of the component that a line begins or ends.
fn component(line: &str, mark: &str) -> Option<String> {
    let start = line.get(..mark.len()).filter(|start| start.eq_ignore_ascii_case(mark))?;
    Some(line[start.len()..].trim().to_ascii_uppercase())
}

/// Gives each entry of the kind that was chosen.
pub(super) fn walk(
    path: &Path,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let kind = layout.inner_table.as_deref().unwrap_or(KINDS[0]);
    let mut lines = Lines::open(path, layout)?;
    let mut titles = Titles::default();
    // An entry holds alarms, whose properties are not its own.
    let mut inner = 0;
    let mut entry: Option<Entry> = None;
    while let Some((number, line)) = lines.next()? {
        let read_bytes = lines.read_bytes();
        if let Some(name) = component(&line, "BEGIN:") {
            if let Some(open) = entry.take_if(|_| name == kind) {
                open.reject(&titles, read_bytes, visit)?;
                inner = 0;
            }
            if name == kind {
                entry = Some(Entry { line: number, properties: Vec::new(), size_bytes: 0 });
            } else if entry.is_some() {
                inner += 1;
            }
        } else if let Some(name) = component(&line, "END:") {
            if name != kind {
                inner -= i32::from(inner > 0);
            } else if let Some(ended) = entry.take() {
                ended.give(&mut titles, read_bytes, visit)?;
                inner = 0;
            }
        } else if let Some(open) = entry.as_mut().filter(|_| inner == 0) {
            open.add(&line, layout.row_limit_bytes)?;
        }
    }
    match entry {
        Some(open) => open.reject(&titles, lines.read_bytes(), visit).map(|()| titles),
        None => Ok(titles),
    }
}

/// An entry of a calendar.
struct Entry {
    line: u64,
    properties: Vec<Property>,
    size_bytes: u64,
}

impl Entry {
    fn add(&mut self, line: &str, limit_bytes: u64) -> Result<(), ReadError> {
        self.size_bytes += line.len() as u64;
        if self.size_bytes > limit_bytes {
            return Err(ReadError::RowTooLong { line: self.line, limit_bytes });
        }
        self.properties.extend(Property::parse(line));
        Ok(())
    }

    fn give(
        self,
        titles: &mut Titles,
        read_bytes: u64,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        let mut contents: Vec<(usize, Content)> = Vec::new();
        for property in &self.properties {
            let place = titles.place(&property.name)?;
            match contents.iter_mut().find(|(known, _)| *known == place) {
                Some((_, known)) => known.join(content(property)),
                None => contents.push((place, content(property))),
            }
        }
        let cells: Vec<(usize, Datum<'_>)> =
            contents.iter().map(|(place, content)| (*place, content.datum())).collect();
        visit(titles.list(), Item::Row { line: self.line, cells }, read_bytes)
    }

    /// An entry that does not end is kept apart.
    fn reject(
        self,
        titles: &Titles,
        read_bytes: u64,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        let cells = self.properties.into_iter().map(|p| format!("{}:{}", p.name, p.value));
        let reason = Problem::new("row-entry-unclosed");
        let row = Rejected { line: self.line, reason, cells: cells.collect() };
        visit(titles.list(), Item::Rejected(row), read_bytes)
    }
}
