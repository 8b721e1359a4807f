//! Finding, describing, publishing and deleting datasets.

mod access;
mod describe;
mod find;
mod front;
mod publish;
mod rejected;

pub use access::Sight;
pub use describe::Description;
pub use find::{Found, ListQuery};
pub use front::Front;
pub use rejected::RejectedRows;
