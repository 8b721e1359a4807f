//! The audit log: numbered without gaps in the order of commits, each line holding the hash of the
//! one before. It is also the feed of changes.

use std::fmt::Write as _;

use fanal_model::{AuditEntry, Clock, Instant, Subject};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, prelude::*,
};
use sha2::{Digest, Sha256};

use crate::act::Entry;
use crate::rows::audit::{ActiveModel, Column, Entity, Model};
use crate::{Store, StoreError};

/// The lock of the chain among PostgreSQL's advisory locks of this database.
const CHAIN_LOCK: i64 = 0x0046_414e_414c_0001;
/// What stands for the line before the first.
const GENESIS: &str = "";
/// Lines held in memory while the chain is checked.
const PAGE: u64 = 1000;

/// What checking the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every line follows from the one before. Lines cut off at the end can't be noticed: compare
    /// the number with one noted elsewhere.
    Sound {
        /// Number of the last line.
        entries: i64,
    },
    /// A line was changed, removed or slipped in.
    Broken {
        /// The first line that does not follow from the one before.
        sequence: i64,
    },
}

impl Store {
    /// The entries after that number (0 for all), oldest first, at most `limit`.
    pub async fn audit_since(
        &self,
        sequence: i64,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = page(self.reader(), sequence, u64::from(limit)).await?;
        rows.into_iter().map(Model::into_entry).collect()
    }

    /// The number of the last entry, 0 when there is none.
    pub async fn audit_head(&self) -> Result<i64, StoreError> {
        Ok(head(self.reader()).await?.map_or(0, |row| row.sequence))
    }

    /// Walks the whole chain, a page at a time.
    pub async fn verify_audit(&self) -> Result<AuditCheck, StoreError> {
        let mut sequence = 0;
        let mut hash = GENESIS.to_owned();
        loop {
            let rows = page(self.reader(), sequence, PAGE).await?;
            if rows.is_empty() {
                return Ok(AuditCheck::Sound { entries: sequence });
            }
            for row in rows {
                let follows = row.sequence == sequence + 1 && row.hash == chained(&hash, &row);
                if !follows {
                    return Ok(AuditCheck::Broken { sequence: sequence + 1 });
                }
                sequence = row.sequence;
                hash = row.hash;
            }
        }
    }
}

/// Numbers the entries and writes them. Nobody else appends until the transaction ends: SQLite has
/// one writer, PostgreSQL a lock.
pub(crate) async fn append(
    transaction: &DatabaseTransaction,
    clock: &dyn Clock,
    entries: &[Entry],
) -> Result<(), StoreError> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({CHAIN_LOCK})");
        transaction.execute_unprepared(&lock).await?;
    }
    // Read once the lock is held, so that the instants follow the numbers.
    let at = clock.now();
    let last = head(transaction).await?;
    let (mut sequence, mut hash) = last.map_or((0, GENESIS.to_owned()), |r| (r.sequence, r.hash));
    for entry in entries {
        sequence += 1;
        let mut row = line(sequence, at, entry);
        row.hash = chained(&hash, &row);
        hash.clone_from(&row.hash);
        // Field by field: a model turned into an active one counts as unchanged, and writes nothing.
        let active = ActiveModel {
            sequence: Set(row.sequence),
            at: Set(row.at),
            user: Set(row.user),
            act: Set(row.act),
            subject: Set(row.subject),
            subject_id: Set(row.subject_id),
            dataset: Set(row.dataset),
            hash: Set(row.hash),
        };
        Entity::insert(active).exec_without_returning(transaction).await?;
    }
    Ok(())
}

fn line(sequence: i64, at: Instant, entry: &Entry) -> Model {
    let (subject, subject_id) = match entry.subject {
        Subject::Dataset(id) => ("dataset", id.0),
        Subject::Version(_, id) => ("version", id.0),
        Subject::Attachment(_, id) => ("attachment", id.0),
        Subject::Job(id, _) => ("job", id.0),
        Subject::User(id) => ("user", id.0),
        Subject::Organisation(id) => ("organisation", id.0),
        Subject::Portal(id) => ("portal", id.0),
    };
    Model {
        sequence,
        at: at.0,
        user: entry.user.map(|u| u.0),
        act: entry.act.name().to_owned(),
        subject: subject.to_owned(),
        subject_id,
        dataset: entry.subject.dataset().map(|d| d.0),
        hash: String::new(),
    }
}

/// SHA-256 over the hash before and every column, one a line; an absent number is `-`. The form is
/// never changed: a chain must stay checkable for as long as it is kept.
fn chained(before: &str, row: &Model) -> String {
    let number = |n: Option<i64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let text = format!(
        "{before}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
        row.sequence,
        row.at,
        number(row.user),
        row.act,
        row.subject,
        row.subject_id,
        number(row.dataset),
    );
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

async fn head(connection: &impl ConnectionTrait) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().order_by_desc(Column::Sequence).one(connection).await?)
}

async fn page(
    connection: &impl ConnectionTrait,
    after: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let query = Entity::find().filter(Column::Sequence.gt(after));
    Ok(query.order_by_asc(Column::Sequence).limit(limit).all(connection).await?)
}
