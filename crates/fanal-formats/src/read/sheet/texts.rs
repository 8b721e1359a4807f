//! The texts that the cells of a workbook share: read as far as they are asked for and kept in a
//! file, so that memory does not grow with them.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::read::ReadError;

/// Bytes that are read from the file at once.
const PAGE_BYTES: usize = 64 << 10;
/// Pages that stay in memory: cells mostly name texts that lie near each other.
const PAGES_KEPT: usize = 256;
/// Of so many texts it is kept in memory where they start.
const STEP: u64 = 16;
/// Bytes that say how long a text is.
const LENGTH_BYTES: u64 = 4;

/// Gives the next text of the workbook; none at the end.
pub(super) type Source = Box<dyn FnMut() -> Result<Option<String>, ReadError>>;

/// The texts of a workbook, counted from 0.
pub(super) struct Texts {
    source: Source,
    pages: Pages,
    /// Where every sixteenth text starts.
    starts: Vec<u64>,
    count: u64,
}

impl Texts {
    /// Texts that will be taken from there and kept in a file in that folder.
    pub(super) fn new(folder: &Path, source: Source) -> Self {
        Self { source, pages: Pages::new(folder), starts: Vec::new(), count: 0 }
    }

    /// The text in that place, for a cell that names it; none when there are fewer, as a program
    /// that mends a workbook leaves them.
    ///
    /// # Errors
    /// When there is no text at all: then the list itself is lost, and with it all that cells say.
    pub(super) fn of_cell(&mut self, place: u64) -> Result<Option<String>, ReadError> {
        match self.get(place)? {
            None if self.count == 0 => Err(super::xml::broken("the shared texts are missing")),
            found => Ok(found),
        }
    }

    /// The text in that place; none when there are fewer.
    fn get(&mut self, place: u64) -> Result<Option<String>, ReadError> {
        while self.count <= place {
            match (self.source)()? {
                Some(text) => self.push(&text)?,
                None => return Ok(None),
            }
        }
        let Some(start) = usize::try_from(place / STEP).ok().and_then(|i| self.starts.get(i))
        else {
            return Ok(None);
        };
        let mut at = *start;
        for _ in 0..place % STEP {
            at += LENGTH_BYTES + u64::from(self.pages.length(at)?);
        }
        let length = self.pages.length(at)?;
        let mut bytes = vec![0; length as usize];
        self.pages.read(at + LENGTH_BYTES, &mut bytes)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn push(&mut self, text: &str) -> Result<(), ReadError> {
        if self.count.is_multiple_of(STEP) {
            self.starts.push(self.pages.end());
        }
        let length = u32::try_from(text.len()).map_err(super::xml::broken)?;
        self.pages.append(&length.to_le_bytes())?;
        self.pages.append(text.as_bytes())?;
        self.count += 1;
        Ok(())
    }
}

/// Bytes in a file, of which some pages are in memory.
struct Pages {
    folder: PathBuf,
    /// Made when a page is full.
    file: Option<File>,
    /// Pages in the file.
    full: u64,
    /// The bytes behind them.
    tail: Vec<u8>,
    /// For each place the page that was last used of those that may stand there.
    kept: Vec<Option<(u64, Vec<u8>)>>,
}

impl Pages {
    fn new(folder: &Path) -> Self {
        let kept = std::iter::repeat_with(|| None).take(PAGES_KEPT).collect();
        Self { folder: folder.to_owned(), file: None, full: 0, tail: Vec::new(), kept }
    }

    fn end(&self) -> u64 {
        self.full * PAGE_BYTES as u64 + self.tail.len() as u64
    }

    fn append(&mut self, mut bytes: &[u8]) -> Result<(), ReadError> {
        while !bytes.is_empty() {
            let room = PAGE_BYTES - self.tail.len();
            let (now, later) = bytes.split_at(bytes.len().min(room));
            self.tail.extend_from_slice(now);
            bytes = later;
            if self.tail.len() == PAGE_BYTES {
                self.put_away()?;
            }
        }
        Ok(())
    }

    fn put_away(&mut self) -> Result<(), ReadError> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(&self.folder)?),
        };
        file.seek(SeekFrom::Start(self.full * PAGE_BYTES as u64))?;
        file.write_all(&self.tail)?;
        let page = std::mem::take(&mut self.tail);
        let slot = slot(self.full);
        self.kept[slot] = Some((self.full, page));
        self.full += 1;
        Ok(())
    }

    fn length(&mut self, at: u64) -> Result<u32, ReadError> {
        let mut bytes = [0; 4];
        self.read(at, &mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    /// Fills the bytes with those that stand there.
    fn read(&mut self, mut at: u64, mut out: &mut [u8]) -> Result<(), ReadError> {
        while !out.is_empty() {
            let number = at / PAGE_BYTES as u64;
            #[expect(clippy::cast_possible_truncation, reason = "less than a page")]
            let from = (at % PAGE_BYTES as u64) as usize;
            let page = self.page(number)?.get(from..).unwrap_or_default();
            let count = page.len().min(out.len());
            if count == 0 {
                return Err(super::xml::broken("a shared text is cut"));
            }
            let (now, later) = out.split_at_mut(count);
            now.copy_from_slice(&page[..count]);
            (out, at) = (later, at + count as u64);
        }
        Ok(())
    }

    fn page(&mut self, number: u64) -> Result<&[u8], ReadError> {
        if number >= self.full {
            return Ok(&self.tail);
        }
        let kept = &mut self.kept[slot(number)];
        let is_there = kept.as_ref().is_some_and(|(known, _)| *known == number);
        if !is_there && let Some(file) = &mut self.file {
            let mut page = kept.take().map_or_else(Vec::new, |(_, page)| page);
            page.resize(PAGE_BYTES, 0);
            file.seek(SeekFrom::Start(number * PAGE_BYTES as u64))?;
            file.read_exact(&mut page)?;
            *kept = Some((number, page));
        }
        Ok(kept.as_ref().map_or(&[], |(_, page)| page))
    }
}

fn slot(page: u64) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "below the number of pages kept")]
    let slot = (page % PAGES_KEPT as u64) as usize;
    slot
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(count: u64, length: usize) -> Texts {
        let mut next = 0;
        let source = move || {
            next += 1;
            Ok((next <= count).then(|| text(next - 1, length)))
        };
        Texts::new(&std::env::temp_dir(), Box::new(source))
    }

    fn text(place: u64, length: usize) -> String {
        format!("é{place} {}", "x".repeat(length + place as usize % 7))
    }

    #[test]
    fn texts_are_found_in_any_order() {
        // Twice as many bytes as stay in memory.
        let (count, length) = (4_000, 8_000);
        let mut all = texts(count, length);
        for place in [3_999, 0, 17, 2_500, 1, 3_998, 2_501, 16, 15] {
            assert_eq!(all.get(place).expect("readable"), Some(text(place, length)), "{place}");
        }
        assert_eq!(all.get(count).expect("readable"), None);
        assert_eq!(all.get(u64::MAX).expect("readable"), None);
    }

    #[test]
    fn texts_are_read_as_far_as_they_are_asked_for() {
        let mut all = texts(100_000, 10);
        assert_eq!(all.get(5).expect("readable"), Some(text(5, 10)));
        assert_eq!(all.count, 6);
        assert!(all.pages.file.is_none());
    }
}
