//! Sheets and tables of OpenDocument files (`.ods`, `.odt`), as a stream (OASIS OpenDocument 1.2,
//! part 1, §§ 9, 16 and 19).

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::cells::Value;
use super::package::Package;
use super::row::{ROW_LIMIT, Row, TellVisit, Told, unnamed};
use super::style::Display;
use super::xml::{attribute, broken, count, push_reference};
use crate::read::layout::COLUMN_LIMIT;
use crate::read::{ReadError, TableInfo};

/// Bytes of styles, which are kept in memory.
const STYLES_LIMIT_BYTES: usize = 64 << 20;
/// Tables within cells of tables within cells.
const DEPTH: usize = 16;

/// Tells every table with its rows.
pub(super) fn walk(mut package: Package, visit: &mut TellVisit<'_>) -> Result<(), ReadError> {
    if is_protected(&mut package)? {
        return Err(ReadError::Protected);
    }
    let Some(mut xml) = package.xml("content.xml")? else {
        return Err(broken("no content.xml"));
    };
    let mut document = Document::default();
    while let Some(event) = xml.next()? {
        if !document.event(event, visit)? {
            break;
        }
        xml.set_row(document.open.last().and_then(|table| table.open_row));
    }
    Ok(())
}

fn is_protected(package: &mut Package) -> Result<bool, ReadError> {
    let Some(mut manifest) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    while let Some(event) = manifest.next()? {
        if let Event::Start(start) = event
            && start.local_name().as_ref() == "encryption-data"
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the styles of the cells say.
#[derive(Default)]
struct Styles {
    /// Digits that number styles show at least.
    digits: HashMap<String, usize>,
    /// Number styles of cell styles.
    cells: HashMap<String, String>,
    /// Styles of tables and rows that are not shown.
    hidden: Vec<String>,
    /// The style that is being read.
    current: String,
    /// Bytes of their names.
    size_bytes: usize,
}

#[derive(Default)]
struct Document {
    styles: Styles,
    tables: usize,
    open: Vec<Table>,
    /// The number style that is being read.
    number: Option<String>,
}

/// A table that is being read.
struct Table {
    place: usize,
    row: Row,
    /// The row whose end has not come yet.
    open_row: Option<u64>,
    /// Rows before this one.
    before: u64,
    repeats: u64,
    column: usize,
    cell: Option<OpenCell>,
    /// Default styles of columns: how many columns each.
    columns: Vec<(usize, Option<String>)>,
}

/// A cell that is being read.
struct OpenCell {
    value: Value,
    repeats: usize,
    text: String,
    /// Its text is its value.
    is_text: bool,
    paragraphs: usize,
    /// Comments and drawings within it are not its text.
    aside: usize,
}

impl Document {
    fn event(&mut self, event: Event<'_>, visit: &mut TellVisit<'_>) -> Result<bool, ReadError> {
        match event {
            Event::Start(start) if start.name().0 == "table:table" => {
                if self.open.len() == DEPTH {
                    return Err(broken("tables within tables"));
                }
                let info = self.styles.table(&start, self.tables);
                self.open.push(Table::new(self.tables));
                self.tables += 1;
                return visit(Told::Table(info));
            }
            Event::Start(start) => match self.open.last_mut() {
                Some(table) => table.start(start.name().0, &start, &self.styles),
                None => self.styles.start(start.name().0, &start, &mut self.number)?,
            },
            Event::Text(text) => self.text(&text),
            Event::CData(text) => self.text(&text),
            Event::GeneralRef(name) => {
                if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut()) {
                    cell.reference(&name);
                }
            }
            Event::End(end) if end.name().0 == "table:table" => {
                self.open.pop();
            }
            Event::End(end) => {
                if let Some(table) = self.open.last_mut() {
                    return table.end(end.name().0, visit);
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut())
            && cell.aside == 0
            && cell.paragraphs > 0
        {
            cell.text.push_str(text);
        }
    }
}

impl Styles {
    fn start(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        number: &mut Option<String>,
    ) -> Result<(), ReadError> {
        match name {
            "style:style" => {
                self.current = attribute(start, "style:name").unwrap_or_default();
                if let Some(data) = attribute(start, "style:data-style-name") {
                    self.cells.insert(self.current.clone(), data);
                }
            }
            "style:table-properties"
                if attribute(start, "table:display").as_deref() == Some("false") =>
            {
                self.hidden.push(self.current.clone());
            }
            "number:number-style" => *number = attribute(start, "style:name"),
            "number:number" => {
                let plain = count(start, "number:decimal-places", 0) == 0
                    && attribute(start, "number:grouping").as_deref() != Some("true");
                if let Some(style) = number.take()
                    && plain
                {
                    self.digits.insert(style, count(start, "number:min-integer-digits", 1));
                }
            }
            _ => return Ok(()),
        }
        self.size_bytes += start.len();
        if self.size_bytes > STYLES_LIMIT_BYTES {
            return Err(broken("too many styles"));
        }
        Ok(())
    }

    fn table(&self, start: &BytesStart<'_>, place: usize) -> TableInfo {
        let style = attribute(start, "table:style-name").unwrap_or_default();
        let named = attribute(start, "table:name");
        let table = unnamed(place);
        TableInfo {
            name: named.filter(|n| !n.is_empty()).unwrap_or(table.name),
            visible: !self.hidden.contains(&style),
            records: None,
        }
    }

    fn display(&self, style: Option<&str>) -> Display {
        let digits = style.and_then(|s| self.cells.get(s)).and_then(|s| self.digits.get(s));
        Display::of_digits(digits.copied().unwrap_or(1))
    }
}

impl Table {
    fn new(place: usize) -> Self {
        Self {
            place,
            row: Row::default(),
            open_row: None,
            before: 0,
            repeats: 1,
            column: 0,
            cell: None,
            columns: Vec::new(),
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart<'_>, styles: &Styles) {
        if let Some(cell) = &mut self.cell {
            return cell.start(name, start);
        }
        match name {
            "table:table-column" if self.columns.len() < COLUMN_LIMIT => {
                let repeats = count(start, "table:number-columns-repeated", 1);
                if is_hidden(start) {
                    let first = self.columns.iter().fold(0_usize, |n, c| n.saturating_add(c.0));
                    self.row.hide_columns(first..first.saturating_add(repeats));
                }
                self.columns.push((repeats, attribute(start, "table:default-cell-style-name")));
            }
            "table:table-row" => {
                self.row.restart(self.before + 1);
                self.row.is_hidden = is_hidden(start);
                self.repeats = count(start, "table:number-rows-repeated", 1) as u64;
                self.open_row = Some(self.row.number);
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let spans = ["table:number-columns-spanned", "table:number-rows-spanned"];
                self.row.merged += u64::from(spans.iter().any(|s| count(start, s, 1) > 1));
                let own = attribute(start, "table:style-name");
                let style = own.or_else(|| self.default_style());
                self.cell = Some(OpenCell::new(start, &styles.display(style.as_deref())));
            }
            _ => {}
        }
    }

    fn default_style(&self) -> Option<String> {
        let mut end = 0_usize;
        let found = self.columns.iter().find(|(repeats, _)| {
            end = end.saturating_add(*repeats);
            self.column < end
        });
        found.and_then(|(_, style)| style.clone())
    }

    /// Ends an element; answers whether to go on.
    fn end(&mut self, name: &str, visit: &mut TellVisit<'_>) -> Result<bool, ReadError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let repeats = cell.repeats;
                    let value = cell.finish();
                    if !value.is_blank() {
                        for place in 0..repeats {
                            self.row.put(self.column.saturating_add(place), value.clone())?;
                        }
                    }
                    self.column = self.column.saturating_add(repeats);
                }
            }
            "table:table-row" => {
                let repeats = std::mem::replace(&mut self.repeats, 1);
                let first = self.before + 1;
                self.open_row = None;
                // Blank rows may go on for ever.
                self.before = self.before.saturating_add(repeats).min(ROW_LIMIT + 1);
                if self.row.is_blank() {
                    return Ok(true);
                }
                if self.before > ROW_LIMIT {
                    return Err(broken("more rows than a sheet has"));
                }
                for number in first..=self.before {
                    self.row.number = number;
                    if !visit(Told::Row(self.place, &self.row))? {
                        return Ok(false);
                    }
                }
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.end(name);
                }
            }
        }
        Ok(true)
    }
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "table:visibility").is_some_and(|v| v == "collapse" || v == "filter")
}

/// Parts of a cell that are not its text.
fn is_aside(name: &str) -> bool {
    matches!(name, "office:annotation" | "draw:frame" | "draw:custom-shape" | "text:note")
}

impl OpenCell {
    fn new(start: &BytesStart<'_>, display: &Display) -> Self {
        let get = |name: &str| attribute(start, name);
        // LibreOffice writes a 0 beside an error.
        let is_error = get("calcext:value-type").is_some_and(|kind| kind == "error");
        let kind = get("office:value-type").filter(|_| !is_error).unwrap_or_default();
        let number = get("office:value").and_then(|v| v.trim().parse::<f64>().ok());
        let euro = matches!(get("office:currency").as_deref(), Some("EUR" | "€"));
        let value = match (kind.as_str(), number) {
            ("percentage", Some(value)) => Value::of_number(value, &Display::Percent),
            ("currency", Some(value)) if euro => Value::of_number(value, &Display::Euro),
            ("float" | "currency", Some(value)) => Value::of_number(value, display),
            ("boolean", _) => {
                get("office:boolean-value").map_or(Value::Empty, |v| Value::Boolean(v == "true"))
            }
            ("date", _) => get("office:date-value").map_or(Value::Empty, |v| Value::of_iso(&v)),
            ("time", _) => {
                get("office:time-value").map_or(Value::Empty, |v| Value::of_iso_duration(&v))
            }
            ("string", _) => Value::of_text(get("office:string-value").unwrap_or_default()),
            _ => Value::Empty,
        };
        let is_text = value == Value::Empty;
        let repeats = count(start, "table:number-columns-repeated", 1);
        Self { value, repeats, text: String::new(), is_text, paragraphs: 0, aside: 0 }
    }

    fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        if is_aside(name) {
            self.aside += 1;
        }
        if self.aside > 0 {
            return;
        }
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
            }
            "text:s" => {
                let spaces = count(start, "text:c", 1).min(1000);
                self.text.extend(std::iter::repeat_n(' ', spaces));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        if self.aside == 0 && self.paragraphs > 0 {
            push_reference(&mut self.text, name);
        }
    }

    fn end(&mut self, name: &str) {
        if is_aside(name) {
            self.aside = self.aside.saturating_sub(1);
        }
    }

    fn finish(self) -> Value {
        if self.is_text { Value::of_text(self.text) } else { self.value }
    }
}
