//! Tables of web pages: business software exports them under the name `.xls`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Read;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::cells::Value;
use super::row::{Row, TellVisit, Told, unnamed};
use super::xml::broken;
use crate::read::ReadError;
use crate::read::layout::{COLUMN_LIMIT, ROW_LIMIT_BYTES};

/// Bytes of the page that are looked at together.
const BLOCK_BYTES: usize = 64 << 10;
/// Tables within cells of tables within cells.
const DEPTH: usize = 16;

/// Tells every table with its rows.
pub(super) fn walk(mut source: impl Read, visit: &mut TellVisit<'_>) -> Result<(), ReadError> {
    let tokenizer = Tokenizer::new(Page::default(), TokenizerOpts::default());
    let mut block = vec![0; BLOCK_BYTES];
    let mut rest = 0;
    // Bytes since the tokenizer gave something: a comment without end would fill the memory.
    let mut pending_bytes = 0;
    loop {
        let count = source.read(&mut block[rest..])?;
        let filled = rest + count;
        let whole = match std::str::from_utf8(&block[..filled]) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let input = BufferQueue::default();
        let text = std::str::from_utf8(&block[..whole]).map_err(broken)?;
        input.push_back(StrTendril::from_slice(text));
        // A script stops the tokenizer: there is nobody to run it.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        block.copy_within(whole..filled, 0);
        rest = filled - whole;
        if count == 0 {
            tokenizer.end();
        }
        if !tokenizer.sink.hand_over(visit)? || count == 0 {
            return Ok(());
        }
        pending_bytes = if tokenizer.sink.gave() { 0 } else { pending_bytes + count as u64 };
        if pending_bytes > ROW_LIMIT_BYTES {
            return Err(broken("a tag or a comment without end"));
        }
    }
}

#[derive(Default)]
struct Page(RefCell<State>);

#[derive(Default)]
struct State {
    tables: usize,
    open: Vec<Table>,
    /// What was read and not told yet: starts of tables and rows.
    found: VecDeque<(usize, Option<Row>)>,
    failure: Option<ReadError>,
    /// Something came since it was last asked.
    gave: bool,
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    place: usize,
    row: Row,
    column: usize,
    in_row: bool,
    cell: Option<Cell>,
    /// For each column, rows that a cell from above goes on to fill.
    below: Vec<usize>,
}

struct Cell {
    text: String,
    columns: usize,
    rows: usize,
    /// How Excel would show it (`mso-number-format`).
    is_text: bool,
    /// Within a script or a style.
    is_hidden: bool,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        state.gave = true;
        match token {
            Token::TagToken(tag) => {
                state.tag(&tag);
                // What stands within is no mark-up.
                if tag.kind == TagKind::StartTag {
                    match &*tag.name {
                        "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "xmp" => return TokenSinkResult::RawData(RawKind::Rawtext),
                        "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => {}
                    }
                }
            }
            Token::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn gave(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().gave)
    }

    fn hand_over(&self, visit: &mut TellVisit<'_>) -> Result<bool, ReadError> {
        let (found, failure) = {
            let mut state = self.0.borrow_mut();
            (std::mem::take(&mut state.found), state.failure.take())
        };
        for (place, row) in found {
            let goes_on = match row {
                None => visit(Told::Table(unnamed(place)))?,
                Some(row) => visit(Told::Row(place, &row))?,
            };
            if !goes_on {
                return Ok(false);
            }
        }
        failure.map_or(Ok(true), Err)
    }
}

impl State {
    fn tag(&mut self, tag: &Tag) {
        let starts = tag.kind == TagKind::StartTag;
        match (&*tag.name, starts) {
            ("table", true) if self.open.len() == DEPTH => {
                self.failure = Some(broken("tables within tables"));
            }
            ("table", true) => {
                self.open.push(Table { place: self.tables, ..Table::default() });
                self.found.push_back((self.tables, None));
                self.tables += 1;
            }
            ("table", false) => {
                if let Some(mut table) = self.open.pop() {
                    let ended = table.end_row(&mut self.found);
                    self.keep(ended);
                }
            }
            (name, _) => {
                if let Some(table) = self.open.last_mut() {
                    let done = table.tag(name, starts, tag, &mut self.found);
                    self.keep(done);
                }
            }
        }
    }

    fn keep(&mut self, done: Result<(), ReadError>) {
        if let Err(error) = done {
            self.failure.get_or_insert(error);
        }
    }

    fn text(&mut self, text: &str) {
        let Some(table) = self.open.last_mut() else { return };
        let Some(cell) = table.cell.as_mut().filter(|cell| !cell.is_hidden) else { return };
        if (cell.text.len() + text.len()) as u64 <= ROW_LIMIT_BYTES {
            cell.text.push_str(text);
        } else {
            let line = table.row.number;
            self.keep(Err(ReadError::SheetRowTooLong { line, limit_bytes: ROW_LIMIT_BYTES }));
        }
    }
}

type Found = VecDeque<(usize, Option<Row>)>;

impl Table {
    fn tag(
        &mut self,
        name: &str,
        starts: bool,
        tag: &Tag,
        found: &mut Found,
    ) -> Result<(), ReadError> {
        match (name, starts) {
            ("tr", true) => {
                self.end_row(found)?;
                self.row.restart(self.row.number + 1);
                self.column = 0;
                self.in_row = true;
            }
            ("tr", false) => self.end_row(found)?,
            ("td" | "th", true) => {
                self.end_cell()?;
                self.cell = Some(Cell::of(tag));
            }
            ("td" | "th", false) => self.end_cell()?,
            ("br" | "p" | "div" | "li", true) => {
                if let Some(cell) = &mut self.cell
                    && !cell.text.trim().is_empty()
                {
                    // Spaces and line ends of the page mean nothing: this one does.
                    cell.text.push('\u{2028}');
                }
            }
            ("script" | "style", _) => {
                if let Some(cell) = &mut self.cell {
                    cell.is_hidden = starts;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        while self.below.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        self.row.merged += u64::from(cell.columns > 1 || cell.rows > 1);
        let end = self.column.saturating_add(cell.columns);
        if end > COLUMN_LIMIT {
            return Err(ReadError::TooManyColumns { columns: end, limit: COLUMN_LIMIT });
        }
        if self.below.len() < end {
            self.below.resize(end, 0);
        }
        // One more than the rows below: this row takes one away at its end.
        self.below[self.column..end].fill(cell.rows);
        let value = cell.value();
        if !value.is_blank() {
            self.row.put(self.column, value)?;
        }
        self.column = end;
        Ok(())
    }

    fn end_row(&mut self, found: &mut Found) -> Result<(), ReadError> {
        self.end_cell()?;
        if std::mem::take(&mut self.in_row) {
            for rows in &mut self.below {
                *rows = rows.saturating_sub(1);
            }
        }
        if !self.row.is_blank() {
            found.push_back((self.place, Some(self.row.clone())));
            self.row.cells.clear();
        }
        Ok(())
    }
}

impl Cell {
    fn of(tag: &Tag) -> Self {
        let get = |name: &str| tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value);
        let span =
            |name: &str| get(name).and_then(|v| v.trim().parse().ok()).unwrap_or(1_usize).max(1);
        let style = get("style").unwrap_or_default();
        // Excel takes cells of this format for texts.
        let is_text = style.contains("mso-number-format") && style.contains("\\@");
        let (columns, rows) = (span("colspan"), span("rowspan"));
        Self { text: String::new(), columns, rows, is_text, is_hidden: false }
    }

    /// The text as it is shown: spaces and line ends are one space.
    fn value(self) -> Value {
        let lines = self.text.split('\u{2028}');
        let shown: Vec<String> =
            lines.map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = shown.join("\n").trim().to_owned();
        if text.is_empty() {
            Value::Empty
        } else if self.is_text {
            Value::Text(text)
        } else {
            Value::Free(text)
        }
    }
}
