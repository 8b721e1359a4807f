//! Running one test on each kind of catalogue.

use std::future::Future;
use std::path::Path;

use sea_orm::{ConnectionTrait, Database};
use tokio::runtime::{Builder, Runtime};

use crate::catalogue::Fresh;
use crate::{Catalogue, skipped};

/// Makes tests of the functions named: each runs once on SQLite and once on PostgreSQL. A function
/// takes a [`Catalogue`] and opens its app on it.
///
/// ```ignore
/// on_both_catalogues! { a_load_makes_a_version }
///
/// async fn a_load_makes_a_version(catalogue: Catalogue) {
///     let app = TestApp::on(&catalogue).await;
/// }
/// ```
#[macro_export]
macro_rules! on_both_catalogues {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test]
            fn $name() {
                $crate::on_sqlite(super::$name);
            })+
        }
        mod on_postgres {
            $(#[test]
            fn $name() {
                $crate::on_postgres(stringify!($name), super::$name);
            })+
        }
    };
}

/// The same for functions that run programs and wait for them.
#[macro_export]
macro_rules! programs_on_both_catalogues {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test]
            fn $name() {
                super::$name($crate::Catalogue::Sqlite);
            })+
        }
        mod on_postgres {
            $(#[test]
            fn $name() {
                $crate::programs_on_postgres(stringify!($name), super::$name);
            })+
        }
    };
}

/// Makes tests of the functions named, on SQLite only: for what the kind of catalogue has no part in.
#[macro_export]
macro_rules! on_one_catalogue {
    ($($name:ident),+ $(,)?) => {
        mod on_one_catalogue {
            $(#[test]
            fn $name() {
                $crate::on_sqlite(super::$name);
            })+
        }
    };
}

/// Runs a test on a SQLite file.
pub fn on_sqlite<F: Future<Output = ()>>(test: fn(Catalogue) -> F) {
    runtime().block_on(test(Catalogue::Sqlite));
}

/// Runs a test on a PostgreSQL schema of its own that is dropped at its end; says aloud that it is skipped
/// when no server answers.
pub fn on_postgres<F>(name: &str, test: fn(Catalogue) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    runtime().block_on(async {
        let Some(fresh) = Fresh::make().await else {
            return skipped(name, "no PostgreSQL server answers");
        };
        let ended = tokio::spawn(test(Catalogue::Postgres(fresh.url.clone()))).await;
        fresh.drop().await;
        if let Err(error) = ended {
            std::panic::resume_unwind(error.into_panic());
        }
    });
}

/// The same for a test that runs programs and waits for them.
pub fn programs_on_postgres(name: &str, test: fn(Catalogue)) {
    let runtime = runtime();
    let Some(fresh) = runtime.block_on(Fresh::make()) else {
        return skipped(name, "no PostgreSQL server answers");
    };
    let catalogue = Catalogue::Postgres(fresh.url.clone());
    let ended = std::panic::catch_unwind(|| test(catalogue));
    runtime.block_on(fresh.drop());
    if let Err(panic) = ended {
        std::panic::resume_unwind(panic);
    }
}

/// Runs SQL beside living programs, and says whether it was done: not when one of them holds a lock
/// on what it wants.
pub fn try_sql(catalogue: &Catalogue, folder: &Path, sql: &str) -> bool {
    let url = catalogue.address(folder);
    runtime().block_on(async {
        let database = Database::connect(&url).await.expect("the catalogue opens");
        let done = database.execute_unprepared(sql).await.is_ok();
        database.close().await.expect("nothing is under way");
        done
    })
}

/// Runs SQL behind the program's back, on a catalogue that nobody has open.
pub fn run_sql(url: &str, sql: &str) {
    runtime().block_on(async {
        let database = Database::connect(url).await.expect("the catalogue opens");
        database.execute_unprepared(sql).await.expect("the statement is right");
        database.close().await.expect("nothing is under way");
    });
}

fn runtime() -> Runtime {
    // Two TLS providers are linked; whoever comes second finds the choice made.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let built = Builder::new_multi_thread().worker_threads(2).enable_all().build();
    built.expect("a runtime for tests can be made")
}
