//! fanal-views
