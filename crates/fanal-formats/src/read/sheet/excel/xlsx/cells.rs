//! The elements of a sheet and the rows that they make (ECMA-376, part 1, § 18.3).

use quick_xml::events::{BytesRef, BytesStart};

use crate::read::ReadError;
use crate::read::sheet::cells::Value;
use crate::read::sheet::row::{ROW_LIMIT, Row, RowVisit};
use crate::read::sheet::style::Display;
use crate::read::sheet::texts::Texts;
use crate::read::sheet::xml::{attribute, count, is_set, push_reference};

/// What a cell says of its value.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Boolean,
    Error,
    Iso,
}

/// Makes rows of the elements of a sheet.
pub(super) struct Cells<'b> {
    displays: &'b [Display],
    texts: &'b mut Texts,
    row: Row,
    /// The row whose end has not come yet.
    open_row: Option<u64>,
    column: usize,
    kind: Kind,
    style: usize,
    /// Within a cell's value.
    is_listening: bool,
    in_phonetic: bool,
    text: String,
}

impl<'b> Cells<'b> {
    pub(super) fn new(displays: &'b [Display], texts: &'b mut Texts) -> Self {
        Self {
            displays,
            texts,
            row: Row::default(),
            open_row: None,
            column: 0,
            kind: Kind::Number,
            style: 0,
            is_listening: false,
            in_phonetic: false,
            text: String::new(),
        }
    }

    pub(super) fn start(
        &mut self,
        start: &BytesStart<'_>,
        visit: &mut RowVisit<'_>,
    ) -> Result<bool, ReadError> {
        match start.local_name().as_ref() {
            "c" => self.start_cell(start),
            "v" | "t" => self.is_listening = !self.in_phonetic,
            "rPh" => self.in_phonetic = true,
            "row" => {
                let said = attribute(start, "r").and_then(|number| number.parse().ok());
                let said = said.filter(|number| (1..=ROW_LIMIT).contains(number));
                self.row.restart(said.unwrap_or(self.row.number + 1));
                self.row.is_hidden = is_set(start, "hidden");
                self.open_row = Some(self.row.number);
                self.column = 0;
            }
            "col" if is_set(start, "hidden") => {
                let (first, last) = (count(start, "min", 1), count(start, "max", 1));
                self.row.hide_columns(first.saturating_sub(1)..last);
            }
            "mergeCell" => {
                let area = attribute(start, "ref").unwrap_or_default();
                let first = area.split(':').next().and_then(position);
                if let Some((_, row)) = first {
                    return visit(&Row::of_merged(row));
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) {
        (self.kind, self.style) = (Kind::Number, 0);
        self.text.clear();
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            match attribute.key.0 {
                "r" => {
                    if let Some((column, _)) = position(&attribute.value) {
                        self.column = column;
                    }
                }
                "s" => self.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match &*attribute.value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" => Kind::Text,
                        "b" => Kind::Boolean,
                        "e" => Kind::Error,
                        "d" => Kind::Iso,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn text(&mut self, text: &str) -> bool {
        if self.is_listening {
            self.text.push_str(text);
        }
        true
    }

    pub(super) fn reference(&mut self, name: &BytesRef<'_>) -> bool {
        if self.is_listening {
            push_reference(&mut self.text, name);
        }
        true
    }

    /// The row whose end has not come yet.
    pub(super) fn open_row(&self) -> Option<u64> {
        self.open_row
    }

    pub(super) fn end(&mut self, name: &str, visit: &mut RowVisit<'_>) -> Result<bool, ReadError> {
        match name {
            "c" => {
                match self.value()? {
                    Some(Value::Empty) => {}
                    Some(value) => self.row.put(self.column, value)?,
                    None => self.row.lose(self.column)?,
                }
                self.column += 1;
            }
            "v" | "t" => self.is_listening = false,
            "rPh" => self.in_phonetic = false,
            "row" => {
                self.open_row = None;
                return self.row.give(visit);
            }
            _ => {}
        }
        Ok(true)
    }

    /// The value of the cell; none when it is a shared text that is missing.
    fn value(&mut self) -> Result<Option<Value>, ReadError> {
        let text = self.text.trim();
        if text.is_empty() && self.kind != Kind::Text {
            return Ok(Some(Value::Empty));
        }
        Ok(Some(match self.kind {
            Kind::Shared => {
                let text = match text.parse() {
                    Ok(place) => self.texts.of_cell(place)?,
                    Err(_) => None,
                };
                return Ok(text.map(Value::of_text));
            }
            Kind::Text => Value::of_text(unescaped(std::mem::take(&mut self.text))),
            Kind::Boolean => Value::Boolean(matches!(text, "1" | "true" | "TRUE")),
            Kind::Error => Value::Text(text.to_owned()),
            Kind::Iso => Value::of_iso(text),
            Kind::Number => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let display = self.displays.get(self.style).unwrap_or(&Display::Plain);
                    Value::of_number(number, display)
                }
                _ => Value::of_text(text.to_owned()),
            },
        }))
    }
}

/// Column, from 0, and row, from 1, of a cell's name: `C7`, `$C$7`.
fn position(name: &str) -> Option<(usize, u64)> {
    let mut column = 0_usize;
    let mut rest = name;
    while let Some((first, after)) = rest.split_at_checked(1) {
        match first.as_bytes()[0] {
            b'$' => {}
            letter if letter.is_ascii_alphabetic() => {
                let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(digit)?;
            }
            _ => break,
        }
        rest = after;
    }
    Some((column.checked_sub(1)?, rest.parse().ok()?))
}

/// Characters that XML has no place for are written `_x000D_` (ECMA-376, part 1, § 22.4.2.4).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut units = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        if let Some(unit) = escape(rest) {
            units.push(unit);
            rest = &rest[7..];
            continue;
        }
        out.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
        // One that is no escape is passed.
        let from = if rest.starts_with("_x") { 2 } else { 0 };
        let next = rest[from..].find("_x").map_or(rest.len(), |at| from + at);
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    out.push_str(&String::from_utf16_lossy(&units));
    out
}

fn escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    let digits = Some(digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (name, expected) in [
            ("A1", Some((0, 1))),
            ("$XFD$1048576", Some((16_383, 1_048_576))),
            ("aa10", Some((26, 10))),
            ("7", None),
            ("A", None),
            ("AAAAAAAAAAAAAAAAAAAAAA1", None),
            ("É1", None),
        ] {
            assert_eq!(position(name), expected, "{name}");
        }
    }

    #[test]
    fn characters_that_xml_has_no_place_for_are_read() {
        for (written, text) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_é", "📷é"),
            ("a_x", "a_x"),
            ("_xé___", "_xé___"),
            ("avec_xylophone", "avec_xylophone"),
            ("_x00zz_", "_x00zz_"),
        ] {
            assert_eq!(unescaped(written.to_owned()), text, "{written}");
        }
    }
}
