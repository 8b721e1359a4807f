//! What the integration tests stand on: the whole platform in a temporary folder with its pages
//! and its API called in process ([`TestApp`]), on each kind of catalogue
//! ([`on_both_catalogues!`]), datasets made in one sentence ([`DatasetBuilder`]), and a browser
//! without a screen ([`Browser`]).
//!
//! It is for tests only: nothing that ships may depend on it. It never sleeps and never reaches a
//! network but the PostgreSQL server that the tests were given; where it can't go on, it panics,
//! which ends the test.

mod answer;
mod app;
mod browser;
mod catalogue;
mod clock;
mod dataset;
mod form;
mod inside;
mod runs;
mod shared;

pub use answer::Answer;
pub use app::{People, TestApp};
/// The method of a request.
pub use axum::http::Method;
pub use browser::Browser;
pub use catalogue::Catalogue;
pub use clock::TestClock;
pub use dataset::DatasetBuilder;
pub use form::Form;
pub use runs::{on_postgres, on_sqlite, programs_on_postgres, run_sql, try_sql};
pub use shared::{shared_folder, skipped, told};

/// What tests name of the crates below.
pub use fanal_model as model;
/// What tests name of the service.
pub use fanal_service as service;
