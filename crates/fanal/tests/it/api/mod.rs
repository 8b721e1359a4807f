//! The Explore API.

mod catalogue;
mod conformance;
mod exports;
mod facets;
mod functions;
mod hidden;
mod http;
mod records;
mod refusals;
mod validators;
mod versions;
