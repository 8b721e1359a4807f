//! The engine over a lake in a folder of its own.

mod cases;
mod facets;
mod hot;
mod limits;
mod merge;
mod pages;
mod sample;
mod schema;
mod spill;
