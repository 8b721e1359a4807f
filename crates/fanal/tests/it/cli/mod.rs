//! The command line.

mod definitions;
mod import;
mod inspect;
mod serve;
mod settings;
