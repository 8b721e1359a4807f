//! The same tests on SQLite, always, and on PostgreSQL, when one answers.

mod harness;

mod attachments;
mod audit;
mod datasets;
mod jobs;
mod opening;
mod people;
mod plain;
mod search;
mod versions;
