//! Finds where records end, and cuts a file into blocks of whole records.
//!
//! A quote opens a cell only at its start, and closes it only before a separator or a line end;
//! other quotes are letters. A cell that is opened and never closed would swallow what follows:
//! when that shows, its line alone is given as a broken block and reading goes on behind it.

use memchr::{memchr, memchr_iter, memchr2};

use super::super::ReadError;
use super::Marks;
use super::bytes::ByteSource;

/// Bytes of a block, about.
const BLOCK_BYTES: usize = 4 << 20;
/// Lines of one cell beyond which its quote is taken for one that was never closed.
const LINES_IN_CELL: usize = 5_000;

/// Whole records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Their bytes, in the file's encoding, in UTF-8 when that is a wide one.
    pub(super) bytes: Vec<u8>,
    /// The line on which the first starts, from 1.
    pub(super) first_line: u64,
    /// Not records but one row in which a quote is never closed.
    pub(super) unclosed: bool,
    /// Bytes of the file that were read so far.
    pub(super) read_bytes: u64,
}

/// Cuts a file into blocks.
pub(super) struct Splitter {
    source: ByteSource,
    marks: Marks,
    limit: usize,
    block_bytes: usize,
    buffer: Vec<u8>,
    /// Where the search goes on.
    at: usize,
    /// End of the last whole record.
    whole: usize,
    /// Start of the cell whose quote is open.
    open: Option<usize>,
    first_line: u64,
    /// Line on which the record at `whole` starts.
    line: u64,
    ended: bool,
}

impl Splitter {
    /// Cuts that source; a row longer than the limit is an error.
    pub(super) fn new(source: ByteSource, marks: Marks, limit_bytes: u64) -> Self {
        Self {
            source,
            marks,
            limit: usize::try_from(limit_bytes).unwrap_or(usize::MAX),
            block_bytes: BLOCK_BYTES,
            buffer: Vec::new(),
            at: 0,
            whole: 0,
            open: None,
            first_line: 1,
            line: 1,
            ended: false,
        }
    }

    /// Bytes of the whole file.
    pub(super) fn total_bytes(&self) -> u64 {
        self.source.total_bytes()
    }

    #[cfg(test)]
    pub(super) fn with_blocks_of(mut self, bytes: usize) -> Self {
        self.block_bytes = bytes;
        self
    }

    /// Leaves out the lines before that one.
    pub(super) fn skip_to_line(&mut self, line: u64) -> Result<(), ReadError> {
        while self.line < line {
            match memchr(self.marks.line_end, &self.buffer[self.at..]) {
                Some(found) => {
                    self.at += found + 1;
                    self.line += 1;
                }
                None => {
                    self.buffer.clear();
                    self.at = 0;
                    if !self.fill()? {
                        break;
                    }
                }
            }
        }
        self.buffer.drain(..self.at);
        self.at = 0;
        self.first_line = self.line;
        Ok(())
    }

    /// The next block; none at the end.
    pub(super) fn next_block(&mut self) -> Result<Option<Block>, ReadError> {
        loop {
            if self.whole >= self.block_bytes {
                return Ok(Some(self.take(self.whole, false)));
            }
            if self.at < self.buffer.len() && self.advance() {
                continue;
            }
            if let Some(open) = self.open
                && self.is_hopeless(open)
            {
                return Ok(Some(self.give_up(open)));
            }
            if self.buffer.len() - self.whole > self.limit {
                let limit_bytes = self.limit as u64;
                return Err(ReadError::RowTooLong { line: self.line, limit_bytes });
            }
            if self.fill()? {
                continue;
            }
            if let Some(open) = self.open {
                if self.closes_at_end(open) {
                    self.open = None;
                } else {
                    return Ok(Some(self.give_up(open)));
                }
            }
            let rest = self.buffer.len();
            return Ok((rest > 0).then(|| self.take(rest, false)));
        }
    }

    /// One step of the search; false when more bytes are needed.
    fn advance(&mut self) -> bool {
        let Marks { separator, quote, line_end } = self.marks;
        if let Some(open) = self.open {
            let Some(found) = memchr(quote, &self.buffer[self.at..]) else {
                self.at = self.buffer.len();
                return false;
            };
            let at = self.at + found;
            let Some(next) = self.buffer.get(at + 1) else {
                self.at = at;
                return false;
            };
            if *next == quote {
                self.at = at + 2;
            } else if *next == separator || *next == line_end || *next == b'\r' {
                let lines = memchr_iter(line_end, &self.buffer[open..at]).count();
                self.line += lines as u64;
                self.open = None;
                self.at = at + 1;
            } else if self.opens_another(open, at) {
                // Shown by a cell that opens within: the search ends here, `is_hopeless` tells.
                self.at = at;
                return false;
            } else {
                self.at = at + 1;
            }
            return true;
        }
        let Some(found) = memchr2(line_end, quote, &self.buffer[self.at..]) else {
            self.at = self.buffer.len();
            return false;
        };
        let at = self.at + found;
        self.at = at + 1;
        if self.buffer[at] == line_end {
            self.whole = at + 1;
            self.line += 1;
        } else if at == self.whole || self.buffer[at - 1] == separator {
            self.open = Some(at);
        }
        true
    }

    /// Whether the quote there opens a cell of another line, so that the first was never closed.
    fn opens_another(&self, open: usize, at: usize) -> bool {
        let before = self.buffer[at - 1];
        at > open + 1
            && (before == self.marks.separator || before == self.marks.line_end)
            && memchr(self.marks.line_end, &self.buffer[open..at]).is_some()
    }

    fn is_hopeless(&self, open: usize) -> bool {
        let text = &self.buffer[open..];
        let shown = self.buffer.get(self.at) == Some(&self.marks.quote)
            && self.at + 1 < self.buffer.len()
            && self.opens_another(open, self.at);
        let lines = || memchr_iter(self.marks.line_end, text).count();
        shown || lines() > LINES_IN_CELL || (text.len() > self.limit && lines() > 0)
    }

    /// Whether the file ends with the quote that closes the cell.
    fn closes_at_end(&self, open: usize) -> bool {
        let end = self.buffer.len();
        end > open + 1 && self.at == end - 1 && self.buffer[self.at] == self.marks.quote
    }

    /// Gives the records before the open cell, or the line that holds it.
    fn give_up(&mut self, open: usize) -> Block {
        if self.whole > 0 {
            // The search starts again at the record; this block goes first.
            let block = self.take(self.whole, false);
            self.at = 0;
            self.open = None;
            self.line = block.first_line + count_lines(&block.bytes, self.marks.line_end);
            self.first_line = self.line;
            return block;
        }
        let end = memchr(self.marks.line_end, &self.buffer[open..])
            .map_or(self.buffer.len(), |found| open + found + 1);
        self.line =
            self.first_line + memchr_iter(self.marks.line_end, &self.buffer[..end]).count() as u64;
        self.at = end;
        self.open = None;
        self.take(end, true)
    }

    fn take(&mut self, end: usize, unclosed: bool) -> Block {
        let rest = self.buffer.split_off(end);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.at = self.at.saturating_sub(end);
        self.open = self.open.map(|open| open.saturating_sub(end));
        self.whole = 0;
        let first_line = std::mem::replace(&mut self.first_line, self.line);
        Block { bytes, first_line, unclosed, read_bytes: self.source.read_bytes() }
    }

    fn fill(&mut self) -> Result<bool, ReadError> {
        if self.ended {
            return Ok(false);
        }
        let more = self.source.append(&mut self.buffer)?;
        self.ended = !more;
        Ok(more)
    }
}

fn count_lines(bytes: &[u8], line_end: u8) -> u64 {
    memchr_iter(line_end, bytes).count() as u64
}

#[cfg(test)]
mod tests;
