use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array};
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryPool};
use fanal_model::DatasetId;

use super::{ChunkKey, ColumnCache};
use crate::memory::YieldingPool;

fn key(row_group: usize) -> ChunkKey {
    ChunkKey { path: "a".into(), column: "n".into(), row_group }
}

fn thousand() -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(0..1000))
}

/// A pool of so many bytes, all of which the cache may take.
fn cache(size_bytes: usize) -> (Arc<dyn MemoryPool>, Arc<ColumnCache>) {
    let pool = Arc::new(YieldingPool::new(size_bytes));
    let cache = Arc::new(ColumnCache::new(pool.clone(), size_bytes));
    pool.yields(&cache);
    (pool, cache)
}

#[test]
fn the_least_recently_used_gives_way() {
    let (pool, cache) = cache(20_000);
    for group in 0..2 {
        assert!(cache.keep(DatasetId(1), key(group), thousand()).is_some());
    }
    assert!(cache.get(&key(0)).is_some());
    assert!(cache.keep(DatasetId(1), key(2), thousand()).is_some());
    let kept: Vec<bool> = (0..3).map(|group| cache.get(&key(group)).is_some()).collect();
    assert_eq!(kept, [true, false, true]);
    assert!(pool.reserved() <= 20_000);
}

#[test]
fn a_query_that_needs_the_memory_gets_it() {
    let (pool, cache) = cache(20_000);
    for group in 0..2 {
        drop(cache.keep(DatasetId(1), key(group), thousand()));
    }
    let query = MemoryConsumer::new("query").register(&pool);
    query.try_grow(15_000).expect("the cache gives way");
    assert!(cache.get(&key(0)).is_none());
}

#[test]
fn what_a_query_still_reads_stays_counted() {
    let (pool, cache) = cache(20_000);
    let read = cache.keep(DatasetId(1), key(0), thousand()).expect("kept");
    cache.forget(DatasetId(1));
    assert!(cache.get(&key(0)).is_none());
    assert!(pool.reserved() >= 8_000);
    let query = MemoryConsumer::new("query").register(&pool);
    query.try_grow(15_000).expect_err("those bytes are in use");
    drop(read);
    assert_eq!(pool.reserved(), 0);
}

#[test]
fn nothing_is_kept_when_queries_need_everything() {
    let (pool, cache) = cache(20_000);
    let query = MemoryConsumer::new("query").register(&pool);
    query.try_grow(15_000).expect("memory");
    assert!(cache.keep(DatasetId(1), key(0), thousand()).is_none());
}
