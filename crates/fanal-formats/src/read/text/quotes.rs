//! Where a quoted cell ends.
//!
//! A quote opens a cell only at its start, and closes it only before a separator or a line end;
//! other quotes are letters. A cell that is opened and never closed would swallow what follows:
//! when that shows, the quote that seemed to open it was a letter too.

use memchr::{memchr, memchr_iter};

use super::{MARK, Marks};

/// Lines of one cell beyond which its quote is taken for one that was never closed.
const LINES_IN_CELL: u64 = 5_000;

/// What a quote within a quoted cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// The end of the cell.
    End,
    /// The first of two that stand for one.
    Double,
    /// A letter like any other.
    Letter,
    /// The text ends too early to tell.
    Unknown,
}

impl Marks {
    /// What the quote there is, in a cell whose text starts at `start`. Spaces may stand between
    /// the end of a cell and the separator.
    fn quote_at(self, bytes: &[u8], start: usize, at: usize) -> Quote {
        if self.escape {
            let slashes = bytes[start..at].iter().rev().take_while(|b| **b == b'\\').count();
            if slashes % 2 == 1 {
                return Quote::Letter;
            }
        }
        match bytes.get(at + 1) {
            Some(next) if *next == self.quote => return Quote::Double,
            Some(next) if *next == self.separator || *next == b'\n' => return Quote::End,
            _ => {}
        }
        let blank = |b: &u8| *b == b'\r' || (*b == b' ' && self.separator != b' ');
        let Some(next) = bytes[at + 1..].iter().position(|b| !blank(b)).map(|n| at + 1 + n) else {
            return Quote::Unknown;
        };
        let returned = bytes[next - 1] == b'\r';
        if bytes[next] == b'\n' || (bytes[next] == self.separator && !returned) {
            Quote::End
        } else {
            Quote::Letter
        }
    }

    /// Whether the quote there stands at the start of a cell, of a record that starts at `record`;
    /// spaces may stand before it.
    pub(super) fn opens_at(self, bytes: &[u8], record: usize, at: usize) -> bool {
        let text = &bytes[record..at];
        if text.last().is_none_or(|before| *before == self.separator) {
            return true;
        }
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let before = text.iter().rfind(|b| **b != b' ' || self.separator == b' ');
        before.is_none_or(|b| *b == self.separator)
    }
}

/// The search for the end of a quoted cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search {
    /// Where the cell's text starts, behind its quote.
    pub(super) start: usize,
    /// Line ends in the text so far.
    pub(super) lines: u64,
    /// Some quotes of the text are written as two.
    pub(super) doubled: bool,
    /// Where the search goes on.
    at: usize,
    /// How far lines were counted.
    counted: usize,
    /// Quotes that are letters.
    letters: usize,
}

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The quote there closes the cell.
    End(usize),
    /// The quote that opened the cell was a letter; nothing before that place closes it.
    Stray(usize),
    /// Nothing yet: more bytes are needed.
    More,
}

impl Search {
    /// Of the cell whose text starts there.
    pub(super) fn from(start: usize) -> Self {
        Self { start, lines: 0, doubled: false, at: start, counted: start, letters: 0 }
    }

    /// The same search when so many bytes before it are gone.
    pub(super) fn moved(self, by: usize) -> Self {
        Self { start: self.start - by, at: self.at - by, counted: self.counted - by, ..self }
    }

    /// Goes on as far as the bytes allow.
    pub(super) fn go_on(&mut self, marks: Marks, bytes: &[u8]) -> Found {
        loop {
            let Some(found) = memchr(marks.quote, &bytes[self.at..]) else {
                self.at = bytes.len();
                return self.unless_too_far(marks, bytes, Found::More);
            };
            let here = self.at + found;
            self.at = here;
            match marks.quote_at(bytes, self.start, here) {
                Quote::Unknown => return self.unless_too_far(marks, bytes, Found::More),
                Quote::End => return self.unless_too_far(marks, bytes, Found::End(here)),
                Quote::Double => {
                    self.doubled = true;
                    self.at = here + 2;
                }
                Quote::Letter => {
                    if self.opens_another(marks, bytes) {
                        return Found::Stray(here);
                    }
                    self.letters += 1;
                    self.at = here + 1;
                }
            }
        }
    }

    /// What the search comes to when no bytes follow.
    pub(super) fn finish(&self, marks: Marks, bytes: &[u8]) -> Found {
        if bytes.get(self.at) == Some(&marks.quote) {
            Found::End(self.at)
        } else {
            Found::Stray(bytes.len())
        }
    }

    /// Whether the quote here opens a cell: of another line, or where those before it pair up.
    fn opens_another(&mut self, marks: Marks, bytes: &[u8]) -> bool {
        let before = bytes[self.at - 1];
        if self.at == self.start || (before != marks.separator && before != b'\n') {
            return false;
        }
        self.count(bytes);
        self.lines > 0 || self.letters % 2 == 1
    }

    fn unless_too_far(&mut self, marks: Marks, bytes: &[u8], found: Found) -> Found {
        self.count(bytes);
        let long = self.at - self.start > marks.cell_limit;
        if self.lines > LINES_IN_CELL || (long && self.lines > 0) {
            return Found::Stray(self.at);
        }
        found
    }

    fn count(&mut self, bytes: &[u8]) {
        self.lines += memchr_iter(b'\n', &bytes[self.counted..self.at]).count() as u64;
        self.counted = self.at;
    }
}
