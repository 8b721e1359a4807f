//! Finding, describing, publishing and deleting datasets.

mod access;
mod attachments;
mod describe;
mod facets;
mod find;
mod front;
mod persons;
mod publish;
mod rejected;

pub use access::Sight;
pub use access::is_public;
pub use attachments::{AttachedBytes, SeenAttachment};
pub use describe::Description;
pub use facets::features;
pub use find::{Found, ListQuery};
pub use front::Front;
pub use persons::{Reasons, stopping_publication};
pub(crate) use persons::{
    give_reasons, place_of, reason, says_more, told, withdraw, write_dataset,
};
pub use publish::Seen;
