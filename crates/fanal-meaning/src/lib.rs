//! fanal-meaning
