//! The text of a file in UTF-8, as a stream.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use encoding_rs::{Decoder, Encoding};

use crate::read::ReadError;

/// Reads text of that encoding; its byte order mark is left out.
pub(super) struct Decoded<R> {
    source: BufReader<R>,
    decoder: Decoder,
    ended: bool,
}

impl Decoded<File> {
    pub(super) fn open(path: &Path, encoding: &str) -> Result<Self, ReadError> {
        Self::new(File::open(path)?, encoding)
    }
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, encoding: &str) -> Result<Self, ReadError> {
        let known = Encoding::for_label(encoding.as_bytes())
            .ok_or_else(|| ReadError::UnknownEncoding(encoding.to_owned()))?;
        let source = BufReader::with_capacity(64 << 10, source);
        Ok(Self { source, decoder: known.new_decoder(), ended: false })
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        // A decoder wants room for a whole character.
        if self.ended || out.len() < 4 {
            return Ok(0);
        }
        loop {
            let bytes = self.source.fill_buf()?;
            let last = bytes.is_empty();
            let (_, read, written, _) = self.decoder.decode_to_utf8(bytes, out, last);
            self.source.consume(read);
            self.ended = last && written < out.len().saturating_sub(4);
            if written > 0 || self.ended {
                return Ok(written);
            }
        }
    }
}
