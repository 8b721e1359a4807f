//! fanal-engine
