//! Pages of the Web with all that belongs to them in one text (RFC 2557), as Excel saves them: the
//! pages alone are read.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use memchr::memmem;

use super::xml::broken;
use crate::read::ReadError;

/// Bytes of one line.
const LINE_LIMIT_BYTES: u64 = 1 << 20;

/// Whether a file that starts like this is one.
pub(in crate::read) fn is_mhtml(head: &[u8]) -> bool {
    let head = head.to_ascii_lowercase();
    let starts = [&b"mime-version:"[..], b"from:", b"content-type:", b"subject:"];
    let related = memmem::find(&head, b"multipart/related").is_some();
    related && starts.iter().any(|start| head.trim_ascii_start().starts_with(start))
}

/// The encoding of the first page.
pub(super) fn encoding(path: &Path) -> Result<String, ReadError> {
    let mut pages = Pages::open(path)?;
    // The first byte of a page comes behind what is said of it.
    pages.read(&mut [0]).map_err(broken)?;
    let said = pages.charset.filter(|name| !name.eq_ignore_ascii_case("us-ascii"));
    Ok(said.unwrap_or_else(|| "windows-1252".to_owned()))
}

/// How the bytes of a part are written.
#[derive(Clone, Copy, PartialEq)]
enum Transfer {
    Plain,
    Quoted,
    Base64,
}

/// The bytes of all pages, one after the other.
pub(super) struct Pages {
    file: BufReader<File>,
    boundary: Option<String>,
    charset: Option<String>,
    /// How the part that is read is written; none for parts that are no pages.
    transfer: Option<Transfer>,
    decoded: Vec<u8>,
    at: usize,
}

impl Pages {
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let mut pages = Self {
            file: BufReader::new(File::open(path)?),
            boundary: None,
            charset: None,
            transfer: None,
            decoded: Vec::new(),
            at: 0,
        };
        let head = pages.head()?;
        pages.boundary = parameter(&head, "boundary");
        if pages.boundary.is_none() {
            return Err(broken("no boundary between the parts"));
        }
        Ok(pages)
    }

    /// A line as it is written; empty at the end.
    fn line(&mut self) -> std::io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.file).take(LINE_LIMIT_BYTES).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// The lines up to the first empty one, joined where they go on.
    fn head(&mut self) -> std::io::Result<Vec<String>> {
        let mut head: Vec<String> = Vec::new();
        let mut left = LINE_LIMIT_BYTES;
        loop {
            let line = self.line()?;
            left = left.saturating_sub(line.len() as u64);
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            if text.is_empty() || left == 0 {
                return Ok(head);
            }
            match head.last_mut().filter(|_| text.starts_with([' ', '\t'])) {
                Some(last) => last.push_str(&text),
                None => head.push(text),
            }
        }
    }

    /// Reads what is said of a part.
    fn start_part(&mut self) -> std::io::Result<()> {
        let head = self.head()?;
        let is_page = value(&head, "content-type").is_some_and(|v| v.starts_with("text/html"));
        let transfer = match value(&head, "content-transfer-encoding").as_deref() {
            Some("quoted-printable") => Transfer::Quoted,
            Some("base64") => Transfer::Base64,
            _ => Transfer::Plain,
        };
        self.transfer = is_page.then_some(transfer);
        if is_page && self.charset.is_none() {
            self.charset = parameter(&head, "charset");
        }
        Ok(())
    }

    /// Decodes the next line; answers whether there was one.
    fn decode(&mut self) -> std::io::Result<bool> {
        let line = self.line()?;
        if line.is_empty() {
            return Ok(false);
        }
        let mark = line.strip_prefix(b"--").zip(self.boundary.as_deref());
        if mark.is_some_and(|(rest, boundary)| rest.starts_with(boundary.as_bytes())) {
            self.start_part()?;
            return Ok(true);
        }
        self.decoded.clear();
        self.at = 0;
        match self.transfer {
            None => {}
            Some(Transfer::Plain) => self.decoded = line,
            Some(Transfer::Quoted) => quoted(&line, &mut self.decoded),
            Some(Transfer::Base64) => base64(&line, &mut self.decoded),
        }
        Ok(true)
    }
}

impl Read for Pages {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.decoded.len() {
            if !self.decode()? {
                return Ok(0);
            }
        }
        let left = &self.decoded[self.at..];
        let count = left.len().min(out.len());
        out[..count].copy_from_slice(&left[..count]);
        self.at += count;
        Ok(count)
    }
}

/// What a line of a head says, in small letters.
fn value(head: &[String], name: &str) -> Option<String> {
    let of = |line: &String| {
        let (own, value) = line.split_once(':')?;
        own.eq_ignore_ascii_case(name).then(|| value.trim().to_ascii_lowercase())
    };
    head.iter().find_map(of)
}

/// A parameter of the kind of content, as it is written.
fn parameter(head: &[String], name: &str) -> Option<String> {
    let of = |line: &String| {
        line.split(';').skip(1).find_map(|part| {
            let (own, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"').to_owned();
            own.trim().eq_ignore_ascii_case(name).then_some(value)
        })
    };
    head.iter().find_map(of)
}

/// A line in which `=E9` stands for a byte and `=` at the end for no line end.
fn quoted(line: &[u8], out: &mut Vec<u8>) {
    let mut rest = line.trim_ascii_end();
    let goes_on = rest.last() == Some(&b'=');
    rest = rest.strip_suffix(b"=").unwrap_or(rest);
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'=');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    if !goes_on {
        out.push(b'\n');
    }
}

/// A line of whole groups of four characters, each for three bytes.
fn base64(line: &[u8], out: &mut Vec<u8>) {
    let digit = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = line.iter().filter_map(digit).collect();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit));
        let bits = bits << (6 * (4 - group.len()));
        out.extend(&bits.to_be_bytes()[1..group.len()]);
    }
}
