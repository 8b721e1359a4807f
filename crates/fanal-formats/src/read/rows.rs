//! Formats that give one row after the other: both passes over them, and the making of batches.

mod maker;
mod passes;

pub(super) use maker::{BatchMaker, Fate, Made, misfit, schema};
pub(super) use passes::{Item, Titles, Visit, profile, profile_walked, read, read_walked, walk};
