//! fanal-store
