//! Arrow's own files and streams (Feather too). A file is a stream with a head and a foot: both are
//! read from start to end.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use arrow::record_batch::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::{Message, root_as_message};

use super::{BATCH_ROWS, Table};
use crate::read::ReadError;
use crate::read::geo::parquet::GeometryColumns;

/// What a file starts and ends with.
const MAGIC: &[u8] = b"ARROW1";
/// Bytes before the stream of a file, at most: zeros fill them up.
const HEAD_BYTES: u64 = 256;
/// What stands before each message of a stream.
const MARK: [u8; 4] = [0xFF; 4];
/// Unpacked bytes of a compressed buffer for one packed byte; the first 64 MiB are free.
const RATIO: u64 = 250;
const FREE_BYTES: u64 = 64 << 20;

/// Whether a file that starts like this is one of Arrow's.
pub(in crate::read) fn is_arrow(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
        || (head.starts_with(&MARK) && head.get(8..12).is_some_and(|b| b[1] == 0))
}

pub(super) fn open(path: &Path) -> Result<Table, ReadError> {
    let mut file = BufReader::new(File::open(path)?);
    let start = check(&mut file).map_err(|error| match error {
        Check::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => error.into(),
        _ => ReadError::BrokenArrow("its messages don't fit together".to_owned()),
    })?;
    file.seek(SeekFrom::Start(start))?;
    let reader = StreamReader::try_new(file, None).map_err(broken)?;
    let schema = reader.schema();
    let batches = reader.flat_map(|batch| slices(batch.map_err(broken)));
    Ok(Table {
        schema,
        geometries: GeometryColumns::default(),
        records: None,
        batches: Box::new(batches),
    })
}

fn broken(error: arrow::error::ArrowError) -> ReadError {
    ReadError::BrokenArrow(error.to_string())
}

/// A batch in parts that a sink takes at once.
fn slices(batch: Result<RecordBatch, ReadError>) -> Vec<Result<RecordBatch, ReadError>> {
    match batch {
        Ok(batch) => (0..batch.num_rows())
            .step_by(BATCH_ROWS)
            .map(|start| Ok(batch.slice(start, BATCH_ROWS.min(batch.num_rows() - start))))
            .collect(),
        Err(error) => vec![Err(error)],
    }
}

/// Why a file is not read.
enum Check {
    Io(std::io::Error),
    Broken,
}

impl From<std::io::Error> for Check {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// Checks that all that the messages announce lies within the file: the reader makes room for what
/// they say. Gives where the stream starts.
fn check(file: &mut (impl Read + Seek)) -> Result<u64, Check> {
    let end = file.seek(SeekFrom::End(0))?;
    file.rewind()?;
    let mut head = [0; MAGIC.len()];
    file.read_exact(&mut head)?;
    let mut start = 0;
    if head == MAGIC {
        let mut foot = [0; MAGIC.len()];
        file.seek(SeekFrom::End(-(MAGIC.len() as i64)))?;
        file.read_exact(&mut foot)?;
        if foot != MAGIC {
            return Err(Check::Broken);
        }
        let mut head = Vec::new();
        file.rewind()?;
        file.take(HEAD_BYTES).read_to_end(&mut head)?;
        let zeros = head[MAGIC.len()..].iter().take_while(|b| **b == 0).count();
        start = (MAGIC.len() + zeros) as u64;
    }
    let mut at = start;
    while at < end {
        file.seek(SeekFrom::Start(at))?;
        let mut length = [0; 4];
        file.read_exact(&mut length)?;
        at += 4;
        if length == MARK {
            file.read_exact(&mut length)?;
            at += 4;
        }
        let length = u64::from(u32::from_le_bytes(length));
        if length == 0 {
            break;
        }
        if length > end - at {
            return Err(Check::Broken);
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| Check::Broken)?];
        file.read_exact(&mut bytes)?;
        at += length;
        let message = root_as_message(&bytes).map_err(|_| Check::Broken)?;
        let body = u64::try_from(message.bodyLength()).map_err(|_| Check::Broken)?;
        if body > end - at {
            return Err(Check::Broken);
        }
        check_buffers(file, &message, at, body)?;
        at += body;
    }
    Ok(start)
}

/// Compressed buffers say how long they are unpacked.
fn check_buffers(
    file: &mut (impl Read + Seek),
    message: &Message<'_>,
    at: u64,
    body: u64,
) -> Result<(), Check> {
    let dictionary = message.header_as_dictionary_batch().and_then(|d| d.data());
    let Some(batch) = message.header_as_record_batch().or(dictionary) else { return Ok(()) };
    if batch.compression().is_none() {
        return Ok(());
    }
    for buffer in batch.buffers().into_iter().flatten() {
        let offset = u64::try_from(buffer.offset()).map_err(|_| Check::Broken)?;
        let length = u64::try_from(buffer.length()).map_err(|_| Check::Broken)?;
        if offset.checked_add(length).is_none_or(|end| end > body) {
            return Err(Check::Broken);
        }
        if length < 8 {
            continue;
        }
        file.seek(SeekFrom::Start(at + offset))?;
        let mut unpacked = [0; 8];
        file.read_exact(&mut unpacked)?;
        let unpacked = i64::from_le_bytes(unpacked);
        // Less than nothing marks a buffer that is not compressed after all.
        if u64::try_from(unpacked).is_ok_and(|u| u > length.saturating_mul(RATIO).max(FREE_BYTES)) {
            return Err(Check::Broken);
        }
    }
    Ok(())
}
