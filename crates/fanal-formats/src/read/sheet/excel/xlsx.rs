//! Workbooks of Excel 2007 and later (`.xlsx`), as a stream (ECMA-376, part 1, § 18).

mod cells;

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::relations::Relations;
use super::{At, Sheet, distinct};
use crate::read::sheet::package::{Package, Part};
use crate::read::sheet::row::RowVisit;
use crate::read::sheet::style::Display;
use crate::read::sheet::texts::Texts;
use crate::read::sheet::xml::{Xml, attribute, broken, is_set, push_reference};
use crate::read::{Opened, ReadError};
use cells::{Cells, unescaped};

/// An open workbook.
pub(in crate::read::sheet) struct Book {
    package: Package,
    sheets: Vec<Sheet>,
    /// How cells of each style are shown.
    displays: Vec<Display>,
    texts: Texts,
    pub(super) since_1904: bool,
}

impl Book {
    pub(super) fn open(file: &Opened) -> Result<Self, ReadError> {
        let mut package = Package::open(file.path(), file.limits())?;
        let root = Relations::of(&mut package, "")?;
        let part = root.of_kind("officeDocument", "xl/workbook.xml");
        let relations = Relations::of(&mut package, &part)?;
        let Some(part) = package.small(&part)? else { return Err(ReadError::Archive) };
        let (sheets, since_1904) = sheets(Xml::new(part), &relations)?;
        let styles = package.small(&relations.of_kind("styles", "xl/styles.xml"))?;
        let displays =
            styles.map_or(Ok(Vec::new()), |part| displays(Xml::new(part), since_1904))?;
        let shared = relations.of_kind("sharedStrings", "xl/sharedStrings.xml");
        let mut shared = package.xml(&shared)?;
        let next = move || shared.as_mut().map_or(Ok(None), next_text);
        let texts = Texts::new(file.scratch(), Box::new(next));
        Ok(Self { package, sheets: distinct(sheets), displays, texts, since_1904 })
    }

    pub(super) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    pub(super) fn rows(&mut self, place: usize, visit: &mut RowVisit<'_>) -> Result<(), ReadError> {
        let Some(Sheet { at: At::Part(name), .. }) = self.sheets.get(place) else { return Ok(()) };
        let xml = self.package.xml(name)?;
        let mut xml = xml.ok_or_else(|| broken(format!("no part {name}")))?;
        let mut cells = Cells::new(&self.displays, &mut self.texts);
        while let Some(event) = xml.next()? {
            let goes_on = match event {
                Event::Start(start) => cells.start(&start, visit)?,
                Event::Text(text) => cells.text(&text),
                Event::CData(text) => cells.text(&text),
                Event::GeneralRef(name) => cells.reference(&name),
                Event::End(end) => cells.end(end.local_name().as_ref(), visit)?,
                _ => true,
            };
            if !goes_on {
                return Ok(());
            }
            xml.set_row(cells.open_row());
        }
        Ok(())
    }
}

/// The sheets, and whether days are counted from 1904 on.
fn sheets(mut xml: Xml<Part>, relations: &Relations) -> Result<(Vec<Sheet>, bool), ReadError> {
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    while let Some(event) = xml.next()? {
        let Event::Start(start) = event else { continue };
        match start.local_name().as_ref() {
            "workbookPr" => since_1904 = is_set(&start, "date1904"),
            "sheet" => {
                let id = relation_id(&start).unwrap_or_default();
                if let Some(part) = relations.sheet(&id, sheets.len() + 1, "xml") {
                    sheets.push(Sheet {
                        name: attribute(&start, "name").unwrap_or_default(),
                        visible: attribute(&start, "state").is_none_or(|state| state == "visible"),
                        at: At::Part(part),
                    });
                }
            }
            _ => {}
        }
    }
    Ok((sheets, since_1904))
}

/// The attribute `id` of the relationships' own namespace, whatever its prefix.
fn relation_id(start: &BytesStart<'_>) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.0.ends_with(":id"))?;
    Some(found.value.into_owned())
}

fn displays(mut xml: Xml<Part>, since_1904: bool) -> Result<Vec<Display>, ReadError> {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut displays = Vec::new();
    let mut in_cells = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&start, "formatCode").unwrap_or_default();
                    codes.insert(number_format(&start), code);
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = number_format(&start);
                    let code = codes.get(&id).map(String::as_str);
                    displays.push(Display::of_number_format(id, code, since_1904));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cells = false,
            _ => {}
        }
    }
    Ok(displays)
}

fn number_format(start: &BytesStart<'_>) -> u32 {
    attribute(start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0)
}

/// The next shared text: its parts joined, how it is pronounced left out.
fn next_text(xml: &mut Xml<Part>) -> Result<Option<String>, ReadError> {
    let mut text = String::new();
    let (mut place, mut in_text, mut spoken) = (None, false, false);
    loop {
        let Some(event) = xml.next()? else { return Ok(None) };
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" => place = Some(1),
                "rPh" => spoken = true,
                "t" => in_text = !spoken,
                _ => {}
            },
            Event::Text(part) if in_text => text.push_str(&part),
            Event::CData(part) if in_text => text.push_str(&part),
            Event::GeneralRef(name) if in_text => push_reference(&mut text, &name),
            Event::End(end) => match end.local_name().as_ref() {
                "si" => {
                    xml.set_row(None);
                    return Ok(Some(unescaped(text)));
                }
                "rPh" => spoken = false,
                "t" => in_text = false,
                _ => {}
            },
            _ => {}
        }
        xml.set_row(place);
    }
}
