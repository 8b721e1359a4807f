//! The data files of a snapshot: what their footers say, and their columns decoded.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::{ArrayRef, RecordBatch, new_null_array};
use arrow::compute::{cast, concat};
use arrow::datatypes::{DataType, Field as ArrowField};
use fanal_model::DatasetId;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use object_store::ObjectStore;
use object_store::path::Path;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, RowSelection};
use parquet::arrow::async_reader::ParquetRecordBatchStreamBuilder;
use parquet::file::metadata::RowGroupMetaData;

use crate::QueryError;
use crate::cache::{Chunk, ChunkKey, ColumnCache};
use crate::reader::FileReader;

/// Footers kept at most; each is some tens of kilobytes.
const FOOTERS: usize = 2_000;

/// Row groups remembered as looked at, at most.
const LOOKED: usize = 10_000;

/// A data file, opened.
#[derive(Debug, Clone)]
pub(crate) struct DataFile {
    pub(crate) path: Path,
    pub(crate) size_bytes: u64,
    pub(crate) footer: ArrowReaderMetadata,
}

impl DataFile {
    /// The row groups, in order.
    pub(crate) fn row_groups(&self) -> &[RowGroupMetaData] {
        self.footer.metadata().row_groups()
    }

    /// Rows of a row group.
    pub(crate) fn rows(&self, row_group: usize) -> usize {
        usize::try_from(self.row_groups()[row_group].num_rows()).unwrap_or(0)
    }
}

/// Opens files and decodes their columns, through the cache.
#[derive(Debug)]
pub(crate) struct Files {
    store: Arc<dyn ObjectStore>,
    cache: Arc<ColumnCache>,
    footers: Mutex<HashMap<Path, ArrowReaderMetadata>>,
    /// Row groups that were looked at.
    looked: Mutex<HashSet<(Path, usize)>>,
    /// One filling at a time a file, so that two queries don't decode the same column.
    filling: Vec<tokio::sync::Mutex<()>>,
    threads: usize,
}

/// Columns of a dataset's files that are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) dataset: DatasetId,
    pub(crate) columns: &'a [Arc<ArrowField>],
}

impl Files {
    pub(crate) fn new(
        store: Arc<dyn ObjectStore>,
        cache: Arc<ColumnCache>,
        threads: usize,
    ) -> Self {
        let filling = (0..64).map(|_| tokio::sync::Mutex::default()).collect();
        Self {
            store,
            cache,
            footers: Mutex::default(),
            looked: Mutex::default(),
            filling,
            threads: threads.max(1),
        }
    }

    /// Lets go of a dataset's columns, and of its footers: they hold values of cells too.
    pub(crate) fn forget(&self, dataset: DatasetId) {
        self.cache.forget(dataset);
        let folder = Path::from(format!("datasets/{dataset}"));
        self.footers().retain(|path, _| !path.prefix_matches(&folder));
    }

    /// Reads a file's footer, or takes it from memory.
    pub(crate) async fn open(&self, path: &Path, size_bytes: u64) -> Result<DataFile, QueryError> {
        let kept = self.footers().get(path).cloned();
        let footer = match kept {
            Some(footer) => footer,
            None => {
                let options = ArrowReaderOptions::new();
                let mut reader = self.reader(path, size_bytes);
                let footer = ArrowReaderMetadata::load_async(&mut reader, options).await?;
                let mut footers = self.footers();
                if footers.len() >= FOOTERS {
                    footers.clear();
                }
                footers.insert(path.clone(), footer.clone());
                footer
            }
        };
        Ok(DataFile { path: path.clone(), size_bytes, footer })
    }

    /// One row group's columns when all of them are in memory already.
    pub(crate) fn kept(
        &self,
        file: &DataFile,
        row_group: usize,
        wanted: Wanted<'_>,
    ) -> Option<Vec<Arc<Chunk>>> {
        let key = |column: &Arc<ArrowField>| key(file, row_group, column);
        wanted.columns.iter().map(|column| self.cache.get(&key(column))).collect()
    }

    /// Whether nobody looked at this row group lately; now somebody did.
    pub(crate) fn first_look(&self, file: &DataFile, row_group: usize) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if looked.len() >= LOOKED {
            looked.clear();
        }
        looked.insert((file.path.clone(), row_group))
    }

    /// Whether these columns of these row groups would fill no more than a share of the cache.
    pub(crate) fn fits(&self, groups: &[(&DataFile, usize)], wanted: Wanted<'_>) -> bool {
        let bytes: u64 = groups
            .iter()
            .flat_map(|(file, group)| wanted.columns.iter().map(|c| estimate(file, *group, c)))
            .sum();
        bytes <= self.cache.limit_bytes() as u64 / 2
    }

    /// Decodes what is missing of one row group and keeps it. `None` when the memory is needed
    /// elsewhere: the caller then reads without the cache.
    pub(crate) async fn fill(
        &self,
        file: &DataFile,
        row_group: usize,
        wanted: Wanted<'_>,
    ) -> Result<Option<Vec<Arc<Chunk>>>, QueryError> {
        if let Some(kept) = self.kept(file, row_group, wanted) {
            return Ok(Some(kept));
        }
        let lock = file
            .path
            .as_ref()
            .bytes()
            .fold(row_group, |sum, b| sum.wrapping_mul(31).wrapping_add(usize::from(b)));
        let _alone = self.filling[lock % self.filling.len()].lock().await;
        let held: Vec<_> =
            wanted.columns.iter().map(|c| self.cache.get(&key(file, row_group, c))).collect();
        let missing: Vec<Arc<ArrowField>> = wanted
            .columns
            .iter()
            .zip(&held)
            .filter(|(_, held)| held.is_none())
            .map(|(column, _)| column.clone())
            .collect();
        let decoded = self.decode(file, row_group, &missing, None).await?;
        let mut decoded = missing.iter().zip(decoded);
        let mut out = Vec::with_capacity(held.len());
        for held in held {
            let chunk = match (held, &mut decoded) {
                (Some(chunk), _) => Some(chunk),
                (None, decoded) => decoded.next().and_then(|(column, array)| {
                    self.cache.keep(wanted.dataset, key(file, row_group, column), array)
                }),
            };
            let Some(chunk) = chunk else { return Ok(None) };
            out.push(chunk);
        }
        Ok(Some(out))
    }

    /// [`Self::fill`] for many row groups, several at once, in order.
    pub(crate) async fn fill_all(
        self: &Arc<Self>,
        groups: Vec<(DataFile, usize)>,
        wanted: Wanted<'_>,
    ) -> Result<Option<Vec<Vec<Arc<Chunk>>>>, QueryError> {
        let columns = wanted.columns.to_vec();
        let dataset = wanted.dataset;
        stream::iter(groups)
            .map(|(file, group)| {
                let (files, columns) = (self.clone(), columns.clone());
                // Kept columns cost nothing: only decoding deserves a task of its own.
                let kept = self.kept(&file, group, Wanted { dataset, columns: &columns });
                async move {
                    if kept.is_some() {
                        return Ok(kept);
                    }
                    let task = tokio::spawn(async move {
                        let wanted = Wanted { dataset, columns: &columns };
                        files.fill(&file, group, wanted).await
                    });
                    Aborting(task).join().await
                }
            })
            .buffered(self.threads)
            .try_collect::<Vec<_>>()
            .await
            .map(|all| all.into_iter().collect())
    }

    /// Decodes columns of a row group: all rows, or the selected ones. A column that the file does
    /// not have is null; one that it has under another type is cast.
    pub(crate) async fn decode(
        &self,
        file: &DataFile,
        row_group: usize,
        columns: &[Arc<ArrowField>],
        rows: Option<RowSelection>,
    ) -> Result<Vec<ArrayRef>, QueryError> {
        let schema = file.footer.schema();
        let roots: Vec<usize> =
            columns.iter().filter_map(|c| schema.index_of(c.name()).ok()).collect();
        let count = rows.as_ref().map_or(file.rows(row_group), RowSelection::row_count);
        let mut batches: Vec<RecordBatch> = Vec::new();
        if !roots.is_empty() && count > 0 {
            let reader = self.reader(&file.path, file.size_bytes);
            let mask = ProjectionMask::roots(file.footer.parquet_schema(), roots);
            let mut builder =
                ParquetRecordBatchStreamBuilder::new_with_metadata(reader, file.footer.clone())
                    .with_projection(mask)
                    .with_row_groups(vec![row_group])
                    .with_batch_size(count);
            if let Some(rows) = rows {
                builder = builder.with_row_selection(rows);
            }
            batches = builder.build()?.try_collect().await?;
        }
        columns
            .iter()
            .map(|column| {
                let parts: Vec<ArrayRef> = batches
                    .iter()
                    .filter_map(|b| b.column_by_name(column.name()).cloned())
                    .collect();
                let array = match parts.as_slice() {
                    [] => return Ok(new_null_array(column.data_type(), count)),
                    [one] => one.clone(),
                    many => concat(&many.iter().map(AsRef::as_ref).collect::<Vec<_>>())?,
                };
                match array.data_type() == column.data_type() {
                    true => Ok(array),
                    false => Ok(cast(&array, column.data_type())?),
                }
            })
            .collect()
    }

    fn reader(&self, path: &Path, size_bytes: u64) -> FileReader {
        FileReader { store: self.store.clone(), path: path.clone(), size_bytes }
    }

    fn footers(&self) -> std::sync::MutexGuard<'_, HashMap<Path, ArrowReaderMetadata>> {
        self.footers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A task that stops when nobody waits for it any more.
struct Aborting<T>(tokio::task::JoinHandle<T>);

impl<T> Aborting<Result<T, QueryError>> {
    async fn join(mut self) -> Result<T, QueryError> {
        (&mut self.0).await.unwrap_or_else(|error| Err(QueryError::Internal(Box::new(error))))
    }
}

impl<T> Drop for Aborting<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn key(file: &DataFile, row_group: usize, column: &Arc<ArrowField>) -> ChunkKey {
    ChunkKey { path: file.path.clone(), column: column.name().as_str().into(), row_group }
}

/// Bytes that a column of a row group takes once decoded, from what the footer says.
fn estimate(file: &DataFile, row_group: usize, column: &ArrowField) -> u64 {
    let group = &file.row_groups()[row_group];
    let rows = u64::try_from(group.num_rows()).unwrap_or(0);
    let leaves = group.columns().iter().filter(|leaf| {
        leaf.column_path().parts().first().is_some_and(|root| root == column.name())
    });
    let texts: u64 = leaves
        .map(|leaf| match leaf.unencoded_byte_array_data_bytes() {
            Some(bytes) => u64::try_from(bytes).unwrap_or(0),
            None => u64::try_from(leaf.uncompressed_size()).unwrap_or(0),
        })
        .sum();
    match column.data_type() {
        DataType::Utf8 | DataType::Binary => texts + rows * 5,
        DataType::List(_) => texts + rows * 13,
        _ => rows * 17,
    }
}
