//! Catalogues: a SQLite file, or a PostgreSQL database of its own that is dropped at the end.

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

/// A new, empty PostgreSQL database.
pub(crate) struct Fresh {
    server: DatabaseConnection,
    name: String,
    /// Its address.
    pub(crate) url: String,
}

impl Fresh {
    /// Makes one on the server of `FANAL_TEST_POSTGRES_URL`, which must answer, or on the usual
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
        let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        server.execute_unprepared(&create).await.expect("a test may make a database");
        let (address, _) = base.rsplit_once('/').expect("the address of a server names a database");
        let url = format!("{address}/{name}");
        Some(Self { server, name, url })
    }

    /// Drops it, whoever is still connected.
    pub(crate) async fn drop(self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        self.server.execute_unprepared(&drop).await.expect("a test may drop its database");
    }
}
