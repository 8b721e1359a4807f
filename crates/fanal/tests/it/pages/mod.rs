//! The pages.

mod language;
mod path;
mod routes;
mod sign_in;
