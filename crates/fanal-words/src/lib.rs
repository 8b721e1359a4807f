//! fanal-words
