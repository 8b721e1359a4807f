//! Workbooks as one XML text (XML Spreadsheet 2003), as business software still writes them under
//! the name `.xls`.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::cells::Value;
use super::row::{ROW_LIMIT, Row, TellVisit, Told, unnamed};
use super::style::Display;
use super::xml::{Xml, attribute, count, push_reference};
use crate::read::{ReadError, TableInfo};

/// Tells every sheet with its rows.
pub(super) fn walk(source: impl Read, visit: &mut TellVisit<'_>) -> Result<(), ReadError> {
    let mut xml = Xml::new(source);
    let mut book = Book::default();
    while let Some(event) = xml.next()? {
        let goes_on = match event {
            Event::Start(start) => book.start(&start, visit)?,
            Event::Text(text) => book.text(&text),
            Event::CData(text) => book.text(&text),
            Event::GeneralRef(name) => {
                if book.in_data {
                    push_reference(&mut book.text, &name);
                }
                true
            }
            Event::End(end) => book.end(end.local_name().as_ref(), visit)?,
            _ => true,
        };
        if !goes_on {
            return Ok(());
        }
        xml.set_row(book.open_row);
    }
    Ok(())
}

#[derive(Default)]
struct Book {
    styles: HashMap<String, Display>,
    style: String,
    sheets: usize,
    row: Row,
    /// The row whose end has not come yet.
    open_row: Option<u64>,
    column: usize,
    span: usize,
    cell_style: String,
    kind: String,
    in_data: bool,
    in_comment: bool,
    text: String,
}

impl Book {
    fn start(
        &mut self,
        start: &BytesStart<'_>,
        visit: &mut TellVisit<'_>,
    ) -> Result<bool, ReadError> {
        match start.local_name().as_ref() {
            "Style" => self.style = attribute(start, "ss:ID").unwrap_or_default(),
            "NumberFormat" => {
                let display = match attribute(start, "ss:Format").as_deref() {
                    Some("Percent") => Display::Percent,
                    Some("Euro Currency") => Display::Euro,
                    Some(code) => match Display::of(code) {
                        // Days and times have a type of their own.
                        Display::Moment { .. } | Display::Duration => Display::Plain,
                        other => other,
                    },
                    None => Display::Plain,
                };
                self.styles.insert(std::mem::take(&mut self.style), display);
            }
            "Worksheet" => {
                let name = attribute(start, "ss:Name");
                let table = unnamed(self.sheets);
                self.sheets += 1;
                self.row = Row::default();
                return visit(Told::Table(TableInfo { name: name.unwrap_or(table.name), ..table }));
            }
            "Row" => {
                let said = count(start, "ss:Index", 0) as u64;
                let next = self.row.number + 1;
                self.row.restart(if said > ROW_LIMIT { next } else { said.max(next) });
                self.row.is_hidden = attribute(start, "ss:Hidden").as_deref() == Some("1");
                self.open_row = Some(self.row.number);
                self.column = 0;
            }
            "Cell" => {
                self.column = count(start, "ss:Index", 0).saturating_sub(1).max(self.column);
                let across = count(start, "ss:MergeAcross", 0);
                self.span = across.saturating_add(1);
                let merged = across > 0 || count(start, "ss:MergeDown", 0) > 0;
                self.row.merged += u64::from(merged);
                self.cell_style = attribute(start, "ss:StyleID").unwrap_or_default();
            }
            "Comment" => self.in_comment = true,
            "Data" if !self.in_comment => {
                self.kind = attribute(start, "ss:Type").unwrap_or_default();
                self.text.clear();
                self.in_data = true;
            }
            _ => {}
        }
        Ok(true)
    }

    fn text(&mut self, text: &str) -> bool {
        if self.in_data {
            self.text.push_str(text);
        }
        true
    }

    fn end(&mut self, name: &str, visit: &mut TellVisit<'_>) -> Result<bool, ReadError> {
        match name {
            "Comment" => self.in_comment = false,
            "Data" if self.in_data => {
                self.in_data = false;
                let value = self.value();
                if !value.is_blank() {
                    self.row.put(self.column, value)?;
                }
            }
            "Cell" => self.column = self.column.saturating_add(self.span),
            "Row" => {
                self.open_row = None;
                if !self.row.is_blank() {
                    return visit(Told::Row(self.sheets.saturating_sub(1), &self.row));
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn value(&mut self) -> Value {
        let text = std::mem::take(&mut self.text);
        let display = self.styles.get(&self.cell_style).unwrap_or(&Display::Plain);
        match (self.kind.as_str(), text.trim().parse::<f64>()) {
            ("Number", Ok(number)) if number.is_finite() => Value::of_number(number, display),
            ("Boolean", _) => Value::Boolean(text.trim() == "1"),
            // A time alone stands on the day before Excel's first.
            ("DateTime", _) => match text.trim().strip_prefix("1899-12-31T") {
                Some(time) => Value::Text(time.split('.').next().unwrap_or(time).to_owned()),
                None => Value::of_iso(text.trim()),
            },
            _ => Value::of_text(text),
        }
    }
}
