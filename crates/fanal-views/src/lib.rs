//! The pages of Fanal: one struct and one template each, the components that they share, and the
//! built styles and scripts.
//!
//! A page is a struct with public fields. Whoever has the data fills it and renders it through
//! [`Template`]; a missing field is a compile error. Sentences come from `fanal-words`, by
//! identifier. The crate knows the words of `fanal-model` and nothing of stores, services or HTTP:
//! it must never ask a right, read data or decide a status. Templates hold no inline script and no
//! inline style, since the pages are served under a strict content security policy.

pub mod admin;
pub mod assets;
mod attachment;
mod card;
mod cell;
mod filters;
mod form;
mod gallery;
mod icon;
mod layout;
mod paging;
pub mod portal;
mod profile;
mod records;
pub mod samples;
mod vocabulary;

pub use askama::Template;
pub use card::{DatasetCard, DatasetLink};
pub use cell::{Cell, Shape};
pub use filters::{Chosen, Filter, Filters};
pub use form::{Choice, FormState};
pub use gallery::GalleryPage;
pub use icon::Icon;
pub use layout::{Layout, Theme};
pub use paging::{PageLink, Paging};
pub use profile::Profile;
pub use records::{RecordsTable, Sort};
pub use vocabulary::{FREQUENCIES, LICENCES, Licence, licence};

#[cfg(test)]
mod tests;
