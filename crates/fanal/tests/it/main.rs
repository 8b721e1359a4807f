//! Fanal as a whole: its API, its pages, its loads and its command line. Folders mirror addresses
//! and commands; what tests stand on is in `fanal-testkit`. One binary, for linking is slow.

mod api;
mod arbres;
mod attachments;
mod audit;
mod bad_input;
mod build;
mod cli;
mod kill;
mod loads;
mod looks;
mod pages;
mod persons;
mod races;
mod samples;
