//! The head of a table and its records.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use fanal_model::Problem;

use super::field::Field;
use super::memo::Memo;
use crate::read::ReadError;
use crate::read::column::Datum;
use crate::read::layout::{COLUMN_LIMIT, ROW_LIMIT_BYTES};
use crate::read::text::encoding::Encoding;

const HEAD_BYTES: usize = 32;
/// The end of the list of fields.
const FIELDS_END: u8 = 0x0D;

/// A table that is read from its first record to its last.
pub(in crate::read) struct Table {
    file: BufReader<File>,
    size_bytes: u64,
    pub(super) fields: Vec<Field>,
    /// The code page that the table declares.
    pub(super) language: u8,
    /// Records, as the head says; some programs never write it.
    records: u64,
    head_bytes: u64,
    record: Vec<u8>,
    read: u64,
    /// Texts that lie in a file beside the table.
    memo: Option<Memo>,
}

/// Whether a file that starts like this is a dBase table.
pub(in crate::read) fn is_dbf(head: &[u8]) -> bool {
    let Some((first, rest)) = head.split_first_chunk::<HEAD_BYTES>() else { return false };
    let known =
        [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0x8C, 0xCB, 0xF5, 0xFB];
    let day = first[2] <= 12 && first[3] <= 31;
    let head_bytes = usize::from(u16::from_le_bytes([first[8], first[9]]));
    let record_bytes = u16::from_le_bytes([first[10], first[11]]);
    let field = rest.get(11).is_some_and(|kind| b"CNFLDMTIBOGPVYW@+0".contains(kind));
    known.contains(&first[0]) && day && head_bytes > HEAD_BYTES && record_bytes > 1 && field
}

impl Table {
    pub(in crate::read) fn open(path: &Path) -> Result<Self, ReadError> {
        let mut file = BufReader::with_capacity(256 << 10, File::open(path)?);
        let size_bytes = file.get_ref().metadata()?.len();
        let mut first = [0; HEAD_BYTES];
        file.read_exact(&mut first).map_err(cut)?;
        let head_bytes = usize::from(u16::from_le_bytes([first[8], first[9]]));
        let record_bytes = usize::from(u16::from_le_bytes([first[10], first[11]]));
        let mut rest = vec![0; head_bytes.saturating_sub(HEAD_BYTES)];
        file.read_exact(&mut rest).map_err(cut)?;
        let fields = fields(&rest, record_bytes)?;
        let memo = if fields.iter().any(Field::is_elsewhere) { Memo::beside(path)? } else { None };
        Ok(Self {
            file,
            size_bytes,
            fields,
            language: first[29],
            records: u64::from(u32::from_le_bytes([first[4], first[5], first[6], first[7]])),
            head_bytes: head_bytes as u64,
            record: vec![0; record_bytes],
            read: 0,
            memo,
        })
    }

    pub(in crate::read) fn titles(&self, encoding: Encoding) -> Vec<String> {
        self.fields.iter().map(|field| field.title(encoding)).collect()
    }

    /// Bytes that were read.
    pub(in crate::read) fn read_bytes(&self) -> u64 {
        self.head_bytes + self.read * self.record.len() as u64
    }

    /// What a person should look at: records that are not there, texts that lie elsewhere.
    pub(in crate::read) fn doubts(&self) -> Vec<Problem> {
        let stored = self.size_bytes.saturating_sub(self.head_bytes);
        let there = stored / self.record.len() as u64;
        let cut = self.records.saturating_sub(there);
        let elsewhere = |field: &&Field| field.is_elsewhere() && self.memo.is_none();
        let elsewhere = self.fields.iter().filter(elsewhere).count() as u64;
        let counts = [("dbf-cut", cut), ("dbf-memo", elsewhere)];
        let some = counts.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(code, count)| Problem::new(code).number("count", count)).collect()
    }

    /// Goes on to the next record: whether it is one that was deleted; none at the end.
    pub(in crate::read) fn next_record(&mut self) -> Result<Option<bool>, ReadError> {
        if self.records > 0 && self.read == self.records {
            return Ok(None);
        }
        match self.file.read_exact(&mut self.record) {
            Ok(()) => {}
            // Also behind the last one where none are counted: a mark of the end.
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        self.read += 1;
        Ok(Some(self.record[0] == b'*'))
    }

    /// The fields of the record as they are written; empty where they are no text.
    pub(in crate::read) fn texts(&mut self, encoding: Encoding) -> Result<Vec<String>, ReadError> {
        let mut texts = Vec::with_capacity(self.fields.len());
        let mut size_bytes = 0;
        for field in &self.fields {
            let block = field.memo_block(&self.record);
            let text = match (&mut self.memo, block) {
                (Some(memo), Some(block)) => memo.text(block, encoding)?,
                _ => field.text(&self.record, encoding),
            };
            // Many fields may name one long text.
            size_bytes += text.len() as u64;
            if size_bytes > ROW_LIMIT_BYTES {
                return Err(ReadError::BrokenDbf);
            }
            texts.push(text);
        }
        Ok(texts)
    }

    /// Gives the bytes of each text of the record, until the visitor answers that it is enough.
    pub(super) fn written_texts(
        &mut self,
        visit: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        for field in &self.fields {
            let block = field.memo_block(&self.record);
            let flow = match (&mut self.memo, block) {
                (Some(memo), Some(block)) => visit(&memo.bytes(block)?),
                _ if field.is_text() => visit(field.bytes(&self.record)),
                _ => continue,
            };
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The cells of the record, with the texts that [`Self::texts`] gave.
    pub(in crate::read) fn cells<'t>(&self, texts: &'t [String]) -> Vec<Datum<'t>> {
        let cell = |(field, text): (&Field, &'t String)| match text.as_str() {
            "" if field.is_text() => Datum::Empty,
            text => Datum::Cell(field.cell(&self.record, text)),
        };
        self.fields.iter().zip(texts).map(cell).collect()
    }
}

fn cut(error: std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => ReadError::BrokenDbf,
        _ => ReadError::Io(error),
    }
}

fn fields(part: &[u8], record_bytes: usize) -> Result<Vec<Field>, ReadError> {
    let mut fields = Vec::new();
    let mut start = 1;
    for raw in part.as_chunks::<HEAD_BYTES>().0.iter().take_while(|raw| raw[0] != FIELDS_END) {
        let field = Field::of(raw, start);
        start += field.length;
        // Which values are missing, as one program writes it: no column.
        if raw[11] != b'0' {
            fields.push(field);
        }
    }
    if fields.is_empty() || fields.len() > COLUMN_LIMIT || start > record_bytes {
        return Err(ReadError::BrokenDbf);
    }
    Ok(fields)
}
