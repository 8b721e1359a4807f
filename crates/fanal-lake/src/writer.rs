//! Writing data files: batches in, Parquet files out, encoded on several threads.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use arrow::array::{Array as _, RecordBatch};
use arrow::datatypes::{Schema, SchemaRef};
use fanal_model::{LoadId, failpoint};
use object_store::path::Path;

use self::encode::{Encoder, Work};
use self::sink::Sinks;
pub(crate) use self::statistics::Statistics;
use crate::{Lake, LakeError, schema};

mod encode;
mod sink;
mod statistics;
#[cfg(test)]
mod tests;

/// How data files are cut and encoded.
#[derive(Debug, Clone)]
pub struct WriterSettings {
    /// Threads that encode columns, at least one.
    pub threads: usize,
    /// Rows of a row group; the last one of a file may have fewer.
    pub row_group_rows: usize,
    /// Bytes of decoded records after which a row group is closed early, so that memory stays
    /// flat when records are large.
    pub row_group_bytes: usize,
    /// Rows after which a new file begins, at the end of a row group.
    pub file_rows: u64,
    /// Encoded bytes after which a new file begins, at the end of a row group.
    pub file_bytes: u64,
}

impl Default for WriterSettings {
    fn default() -> Self {
        Self {
            threads: std::thread::available_parallelism().map_or(2, usize::from),
            row_group_rows: 128 * 1024,
            row_group_bytes: 64 * 1024 * 1024,
            file_rows: 1024 * 1024,
            file_bytes: 256 * 1024 * 1024,
        }
    }
}

/// A written data file, to be handed to a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Path in the table's folder: `{load}/{n}-{unique}.parquet`.
    pub path: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Rows in the file.
    pub rows: u64,
    /// Statistics as the log holds them: counts of rows and empty cells, least and greatest
    /// numbers and dates. Texts have none there: the log outlives the cells.
    pub(crate) stats: String,
}

/// Writes the data files of a load. Blocking: for a thread that may wait, never for one of the
/// runtime's own.
///
/// Batches are gathered into row groups of a fixed size; a row group is encoded while the caller
/// makes the next one. Dropped without [`DataWriter::finish`], it deletes what it wrote.
#[derive(Debug)]
pub struct DataWriter {
    schema: SchemaRef,
    settings: WriterSettings,
    gathered: Vec<RecordBatch>,
    gathered_rows: usize,
    gathered_bytes: usize,
    work: Option<SyncSender<Work>>,
    encoder: Option<JoinHandle<Result<Vec<DataFile>, LakeError>>>,
}

impl DataWriter {
    pub(crate) fn open(
        lake: &Lake,
        table: Path,
        load: &LoadId,
        columns: &Schema,
        settings: WriterSettings,
    ) -> Result<Self, LakeError> {
        // Refused here rather than at the commit, when all the work is done.
        schema::to_delta(columns)?;
        let schema = schema::loosened(columns);
        let sinks = Sinks::open(lake, table, load)?;
        let encoder = Encoder::new(sinks, schema.clone(), settings.clone());
        // No room in the channel: one row group is encoded, one is gathered, none waits between.
        let (work, receiver) = sync_channel(0);
        let encoder = std::thread::Builder::new()
            .name("fanal-encode".to_owned())
            .spawn(move || encoder.run(&receiver))
            .map_err(|error| LakeError::Encode(error.into()))?;
        Ok(Self {
            schema,
            settings,
            gathered: Vec::new(),
            gathered_rows: 0,
            gathered_bytes: 0,
            work: Some(work),
            encoder: Some(encoder),
        })
    }

    /// Takes a batch, whose columns are those of the writer in the same order. Waits while the
    /// encoding is behind.
    ///
    /// # Errors
    /// [`LakeError::Encode`] when the columns differ; else why an earlier row group could not be
    /// written. After an error only [`DataWriter::abort`] makes sense.
    pub fn write(&mut self, batch: RecordBatch) -> Result<(), LakeError> {
        let batch = self.conform(&batch)?;
        let mut rest = batch;
        while rest.num_rows() > 0 {
            let room = self.settings.row_group_rows.max(1) - self.gathered_rows;
            let part = rest.slice(0, room.min(rest.num_rows()));
            rest = rest.slice(part.num_rows(), rest.num_rows() - part.num_rows());
            self.gathered_rows += part.num_rows();
            self.gathered_bytes += size_of(&part);
            self.gathered.push(part);
            if self.gathered_rows >= self.settings.row_group_rows
                || self.gathered_bytes >= self.settings.row_group_bytes
            {
                self.send_gathered()?;
            }
        }
        Ok(())
    }

    /// Writes what is left and returns the files, in the order of their rows; they and their
    /// folders are on the disk. No row, no file.
    ///
    /// # Errors
    /// Why a file could not be written; then all are deleted.
    pub fn finish(mut self) -> Result<Vec<DataFile>, LakeError> {
        self.send_gathered()?;
        self.send(Work::Finish)?;
        let files = self.join()?;
        failpoint("lake.data-written");
        Ok(files)
    }

    /// Deletes what was written.
    pub fn abort(self) {
        drop(self);
    }

    /// Gives a batch the writer's own schema: the same types, whatever is said of empty cells.
    fn conform(&self, batch: &RecordBatch) -> Result<RecordBatch, LakeError> {
        let named = batch.schema_ref().fields().iter().map(|field| field.name());
        if !named.eq(self.schema.fields().iter().map(|field| field.name())) {
            return Err(LakeError::Encode("the batch has other columns".into()));
        }
        RecordBatch::try_new(self.schema.clone(), batch.columns().to_vec())
            .map_err(|error| LakeError::Encode(error.into()))
    }

    fn send_gathered(&mut self) -> Result<(), LakeError> {
        if self.gathered_rows == 0 {
            return Ok(());
        }
        let batches = std::mem::take(&mut self.gathered);
        let rows = std::mem::take(&mut self.gathered_rows);
        self.gathered_bytes = 0;
        self.send(Work::RowGroup { batches, rows })
    }

    fn send(&mut self, work: Work) -> Result<(), LakeError> {
        let sent = self.work.as_ref().is_some_and(|sender| sender.send(work).is_ok());
        if sent {
            return Ok(());
        }
        // The encoder ended before its time: it says why.
        match self.join() {
            Err(error) => Err(error),
            Ok(_) => Err(LakeError::Encode("the encoder ended early".into())),
        }
    }

    fn join(&mut self) -> Result<Vec<DataFile>, LakeError> {
        self.work = None;
        let encoder = self.encoder.take();
        let ended = encoder.map(JoinHandle::join);
        match ended {
            Some(Ok(result)) => result,
            _ => Err(LakeError::Encode("the encoder broke off".into())),
        }
    }
}

impl Drop for DataWriter {
    fn drop(&mut self) {
        // Without a `Finish`, the end of the channel tells the encoder to delete its files.
        if self.encoder.is_some() {
            let _ = self.join();
        }
    }
}

/// Bytes of the rows themselves: a slice shares the buffers of its whole batch.
fn size_of(batch: &RecordBatch) -> usize {
    let columns = batch.columns().iter();
    columns.map(|column| column.to_data().get_slice_memory_size().unwrap_or(column.len())).sum()
}
