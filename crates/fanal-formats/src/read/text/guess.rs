//! Which encoding a file has that does not say it, decided on all its bytes.
//!
//! Only encodings that French files have are weighed. Each byte above 127 is looked at between its
//! two neighbours: an encoding is likely when it makes letters where French has them.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use encoding_rs::{ISO_8859_15, MACINTOSH, WINDOWS_1252};
use fanal_model::Problem;

use super::encoding::Encoding;
use super::french;
use crate::read::ReadError;

const CHUNK_BYTES: usize = 1 << 20;

/// The encoding of a file, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Guess {
    pub(in crate::read) encoding: Encoding,
    /// What speaks for it.
    pub(in crate::read) evidence: Problem,
    /// Whether another one is likely too.
    pub(in crate::read) unsure: bool,
}

/// The encoding of a file that does not say it, on all its bytes.
pub(in crate::read) fn encoding_of(path: &Path) -> Result<Guess, ReadError> {
    let mut file = File::open(path)?;
    let mut buffer = Vec::with_capacity(CHUNK_BYTES);
    (&mut file).take(CHUNK_BYTES as u64).read_to_end(&mut buffer)?;
    if let Some(wide) = wide(&buffer) {
        return Ok(wide);
    }
    file.rewind()?;
    buffer.clear();
    let mut high = HighBytes::default();
    loop {
        let got = (&mut file).take(CHUNK_BYTES as u64).read_to_end(&mut buffer)?;
        let whole = if got == 0 { buffer.len() } else { ascii_end(&buffer) };
        high.add(&buffer[..whole]);
        buffer.drain(..whole);
        if got == 0 {
            return Ok(high.judge());
        }
    }
}

/// End of the last ASCII byte, behind which no character is cut.
fn ascii_end(bytes: &[u8]) -> usize {
    bytes.iter().rposition(u8::is_ascii).map_or(bytes.len(), |i| i + 1)
}

/// UTF-16, by its mark or by the zeros between Latin letters.
fn wide(first: &[u8]) -> Option<Guess> {
    let marked = |encoding: Encoding| Guess {
        encoding,
        evidence: Problem::new("encoding-marked").text("encoding", encoding.name()),
        unsure: false,
    };
    if first.starts_with(&[0xFF, 0xFE]) {
        return Some(marked(Encoding::UTF_16LE));
    }
    if first.starts_with(&[0xFE, 0xFF]) {
        return Some(marked(Encoding::UTF_16BE));
    }
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = first.len() / 5;
    let encoding = if first.len() < 4 {
        return None;
    } else if odd > many && even * 10 < odd {
        Encoding::UTF_16LE
    } else if even > many && odd * 10 < even {
        Encoding::UTF_16BE
    } else {
        return None;
    };
    let evidence = Problem::new("encoding-wide").text("encoding", encoding.name());
    Some(Guess { encoding, evidence, unsure: false })
}

/// What the bytes above 127 of a whole file say.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct HighBytes {
    /// How often each stands between two neighbours, in parts of the file that are no UTF-8.
    contexts: HashMap<[u8; 3], u64>,
    /// Well-formed UTF-8 sequences of more than one byte.
    sequences: u64,
    /// Those that are not among the contexts.
    sequences_apart: u64,
    /// Places where UTF-8 breaks.
    breaks: u64,
}

/// What an encoding would make of a file.
struct Weighed {
    encoding: Encoding,
    score: i64,
    likely: u64,
}

const UTF_8_SEQUENCE: i64 = 10;
const UTF_8_BREAK: i64 = -25;
/// What a UTF-8 sequence weighs when it is taken for letters of one byte each: `Ã©`.
const SEQUENCE_AS_LETTERS: i64 = -15;

impl HighBytes {
    /// Counts a part of the file that ends with an ASCII byte, or with the file.
    pub(in crate::read) fn add(&mut self, bytes: &[u8]) {
        if simdutf8::basic::from_utf8(bytes).is_ok() {
            let sequences = bytes.iter().filter(|b| **b >= 0xC0).count() as u64;
            self.sequences += sequences;
            self.sequences_apart += sequences;
            return;
        }
        for chunk in bytes.utf8_chunks() {
            self.sequences += chunk.valid().bytes().filter(|b| *b >= 0xC0).count() as u64;
            self.breaks += u64::from(!chunk.invalid().is_empty());
        }
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at)).map_or(b' ', |b| match b {
                b'0'..=b'9' => b'0',
                0x80.. => 0x80,
                b if b.is_ascii_alphabetic() => *b,
                _ => b' ',
            })
        };
        for (at, byte) in bytes.iter().enumerate().filter(|(_, b)| **b >= 0x80) {
            let context = [neighbour(at.checked_sub(1)), *byte, neighbour(Some(at + 1))];
            *self.contexts.entry(context).or_default() += 1;
        }
    }

    /// The likeliest encoding.
    pub(in crate::read) fn judge(&self) -> Guess {
        if self.breaks == 0 && self.sequences == 0 {
            let evidence = Problem::new("encoding-plain");
            return Guess { encoding: Encoding::UTF_8, evidence, unsure: false };
        }
        let utf_8 = weigh(self.sequences, UTF_8_SEQUENCE) + weigh(self.breaks, UTF_8_BREAK);
        let letters: u64 = self.contexts.values().sum();
        let mut others: Vec<Weighed> = [
            Encoding::Web(WINDOWS_1252),
            Encoding::Web(ISO_8859_15),
            Encoding::Web(MACINTOSH),
            Encoding::Dos,
        ]
        .into_iter()
        .map(|encoding| self.weighed(encoding))
        .collect();
        // A stable sort: among equals the first, which is the most used.
        others.sort_by_key(|o| std::cmp::Reverse(o.score));
        let best = &others[0];
        if self.breaks == 0 || utf_8 >= best.score {
            let all = self.sequences + self.breaks;
            return decided(Encoding::UTF_8, all, self.sequences, false);
        }
        let rival = others[1..].iter().find(|o| !self.same_text(o.encoding, best.encoding));
        let close =
            rival.is_some_and(|r| r.score.saturating_mul(10) > best.score.saturating_mul(7));
        let doubtful = best.likely.saturating_mul(20) < letters.saturating_mul(17);
        let unsure = best.score <= 0 || close || doubtful || self.sequences_apart > 0;
        decided(best.encoding, letters, best.likely, unsure)
    }

    fn weighed(&self, encoding: Encoding) -> Weighed {
        let characters = upper_half(encoding);
        let mut score = weigh(self.sequences_apart, SEQUENCE_AS_LETTERS);
        let mut likely = 0;
        for ([before, byte, after], count) in &self.contexts {
            let character = characters[usize::from(byte & 0x7F)];
            let weight = french::weight(*before, character, *after);
            score = score.saturating_add(weigh(*count, weight));
            likely += if weight > 0 { *count } else { 0 };
        }
        Weighed { encoding, score, likely }
    }

    fn same_text(&self, one: Encoding, other: Encoding) -> bool {
        let (one, other) = (upper_half(one), upper_half(other));
        self.contexts.keys().all(|[_, b, _]| {
            let place = usize::from(b & 0x7F);
            one[place] == other[place]
        })
    }
}

fn weigh(count: u64, weight: i64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(weight)
}

fn decided(encoding: Encoding, letters: u64, likely: u64, unsure: bool) -> Guess {
    let percent = likely.saturating_mul(100) / letters.max(1);
    let evidence = Problem::new("encoding-decided")
        .text("encoding", encoding.name())
        .number("letters", letters)
        .number("percent", percent);
    Guess { encoding, evidence, unsure }
}

/// The characters of a single-byte encoding from 0x80 on.
fn upper_half(encoding: Encoding) -> Vec<char> {
    let bytes: Vec<u8> = (0x80..=0xFF).collect();
    encoding.decode(&bytes).0.chars().collect()
}

#[cfg(test)]
mod tests;
