//! Records and cells of a block.

use memchr::{memchr, memchr_iter, memchr2};

use super::Marks;

/// Where a cell's text lies.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    /// In the record's own text, not in the block's.
    unescaped: bool,
}

/// One record. Kept and filled again, so that no cell is allocated.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The line on which it starts.
    pub(super) line: u64,
    /// Where it starts and ends in the block.
    pub(super) bytes: std::ops::Range<usize>,
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

    /// All cells, for showing.
    pub(super) fn texts(&self, text: &str) -> Vec<String> {
        (0..self.len()).map(|i| self.cell(text, i).to_owned()).collect()
    }
}

/// The records of a text that holds whole ones.
pub(super) struct Records<'a> {
    text: &'a str,
    marks: Marks,
    at: usize,
    line: u64,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, marks: Marks, first_line: u64) -> Self {
        Self { text, marks, at: 0, line: first_line }
    }

    /// Reads the next record into that one; false at the end.
    pub(super) fn next_into(&mut self, record: &mut Record) -> bool {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return false;
        }
        record.line = self.line;
        record.bytes.start = self.at;
        record.cells.clear();
        record.unescaped.clear();
        loop {
            let (end, last) = if bytes.get(self.at) == Some(&self.marks.quote) {
                self.quoted(record)
            } else {
                self.plain(record)
            };
            if last {
                record.bytes.end = end;
                self.at = (end + 1).min(bytes.len());
                self.line += 1;
                return true;
            }
            self.at = end + 1;
        }
    }

    /// A cell without quotes. Gives where it ends and whether it ends the record.
    fn plain(&mut self, record: &mut Record) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let (start, end) = (self.at, self.cell_end(self.at));
        let last = bytes.get(end).is_none_or(|b| *b == self.marks.line_end);
        let trimmed = if last { without_return(bytes, start, end) } else { end };
        record.cells.push(Span { start, end: trimmed, unescaped: false });
        (end, last)
    }

    fn quoted(&mut self, record: &mut Record) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let Marks { separator, quote, line_end } = self.marks;
        let start = self.at + 1;
        let mut at = start;
        let mut doubled = false;
        let close = loop {
            let Some(found) = memchr(quote, &bytes[at..]) else { break bytes.len() };
            let here = at + found;
            match bytes.get(here + 1) {
                Some(next) if *next == quote => {
                    doubled = true;
                    at = here + 2;
                }
                Some(next) if *next != separator && *next != line_end && *next != b'\r' => {
                    at = here + 1;
                }
                _ => break here,
            }
        };
        self.line += memchr_iter(line_end, &bytes[start..close]).count() as u64;
        if doubled {
            let from = record.unescaped.len();
            self.unescape(start, close, &mut record.unescaped);
            let end = record.unescaped.len();
            record.cells.push(Span { start: from, end, unescaped: true });
        } else {
            record.cells.push(Span { start, end: close, unescaped: false });
        }
        let end = self.cell_end((close + 1).min(bytes.len()));
        (end, bytes.get(end).is_none_or(|b| *b == line_end))
    }

    /// Copies a text in which every two quotes stand for one.
    fn unescape(&self, start: usize, end: usize, out: &mut String) {
        let quote = self.marks.quote;
        let mut from = start;
        while let Some(found) = memchr(quote, &self.text.as_bytes()[from..end]) {
            let here = from + found;
            out.push_str(&self.text[from..=here]);
            let double = here + 1 < end && self.text.as_bytes()[here + 1] == quote;
            from = here + 1 + usize::from(double);
        }
        out.push_str(&self.text[from.min(end)..end]);
    }

    /// The next separator or line end. Most cells are short, so that a plain loop comes first.
    fn cell_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let Marks { separator, line_end, .. } = self.marks;
        let near = (from + 16).min(bytes.len());
        for (i, byte) in bytes[from..near].iter().enumerate() {
            if *byte == separator || *byte == line_end {
                return from + i;
            }
        }
        memchr2(separator, line_end, &bytes[near..]).map_or(bytes.len(), |found| near + found)
    }
}

fn without_return(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let marks = Marks { separator: b';', quote: b'"', line_end: b'\n' };
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
}
