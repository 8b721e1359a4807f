//! The pages.

mod addresses;
mod filters;
mod jobs;
mod language;
mod path;
mod reading;
mod recipe;
mod routes;
mod sign_in;
mod tables;
