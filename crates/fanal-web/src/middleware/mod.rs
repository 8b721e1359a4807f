//! What every answer carries.

mod headers;

pub(crate) use headers::secure;
