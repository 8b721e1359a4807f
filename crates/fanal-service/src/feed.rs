//! The feed of changes: the audit log, followed by every process for what it keeps in memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use fanal_model::{AuditAct, Dataset, PortalId};
use tokio_util::sync::CancellationToken;

use crate::{Chain, Platform, ServiceError};

/// Datasets that were asked for lately. An entry of the feed about a dataset empties it: changes
/// are rare, reading again is cheap, and nothing stale can stay.
#[derive(Default)]
pub(crate) struct Known {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether somebody follows the feed; nothing is kept otherwise.
    followed: bool,
    /// Grows with each emptying, so that a reading begun before one is not kept after it.
    generation: u64,
    datasets: HashMap<(PortalId, String), Dataset>,
}

/// Most datasets kept: a definition is a few kilobytes.
const LIMIT: usize = 10_000;

impl Known {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, portal: PortalId, slug: &str) -> (u64, Option<Dataset>) {
        let state = self.state();
        (state.generation, state.datasets.get(&(portal, slug.to_owned())).cloned())
    }

    pub(crate) fn put(&self, generation: u64, portal: PortalId, slug: &str, dataset: &Dataset) {
        let mut state = self.state();
        if state.followed && state.generation == generation && state.datasets.len() < LIMIT {
            state.datasets.insert((portal, slug.to_owned()), dataset.clone());
        }
    }

    pub(crate) fn forget(&self) {
        let mut state = self.state();
        state.generation += 1;
        state.datasets.clear();
    }

    fn follow(&self, followed: bool) {
        self.state().followed = followed;
        self.forget();
    }
}

impl Platform {
    /// Follows the feed until told to stop: what other processes change shows here at once.
    pub async fn follow_feed(&self, stop: CancellationToken) {
        const PAUSE: Duration = Duration::from_millis(100);
        let mut position = None;
        while !stop.is_cancelled() {
            match self.read_feed(&mut position).await {
                Ok(()) => {}
                Err(error) => {
                    // Nothing may be trusted until the log can be read again.
                    self.trust_nothing(false);
                    position = None;
                    tracing::warn!(error = %Chain(&error), "the feed of changes can't be read");
                }
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                () = stop.cancelled() => {}
            }
        }
        self.known.follow(false);
    }

    /// Forgets what is kept in memory, and says whether more may be.
    fn trust_nothing(&self, followed: bool) {
        self.known.follow(followed);
        self.counted_facets.forget();
    }

    async fn read_feed(&self, position: &mut Option<i64>) -> Result<(), ServiceError> {
        let Some(seen) = *position else {
            *position = Some(self.store.audit_head().await?);
            // What happened meanwhile is not read.
            self.trust_nothing(true);
            return Ok(());
        };
        let entries = self.store.audit_since(seen, 1000).await?;
        let Some(last) = entries.last() else { return Ok(()) };
        *position = Some(last.sequence);
        self.known.forget();
        // Nothing of a version that was taken away is kept.
        if entries.iter().any(|entry| entry.act == AuditAct::VersionExpired) {
            self.counted_facets.forget();
        }
        Ok(())
    }
}
