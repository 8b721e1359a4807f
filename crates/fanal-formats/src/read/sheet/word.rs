//! Tables of Word files (`.docx`), as a stream (ECMA-376, part 1, § 17.4).

use quick_xml::events::Event;

use super::cells::Value;
use super::package::Package;
use super::row::{Row, TellVisit, Told, unnamed};
use super::xml::{attribute, broken, count, push_reference};
use crate::read::ReadError;

/// Tables within cells of tables within cells.
const DEPTH: usize = 16;

/// A table that is being read.
#[derive(Default)]
struct Table {
    place: usize,
    row: Row,
    /// The row whose end has not come yet.
    open_row: Option<u64>,
    column: usize,
    span: usize,
    text: String,
    in_cell: bool,
}

/// Tells every table with its rows.
pub(super) fn walk(mut package: Package, visit: &mut TellVisit<'_>) -> Result<(), ReadError> {
    let Some(mut xml) = package.xml("word/document.xml")? else {
        return Err(broken("no word/document.xml"));
    };
    let mut open: Vec<Table> = Vec::new();
    let mut tables = 0;
    let mut in_text = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(start) if start.name().0 == "w:tbl" => {
                if open.len() == DEPTH {
                    return Err(broken("tables within tables"));
                }
                open.push(Table { place: tables, ..Table::default() });
                tables += 1;
                if !visit(Told::Table(unnamed(tables - 1)))? {
                    return Ok(());
                }
            }
            Event::Start(start) => {
                in_text = start.name().0 == "w:t";
                if let Some(table) = open.last_mut() {
                    let number = || count(&start, "w:val", 1);
                    table.start(start.name().0, number, attribute(&start, "w:val").as_deref());
                }
            }
            Event::Text(text) if in_text => {
                if let Some(table) = open.last_mut() {
                    table.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) if in_text => {
                if let Some(table) = open.last_mut() {
                    push_reference(&mut table.text, &name);
                }
            }
            Event::End(end) if end.name().0 == "w:tbl" => {
                open.pop();
            }
            Event::End(end) => {
                in_text = in_text && end.name().0 != "w:t";
                if let Some(table) = open.last_mut()
                    && table.end(end.name().0)?
                    && !visit(Told::Row(table.place, &table.row))?
                {
                    return Ok(());
                }
            }
            _ => {}
        }
        xml.set_row(open.last().and_then(|table| table.open_row));
    }
    Ok(())
}

impl Table {
    fn start(&mut self, name: &str, number: impl Fn() -> usize, value: Option<&str>) {
        match name {
            "w:tr" => {
                self.row.restart(self.row.number + 1);
                self.open_row = Some(self.row.number);
                self.column = 0;
            }
            "w:tc" => {
                self.text.clear();
                (self.span, self.in_cell) = (1, true);
            }
            "w:gridSpan" if self.in_cell => self.span = number().max(1),
            "w:vMerge" if self.in_cell && value == Some("restart") => self.row.merged += 1,
            "w:p" if self.in_cell && !self.text.is_empty() => self.text.push('\n'),
            "w:tab" if self.in_cell => self.text.push('\t'),
            "w:br" if self.in_cell => self.text.push('\n'),
            _ => {}
        }
    }

    /// Whether a row ended that has a value.
    fn end(&mut self, name: &str) -> Result<bool, ReadError> {
        match name {
            "w:tc" => {
                let text = std::mem::take(&mut self.text);
                self.row.merged += u64::from(self.span > 1);
                if !text.trim().is_empty() {
                    self.row.put(self.column, Value::Free(text.trim_end().to_owned()))?;
                }
                self.column = self.column.saturating_add(self.span);
                self.in_cell = false;
                Ok(false)
            }
            "w:tr" => {
                self.open_row = None;
                Ok(!self.row.is_blank())
            }
            _ => Ok(false),
        }
    }
}
