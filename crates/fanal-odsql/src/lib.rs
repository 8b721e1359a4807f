//! fanal-odsql
