//! One write transaction, whose audit entries are written last.

use std::sync::Arc;

use fanal_model::{AuditAct, Clock, Instant, Subject, UserId};
use sea_orm::DatabaseTransaction;

use crate::{StoreError, audit};

/// One write transaction. Its functions stand with the things that they change. Nothing is seen by
/// anybody until [`Act::commit`]; dropping it undoes everything. After an error it can only be
/// dropped: PostgreSQL refuses whatever follows.
#[derive(Debug)]
pub struct Act {
    transaction: DatabaseTransaction,
    clock: Arc<dyn Clock>,
    now: Instant,
    entries: Vec<Entry>,
}

/// An audit entry that waits for its number.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) user: Option<UserId>,
    pub(crate) act: AuditAct,
    pub(crate) subject: Subject,
}

impl Act {
    pub(crate) fn new(transaction: DatabaseTransaction, clock: Arc<dyn Clock>) -> Self {
        let now = clock.now();
        Self { transaction, clock, now, entries: Vec::new() }
    }

    /// Notes who did what to what; none is the operator or the platform itself. The entry is
    /// written by [`Act::commit`], after everything else.
    pub fn audit(&mut self, user: Option<UserId>, act: AuditAct, subject: Subject) {
        self.entries.push(Entry { user, act, subject });
    }

    /// Writes the audit entries, then makes everything visible at once and durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        if !self.entries.is_empty() {
            audit::append(&self.transaction, self.clock.as_ref(), &self.entries).await?;
        }
        Ok(self.transaction.commit().await?)
    }

    /// The instant at which the act began: what its rows are dated with.
    pub fn now(&self) -> Instant {
        self.now
    }

    pub(crate) fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
