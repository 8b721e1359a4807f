//! fanal-service
