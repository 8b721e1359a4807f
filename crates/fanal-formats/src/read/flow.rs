//! A document's bytes as they are read, and the bound on what one record may hold.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use crate::read::ReadError;
use crate::read::text::bytes::ByteSource;
use crate::read::text::encoding::Encoding;

/// How far a document was read.
#[derive(Debug)]
pub(in crate::read) struct Flow {
    read_bytes: Cell<u64>,
    /// Bytes since the last record or value ended.
    pending: Cell<u64>,
    limit_bytes: u64,
}

impl Flow {
    /// Bytes of the file that were read.
    pub(in crate::read) fn read_bytes(&self) -> u64 {
        self.read_bytes.get()
    }

    /// A record or a value has ended.
    pub(in crate::read) fn ended(&self) {
        self.pending.set(0);
    }

    /// The error of a pass that the parser broke off, when the bound was the reason.
    pub(in crate::read) fn too_long(&self, line: u64) -> Option<ReadError> {
        let too_long = self.pending.get() > self.limit_bytes;
        too_long.then_some(ReadError::RowTooLong { line, limit_bytes: self.limit_bytes })
    }
}

/// A document's text, in UTF-8.
pub(in crate::read) struct Source {
    bytes: ByteSource,
    flow: Rc<Flow>,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.flow.read_bytes.set(self.bytes.read_bytes());
        let pending = self.flow.pending.get() + count as u64;
        self.flow.pending.set(pending);
        // Parsers keep a value whole: one without end would fill the memory.
        if pending > self.flow.limit_bytes {
            return Err(io::Error::other("one record is longer than the limit"));
        }
        Ok(count)
    }
}

/// Opens a document; the second value follows the reading. One record may have that many bytes.
pub(in crate::read) fn open(
    path: &Path,
    encoding: &str,
    limit_bytes: u64,
) -> Result<(BufReader<Source>, Rc<Flow>), ReadError> {
    let encoding = Encoding::named(encoding)?;
    let bytes = ByteSource::open(path, encoding)?.transcoding(encoding);
    let limit_bytes = limit_bytes.max(BUFFER_BYTES as u64);
    let flow = Rc::new(Flow { read_bytes: Cell::new(0), pending: Cell::new(0), limit_bytes });
    let source = Source { bytes, flow: Rc::clone(&flow) };
    Ok((BufReader::with_capacity(BUFFER_BYTES, source), flow))
}

const BUFFER_BYTES: usize = 256 << 10;
