//! Finds where records end, and cuts a file into blocks of whole records.

use memchr::{memchr, memchr2};

use super::super::ReadError;
use super::Marks;
use super::bytes::ByteSource;
use super::quotes::{Found, Search};

/// Bytes of a block, about.
const BLOCK_BYTES: usize = 4 << 20;

/// Whole records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Their bytes, in the file's encoding, in UTF-8 when that is a wide one.
    pub(super) bytes: Vec<u8>,
    /// The line on which the first starts, from 1.
    pub(super) first_line: u64,
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
    /// The quoted cell whose end is not found yet.
    open: Option<Search>,
    /// No quote before that place closes a cell.
    stray_until: usize,
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
            stray_until: 0,
            first_line: 1,
            line: 1,
            ended: false,
        }
    }

    #[cfg(test)]
    pub(super) fn with_blocks_of(mut self, bytes: usize) -> Self {
        self.block_bytes = bytes;
        self
    }

    /// Leaves out the lines before that one.
    pub(super) fn skip_to_line(&mut self, line: u64) -> Result<(), ReadError> {
        while self.line < line {
            match memchr(b'\n', &self.buffer[self.at..]) {
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
                return Ok(Some(self.take(self.whole)));
            }
            if self.advance() {
                continue;
            }
            if self.buffer.len() - self.whole > self.limit {
                let limit_bytes = self.limit as u64;
                return Err(ReadError::RowTooLong { line: self.line, limit_bytes });
            }
            if self.fill()? {
                continue;
            }
            if let Some(open) = self.open {
                self.close(open, open.finish(self.marks, &self.buffer));
                continue;
            }
            let rest = self.buffer.len();
            return Ok((rest > 0).then(|| self.take(rest)));
        }
    }

    /// One step of the search; false when more bytes are needed.
    fn advance(&mut self) -> bool {
        if let Some(mut open) = self.open {
            let found = open.go_on(self.marks, &self.buffer);
            self.close(open, found);
            return found != Found::More;
        }
        let Some(found) = memchr2(b'\n', self.marks.quote, &self.buffer[self.at..]) else {
            self.at = self.buffer.len();
            return false;
        };
        let at = self.at + found;
        self.at = at + 1;
        if self.buffer[at] == b'\n' {
            self.whole = at + 1;
            self.line += 1;
        } else if at >= self.stray_until && self.marks.opens_at(&self.buffer, self.whole, at) {
            self.open = Some(Search::from(at + 1));
        }
        true
    }

    /// Goes on behind a quoted cell, or within it when it is none.
    fn close(&mut self, open: Search, found: Found) {
        self.open = None;
        match found {
            Found::End(at) => {
                self.line += open.lines;
                self.at = at + 1;
            }
            Found::Stray(until) => {
                self.at = open.start;
                self.stray_until = until;
            }
            Found::More => self.open = Some(open),
        }
    }

    fn take(&mut self, end: usize) -> Block {
        let rest = self.buffer.split_off(end);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.at = self.at.saturating_sub(end);
        self.open = self.open.map(|open| open.moved(end));
        self.stray_until = self.stray_until.saturating_sub(end);
        self.whole = 0;
        let first_line = std::mem::replace(&mut self.first_line, self.line);
        Block { bytes, first_line, read_bytes: self.source.read_bytes() }
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

#[cfg(test)]
mod tests;
