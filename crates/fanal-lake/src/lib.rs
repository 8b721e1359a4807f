//! fanal-lake
