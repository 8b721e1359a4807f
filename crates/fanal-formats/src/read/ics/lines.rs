//! The lines of a calendar; one that goes on below is joined.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use crate::read::flow::{Flow, Source, open};
use crate::read::{Layout, ReadError};

pub(super) struct Lines {
    reader: BufReader<Source>,
    flow: Rc<Flow>,
    limit_bytes: u64,
    number: u64,
    /// A line that was read and may go on.
    waiting: Option<(u64, Vec<u8>)>,
}

impl Lines {
    pub(super) fn open(path: &Path, layout: &Layout) -> Result<Self, ReadError> {
        let limit_bytes = layout.row_limit_bytes;
        let (reader, flow) = open(path, &layout.encoding, limit_bytes.saturating_mul(2))?;
        Ok(Self { reader, flow, limit_bytes, number: 0, waiting: None })
    }

    pub(super) fn read_bytes(&self) -> u64 {
        self.flow.read_bytes()
    }

    /// The next line and its number; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<(u64, String)>, ReadError> {
        loop {
            let mut bytes = Vec::new();
            self.flow.ended();
            let limit_bytes = self.limit_bytes;
            let count = (&mut self.reader).take(limit_bytes + 1).read_until(b'\n', &mut bytes)?;
            self.number += 1;
            let goes_on = matches!(bytes.first(), Some(b' ' | b'\t'));
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            match &mut self.waiting {
                Some((line, waiting)) if goes_on => {
                    waiting.extend_from_slice(&bytes[1..]);
                    if waiting.len() as u64 > limit_bytes {
                        return Err(ReadError::RowTooLong { line: *line, limit_bytes });
                    }
                }
                _ if bytes.len() as u64 > limit_bytes => {
                    return Err(ReadError::RowTooLong { line: self.number, limit_bytes });
                }
                waiting => {
                    let next = (count > 0).then_some((self.number, bytes));
                    match std::mem::replace(waiting, next) {
                        Some((line, bytes)) => {
                            // Only joined, a character that the fold cut is whole again.
                            return Ok(Some((line, String::from_utf8_lossy(&bytes).into_owned())));
                        }
                        None if count == 0 => return Ok(None),
                        None => {}
                    }
                }
            }
        }
    }
}
