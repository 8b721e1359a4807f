//! A catalogue of its own for each test, on each database.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use fanal_model::{
    Clock, Dataset, DatasetId, Field, FieldName, FieldType, Instant, LoadId, LoadMode, Metadata,
    PortalId, Slug, Source, SourceKind, Visibility,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Act, NewDataset, NewSource, NewUpload, NewVersion, Store};

/// The portal that the migrations make.
pub(super) const PORTAL: PortalId = PortalId(1);

/// A file that arrived.
pub(super) fn new_upload(id: impl Into<String>, file_name: impl Into<String>) -> NewUpload {
    NewUpload {
        id: id.into(),
        user: None,
        file_name: file_name.into(),
        size_bytes: 12,
        recipe: None,
        dataset: None,
    }
}

/// Runs the test functions named, each on both databases.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::tests::harness::on_sqlite(super::$name).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::tests::harness::on_postgres(stringify!($name), super::$name).await;
            })+
        }
    };
}
pub(super) use on_both_databases;

/// A clock that the test sets.
#[derive(Debug)]
pub(super) struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// What a test gets.
#[derive(Clone)]
pub(super) struct Fixture {
    pub(super) store: Store,
    pub(super) url: String,
    clock: Arc<HandClock>,
}

impl Fixture {
    async fn open(url: String) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(1_000_000_000)));
        let store = Store::open(&url, clock.clone()).await.unwrap();
        Self { store, url, clock }
    }

    /// Another program's connections to the same catalogue.
    pub(super) async fn reopened(&self) -> Result<Store, crate::StoreError> {
        Store::open(&self.url, self.clock.clone()).await
    }

    pub(super) fn pass_seconds(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Runs SQL behind the store's back.
    pub(super) async fn run(&self, sql: &str) {
        let transaction = self.store.begin().await.unwrap();
        transaction.execute_unprepared(sql).await.unwrap();
        transaction.commit().await.unwrap();
    }

    pub(super) async fn act(&self) -> Act {
        self.store.write().await.unwrap()
    }

    pub(super) async fn dataset(&self, slug: &str) -> Dataset {
        let act = self.act().await;
        let dataset = act.create_dataset(new_dataset(slug)).await.unwrap();
        act.commit().await.unwrap();
        dataset
    }

    pub(super) async fn source(&self, dataset: DatasetId) -> Source {
        let act = self.act().await;
        let name = "arbres.csv".to_owned();
        let new = NewSource { dataset, kind: SourceKind::File, name, recipe: None };
        let source = act.create_source(new).await.unwrap();
        act.commit().await.unwrap();
        source
    }
}

pub(super) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(super) fn field(name: &str, label: &str) -> Field {
    Field::new(FieldName::parse(name).unwrap(), label, FieldType::Text)
}

pub(super) fn new_dataset(address: &str) -> NewDataset {
    NewDataset {
        portal: PORTAL,
        slug: slug(address),
        organisation: None,
        metadata: Metadata { title: address.to_owned(), ..Metadata::default() },
        fields: Vec::new(),
        visibility: Visibility::Open,
    }
}

pub(super) fn new_version(source: &Source) -> NewVersion {
    NewVersion {
        dataset: source.dataset,
        delta_version: 0,
        load: LoadId::parse(&Uuid::new_v4().to_string()).unwrap(),
        mode: LoadMode::Replace,
        source: source.id,
        fields: vec![field("nom", "Nom")],
        records: 12,
        rejected: 1,
        size_bytes: 340,
    }
}

pub(super) async fn on_sqlite<F: Future<Output = ()>>(test: fn(Fixture) -> F) {
    let folder = TempDir::new().unwrap();
    // What a folder may be called on a real machine.
    let inside = folder.path().join("Données 100%25? #1");
    std::fs::create_dir(&inside).unwrap();
    let file = inside.join("catalogue.db");
    let url = Store::sqlite_address(&file).unwrap();
    test(Fixture::open(url).await).await;
    assert!(file.exists());
}

pub(super) async fn on_postgres<F>(name: &str, test: fn(Fixture) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Some((base, server)) = postgres().await else {
        // As fanal-testkit tells it, which stands above this crate.
        let line = format!("told: SKIPPED, no PostgreSQL server answers: {name}");
        let told = writeln!(std::io::stderr(), "{line}");
        return told.unwrap();
    };
    let database = format!("fanal_test_{}", Uuid::new_v4().simple());
    // A collation unlike SQLite's: what must be equal on both is then seen to be so.
    let create = format!(
        "CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' \
         LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR'"
    );
    server.execute_unprepared(&create).await.unwrap();
    let (address, _) = base.rsplit_once('/').unwrap();
    let fixture = Fixture::open(format!("{address}/{database}")).await;
    let ended = tokio::spawn(test(fixture)).await;
    let drop = format!("DROP DATABASE {database} WITH (FORCE)");
    server.execute_unprepared(&drop).await.unwrap();
    if let Err(error) = ended {
        std::panic::resume_unwind(error.into_panic());
    }
}

/// The server to test on: a chosen one must answer, the usual one may.
async fn postgres() -> Option<(String, DatabaseConnection)> {
    if let Ok(url) = std::env::var("FANAL_TEST_POSTGRES_URL") {
        let server = Database::connect(&url).await.unwrap();
        return Some((url, server));
    }
    let url = "postgres://postgres@127.0.0.1:5432/postgres";
    tokio::net::TcpStream::connect("127.0.0.1:5432").await.ok()?;
    Some((url.to_owned(), Database::connect(url).await.ok()?))
}
