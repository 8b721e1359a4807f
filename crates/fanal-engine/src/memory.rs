//! The memory of all queries together: a fixed number of bytes, from which the cache of columns
//! takes what nobody needs.

use std::fmt;
use std::sync::{Arc, OnceLock, Weak};

use datafusion::error::Result;
use datafusion::execution::memory_pool::{
    FairSpillPool, MemoryConsumer, MemoryLimit, MemoryPool, MemoryReservation,
};

use crate::cache::ColumnCache;

/// A pool that makes the cache give way before it refuses a query. Those that can put data aside
/// share evenly what the others leave.
#[derive(Debug)]
pub(crate) struct YieldingPool {
    inner: FairSpillPool,
    cache: OnceLock<Weak<ColumnCache>>,
}

impl YieldingPool {
    pub(crate) fn new(size_bytes: usize) -> Self {
        Self { inner: FairSpillPool::new(size_bytes), cache: OnceLock::new() }
    }

    /// Names the cache that gives way; the first one stays.
    pub(crate) fn yields(&self, cache: &Arc<ColumnCache>) {
        self.cache.get_or_init(|| Arc::downgrade(cache));
    }
}

impl MemoryPool for YieldingPool {
    fn name(&self) -> &'static str {
        "yielding"
    }

    fn register(&self, consumer: &MemoryConsumer) {
        self.inner.register(consumer);
    }

    fn unregister(&self, consumer: &MemoryConsumer) {
        self.inner.unregister(consumer);
    }

    fn grow(&self, reservation: &MemoryReservation, additional: usize) {
        self.inner.grow(reservation, additional);
    }

    fn shrink(&self, reservation: &MemoryReservation, shrink: usize) {
        self.inner.shrink(reservation, shrink);
    }

    fn try_grow(&self, reservation: &MemoryReservation, additional: usize) -> Result<()> {
        let first = self.inner.try_grow(reservation, additional);
        if first.is_ok() {
            return first;
        }
        let Some(cache) = self.cache.get().and_then(Weak::upgrade) else {
            return first;
        };
        cache.give_back(additional);
        self.inner.try_grow(reservation, additional)
    }

    fn reserved(&self) -> usize {
        self.inner.reserved()
    }

    fn memory_limit(&self) -> MemoryLimit {
        self.inner.memory_limit()
    }
}

impl fmt::Display for YieldingPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "yielding({})", self.inner)
    }
}
