//! The command line.

mod definitions;
mod import;
mod inspect;
mod secrets;
mod serve;
mod settings;
