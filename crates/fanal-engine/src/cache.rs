//! Hot data: decoded columns, kept by data file, column and row group.
//!
//! A data file never changes, so what is kept is never wrong; it only gives way, the least recently
//! used first, when the cache is full or when a query needs the memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrow::array::{Array, ArrayRef};
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryPool, MemoryReservation};
use fanal_model::DatasetId;
use object_store::path::Path;

/// One column of one row group, decoded. Its bytes stay reserved until the last query that reads
/// it lets it go.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) array: ArrayRef,
    reservation: MemoryReservation,
}

/// Names a chunk.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ChunkKey {
    pub(crate) path: Path,
    pub(crate) column: Arc<str>,
    pub(crate) row_group: usize,
}

#[derive(Debug)]
struct Kept {
    chunk: Arc<Chunk>,
    dataset: DatasetId,
    last_use: u64,
}

#[derive(Debug, Default)]
struct Inner {
    chunks: HashMap<ChunkKey, Kept>,
    bytes: usize,
    uses: u64,
}

/// The chunks that are kept.
#[derive(Debug)]
pub(crate) struct ColumnCache {
    inner: Mutex<Inner>,
    pool: Arc<dyn MemoryPool>,
    limit_bytes: usize,
}

impl ColumnCache {
    pub(crate) fn new(pool: Arc<dyn MemoryPool>, limit_bytes: usize) -> Self {
        Self { inner: Mutex::default(), pool, limit_bytes }
    }

    /// Bytes that the cache may hold.
    pub(crate) fn limit_bytes(&self) -> usize {
        self.limit_bytes
    }

    /// A chunk, if it is kept.
    pub(crate) fn get(&self, key: &ChunkKey) -> Option<Arc<Chunk>> {
        let mut inner = self.lock();
        inner.uses += 1;
        let uses = inner.uses;
        let kept = inner.chunks.get_mut(key)?;
        kept.last_use = uses;
        Some(kept.chunk.clone())
    }

    /// Keeps a decoded column. `None` when there is no memory for it, even after giving way.
    pub(crate) fn keep(
        &self,
        dataset: DatasetId,
        key: ChunkKey,
        array: ArrayRef,
    ) -> Option<Arc<Chunk>> {
        let bytes = array.get_array_memory_size();
        if bytes > self.limit_bytes {
            return None;
        }
        self.shrink_to(self.limit_bytes - bytes);
        // Reserved before the lock is taken: the pool may ask this cache to give way.
        let reservation = MemoryConsumer::new("columns").register(&self.pool);
        reservation.try_grow(bytes).ok()?;
        let chunk = Arc::new(Chunk { array, reservation });
        let mut inner = self.lock();
        inner.uses += 1;
        let last_use = inner.uses;
        let kept = Kept { chunk: chunk.clone(), dataset, last_use };
        inner.bytes += bytes;
        if let Some(before) = inner.chunks.insert(key, kept) {
            inner.bytes -= before.chunk.reservation.size();
        }
        Some(chunk)
    }

    /// Lets go of at least so many bytes, as far as there are.
    pub(crate) fn give_back(&self, bytes: usize) {
        let held = self.lock().bytes;
        self.shrink_to(held.saturating_sub(bytes));
    }

    /// Lets go of all that belongs to a dataset.
    pub(crate) fn forget(&self, dataset: DatasetId) {
        let mut gone = Vec::new();
        let mut inner = self.lock();
        inner.chunks.retain(|_, kept| {
            let stays = kept.dataset != dataset;
            if !stays {
                gone.push(kept.chunk.clone());
            }
            stays
        });
        inner.bytes -= gone.iter().map(|c| c.reservation.size()).sum::<usize>();
    }

    /// Lets the least recently used go until so many bytes are left.
    fn shrink_to(&self, bytes: usize) {
        let mut gone = Vec::new();
        let mut inner = self.lock();
        if inner.bytes <= bytes {
            return;
        }
        let mut by_age: Vec<(u64, ChunkKey)> =
            inner.chunks.iter().map(|(key, kept)| (kept.last_use, key.clone())).collect();
        by_age.sort_unstable_by_key(|(last_use, _)| *last_use);
        for (_, key) in by_age {
            if inner.bytes <= bytes {
                break;
            }
            if let Some(kept) = inner.chunks.remove(&key) {
                inner.bytes -= kept.chunk.reservation.size();
                gone.push(kept);
            }
        }
        // The arrays are freed after the lock.
        drop(inner);
        drop(gone);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing under the lock leaves it half changed.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Chunk {
    /// Rows that it holds.
    pub(crate) fn rows(&self) -> usize {
        self.array.len()
    }
}

#[cfg(test)]
mod tests;
