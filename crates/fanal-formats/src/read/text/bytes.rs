//! A file's bytes as ASCII-compatible text: without byte order marks, UTF-8 when it was UTF-16,
//! lines that end with a line feed, and free of what was put around whole lines.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use memchr::memchr_iter;

use super::Form;
use super::encoding::{Decoder, Encoding};

const CHUNK_BYTES: usize = 1 << 20;
/// What stands before the first character of some files: byte order marks, and line ends that a
/// program wrote as bytes into a UTF-16 text.
const BEFORE_TEXT: [&str; 3] = ["\u{FEFF}", "\u{0A0D}", "\u{0D0A}"];
/// Bytes of the longest row in quotes that is unwrapped.
const WRAPPED_LIMIT_BYTES: usize = 1 << 20;

/// A file that is read from its start to its end.
pub(in crate::read) struct ByteSource {
    file: File,
    decoder: Option<Decoder>,
    returns: Option<Returns>,
    unwrap: Option<Unwrap>,
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
            returns: None,
            unwrap: None,
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

    /// Gives lines of an ordinary table whatever that form.
    pub(super) fn formed(mut self, form: &Form) -> Self {
        self.returns = form.lone_returns.then(Returns::default);
        self.unwrap = form.wrapped.then(Unwrap::default);
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
        let from = out.len();
        let more = if self.started {
            self.append_next(out)?
        } else {
            self.started = true;
            self.append_first(out)?
        };
        if let Some(returns) = &mut self.returns {
            returns.mend(out, from, !more);
        }
        if let Some(unwrap) = &mut self.unwrap {
            unwrap.mend(out, from, !more);
        }
        Ok(more || out.len() > from)
    }

    /// The first bytes, without what stands before the text (some files have two marks).
    fn append_first(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        let mut first = Vec::new();
        while first.len() < 16 && self.append_next(&mut first)? {}
        let mut rest = &first[..];
        while let Some(less) = BEFORE_TEXT.iter().find_map(|b| rest.strip_prefix(b.as_bytes())) {
            rest = less;
        }
        out.extend_from_slice(rest);
        Ok(!first.is_empty())
    }

    fn append_next(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let before = out.len();
        let raw = if self.decoder.is_some() { &mut self.raw } else { &mut *out };
        let start = if self.decoder.is_some() { 0 } else { before };
        raw.truncate(start);
        (&mut self.file).take(CHUNK_BYTES as u64).read_to_end(raw)?;
        let got = raw.len() - start;
        self.read_bytes += got as u64;
        self.ended = got == 0;
        if let Some(decoder) = &mut self.decoder {
            decoder.append(&self.raw, out, self.ended);
        }
        Ok(!self.ended || out.len() > before)
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

/// Turns carriage returns that stand alone into line feeds.
#[derive(Debug, Default)]
pub(super) struct Returns {
    /// One ended the last part, and what follows is not known yet.
    pending: bool,
}

impl Returns {
    /// Mends what was appended from there on.
    pub(super) fn mend(&mut self, out: &mut Vec<u8>, from: usize, last: bool) {
        if std::mem::take(&mut self.pending) {
            out.insert(from, b'\r');
        }
        if !last && out.len() > from && out.ends_with(b"\r") {
            out.pop();
            self.pending = true;
        }
        let returns: Vec<usize> = memchr_iter(b'\r', &out[from..]).map(|at| from + at).collect();
        for at in returns {
            if out.get(at + 1) != Some(&b'\n') {
                out[at] = b'\n';
            }
        }
    }
}

/// Takes the quotes from around whole rows: `"a;""b"";c"` becomes `a;"b";c`.
#[derive(Debug, Default)]
pub(super) struct Unwrap {
    row: Vec<u8>,
    quoted: bool,
}

impl Unwrap {
    /// Mends what was appended from there on; a row that is not whole yet waits.
    pub(super) fn mend(&mut self, out: &mut Vec<u8>, from: usize, last: bool) {
        let fresh = out.split_off(from);
        for byte in fresh {
            self.row.push(byte);
            self.quoted ^= byte == b'"';
            if (byte == b'\n' && !self.quoted) || self.row.len() > WRAPPED_LIMIT_BYTES {
                self.give(out);
            }
        }
        if last {
            self.give(out);
        }
    }

    fn give(&mut self, out: &mut Vec<u8>) {
        let row = std::mem::take(&mut self.row);
        self.quoted = false;
        let end = row.iter().rposition(|b| !b"\r\n,;\t| ".contains(b)).map_or(0, |at| at + 1);
        match row[..end].strip_prefix(b"\"").and_then(|r| r.strip_suffix(b"\"")).and_then(single) {
            Some(inner) => {
                out.extend_from_slice(&inner);
                let line_end =
                    row.iter().rposition(|b| !b"\r\n".contains(b)).map_or(0, |at| at + 1);
                out.extend_from_slice(&row[line_end..]);
            }
            None => out.extend_from_slice(&row),
        }
    }
}

/// The bytes with one quote for every two; none when a quote stands alone.
fn single(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        if *byte == b'"' && rest.next() != Some(&b'"') {
            return None;
        }
        out.push(*byte);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[&str], mut mend: impl FnMut(&mut Vec<u8>, usize, bool), expected: &str) {
        let mut out = Vec::new();
        for part in parts {
            let from = out.len();
            out.extend_from_slice(part.as_bytes());
            mend(&mut out, from, false);
        }
        let from = out.len();
        mend(&mut out, from, true);
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn lone_returns_become_line_feeds_wherever_the_file_is_cut() {
        for parts in [&["a\rb\r\nc\r\r\nd\r"][..], &["a\r", "b\r", "\nc\r", "\r", "\nd", "\r"]] {
            let mut returns = Returns::default();
            check(parts, |o, f, l| returns.mend(o, f, l), "a\nb\r\nc\n\r\nd\n");
        }
    }

    #[test]
    fn quotes_around_whole_rows_are_taken_off() {
        let expected = "a;b\r\n1;\"x\ny\"\n\"p\";\"q\"\nplain;z";
        for parts in [
            &["\"a;b\";;\r\n\"1;\"\"x\ny\"\"\"\n\"p\";\"q\"\nplain;z"][..],
            &["\"a;", "b\";;\r", "\n\"1;\"", "\"x\ny\"\"", "\"\n\"p\";\"q\"\npl", "ain;z"],
        ] {
            let mut unwrap = Unwrap::default();
            check(parts, |o, f, l| unwrap.mend(o, f, l), expected);
        }
    }
}
