//! Loads: how they combine with what is there, what they leave out, what they could not read.

mod left_out;
mod modes;
mod profiles;
mod refused;
mod rejected;
mod series;
mod upkeep;
