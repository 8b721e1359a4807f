//! Loads: how they combine with what is there, what they leave out, what they could not read.

mod left_out;
mod modes;
mod rejected;
mod upkeep;
