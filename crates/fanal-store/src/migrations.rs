//! The tables, step by step. One set runs on SQLite and on PostgreSQL. A migration that has been
//! released is never changed: a new one is added below.

mod m0001_catalogue;
mod m0002_work;
mod m0003_series;
mod m0004_public_from;
mod m0005_upload_place;
mod m0006_welcome;
mod m0007_attachment;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use crate::StoreError;
use crate::store::begin_write;

/// The lock of migrations among PostgreSQL's advisory locks of this database.
const MIGRATION_LOCK: i64 = 0x0046_414e_414c_0000;

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_catalogue::Catalogue),
            Box::new(m0002_work::Work),
            Box::new(m0003_series::Series),
            Box::new(m0004_public_from::PublicFrom),
            Box::new(m0005_upload_place::UploadPlace),
            Box::new(m0006_welcome::Welcome),
            Box::new(m0007_attachment::Attachment),
        ]
    }
}

/// Brings the tables up to date in one transaction, or touches nothing.
pub(crate) async fn run(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let transaction = begin_write(connection).await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
        transaction.execute_unprepared(&lock).await?;
    }
    let known = Migrator::migrations();
    for migration in applied(&transaction).await? {
        if !known.iter().any(|known| known.name() == migration) {
            return Err(StoreError::NewerStore { migration });
        }
    }
    if !Migrator::get_pending_migrations_read_only(&transaction).await?.is_empty() {
        Migrator::up(&transaction, None).await?;
    }
    Ok(transaction.commit().await?)
}

/// Names of the migrations that the database has, oldest first; none in a new one.
async fn applied(transaction: &DatabaseTransaction) -> Result<Vec<String>, StoreError> {
    let table = Migrator::migration_table_name().to_string();
    if !SchemaManager::new(transaction).has_table(table).await? {
        return Ok(Vec::new());
    }
    let models = Migrator::get_migration_models(transaction).await?;
    Ok(models.into_iter().map(|model| model.version).collect())
}
