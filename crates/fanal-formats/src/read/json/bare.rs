//! What programs write for a number that is none, and JSON has no place for: `NaN`, `-Infinity`,
//! `-1.#IND`, `1e999`. A document with such words is read as if `null` stood there.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use fanal_model::Problem;
use memchr::memchr2;

/// Bytes that are read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// Bytes of a document that may have such words, without them.
pub(super) struct Mended<R> {
    source: R,
    mender: Mender,
    raw: Vec<u8>,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Mended<R> {
    /// The bytes of that source; the second value counts the words.
    pub(super) fn new(source: R) -> (Self, Rc<Cell<u64>>) {
        let count = Rc::default();
        let (mender, raw) = (Mender::default(), vec![0; CHUNK_BYTES]);
        let (ready, counted) = (Vec::new(), Rc::clone(&count));
        (Self { source, mender, raw, ready, taken: 0, ended: false, count }, counted)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        while self.ready.is_empty() && !self.ended {
            let count = self.source.read(&mut self.raw)?;
            self.mender.push(&self.raw[..count], &mut self.ready);
            self.ended = count == 0;
            if self.ended {
                self.mender.end_word(&mut self.ready);
            }
        }
        self.count.set(self.mender.count);
        Ok(())
    }
}

impl<R: Read> Read for Mended<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.ready.len() {
            self.fill()?;
        }
        let rest = &self.ready[self.taken..];
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        Ok(count)
    }
}

/// A text with `null` for each such word, and how many there were; none when there is none.
pub(super) fn mended(text: &[u8]) -> Option<(Vec<u8>, u64)> {
    let (mut mender, mut out) = (Mender::default(), Vec::with_capacity(text.len()));
    mender.push(text, &mut out);
    mender.end_word(&mut out);
    (mender.count > 0).then_some((out, mender.count))
}

/// Says that so many numbers are read as missing.
pub(super) fn doubt(count: u64) -> Vec<Problem> {
    let some = (count > 0).then(|| Problem::new("json-no-numbers").number("count", count));
    some.into_iter().collect()
}

#[derive(Default)]
struct Mender {
    in_text: bool,
    /// Within a text, behind a backslash.
    escaped: bool,
    /// Letters, digits and signs outside of texts, as far as they came.
    word: Vec<u8>,
    count: u64,
}

impl Mender {
    fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while !bytes.is_empty() {
            let count =
                if self.in_text { self.within_text(bytes) } else { self.outside(bytes, out) };
            if self.word.is_empty() {
                out.extend_from_slice(&bytes[..count]);
            }
            bytes = &bytes[count..];
        }
    }

    /// How many of the bytes are of the text, up to its end or one sign that changes the next.
    fn within_text(&mut self, bytes: &[u8]) -> usize {
        if std::mem::take(&mut self.escaped) {
            return 1;
        }
        let Some(at) = memchr2(b'"', b'\\', bytes) else { return bytes.len() };
        self.escaped = bytes[at] == b'\\';
        self.in_text = self.escaped;
        at + 1
    }

    /// How many bytes belong together: those of a word, which is kept, or one that is of none.
    fn outside(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let of_word = |b: &u8| !b.is_ascii_whitespace() && !b",:[]{}\"".contains(b);
        let count = bytes.iter().take_while(|b| of_word(b)).count();
        if count == 0 {
            self.end_word(out);
            self.in_text = bytes[0] == b'"';
            return 1;
        }
        self.word.extend_from_slice(&bytes[..count]);
        count
    }

    fn end_word(&mut self, out: &mut Vec<u8>) {
        if is_no_number(&self.word) {
            self.count += 1;
            self.word.clear();
            out.extend_from_slice(b"null");
        }
        out.append(&mut self.word);
    }
}

/// Whether a word stands for a number that is none, or for one that is too large to be one.
fn is_no_number(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"-").or(word.strip_prefix(b"+")).unwrap_or(word);
    let small = digits.to_ascii_lowercase();
    let beyond = || {
        let number = std::str::from_utf8(&small).ok().and_then(|text| text.parse::<f64>().ok());
        number.is_some_and(f64::is_infinite)
    };
    match small.first() {
        Some(b'n') => small == b"nan" || small.starts_with(b"nan("),
        Some(b'i') => small == b"inf" || small == b"infinity",
        Some(b'0'..=b'9') => small.starts_with(b"1.#") || beyond(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let whole = mended(text.as_bytes()).map_or(text.as_bytes().to_vec(), |(out, _)| out);
        assert_eq!(String::from_utf8_lossy(&whole), expected);
        // Byte after byte, whatever lies in two parts.
        let (mut mender, mut out) = (Mender::default(), Vec::new());
        text.as_bytes().iter().for_each(|byte| mender.push(&[*byte], &mut out));
        mender.end_word(&mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn numbers_that_are_none_are_null() {
        check("[NaN, -Infinity,inf\n]", "[null, null,null\n]");
        check(r#"{"a":-nan(ind),"b":1.#QNAN,"c":-1.#IND}"#, r#"{"a":null,"b":null,"c":null}"#);
        check("[1e999,-1e999,1e3]", "[null,null,1e3]");
        check("NaN", "null");
    }

    #[test]
    fn everything_else_stays() {
        let long = format!("[0.{}]", "1".repeat(3_000));
        for text in [
            r#"{"NaN":"NaN, \"Infinity\", \\","b":[true,false,null,-1.5e3]}"#,
            r#"["\\",nano,"é"]"#,
            "",
            &long,
        ] {
            check(text, text);
        }
    }
}
