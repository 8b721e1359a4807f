//! One load of a source, from reader to writer: read, understand, name, write, keep apart what
//! can't be read. It knows nothing of the catalogue: the service calls it inside a job and
//! commits what it wrote, or nothing.
//!
//! Raw cells of a column that is left out never leave this crate: they are dropped before the
//! writer, and rejected rows are blanked of them.

mod error;
mod load;
mod look;
mod manifest;
mod recipe;
mod record_hash;
mod rejected;
mod understanding;

pub use error::IngestError;
pub use load::{Admit, Load, MergeWriter, Written, write};
pub use look::Look;
pub use manifest::Manifest;
pub use recipe::{ColumnRecipe, NO_MEANING, Recipe, RecipeError};
pub use rejected::{REJECTED_FILE, RejectedSheet};
pub use understanding::{Column, GivenFile, Understanding, understand};

pub use fanal_formats::read::{Header, Watch};
