//! A client that looks at bytes: it tells a complete body from one that was cut.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the body came with its end.
    pub(crate) is_complete: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The lines of an export without its header, sorted: what is in a dataset.
    #[track_caller]
    pub(crate) fn rows(&self) -> Vec<String> {
        assert!(self.status == 200 && self.is_complete, "a whole export, not {}", self.status);
        let text = self.text();
        let mut lines: Vec<String> =
            text.trim_start_matches('\u{feff}').lines().skip(1).map(str::to_owned).collect();
        lines.sort();
        lines
    }

    /// The version that was read.
    pub(crate) fn version(&self) -> i64 {
        self.header("fanal-version").and_then(|v| v.parse().ok()).unwrap_or(0)
    }
}

pub(crate) fn get(port: u16, path: &str) -> Answer {
    let mut reader = begin(port, path);
    read(&mut reader)
}

/// Asks, and leaves the reading to the caller.
pub(crate) fn begin(port: u16, path: &str) -> BufReader<TcpStream> {
    send(port, &format!("GET {path} HTTP/1.1\r\n"), &[])
}

/// Sends a request that has its first line and headers; the rest is added.
pub(crate) fn send(port: u16, head: &str, body: &[u8]) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout can be set");
    let mut writer = stream.try_clone().expect("a socket can be shared");
    let head = format!(
        "{head}Host: localhost:{port}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    // A server may answer before it has read all: what it says counts.
    let _ = writer.write_all(head.as_bytes()).and_then(|()| writer.write_all(body));
    BufReader::new(stream)
}

/// Reads an answer to its end, wherever that is.
pub(crate) fn read(reader: &mut BufReader<TcpStream>) -> Answer {
    let first = line(reader).unwrap_or_default();
    let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    let mut headers = Vec::new();
    while let Some(line) = line(reader).filter(|l| !l.is_empty()) {
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let mut answer = Answer { status, headers, body: Vec::new(), is_complete: false };
    let length = answer.header("content-length").and_then(|l| l.parse::<u64>().ok());
    answer.is_complete = match length {
        Some(length) => {
            let read = reader.take(length).read_to_end(&mut answer.body);
            read.is_ok_and(|read| read as u64 == length)
        }
        None if answer.header("transfer-encoding") == Some("chunked") => {
            chunks(reader, &mut answer.body).unwrap_or(false)
        }
        None => reader.read_to_end(&mut answer.body).is_ok() && status != 0,
    };
    answer
}

/// Reads a chunked body; true when the last, empty chunk came.
fn chunks(reader: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> std::io::Result<bool> {
    while let Some(size) = line(reader) {
        let Ok(size) = u64::from_str_radix(&size, 16) else { return Ok(false) };
        if size == 0 {
            return Ok(line(reader).is_some_and(|l| l.is_empty()));
        }
        if reader.take(size).read_to_end(body)? as u64 != size {
            return Ok(false);
        }
        line(reader);
    }
    Ok(false)
}

/// One line without its end; none where the connection ends.
fn line(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = reader.read_line(&mut line).ok()?;
    (read > 0 && line.ends_with('\n')).then(|| line.trim_end().to_owned())
}
