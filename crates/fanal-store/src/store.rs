//! The open catalogue: its connections, and how its transactions begin.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fanal_model::{Clock, Instant};
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::{Act, StoreError, migrations};

/// How long a connection, or SQLite's one writer, is waited for.
const WAIT: Duration = Duration::from_secs(30);
/// Readers of a SQLite file, and connections to PostgreSQL, of one process.
const CONNECTIONS: u32 = 16;

/// The catalogue. Cloning is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// SQLite: one connection. PostgreSQL: the same pool as `reader`.
    writer: DatabaseConnection,
    /// SQLite: a pool that cannot write.
    reader: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl Store {
    /// The address of a SQLite file, for [`Store::open`]; none when the path is not UTF-8. Signs
    /// that mean something in an address may stand in the path.
    pub fn sqlite_address(file: &Path) -> Option<String> {
        let path = file.to_str()?.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
        Some(format!("sqlite://{path}"))
    }

    /// Opens `sqlite:///folder/file.db` (the file is made, its folder is not) or
    /// `postgres://user@host/database`, and brings its tables up to date in one transaction. Several
    /// programs may do so at once.
    ///
    /// # Errors
    /// [`StoreError::NewerStore`] when a later program wrote it, [`StoreError::Address`],
    /// [`StoreError::Database`]. A SQLite database in memory is refused: its readers would each see
    /// another one.
    pub async fn open(url: &str, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let inner = if url.starts_with("sqlite:") {
            if url.ends_with(":memory:") || url.contains("?mode=memory") {
                return Err(StoreError::Address);
            }
            let writer = Database::connect(sqlite_writer(url)).await?;
            migrations::run(&writer).await?;
            let reader = Database::connect(sqlite_reader(url)).await?;
            Inner { writer, reader, clock }
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = Database::connect(options(url, CONNECTIONS)).await?;
            migrations::run(&pool).await?;
            Inner { writer: pool.clone(), reader: pool, clock }
        } else {
            return Err(StoreError::Address);
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.inner.reader.ping().await?)
    }

    /// Closes all connections; SQLite then folds its log into the one file. Every clone is closed.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.inner.reader.close_by_ref().await?;
        Ok(self.inner.writer.close_by_ref().await?)
    }

    /// Opens a write transaction. On SQLite there is one at a time in the whole world: this waits
    /// for the one before, 30 s at most. While it is open, calling any other writing function of
    /// this store (claims, heartbeats, leases) waits for itself: use the [`Act`]'s own functions.
    pub async fn write(&self) -> Result<Act, StoreError> {
        let transaction = begin_write(&self.inner.writer).await?;
        Ok(Act::new(transaction, Arc::clone(&self.inner.clock)))
    }

    /// The connections that read.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    /// A write transaction without audit, for what changes no state that people see.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        begin_write(&self.inner.writer).await
    }

    /// A transaction in which several reads see the same moment.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        let reader = &self.inner.reader;
        let options = match reader.get_database_backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
            // A deferred transaction of SQLite sees one moment from its first read on.
            _ => TransactionOptions::default(),
        };
        Ok(reader.begin_with_options(options).await?)
    }

    /// The present instant.
    pub(crate) fn now(&self) -> Instant {
        self.inner.clock.now()
    }
}

/// Begins a transaction that will write. SQLite takes its lock at once: a transaction that reads
/// first and writes later could not be waited for, only refused.
pub(crate) async fn begin_write(
    connection: &DatabaseConnection,
) -> Result<DatabaseTransaction, StoreError> {
    let options = match connection.get_database_backend() {
        // Said even though it is the default, which an administrator may change: the end of the
        // audit chain must be read as it stands once its lock is held.
        DbBackend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::ReadCommitted),
            ..Default::default()
        },
        _ => TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        },
    };
    Ok(connection.begin_with_options(options).await?)
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .connect_timeout(WAIT)
        .acquire_timeout(WAIT)
        .sqlx_logging(false);
    options
}

fn sqlite_writer(url: &str) -> ConnectOptions {
    let mut options = options(url, 1);
    // Never closed for its age: SQLite's log then stays open for readers, whatever they do.
    options.min_connections(1).idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(WAIT)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
    });
    options
}

fn sqlite_reader(url: &str) -> ConnectOptions {
    let mut options = options(url, CONNECTIONS);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.read_only(true).busy_timeout(WAIT));
    options
}
