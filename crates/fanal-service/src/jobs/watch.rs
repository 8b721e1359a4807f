//! What a running job shows of itself and hears from outside.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use fanal_ingest::Watch;
use fanal_model::Progress;

/// What a running job shows of itself and hears from outside.
#[derive(Debug, Default)]
pub(crate) struct JobWatch {
    done: AtomicU64,
    total: AtomicU64,
    records: AtomicU64,
    cancelled: AtomicBool,
}

impl JobWatch {
    /// How far it has come.
    pub(crate) fn seen(&self) -> Progress {
        let total = self.total.load(Ordering::Relaxed);
        Progress {
            done: self.done.load(Ordering::Relaxed),
            total: (total > 0).then_some(total),
            records: self.records.load(Ordering::Relaxed),
        }
    }

    /// Tells it to stop.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Watch for JobWatch {
    fn progress(&self, done_bytes: u64, total_bytes: Option<u64>, records: u64) {
        self.done.store(done_bytes, Ordering::Relaxed);
        self.total.store(total_bytes.unwrap_or(0), Ordering::Relaxed);
        self.records.store(records, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
