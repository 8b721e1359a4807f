//! The program is killed at every step of what it does, and nothing is lost.
//!
//! Each test drives the real program as processes on a data folder of its own. Failpoints make it
//! die at a named step (debug builds only); `kill -9` makes it die anywhere. The heavier rounds run
//! when `FANAL_VERIFY=1` is set; `FANAL_KILL_ROUNDS` says how many random kills there are.

mod asleep;
mod browser;
mod exports;
mod failpoints;
mod http;
mod jobs;
mod lake;
mod leftovers;
mod loads;
mod order;
mod place;
mod random;
mod upkeep;

pub(crate) use browser::Browser;
pub(crate) use lake::strays;
pub(crate) use loads::{HEADER, csv, rows};
pub(crate) use place::{Outcome, Place, Server, ended, is_gone, text, wait_until};

/// Whether the heavier tests run too.
pub(crate) fn verifying() -> bool {
    std::env::var("FANAL_VERIFY").is_ok_and(|v| v == "1")
}
