//! Formats that give one row after the other: both passes over them, and the making of batches.

mod maker;
mod passes;

pub(super) use maker::{BatchMaker, Made, misfit, schema};
pub(super) use passes::{Item, Titles, Visit, profile, read};
