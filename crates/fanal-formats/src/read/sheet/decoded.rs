//! The text of a file in UTF-8, as a stream.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use encoding_rs::{Decoder, Encoding};

use crate::read::ReadError;

/// Reads a file of that encoding; its byte order mark is left out.
pub(super) struct Decoded {
    file: BufReader<File>,
    decoder: Decoder,
    ended: bool,
}

impl Decoded {
    pub(super) fn open(path: &Path, encoding: &str) -> Result<Self, ReadError> {
        let known = Encoding::for_label(encoding.as_bytes())
            .ok_or_else(|| ReadError::UnknownEncoding(encoding.to_owned()))?;
        let file = BufReader::with_capacity(64 << 10, File::open(path)?);
        Ok(Self { file, decoder: known.new_decoder(), ended: false })
    }
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        // A decoder wants room for a whole character.
        if self.ended || out.len() < 4 {
            return Ok(0);
        }
        loop {
            let bytes = self.file.fill_buf()?;
            let last = bytes.is_empty();
            let (_, read, written, _) = self.decoder.decode_to_utf8(bytes, out, last);
            self.file.consume(read);
            self.ended = last && written < out.len().saturating_sub(4);
            if written > 0 || self.ended {
                return Ok(written);
            }
        }
    }
}
