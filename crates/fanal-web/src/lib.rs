//! fanal-web
