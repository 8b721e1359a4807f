//! Catalogues: a SQLite file, or a PostgreSQL schema of its own that is dropped at the end.

use std::path::Path;

use fanal_store::Store;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use uuid::Uuid;

/// Where a PostgreSQL server is looked for when none was named.
const USUAL: &str = "postgres://postgres@127.0.0.1:5432/postgres";

/// Where an app keeps its catalogue.
#[derive(Debug, Clone)]
pub enum Catalogue {
    /// A file in the app's folder.
    Sqlite,
    /// A PostgreSQL database at this address.
    Postgres(String),
}

impl Catalogue {
    /// The address for an app whose files lie in that folder.
    pub(crate) fn address(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => Store::sqlite_address(&folder.join("catalogue.db"))
                .expect("temporary folders have names in UTF-8"),
            Self::Postgres(url) => url.clone(),
        }
    }
}

/// A new, empty schema of a PostgreSQL database: as good as a database of its own, and made in
/// milliseconds where a database takes a second of the disk.
pub(crate) struct Fresh {
    server: DatabaseConnection,
    name: String,
    /// The address of the database, with this schema as the only one that is looked into.
    pub(crate) url: String,
}

impl Fresh {
    /// Makes one in the database of `FANAL_TEST_POSTGRES_URL`, which must answer, or in the usual
    /// one, which may.
    pub(crate) async fn make() -> Option<Self> {
        let (base, server) = match std::env::var("FANAL_TEST_POSTGRES_URL") {
            Ok(url) => {
                let server = Database::connect(&url).await;
                (url, server.expect("the server of FANAL_TEST_POSTGRES_URL answers"))
            }
            Err(_) => {
                tokio::net::TcpStream::connect("127.0.0.1:5432").await.ok()?;
                (USUAL.to_owned(), Database::connect(USUAL).await.ok()?)
            }
        };
        let name = format!("fanal_test_{}", Uuid::new_v4().simple());
        let create = format!("CREATE SCHEMA {name}");
        server.execute_unprepared(&create).await.expect("a test may make a schema");
        let mut url = url::Url::parse(&base).expect("the address of a server");
        // What a test wrote need not outlive the machine: commits don't wait for the disk.
        let options = format!("-c search_path={name} -c synchronous_commit=off");
        url.query_pairs_mut().append_pair("options", &options);
        // A blank is `+` in forms only.
        let url = url.as_str().replace('+', "%20");
        Some(Self { server, name, url })
    }

    /// Drops it with all that it holds.
    pub(crate) async fn drop(self) {
        // A transaction that a broken test left open must not be waited for.
        let drop = format!("SET lock_timeout = '20s'; DROP SCHEMA {} CASCADE", self.name);
        self.server.execute_unprepared(&drop).await.expect("a test may drop its schema");
    }
}
