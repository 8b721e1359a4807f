//! A file's bytes as ASCII-compatible text: without byte order marks, and UTF-8 when it was UTF-16.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::encoding::Encoding;

const CHUNK_BYTES: usize = 1 << 20;
const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// A file that is read from its start to its end.
pub(in crate::read) struct ByteSource {
    file: File,
    decoder: Option<encoding_rs::Decoder>,
    /// Transcoded bytes that were not taken yet.
    ready: Vec<u8>,
    taken: usize,
    read_bytes: u64,
    total_bytes: u64,
    started: bool,
    ended: bool,
    raw: Vec<u8>,
}

impl ByteSource {
    /// Opens a file.
    pub(in crate::read) fn open(path: &Path, encoding: Encoding) -> io::Result<Self> {
        let file = File::open(path)?;
        let total_bytes = file.metadata()?.len();
        Ok(Self {
            file,
            decoder: encoding.is_wide().then(|| encoding.decoder()),
            ready: Vec::new(),
            taken: 0,
            read_bytes: 0,
            total_bytes,
            started: false,
            ended: false,
            raw: Vec::new(),
        })
    }

    /// Gives UTF-8 whatever the file's encoding: for those who read characters and no blocks.
    pub(in crate::read) fn transcoding(mut self, encoding: Encoding) -> Self {
        if encoding != Encoding::UTF_8 {
            self.decoder = Some(encoding.decoder());
        }
        self
    }

    /// Bytes of the file that were read.
    pub(in crate::read) fn read_bytes(&self) -> u64 {
        self.read_bytes
    }

    /// Bytes of the whole file.
    pub(in crate::read) fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    /// Appends the next bytes; false at the end.
    pub(in crate::read) fn append(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        if !self.started {
            self.started = true;
            return self.append_first(out);
        }
        self.append_next(out)
    }

    /// The first bytes, without the byte order marks (some files have two).
    fn append_first(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        let mut first = Vec::new();
        while first.len() < 2 * BOM.len() && self.append_next(&mut first)? {}
        let mut rest = &first[..];
        for _ in 0..2 {
            rest = rest.strip_prefix(&BOM).unwrap_or(rest);
        }
        out.extend_from_slice(rest);
        Ok(!first.is_empty())
    }

    fn append_next(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let Some(decoder) = &mut self.decoder else {
            let before = out.len();
            (&mut self.file).take(CHUNK_BYTES as u64).read_to_end(out)?;
            let got = out.len() - before;
            self.read_bytes += got as u64;
            self.ended = got == 0;
            return Ok(got > 0);
        };
        self.raw.clear();
        (&mut self.file).take(CHUNK_BYTES as u64).read_to_end(&mut self.raw)?;
        self.read_bytes += self.raw.len() as u64;
        self.ended = self.raw.is_empty();
        let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(4 * CHUNK_BYTES);
        let before = out.len();
        out.resize(before + room, 0);
        let (_, _, written, _) = decoder.decode_to_utf8(&self.raw, &mut out[before..], self.ended);
        out.truncate(before + written);
        Ok(!self.ended || written > 0)
    }
}

impl Read for ByteSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() {
            let mut ready = std::mem::take(&mut self.ready);
            ready.clear();
            let more = self.append(&mut ready)?;
            self.ready = ready;
            self.taken = 0;
            if !more {
                return Ok(0);
            }
        }
        let count = buffer.len().min(self.ready.len() - self.taken);
        buffer[..count].copy_from_slice(&self.ready[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}
