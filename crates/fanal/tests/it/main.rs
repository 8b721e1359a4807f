//! The one integration-test binary: the program as people and clients meet it.

mod bad_input;
mod kill;
