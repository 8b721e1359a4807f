//! Records and cells of a block.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

use super::quotes::{Found, Search};
use super::{MARK, Marks};

/// Where a cell's text lies.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    /// In the record's own text, not in the block's.
    unescaped: bool,
    quoted: bool,
}

/// One record. Kept and filled again, so that no cell is allocated.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The line on which it starts.
    pub(super) line: u64,
    /// Line ends within its cells.
    pub(super) inner_lines: u64,
    /// Where it starts and ends in the block.
    pub(super) bytes: Range<usize>,
    /// A cell starts with a quote, and others follow that do not close it.
    pub(super) stray_quote: bool,
    /// A cell starts with a quote that is never closed.
    pub(super) unclosed: bool,
    cells: Vec<Span>,
    unescaped: String,
}

impl Record {
    /// How many cells it has; a blank line has one without text.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell; empty beyond the last.
    pub(super) fn cell<'a>(&'a self, text: &'a str, index: usize) -> &'a str {
        match self.cells.get(index) {
            Some(span) if span.unescaped => &self.unescaped[span.start..span.end],
            Some(span) => &text[span.start..span.end],
            None => "",
        }
    }

    /// Whether quotes enclose that cell.
    pub(super) fn is_quoted(&self, index: usize) -> bool {
        self.cells.get(index).is_some_and(|span| span.quoted)
    }

    /// The value of a cell: its text without what keeps a spreadsheet from taking it for a number,
    /// `="01500"`.
    pub(super) fn value<'a>(&'a self, text: &'a str, index: usize) -> &'a str {
        let cell = self.cell(text, index);
        if cell.as_bytes().first() != Some(&b'=') {
            return cell;
        }
        let inner = cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"'));
        inner.filter(|c| !c.contains('"')).unwrap_or(cell)
    }

    /// All cells, for showing.
    pub(super) fn texts(&self, text: &str) -> Vec<String> {
        (0..self.len()).map(|i| self.cell(text, i).to_owned()).collect()
    }

    /// How many cells there are up to the last that has a text.
    pub(super) fn filled(&self, text: &str) -> usize {
        let last = (0..self.len()).rev().find(|i| !self.cell(text, *i).trim().is_empty());
        last.map_or(0, |i| i + 1)
    }
}

/// The records of a text that holds whole ones.
pub(super) struct Records<'a> {
    text: &'a str,
    marks: Marks,
    at: usize,
    end: usize,
    line: u64,
    /// No quote before that place closes a cell.
    stray_until: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, marks: Marks, first_line: u64) -> Self {
        Self::within(text, 0..text.len(), marks, first_line)
    }

    /// The records of a part of a text.
    pub(super) fn within(text: &'a str, part: Range<usize>, marks: Marks, line: u64) -> Self {
        Self { text, marks, at: part.start, end: part.end, line, stray_until: 0 }
    }

    /// Reads the next record into that one; false at the end.
    pub(super) fn next_into(&mut self, record: &mut Record) -> bool {
        let bytes = self.bytes();
        // A file that was put behind another starts with its own mark.
        if bytes[self.at..].starts_with(MARK) {
            self.at += MARK.len();
        }
        if self.at >= bytes.len() {
            return false;
        }
        record.line = self.line;
        record.inner_lines = 0;
        record.bytes.start = self.at;
        record.stray_quote = false;
        record.unclosed = false;
        record.cells.clear();
        record.unescaped.clear();
        loop {
            let (end, last) = match self.opening() {
                Some(quote) => {
                    self.quoted(quote, record).unwrap_or_else(|| self.stray(quote, record))
                }
                None => self.plain(record),
            };
            if last {
                record.bytes.end = end;
                self.at = (end + 1).min(bytes.len());
                self.line += 1 + record.inner_lines;
                return true;
            }
            self.at = end + 1;
        }
    }

    fn bytes(&self) -> &'a [u8] {
        &self.text.as_bytes()[..self.end]
    }

    /// Where the quote is that opens the cell here.
    fn opening(&self) -> Option<usize> {
        let bytes = self.bytes();
        let mut at = self.at;
        while bytes.get(at) == Some(&b' ') && self.marks.separator != b' ' {
            at += 1;
        }
        (at >= self.stray_until && bytes.get(at) == Some(&self.marks.quote)).then_some(at)
    }

    /// A cell without quotes. Gives where it ends and whether it ends the record.
    fn plain(&mut self, record: &mut Record) -> (usize, bool) {
        let bytes = self.bytes();
        let (start, end) = (self.at, self.cell_end(self.at));
        let last = bytes.get(end).is_none_or(|b| *b == b'\n');
        let trimmed = if last { without_returns(bytes, start, end) } else { end };
        record.cells.push(Span { start, end: trimmed, unescaped: false, quoted: false });
        (end, last)
    }

    /// A cell that starts with a quote and is none that quotes enclose.
    fn stray(&mut self, quote: usize, record: &mut Record) -> (usize, bool) {
        let (end, last) = self.plain(record);
        let quotes = memchr_iter(self.marks.quote, &self.bytes()[quote..end]).count();
        record.unclosed |= !quotes.is_multiple_of(2);
        record.stray_quote |= quotes.is_multiple_of(2);
        (end, last)
    }

    /// A quoted cell; none when its quote is never closed.
    fn quoted(&mut self, quote: usize, record: &mut Record) -> Option<(usize, bool)> {
        let bytes = self.bytes();
        let mut search = Search::from(quote + 1);
        let found = match search.go_on(self.marks, bytes) {
            Found::More => search.finish(self.marks, bytes),
            found => found,
        };
        let (start, close) = match found {
            Found::End(close) => (search.start, close),
            Found::Stray(until) => {
                self.stray_until = until;
                return None;
            }
            Found::More => return None,
        };
        record.inner_lines += search.lines;
        if search.doubled || (self.marks.escape && memchr(b'\\', &bytes[start..close]).is_some()) {
            let from = record.unescaped.len();
            self.unescape(start, close, &mut record.unescaped);
            let end = record.unescaped.len();
            record.cells.push(Span { start: from, end, unescaped: true, quoted: true });
        } else {
            record.cells.push(Span { start, end: close, unescaped: false, quoted: true });
        }
        let end = self.cell_end((close + 1).min(bytes.len()));
        Some((end, bytes.get(end).is_none_or(|b| *b == b'\n')))
    }

    /// Copies a text in which two quotes, or a backslash and a character, stand for one.
    fn unescape(&self, start: usize, end: usize, out: &mut String) {
        let Marks { quote, escape, .. } = self.marks;
        let bytes = &self.bytes()[..end];
        let slash = if escape { b'\\' } else { quote };
        let mut from = start;
        while let Some(found) = memchr2(quote, slash, &bytes[from..]) {
            let here = from + found;
            let next = bytes.get(here + 1);
            if next == Some(&quote) || (bytes[here] != quote && next == Some(&b'\\')) {
                out.push_str(&self.text[from..here]);
                from = here + 1;
            }
            // The one that stays may not be taken for the first of a pair.
            let kept = from.max(here) + 1;
            out.push_str(&self.text[from..kept]);
            from = kept;
        }
        out.push_str(&self.text[from..end]);
    }

    /// The next separator or line end. Most cells are short, so that a plain loop comes first.
    fn cell_end(&self, from: usize) -> usize {
        let bytes = self.bytes();
        let separator = self.marks.separator;
        let near = (from + 16).min(bytes.len());
        for (i, byte) in bytes[from..near].iter().enumerate() {
            if *byte == separator || *byte == b'\n' {
                return from + i;
            }
        }
        memchr2(separator, b'\n', &bytes[near..]).map_or(bytes.len(), |found| near + found)
    }
}

fn without_returns(bytes: &[u8], start: usize, end: usize) -> usize {
    bytes[start..end].iter().rposition(|b| *b != b'\r').map_or(start, |at| start + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_with(marks: Marks, text: &str, expected: &[(u64, &[&str])]) {
        let mut records = Records::new(text, marks, 1);
        let mut record = Record::default();
        let mut found = Vec::new();
        while records.next_into(&mut record) {
            found.push((record.line, record.texts(text)));
        }
        let expected: Vec<(u64, Vec<String>)> = expected
            .iter()
            .map(|(l, c)| (*l, c.iter().map(|c| (*c).to_owned()).collect()))
            .collect();
        assert_eq!(found, expected);
    }

    const MARKS: Marks =
        Marks { separator: b';', quote: b'"', escape: false, cell_limit: usize::MAX };

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &[&str])]) {
        check_with(MARKS, text, expected);
    }

    #[test]
    fn cells_are_told_apart_as_spreadsheets_do() {
        check("a;b\n1;2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a;\"b;c\"\n", &[(1, &["a", "b;c"])]);
        check("\"a\nb\";c\nd;e", &[(1, &["a\nb", "c"]), (3, &["d", "e"])]);
        check("\"il dit \"\"oui\"\"\";x\n", &[(1, &["il dit \"oui\"", "x"])]);
        check("\"il dit \"oui\" ici\";x\n", &[(1, &["il dit \"oui\" ici", "x"])]);
        check("tube 5\";x\n", &[(1, &["tube 5\"", "x"])]);
        check("\"\";\"\"\r\n", &[(1, &["", ""])]);
        check("a;\n;b\n", &[(1, &["a", ""]), (2, &["", "b"])]);
        check("\"a\"", &[(1, &["a"])]);
        check("\n\nx", &[(1, &[""]), (2, &[""]), (3, &["x"])]);
        check("aaaaaaaaaaaaaaaaaaaaaaaaaaaa;b", &[(1, &["aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "b"])]);
    }

    #[test]
    fn spaces_around_quotes_and_spare_returns_are_no_text() {
        check("1; \"b;c\" ; d\n", &[(1, &["1", "b;c", " d"])]);
        check("1;2\r\r\n\"3\"\r\r\n", &[(1, &["1", "2"]), (2, &["3"])]);
        check("a\n\u{feff}\"b;c\"\n", &[(1, &["a"]), (2, &["b;c"])]);
    }

    #[test]
    fn a_quote_that_never_closes_is_a_letter() {
        check("1;\"x\n2;\"y\"\n", &[(1, &["1", "\"x"]), (2, &["2", "y"])]);
        check(
            "\"Le Phare\" bar;\"Chez; Max\";3\n",
            &[(1, &["\"Le Phare\" bar", "Chez; Max", "3"])],
        );
        check("\"a;\"b;\"c\n", &[(1, &["\"a", "\"b", "\"c"])]);
        check("\"Le Phare\" bar;2\n\"a\";3", &[(1, &["\"Le Phare\" bar", "2"]), (2, &["a", "3"])]);
    }

    #[test]
    fn a_backslash_before_a_quote_is_no_text_when_it_escapes() {
        let marks = Marks { escape: true, ..MARKS };
        check_with(marks, "\"il dit \\\"oui\\\"\";x\n", &[(1, &["il dit \"oui\"", "x"])]);
        check_with(marks, "\"a\\\\\";\"b\\\";\\n\"\n", &[(1, &["a\\", "b\";\\n"])]);
        check("\"C:\\dossier\\\";x\n", &[(1, &["C:\\dossier\\", "x"])]);
    }
}
